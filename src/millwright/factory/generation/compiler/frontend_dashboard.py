"""The dashboard in the browser: which drawings its charts need, and the inputs that narrow it."""

from collections.abc import Sequence

from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.frontend_fields import Code
from millwright.factory.generation.compiler.rendering import attr, ts
from millwright.factory.generation.spec import AppSpec

_DRAWINGS = {
    "area": "Lines",
    "bar": "Columns",
    "donut": "Donut",
    "grouped": "Columns",
    "heatmap": "HeatMap",
    "line": "Lines",
    "ranking": "Bars",
    "stacked": "Columns",
}


def dashboard_page(spec: AppSpec, entities: tuple[EntityView, ...]) -> dict[str, object]:
    """What the templates of the dashboard are given."""
    kinds = sorted({chart.kind for chart in spec.charts})
    inputs = [_input(entities, narrowing.entity, narrowing.field) for narrowing in spec.dashboard_filters]
    used = {name for code in inputs for name in code.uses}
    return {
        "drawings": _drawings(kinds),
        "dashboard_inputs": [code.text for code in inputs],
        "dashboard_imports": sorted(name for name in used if not name.endswith("Choices")),
        "dashboard_choices": sorted(name for name in used if name.endswith("Choices")),
    }


def _drawings(kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Each drawing once, with the condition for it."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        found.setdefault(_DRAWINGS[kind], []).append(f"chart.kind === {ts(kind)}")
    return [(" || ".join(conditions), component) for component, conditions in sorted(found.items())]


def _input(entities: tuple[EntityView, ...], entity: str, name: str) -> Code:
    view = next(view for view in entities if view.spec.name == entity)
    field = next(field for field in view.fields if field.name == name)
    common = f"name={attr(f'{entity}_{name}')} label={attr(field.label)} query={{query}}"
    if field.target:
        return Code(f"<ReferenceFilter {common} source={{{field.target.client}}} />", frozenset({"ReferenceFilter"}))
    return Code(f"<ChoiceFilter {common} choices={{{field.choices}}} />", frozenset({"ChoiceFilter", field.choices}))
