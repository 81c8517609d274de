"""Demonstration rows that show sensible rates: in each group some rows that count and some that do not, and fewer from
stage to stage."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle

from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.spec import Chart, ChartKind, FieldType, Figure

_COUNTED = (True, True, False, True, True, True, False, True)
"""Which rows of a group count, in turn; the next group begins one farther on."""
_STRIDE = 7


def rate_rows(reading: Reading) -> None:
    """Spreads the states of rows whose rates are shown; those that agree with other rows stay as they are."""
    led = {part.entity for part in reading.parts if part.capability == "workflow"}
    for measured in (*reading.charts, *reading.figures):
        entity = reading.entity(measured.entity)
        if entity is None or entity.settled or entity.name in led:
            continue
        if isinstance(measured, Chart) and measured.kind is ChartKind.FUNNEL:
            _lead_on(entity, entity.field(measured.by))
        elif measured.values and not _spread_already(reading, measured):
            _spread(entity, measured, _groups(reading, measured))


def _spread_already(reading: Reading, measured: Chart | Figure) -> bool:
    """Whether an earlier chart or figure has seen to the states of the same field."""
    shown = (*reading.charts, *reading.figures)
    return next(one for one in shown if (one.entity, one.of) == (measured.entity, measured.of)) is not measured


def _groups(reading: Reading, measured: Chart | Figure) -> str:
    """What the rows are grouped by: the first thing that is no day along which the rate is drawn."""
    entity = reading.entity(measured.entity)
    along = (c.by for c in reading.charts if c.entity == measured.entity and c.of == measured.of and c.is_rate)
    kinds = {FieldType.CHOICE, FieldType.REFERENCE, FieldType.TEXT}
    return next((name for name in along if entity and (by := entity.field(name)) and by.type in kinds), "")


def _spread(entity: DraftEntity, measured: Chart | Figure, by: str) -> None:
    field = entity.field(str(measured.of))
    values = [choice_value(shown) for shown in field.choices] if field else []
    others = [value for value in values if value not in measured.values]
    if not field or not others:
        return
    groups = defaultdict[object, list[int]](list)
    for place, row in enumerate(entity.samples):
        groups[row.get(by)].append(place)
    counting, failing = cycle(measured.values), cycle(others)
    for turn, places in enumerate(groups.values()):
        for number, place in enumerate(places):
            counts = _COUNTED[(number + turn) % len(_COUNTED)]
            entity.samples[place][field.name] = next(counting if counts else failing)


def _lead_on(entity: DraftEntity, field: DraftField | None) -> None:
    stages = [choice_value(shown) for shown in field.choices] if field else []
    if field is None or not stages:
        return
    listed = list(_ways(stages, len(entity.samples)))
    for place, row in enumerate(entity.samples):
        row[field.name] = listed[place * _STRIDE % len(listed)]


def _ways(stages: list[str], count: int) -> Iterator[str]:
    """The states of so many rows, of which each stage keeps about as many as the next, and some are lost."""
    size = count if count % _STRIDE else count + 1
    for place in range(size):
        yield stages[place * len(stages) // size]
