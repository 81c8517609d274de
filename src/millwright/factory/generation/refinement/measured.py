"""What the dashboard measures, when a field that it reads is changed."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from millwright.factory.generation.formulas import Formula
from millwright.factory.generation.spec import AppSpec, Chart, Entity, FieldSpec, Figure

_View = TypeVar("_View", Chart, Figure)


def measurable(view: Chart | Figure, field: FieldSpec) -> bool:
    """Whether a chart or a figure can still be made of a field, if it reads it at all."""
    return all(field.type in types for name, types in view.columns if name == field.name)


def rename_in_formulas(formulas: list[dict[str, Any]], old: str, name: str) -> None:
    """Has the formulas of a record, as JSON, know one of its fields by a new name."""
    for formula in formulas:
        formula["of"] = [".".join([name if own == old else own, *theirs]) for own, *theirs in _split(formula["of"])]
        formula["field"] = name if formula["field"] == old else formula["field"]
        for rows in (formula["rows"], formula["less"]):
            rename_alike(rows, "own", old, name)


def rename_looked_up(owner: dict[str, Any], entity: str, old: str, name: str) -> None:
    """Has the formulas of a record, as JSON, know a field of what the record refers to by a new name."""
    referring = {field["name"] for field in owner["fields"] if field["target"] == entity}
    for formula in owner["formulas"]:
        formula["of"] = [
            ".".join([own, *(name if own in referring and one == old else one for one in theirs)])
            for own, *theirs in _split(formula["of"])
        ]


def _split(operands: list[str]) -> list[list[str]]:
    return [operand.split(".") for operand in operands]


def rename_alike(rows: dict[str, Any] | None, side: str, old: str, name: str) -> None:
    """Has rows that say the same as one, as JSON, know a field on one side by a new name."""
    for each in rows.get("alike", ()) if rows else ():
        each[side] = name if each[side] == old else each[side]


def without_formulas_of(spec: AppSpec, entity: str, field: str | None = None) -> AppSpec:
    """The specification without what is worked out of a field, or of any row of an entity."""

    def stays(owner: Entity, formula: Formula) -> bool:
        looked_up = {(owner.field(own).target, *theirs) for own, *theirs in _split([*formula.of]) if theirs}
        if any(target == entity and field in {None, theirs} for target, theirs in looked_up):
            return False
        read = [rows for rows in (formula.rows, formula.less) if rows is not None]
        of_rows = any(rows.entity == entity and (field is None or field in rows.names) for rows in read)
        return not of_rows and (owner.name != entity or field is None or field not in formula.own_fields)

    entities = tuple(
        known.model_copy(update={"formulas": tuple(f for f in known.formulas if stays(known, f))})
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
