"""The dashboard as the back-end templates see it: what is measured, of which column, along what."""

from dataclasses import dataclass

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.duties import STATES
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import LOST, UNDONE, FieldView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import py
from millwright.factory.generation.dashboard import Chart, ChartKind, DashboardFilter, Figure, Measure
from millwright.factory.generation.spec import NUMERIC, FieldType


@dataclass(frozen=True)
class MeasureView:
    """What a chart or a figure measures, in Python."""

    spec: Chart | Figure
    entity: EntityView

    @property
    def state(self) -> FieldView | None:
        """The choice that says of rows whose amounts are added up that they came to nothing."""
        shown = {self.spec.by, self.spec.split} if isinstance(self.spec, Chart) else set[str | None]()
        states = (
            field for field in self.entity.fields if field.is_choice and field.name not in shown and undone(field)
        )
        summed = self.spec.of if not self.spec.is_rate else self.spec.over
        return next(states, None) if summed else None

    @property
    def left_out(self) -> tuple[str, ...]:
        """The values of that choice whose rows are not added up, in Python."""
        return undone(self.state) if self.state else ()

    @property
    def unit(self) -> str:
        """What its numbers are."""
        if self.spec.of is None:
            return "count"
        if self.spec.is_rate:
            return "percent"
        numbers = {one.name: one.type for one in (*self.entity.spec.fields, *self.entity.spec.formulas)}
        return "money" if numbers[self.spec.of] is FieldType.MONEY else "number"

    @property
    def met(self) -> str:
        """The condition of the rows that a rate is the share of, in Python; empty where it is one of sums."""
        if not self.spec.is_rate or self.spec.over:
            return ""
        field = _field(self.entity, str(self.spec.of))
        column = f"models.{field.column}"
        if self.spec.least is not None:
            return f"{column} >= {self.spec.least}"
        values = [f"models.{field.enum}.{naming.constant(value)}" for value in self.spec.values]
        return f"{column}.in_([{', '.join(values)}])" if values else f"{column}.is_(True)"

    @property
    def arguments(self) -> str:
        """What charts and figures have in common, as arguments."""
        model = f"models.{self.entity.cls}"
        day = self.spec.day
        parts = {
            "name": py(self.spec.name),
            "label": py(self.spec.label),
            "unit": py(self.unit),
            "model": model,
            "path": py(naming.page_path(self.entity.spec)),
            "day": f"{model}.{day or 'created_at'}",
            "days": py(day) if day else "",
            "of": f"{model}.{self.spec.of}" if self.spec.of else "",
            "over": f"{model}.{self.spec.over}" if self.spec.over else "",
            "met": self.met,
            "average": "True" if self.spec.measure is Measure.AVERAGE else "",
            "state": f"models.{self.state.column}" if self.state else "",
            "undone": f"({''.join(f'{value}, ' for value in self.left_out)})" if self.state else "",
        }
        return ", ".join(f"{name}={value}" for name, value in parts.items() if value)


@dataclass(frozen=True)
class ChartView(MeasureView):
    """A chart, with what it goes along."""

    spec: Chart
    by: FieldView
    split: FieldView | None

    @property
    def along(self) -> str:
        """What it goes along, as arguments."""
        parts = {
            "kind": py(self.spec.kind),
            "by": f"models.{self.by.column}",
            "filter": py(self._filter),
            "keys": ""
            if self.by.is_temporal
            else "str"
            if self.by.is_text
            else f"models.{self.by.enum if self.by.is_choice else self.by.target.cls}",
            "split": f"models.{self.split.column}" if self.split else "",
            "lost": _lost(self.by) if self.spec.kind is ChartKind.FUNNEL else "",
            "series": f"models.{self.split.enum}" if self.split else "",
        }
        return ", ".join(f"{name}={value}" for name, value in parts.items() if value)

    @property
    def _filter(self) -> str:
        """The parameter of lists that finds the rows behind a point: words are searched for."""
        if self.by.is_text:
            return "q"
        return self.by.name if self.by.is_temporal else naming.filter_name(self.by.spec)


def undone(field: FieldView) -> tuple[str, ...]:
    """The values of a choice that say that a row came to nothing, in Python."""
    found = (choice.value for choice in field.choices if choice.value in UNDONE)
    return tuple(f"models.{field.enum}.{naming.constant(value)}" for value in found)


def _lost(field: FieldView) -> str:
    """The values of a choice of which nobody knows how far their rows had come, in Python."""
    found = (choice.value for choice in field.choices if choice.value in LOST)
    return f"({''.join(f'models.{field.enum}.{naming.constant(value)}, ' for value in found)})"


@dataclass(frozen=True)
class FilterView:
    """What narrows the dashboard: the parameter, its type, and the columns that it is compared with."""

    name: str
    field: FieldView
    columns: tuple[FieldView, ...]

    @property
    def type(self) -> str:
        """The type of the parameter."""
        return self.field.enum if self.field.is_choice else "RowId"


_HELPERS = frozenset({"brand", "category", "closure", "hour", "label", "location", "subscriber", "tag"})
"""Records that others are only sorted by, as the last word of their names."""
_MANY_TILES = 6
_SUMS = frozenset({"amount", "balance", "hours", "points"})
"""What one wants to know the sum of, rather than how many rows it is in, as the last word of a field's name."""


@dataclass(frozen=True)
class Tile:
    """A number on the dashboard: how many rows a record has, or the sum of what people care about in it."""

    entity: EntityView
    of: FieldView | None
    state: FieldView | None = None
    """The choice that says how far each row is, where no chart tells how many are in each."""

    @property
    def unit(self) -> str:
        """What the number is."""
        if self.of is None:
            return "count"
        return "money" if self.of.spec.type is FieldType.MONEY else "number"

    @property
    def label(self) -> str:
        """What stands above it."""
        what = self.entity.spec
        if self.of is None or self.of.spec.name.split("_")[-1] == what.plural.split("_")[-1]:
            return what.plural_label
        return f"Total {in_sentence(what.label)} {in_sentence(self.of.spec.label)}"[:60]


def tiles(app: AppView) -> tuple[Tile, ...]:
    """The numbers beside the figures; mere helpers have none where there are many others."""
    figured = {figure.entity for figure in app.spec.figures if figure.measure in {Measure.COUNT, Measure.SUM}}
    shown = [entity for entity in app.records if entity.name not in figured]
    main = [entity for entity in shown if entity.name.split("_")[-1] not in _HELPERS]
    return tuple(_tile(app, entity) for entity in (main if len(main) >= _MANY_TILES else shown))


def _tile(app: AppView, entity: EntityView) -> Tile:
    of = _summed(entity)
    charted = {chart.by for chart in app.spec.charts if chart.entity == entity.name}
    states = (f for f in entity.fields if f.is_choice and f.name in STATES and f.name not in charted)
    return Tile(entity, of, None if of else next(states, None))


def _summed(entity: EntityView) -> FieldView | None:
    """The number of a record that adds up; none where some of its rows came to nothing."""
    if any(undone(field) for field in entity.fields if field.is_choice):
        return None
    numbers = (field for field in entity.fields if field.spec.type in NUMERIC)
    return next((field for field in numbers if field.spec.name.split("_")[-1] in _SUMS), None)


def chart_views(app: AppView) -> tuple[ChartView, ...]:
    """The charts in their order."""
    return tuple(
        ChartView(chart, entity, _field(entity, chart.by), _field(entity, chart.split) if chart.split else None)
        for chart in app.spec.charts
        for entity in [app.entity(chart.entity)]
    )


def dashboard_values(app: AppView) -> dict[str, object]:
    """What the templates of the dashboard are given."""
    charts = chart_views(app)
    figures = [MeasureView(figure, app.entity(figure.entity)) for figure in app.spec.figures]
    filters = filter_views(app)
    numbers = tiles(app)
    measures: list[Chart | Figure] = [*app.spec.charts, *app.spec.figures]
    days = [one.day and app.spec.entity(one.entity).field(one.day).type for one in measures]
    return {
        "charts": charts,
        "chart_kinds": sorted({py(chart.spec.kind) for chart in charts}),
        "keyed": any(not chart.by.is_temporal for chart in charts),
        "dated": any(days),
        "moments": any(day is not FieldType.DATE for day in days),
        "averages": any(one.measure is Measure.AVERAGE for one in measures),
        "rates": any(one.is_rate for one in measures),
        "shares": any(one.is_rate and not one.over for one in measures),
        "ratios": any(one.over for one in measures),
        "funnels": any(chart.spec.kind is ChartKind.FUNNEL for chart in charts),
        "figures": figures,
        "tiles": numbers,
        "states": any(tile.state for tile in numbers),
        "dashboard_filters": filters,
        "dashboard_enums": sorted({one.field.enum for one in filters if one.field.is_choice}),
        "charts_by_day": any(chart.by.is_temporal for chart in charts),
        "charts_by_choice": any(chart.by.is_choice for chart in charts),
        "charts_by_row": any(chart.by.is_reference for chart in charts),
        "charts_by_text": any(chart.by.is_text for chart in charts),
        "charts_unset": any(chart.by.nullable and not chart.by.is_temporal for chart in charts),
        "undone": any(one.state for one in (*figures, *charts)),
        "split_charts": any(chart.split for chart in charts),
    }


def filter_views(app: AppView) -> tuple[FilterView, ...]:
    """The filters of the dashboard, each with every column of what is measured that it narrows."""
    return tuple(_filter(app, narrowing) for narrowing in app.spec.dashboard_filters)


def _filter(app: AppView, narrowing: DashboardFilter) -> FilterView:
    entity = app.entity(narrowing.entity)
    field = _field(entity, narrowing.field)
    measured = dict.fromkeys(one.entity for one in (*app.spec.charts, *app.spec.figures))
    alike = [
        other
        for name in measured
        for other in app.entity(name).references
        if field.is_reference and other.spec.target == field.spec.target
    ]
    return FilterView(f"{entity.name}_{field.name}", field, tuple(alike) or (field,))


def _field(entity: EntityView, name: str) -> FieldView:
    return next(field for field in entity.fields if field.name == name)
