"""What the dashboard measures, when a field that it reads is changed."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from millwright.factory.generation.formulas import Formula
from millwright.factory.generation.spec import AppSpec, Chart, FieldSpec, Figure

_View = TypeVar("_View", Chart, Figure)


def measurable(view: Chart | Figure, field: FieldSpec) -> bool:
    """Whether a chart or a figure can still be made of a field, if it reads it at all."""
    return all(field.type in types for name, types in view.columns if name == field.name)


def rename_in_formulas(formulas: list[dict[str, Any]], old: str, name: str) -> None:
    """Has the formulas of a record, as JSON, know one of its fields by a new name."""
    for formula in formulas:
        formula["of"] = [name if one == old else one for one in formula["of"]]
        formula["field"] = name if formula["field"] == old else formula["field"]
        for rows in (formula["rows"], formula["less"]):
            rename_alike(rows, "own", old, name)


def rename_alike(rows: dict[str, Any] | None, side: str, old: str, name: str) -> None:
    """Has rows that say the same as one, as JSON, know a field on one side by a new name."""
    for each in rows.get("alike", ()) if rows else ():
        each[side] = name if each[side] == old else each[side]


def without_formulas_of(spec: AppSpec, entity: str, field: str | None = None) -> AppSpec:
    """The specification without what is worked out of a field, or of any row of an entity."""

    def stays(owner: str, formula: Formula) -> bool:
        read = [rows for rows in (formula.rows, formula.less) if rows is not None]
        of_rows = any(rows.entity == entity and (field is None or field in rows.names) for rows in read)
        return not of_rows and (owner != entity or field is None or field not in formula.own_fields)

    entities = tuple(
        known.model_copy(update={"formulas": tuple(f for f in known.formulas if stays(known.name, f))})
        for known in spec.entities
    )
    return _without_gone(spec.model_copy(update={"entities": entities}))


def _without_gone(spec: AppSpec) -> AppSpec:
    """The specification without totals of what is worked out no more."""
    known = {e.name: {one.name for one in (*e.fields, *e.formulas)} for e in spec.entities}

    def there(formula: Formula) -> bool:
        read = [rows for rows in (formula.rows, formula.less) if rows is not None]
        return all(rows.of is None or rows.of in known.get(rows.entity, set()) for rows in read)

    entities = tuple(
        entity.model_copy(update={"formulas": tuple(filter(there, entity.formulas))}) for entity in spec.entities
    )
    return spec.model_copy(update={"entities": entities})


def with_values_named(spec: AppSpec, entity: str, field: str, names: Mapping[str, str]) -> AppSpec:
    """The specification whose rates count values by their new names; rates of which none is left are gone."""

    def counted(views: Iterable[_View]) -> tuple[_View, ...]:
        return tuple(known for view in views if (known := _renamed(view, entity, field, names)) is not None)

    return spec.model_copy(update={"charts": counted(spec.charts), "figures": counted(spec.figures)})


def _renamed(view: _View, entity: str, field: str, names: Mapping[str, str]) -> _View | None:
    if (view.entity, view.of) != (entity, field) or not view.values:
        return view
    values = tuple(names[value] for value in view.values if value in names)
    return view.model_copy(update={"values": values}) if values else None
