"""The dashboard in the browser: which drawings its charts need, and the inputs that narrow it."""

from collections.abc import Sequence
from dataclasses import dataclass

from millwright.factory.generation.compiler.entity_view import ORDERS
from millwright.factory.generation.compiler.frontend_entities import EntityView, aside_of
from millwright.factory.generation.compiler.frontend_fields import Code
from millwright.factory.generation.compiler.naming import api_path, in_sentence
from millwright.factory.generation.compiler.rendering import attr, ts
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import AppSpec, ChartKind, FieldType

_MANY_CHARTS = 2
_MOST_LATEST = 2
_MOST_MINE = 4
_HELPERS = frozenset({"brand", "category", "closure", "hour", "label", "subscriber", "tag"})
_DRAWINGS = {
    "area": "Lines",
    "bar": "Columns",
    "donut": "Donut",
    "funnel": "Bars",
    "grouped": "Columns",
    "heatmap": "HeatMap",
    "line": "Lines",
    "ranking": "Bars",
    "stacked": "Columns",
}


@dataclass(frozen=True)
class Latest:
    """A list of the newest records of a kind; `item` stands for a row where all would be called alike."""

    entity: EntityView
    title: str
    aside: Code
    item: Code | None = None


def _latest(spec: AppSpec, entities: tuple[EntityView, ...]) -> list[Latest]:
    """What fills a dashboard of few charts: the newest of the first records that are not only referred to."""
    if len(spec.charts) >= _MANY_CHARTS:
        return []
    main = [view for view in entities if view.spec.name.split("_")[-1] not in _HELPERS and not _is_ordered(view)]
    return [
        Latest(view, f"Latest {in_sentence(view.spec.plural_label)}", aside_of(view)) for view in main[:_MOST_LATEST]
    ]


def _mine(spec: AppSpec, entities: tuple[EntityView, ...]) -> list[Latest]:
    """What the account of those is made of who sign up on a site: the newest of what is their own."""
    outsiders = [role for role in spec.roles if role.signup and spec.layout is Layout.SITE]
    theirs = [e for e in entities if any(e.is_own(spec.access(role, e.spec)) for role in outsiders)]
    wanted = {str(part.entity): part.options["by"] for part in spec.parts_of("joining")}
    return [_mine_of(view, wanted.get(view.spec.name, "")) for view in theirs[:_MOST_MINE]]


def _mine_of(view: EntityView, wanted: str) -> Latest:
    """One's own rows of a kind; those that are called by whose they are, which all are, by their day, or by what one
    has put oneself down for: the reference `wanted`.

    What is somebody else's, such as the attendance of those who work for one, keeps their name.
    """
    title = f"My {in_sentence(view.spec.plural_label)}"
    if wanted:
        item = f"(row.owner_id === user.id && row.{wanted}_label) || {view.client}.title(row)"
        return Latest(view, title, aside_of(view), Code(item))
    day = next((field for field in view.fields if field.type is FieldType.DATE), None)
    if view.title_field.type is not FieldType.ACCOUNT or day is None:
        return Latest(view, title, aside_of(view))
    item = f"row.{view.title_field.name} === user.id ? {day.cell.text} : {view.client}.title(row)"
    told = next((field.cell for field in view.fields if field.type is FieldType.TIME), _AGE)
    aside = told if aside_of(view) == day.cell else aside_of(view)
    return Latest(view, title, aside, Code(item, day.cell.uses))


_AGE = Code("formatAge(row.created_at)", frozenset({"formatAge"}))


def _is_ordered(view: EntityView) -> bool:
    """Whether its lists go by a number, so that the first of them are not the newest."""
    return any(field.name in ORDERS for field in view.fields)


@dataclass(frozen=True)
class DashboardLists:
    """The lists of a dashboard: `latest` for those who work there, `mine` for those who sign up on a site."""

    latest: list[Latest]
    mine: list[Latest]

    @property
    def all(self) -> list[Latest]:
        """Both."""
        return [*self.latest, *self.mine]


def dashboard_lists(spec: AppSpec, entities: tuple[EntityView, ...]) -> DashboardLists:
    """Which newest records a dashboard lists, and for whom."""
    return DashboardLists(_latest(spec, entities), _mine(spec, entities))


def dashboard_page(
    spec: AppSpec, entities: tuple[EntityView, ...], lists: DashboardLists, draws: frozenset[ChartKind]
) -> dict[str, object]:
    """What the templates of the dashboard are given."""
    own = {chart.kind for chart in spec.charts}
    kinds = sorted(own | draws)
    inputs = [_input(entities, narrowing.entity, narrowing.field) for narrowing in spec.dashboard_filters]
    asides = {name for one in lists.all for code in (one.aside, one.item) if code for name in code.uses}
    used = {name for code in inputs for name in code.uses}
    chosen = {name for name in used | asides if name.endswith("Choices")}
    types = {field.type for view in entities for field in view.fields}
    money = {"formatMoney"} if FieldType.MONEY in types else set[str]()
    return {
        "drawings": _drawings(kinds),
        "dashboard_kinds": sorted(own),
        "dashboard_inputs": [code.text for code in inputs],
        "dashboard_imports": sorted(name for name in used if not name.endswith("Choices")),
        "dashboard_choices": sorted(chosen),
        "dashboard_formats": sorted({"formatNumber"} | money | {name for name in asides if name.startswith("format")}),
        "dashboard_badges": "Badge" in asides,
        "latest": lists.latest,
        "mine": lists.mine,
        "newest": sorted({api_path(one.entity.spec) for one in lists.all}),
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
