"""What the dashboard shows: charts, figures, and what narrows them all."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from millwright.factory.generation.spec_basics import Identifier, Label, SpecModel, fault


class ChartKind(StrEnum):
    """How a chart is drawn."""

    AREA = "area"
    BAR = "bar"
    DONUT = "donut"
    GROUPED = "grouped"
    HEATMAP = "heatmap"
    LINE = "line"
    RANKING = "ranking"
    STACKED = "stacked"


SPLIT = frozenset({ChartKind.GROUPED, ChartKind.HEATMAP, ChartKind.STACKED})
"""The kinds whose points have parts."""
PLOTTED = frozenset({ChartKind.AREA, ChartKind.BAR, ChartKind.GROUPED, ChartKind.LINE, ChartKind.STACKED})
"""The kinds that stand on a scale."""


class Measure(StrEnum):
    """What is told of some rows: how many there are, or the sum or the average of a number."""

    COUNT = "count"
    SUM = "sum"
    AVERAGE = "average"


class Measured(SpecModel):
    """A measure of an entity's rows. `day` is the date by which a period picks rows; else it is when they were made."""

    name: Identifier
    label: Label
    entity: Identifier
    measure: Measure = Measure.COUNT
    of: Identifier | None = None
    day: Identifier | None = None

    @model_validator(mode="after")
    def _measures(self) -> Self:
        if (self.measure is Measure.COUNT) != (self.of is None):
            raise fault(self.name, "a sum or an average names the field that it is of, a count none")
        return self


class Chart(Measured):
    """One chart on the dashboard: a measure by month of a date, or by value of a choice, a reference or a line of text.

    `split` is a choice that parts each bar (stacked or grouped), or makes the columns of a heat map. A ranking has its
    bars in the order of their length; lines and areas go along a date.
    """

    kind: ChartKind = ChartKind.BAR
    by: Identifier
    split: Identifier | None = None

    @property
    def is_line(self) -> bool:
        """Whether it goes along a date."""
        return self.kind in {ChartKind.AREA, ChartKind.LINE}

    @model_validator(mode="after")
    def _parts(self) -> Self:
        if (self.kind in SPLIT) != (self.split is not None):
            raise fault(f"chart {self.name}", f"a split belongs to charts that are {', '.join(sorted(SPLIT))}")
        if self.split == self.by:
            raise fault(f"chart {self.name}", "a chart is not split by what it goes along")
        return self


class Figure(Measured):
    """One number on the dashboard, compared with the period before."""


class DashboardFilter(SpecModel):
    """A choice or a reference by whose value everything on the dashboard that has it can be narrowed."""

    entity: Identifier
    field: Identifier
