"""Charts with the rows that generated tests draw them from, and the points to expect."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.compiler.dashboard_view import ChartView, MeasureView, chart_views
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import py
from millwright.factory.generation.compiler.tested_fields import TestedField
from millwright.factory.generation.spec import ChartKind, Measure


@dataclass(frozen=True)
class TestedChart(ChartView):
    """A chart of three rows, of which the second and the third are alike in what it goes along."""

    place = "charts"
    amount_shown = 'sum(point["value"] for point in shown["points"])'

    @property
    def _argument(self) -> str:
        """Fills in what is added up."""
        return f", {self.spec.of}={_amount(self)}" if self.spec.of else ""

    @property
    def _by(self) -> TestedField:
        return TestedField(self.by.spec, self.by.entity)

    @property
    def setup(self) -> tuple[str, ...]:
        """Lines that make three rows."""
        make, name = f"make_{self.entity.name}(db, person.user", self.by.name
        if not self.by.is_reference:
            values = (self._by.low, self._by.high, self._by.high)
            return tuple(f"{make}, {name}={value}{self._argument}{self._part})" for value in values)
        targets = self._by.made()
        return (
            f"most = {targets}",
            f"least = {targets}",
            *(f"{make}, {name}={target}.id{self._argument}{self._part})" for target in ("most", "least", "most")),
        )

    @property
    def _part(self) -> str:
        return f", {self.split.name}={TestedField(self.split.spec, self.split.entity).low}" if self.split else ""

    @property
    def expected(self) -> tuple[tuple[str, int], ...]:
        """The label (a Python expression) and the value of each point."""
        points = tuple(self._points())
        if self.spec.kind == "ranking" and self.by.is_choice:
            return tuple(sorted(points, key=lambda point: -point[1]))
        return points

    def _points(self) -> Iterator[tuple[str, int]]:
        once, twice = _amount(self), _amount(self) * (1 if self.spec.measure is Measure.AVERAGE else 2)
        if self.by.is_temporal:
            yield from (('"2030-01"', once), ('"2030-02"', 0), ('"2030-03"', twice))
        elif self.by.is_reference:
            yield from (("str(most)", twice), ("str(least)", once))
        elif self.by.is_text:
            points = ((self._by.low, once), (self._by.high, twice))
            yield from sorted(points, key=lambda point: (-point[1], point[0]))
        else:
            low, high = self._by.low.strip('"'), self._by.high.strip('"')
            totals = {low: once, high: twice}
            if low == high:
                totals = {low: once if self.spec.measure is Measure.AVERAGE else 3 * once}
            for choice in self.by.choices:
                yield py(choice.label), totals.get(choice.value, 0)

    @property
    def first_rows(self) -> int:
        """How many of the rows the first point stands for."""
        if self.by.is_text:
            return 1 if self.spec.measure is Measure.AVERAGE else 2
        if self.by.is_temporal or self.by.is_reference:
            return 1 if self.by.is_temporal else 2
        low, high = (value.strip('"') for value in (self._by.low, self._by.high))
        first = next(choice.value for choice in self.by.choices if py(choice.label) == self.expected[0][0])
        return (first == low) + 2 * (first == high)


@dataclass(frozen=True)
class TestedFigure(MeasureView):
    """A figure of two rows."""

    place = "figures"
    amount_shown = 'shown["value"]'

    @property
    def amount(self) -> int:
        """What each of them adds."""
        return _amount(self)

    @property
    def total(self) -> int:
        """What they come to."""
        return self.amount if self.spec.measure is Measure.AVERAGE else 2 * self.amount

    @property
    def day_value(self) -> str:
        """The day of the row."""
        field = next(field for field in self.entity.fields if field.name == self.spec.day)
        return TestedField(field.spec, field.entity).low


def _amount(measured: MeasureView) -> int:
    """What one row adds."""
    if measured.spec.of is None:
        return 1
    field = measured.entity.spec.field(measured.spec.of)
    return field.maximum or max(field.minimum or 0, 0) + 5


def is_worked_out(view: MeasureView) -> bool:
    """Whether what is added up is a formula, which has tests of its own: no factory fills it in."""
    return any(formula.name == view.spec.of for formula in view.entity.formulas)


def tested_charts(app: AppView) -> tuple[TestedChart, ...]:
    """The charts of an application, rates and funnels aside, with what their tests expect."""
    return tuple(
        TestedChart(view.spec, view.entity, view.by, view.split)
        for view in chart_views(app)
        if not view.spec.is_rate and view.spec.kind is not ChartKind.FUNNEL and not is_worked_out(view)
    )
