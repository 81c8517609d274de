"""Rates and funnels with the rows that generated tests make for them, and what to expect."""

from dataclasses import dataclass

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.dashboard_view import ChartView, MeasureView, chart_views
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.field_view import LOST, FieldView
from millwright.factory.generation.compiler.tested_fields import TestedField
from millwright.factory.generation.spec import Chart, ChartKind, FieldType


@dataclass(frozen=True)
class TestedRate(MeasureView):
    """A rate of two rows: one that counts and one that does not, or two numbers with half of them reached."""

    @property
    def shown(self) -> str:
        """What is shown, in Python."""
        return "[point['value'] for point in shown['points']]" if self.along else "shown['value']"

    @property
    def place(self) -> str:
        """Where it is shown."""
        return "charts" if self.along else "figures"

    @property
    def expected(self) -> tuple[str, str]:
        """What it is without rows, and with them."""
        return ("[]", "[50]") if self.along else ("None", "50")

    @property
    def along(self) -> TestedField | None:
        """What a chart goes along."""
        if not isinstance(self.spec, Chart):
            return None
        return TestedField(self.entity.field(self.spec.by).spec, self.entity)

    @property
    def setup(self) -> str:
        """A row for both rows to refer to."""
        return f"target = {self.along.made()}" if self.along and self.along.is_reference else ""

    @property
    def argument(self) -> str:
        """Gives both rows the same of what it goes along."""
        if self.along is None:
            return ""
        return f", {self.along.name}={'target.id' if self.along.is_reference else self.along.low}"

    @property
    def rows(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """What the two rows have, by attribute."""
        of = str(self.spec.of)
        if self.spec.over:
            return ((of, "1"), (self.spec.over, "2")), ((of, "2"), (self.spec.over, "4"))
        return tuple(((of, value),) for value in self._values)

    @property
    def _values(self) -> tuple[str, str]:
        if self.spec.least is not None:
            return str(self.spec.least), str(self.spec.least - 1)
        field = self.entity.field(str(self.spec.of))
        if field.kind is FieldType.BOOLEAN:
            return "True", "False"
        other = next(choice.value for choice in field.choices if choice.value not in self.spec.values)
        return _member(field, self.spec.values[0]), _member(field, other)


@dataclass(frozen=True)
class TestedFunnel(ChartView):
    """A funnel of three rows: one in the first stage, and two in the last."""

    @property
    def stages(self) -> tuple[str, str]:
        """The first and the last stage, in Python."""
        return _member(self.by, self._going[0]), _member(self.by, self._going[-1])

    @property
    def expected(self) -> list[int]:
        """How many got to each stage."""
        return [3, *(2 for _ in self._going[1:])]

    @property
    def _going(self) -> list[str]:
        return [choice.value for choice in self.by.choices if choice.value not in LOST]


def tested_rates(app: AppView) -> tuple[TestedRate, ...]:
    """The rates of an application."""
    measures = (*app.spec.charts, *app.spec.figures)
    return tuple(TestedRate(one, app.entity(one.entity)) for one in measures if one.is_rate)


def tested_funnels(app: AppView) -> tuple[TestedFunnel, ...]:
    """The funnels of an application."""
    views = (view for view in chart_views(app) if view.spec.kind is ChartKind.FUNNEL)
    return tuple(TestedFunnel(view.spec, view.entity, view.by, view.split) for view in views)


def _member(field: FieldView, value: str) -> str:
    return f"models.{field.enum}.{naming.constant(value)}"
