"""Charts, figures and filters of what a prompt wants to see analysed, drawn from what `analysing` provides."""

from collections.abc import Iterator

from millwright.factory.generation.reader.analysing import analysed, fact_of, facts, is_itself, number
from millwright.factory.generation.reader.dashboards import (
    Plan,
    add_chart,
    figure_of,
    filter_by,
    references,
    usual_plan,
)
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.dimensions import dimension
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import day_field, money_field, records_in
from millwright.factory.generation.reader.sights import Sight, View
from millwright.factory.generation.spec import NUMERIC, ChartKind, FieldType, Measure

_STATES_OF_THINGS = word_set("seeing_averaged")
_PER_UNIT = "numbers are compared as they are; none is divided by the size of what it belongs to"
_ROWS = 60
_BY = {Sight.RANKING: ChartKind.RANKING, Sight.SHARES: ChartKind.DONUT}


def add_views(reading: Reading) -> None:
    """Has the dashboard show what is to be seen, and pick what is to be picked."""
    main = analysed(reading) if reading.views else None
    if main is None:
        return
    for view in reading.views:
        for plan in _plans(reading, fact_of(reading, view) or main, view):
            add_chart(reading, plan, view.text)
            reading.drawn.append(view)
    for view in reading.views:
        _told_in_numbers(reading, main, view)
        if view.per:
            reading.not_built.append((view.per, _PER_UNIT))
    for fact in (main, *facts(reading)):
        if any(chart.entity == fact.name for chart in reading.charts):
            fact.rows = _ROWS


def _told_in_numbers(reading: Reading, main: DraftEntity, view: View) -> None:
    """The figure that a view names, and what the whole dashboard is narrowed by."""
    fact = fact_of(reading, view)
    of = number(fact, view.words) if fact is not None else None
    if view.sight is Sight.NUMBER and fact is not None and of is not None:
        figure_of(reading, fact, of, _measure(view, of), view.text)
        reading.drawn.append(view)
    words = view.along or (view.words if view.sight is Sight.PICKED else ())
    for one in (fact or main, *facts(reading)) if words else ():
        by = dimension(reading, one, words)
        if by is not None:
            filter_by(reading, one, by)
            reading.drawn.append(view)


def _plans(reading: Reading, fact: DraftEntity, view: View) -> Iterator[Plan]:
    if view.sight is Sight.PICKED:
        return
    of = number(fact, view.words) if fact_of(reading, view) is fact else None
    along = dimension(reading, fact, view.along) if view.along else None
    main = _main(reading, fact)
    held = _measure(view, main) if main is not None else Measure.SUM
    by = dimension(reading, fact, view.words) if view.words else None
    by = by or (along if not view.measured else None)
    if view.hourly and (hour := fact.field("hour")) is not None:
        yield Plan(fact, of or main, hour, ChartKind.BAR, measure=held)
    elif of is not None:
        yield from _of_number(fact, view, of, along)
    elif by is not None:
        drawn = None if by.type is FieldType.TEXT else _BY.get(view.sight)
        yield Plan(fact, main, by, drawn, measure=held)
    elif view.sight is Sight.RANKING and view.words and is_itself(reading, fact, view.words):
        yield from (Plan(fact, main, each, ChartKind.RANKING, measure=held) for each in references(fact))
    else:
        named = records_in(reading, view.sentence, view.start, view.end)
        yield from (plan for entity in named if (plan := usual_plan(entity)) is not None and not entity.internal)


def _of_number(fact: DraftEntity, view: View, of: DraftField, along: DraftField | None) -> Iterator[Plan]:
    day, measure = day_field(fact), _measure(view, of)
    if along is not None:
        yield Plan(fact, of, along, ChartKind.RANKING, measure=measure)
    elif view.sight is Sight.RANKING and (each := next(_told_apart_by(fact), None)) is not None:
        yield Plan(fact, of, each, ChartKind.RANKING, measure=measure)
    if day is not None and view.sight in {Sight.COURSE, Sight.SUMS, Sight.NUMBER}:
        yield Plan(fact, of, day, ChartKind.LINE if view.sight is Sight.COURSE else None, measure=measure)


def _told_apart_by(fact: DraftEntity) -> Iterator[DraftField]:
    """By what rows are ranked where nobody says so: what they are of, else the first choice that each has."""
    yield from references(fact)
    yield from (field for field in fact.fields if field.type is FieldType.CHOICE and field.required)


def _main(reading: Reading, fact: DraftEntity) -> DraftField | None:
    """The number that things are compared by: the first that the prompt wants to see, else its money."""
    told = (number(fact, view.words) for view in reading.views if view.measured)
    required = (field for field in fact.fields if field.type in NUMERIC and field.required)
    return next((field for field in told if field is not None), None) or money_field(fact) or next(required, None)


def _measure(view: View, of: DraftField) -> Measure:
    """What is no amount, such as a temperature, is never added up."""
    held = view.average or not _STATES_OF_THINGS.isdisjoint(of.name.split("_"))
    return Measure.AVERAGE if held else Measure.SUM
