"""What the dashboard shows: charts, figures, and what narrows them all."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from millwright.factory.generation.field_types import LINKED, NUMERIC, TEMPORAL, FieldType
from millwright.factory.generation.spec_basics import Identifier, Label, SpecModel, fault


class ChartKind(StrEnum):
    """How a chart is drawn."""

    AREA = "area"
    BAR = "bar"
    DONUT = "donut"
    FUNNEL = "funnel"
    GROUPED = "grouped"
    HEATMAP = "heatmap"
    LINE = "line"
    RANKING = "ranking"
    STACKED = "stacked"


SPLIT = frozenset({ChartKind.GROUPED, ChartKind.HEATMAP, ChartKind.STACKED})
"""The kinds whose points have parts."""
PLOTTED = frozenset({ChartKind.AREA, ChartKind.BAR, ChartKind.GROUPED, ChartKind.LINE, ChartKind.STACKED})
"""The kinds that stand on a scale."""


RATED = frozenset({ChartKind.BAR, ChartKind.LINE, ChartKind.RANKING})
"""The kinds that show a rate: its points are no parts of a whole."""


class Measure(StrEnum):
    """What is told of some rows: how many there are, the sum or the average of a number, or a rate in per cent."""

    COUNT = "count"
    SUM = "sum"
    AVERAGE = "average"
    RATE = "rate"


class Measured(SpecModel):
    """A measure of an entity's rows. `day` is the date by which a period picks rows; else it is when they were made.

    A rate is the share of the rows in which `of` is one of the `values` of a choice, yes, or a number that is `least`
    or more, among those in which it is filled in; or the sum of one number in that of another, `over`.
    """

    name: Identifier
    label: Label
    entity: Identifier
    measure: Measure = Measure.COUNT
    of: Identifier | None = None
    day: Identifier | None = None
    values: tuple[Identifier, ...] = ()
    least: int | None = None
    over: Identifier | None = None

    @property
    def columns(self) -> Iterator[tuple[str, frozenset[FieldType]]]:
        """The fields that it reads, each with the types that it may have."""
        rated = NUMERIC if self.least is not None or self.over else frozenset({FieldType.BOOLEAN})
        found = {
            "of": frozenset({FieldType.CHOICE}) if self.values else rated if self.is_rate else NUMERIC,
            "over": NUMERIC,
            "day": TEMPORAL,
        }
        for role, types in found.items():
            name = getattr(self, role)
            if name is not None:
                yield name, types

    @property
    def is_rate(self) -> bool:
        """Whether it is told in per cent."""
        return self.measure is Measure.RATE

    @model_validator(mode="after")
    def _measures(self) -> Self:
        if (self.measure is Measure.COUNT) != (self.of is None):
            raise fault(self.name, "a sum, an average or a rate names the field that it is of, a count none")
        told = sum((bool(self.values), self.least is not None, self.over is not None))
        if told > self.is_rate:
            raise fault(self.name, "a rate alone says what it counts, in one way")
        if self.over is not None and self.over == self.of:
            raise fault(self.name, "a number has no share in itself")
        return self


class Chart(Measured):
    """One chart on the dashboard: a measure by month of a date, or by value of a choice, a reference or a line of text.

    `split` is a choice that parts each bar (stacked or grouped), or makes the columns of a heat map. A ranking has its
    bars in the order of their length; lines and areas go along a date. A funnel goes along the stages of a choice and
    counts with each the rows that got as far or farther.
    """

    kind: ChartKind = ChartKind.BAR
    by: Identifier
    split: Identifier | None = None

    @property
    def columns(self) -> Iterator[tuple[str, frozenset[FieldType]]]:
        """Those of what is measured, and what it goes along and is split by."""
        yield from super().columns
        yield self.by, self.along
        if self.split is not None:
            yield self.split, frozenset({FieldType.CHOICE})

    @property
    def along(self) -> frozenset[FieldType]:
        """The types of what it may go along."""
        if self.kind is ChartKind.FUNNEL:
            return frozenset({FieldType.CHOICE})
        return TEMPORAL if self.is_line else TEMPORAL | LINKED | {FieldType.CHOICE, FieldType.TEXT}

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
        if self.is_rate and (self.kind not in RATED or self.by == self.of):
            raise fault(f"chart {self.name}", "a rate is drawn as bars or a line, along something else")
        if self.kind is ChartKind.FUNNEL and self.measure is not Measure.COUNT:
            raise fault(f"chart {self.name}", "a funnel counts rows")
        return self


class Figure(Measured):
    """One number on the dashboard, compared with the period before."""


class DashboardFilter(SpecModel):
    """A choice or a reference by whose value everything on the dashboard that has it can be narrowed."""

    entity: Identifier
    field: Identifier
