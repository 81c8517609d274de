"""What the dashboard measures, when a field that it reads is changed."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from millwright.factory.generation.spec import AppSpec, Chart, FieldSpec, Figure

_View = TypeVar("_View", Chart, Figure)


def measurable(view: Chart | Figure, field: FieldSpec) -> bool:
    """Whether a chart or a figure can still be made of a field, if it reads it at all."""
    return all(field.type in types for name, types in view.columns if name == field.name)


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
