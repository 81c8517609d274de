"""Demonstration rows whose days and states agree: nothing is done on a day to come, nothing planned for a past one."""

import re
from collections.abc import Sequence
from functools import cache

from millwright.factory.generation.reader.data import phrases, table
from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import TEMPORAL, FieldType, SampleValue

Row = dict[str, SampleValue]

_DAY = re.compile(r"^([+-]\d+)d(?:\d\d:\d\d)?$")
_FIRST = frozenset({"start", "starts", "begins", "from", "checkin", "arrival", "departs", "opens"})
_LAST = frozenset({"end", "ends", "until", "to", "checkout", "departure", "closes", "return"})
_DUE = frozenset({"due", "deadline", "expires", "expiry", "expiration", "renews", "renewal", "until", "ends", "end"})
_PUBLIC = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_ANSWERS = frozenset({"answer", "answers", "reply", "response", "resolution", "solution"})
_ONE_POOR_IN, _SEEN_FIRST = 6, 2
_WEEK = 7


def settle_days(entity: DraftEntity, rows: Sequence[Row], *, site: bool = True) -> None:
    """Has the days of each row follow each other, and its state fit them; visitors of a site find few drafts."""
    days = [field for field in entity.fields if field.type in TEMPORAL]
    state = state_field(entity)
    for position, row in enumerate(rows):
        _stay_behind(days, row)
        _in_order(days, row, position)
        _due_later(days, row, position)
    if entity.kind in _PUBLIC:
        _turned_on(entity, rows)
    if state is None:
        return
    when = _occasion(days, rows)
    if when is None and entity.kind not in _PUBLIC and not state.values:
        _in_turn(state, days, rows)
    for position, row in enumerate(rows):
        if when is not None:
            _fit(state, when, _last(days, when), row, position)
        else:
            _in_time(state, _due(days), row)
        _not_yet(state, days, row)
        _unanswered(entity, state, row)
    if entity.kind in _PUBLIC and (site or entity.kind is not EntityKind.CONTENT):
        _few_poor(state, rows, when, _last(days, when) if when else None)


def _stay_behind(days: list[DraftField], row: Row) -> None:
    """What is told of as done lies behind: "shipped on", "recorded on"."""
    for field in days:
        words = field.name.split("_")
        told = next((word for word in words if word.endswith("ed")), "")
        day = day_of(row.get(field.name))
        if told and told not in states_named("plans", None) and day is not None and day > 0:
            row[field.name] = day_text(-day)


def _in_order(days: list[DraftField], row: Row, position: int) -> None:
    """The last day is not before the first."""
    first, last = opening_of(days)
    if first is None or last is None:
        return
    start, end = day_of(row.get(first.name)), day_of(row.get(last.name))
    if start is not None and end is not None and end < start:
        row[last.name] = day_text(start + 1 + position % _WEEK)


def opening_of(days: list[DraftField]) -> tuple[DraftField | None, DraftField | None]:
    """The day or moment on which what a row tells begins, and the one on which it ends."""
    first = next((field for field in days if _FIRST & set(field.name.split("_"))), None)
    return first, _last(days, first) if first else None


def _due_later(days: list[DraftField], row: Row, position: int) -> None:
    """Nothing is due before it was issued or ordered."""
    came = next((field for field in days if field.name.split("_")[0] in states_named("given", None)), None)
    due = _due(days)
    first, last = (day_of(row.get(field.name)) if field else None for field in (came, due))
    if due is not None and first is not None and last is not None and last < first:
        row[due.name] = day_text(first + 14 + position % _WEEK)


def _last(days: list[DraftField], first: DraftField) -> DraftField | None:
    return next((field for field in days if field is not first and _LAST & set(field.name.split("_"))), None)


def _due(days: list[DraftField]) -> DraftField | None:
    return next((field for field in days if _DUE & set(field.name.split("_"))), None)


def _occasion(days: list[DraftField], rows: Sequence[Row]) -> DraftField | None:
    """The day on which it happens: one that lies ahead for some rows, and by which nothing is due."""
    for field in days:
        if not _DUE & set(field.name.split("_")) and any((day_of(row.get(field.name)) or 0) > 0 for row in rows):
            return field
    return None


def _in_turn(state: DraftField, days: list[DraftField], rows: Sequence[Row]) -> None:
    """What came in first has come furthest; what was refused or cancelled was so at any time."""
    known = [choice.lower() for choice in state.choices]
    told = next((f for f in days if all((day_of(row.get(f.name)) or 1) <= 0 for row in rows)), None)
    if told is None or known[0] not in states_named("fresh") | states_named("coming"):
        return
    moving = [
        row
        for row in rows
        if shown_state(state, row) not in states_named("poor") | states_named("late") | states_named("turned_down")
    ]
    stages = sorted((known.index(shown_state(state, row)) for row in moving if shown_state(state, row)), reverse=True)
    if len(stages) == len(moving):
        for row, stage in zip(sorted(moving, key=lambda row: day_of(row[told.name]) or 0), stages, strict=True):
            row[state.name] = choice_value(state.choices[stage])


def _fit(state: DraftField, when: DraftField, last: DraftField | None, row: Row, position: int) -> None:
    """Another state where this one says that the day has come or has not; an end that is past where it is over."""
    start = day_of(row.get(when.name))
    end = day_of(row.get(last.name)) if last is not None else start
    if start is None or end is None:
        return
    shown = shown_state(state, row)
    if last is not None and end >= 0 > start and shown in states_named("over") and last.type is not FieldType.TIME:
        row[last.name] = day_text(start // 2 if start < -1 else -1)
        return
    if _possible(shown, start, end):
        return
    fitting = [choice for choice in state.choices if _possible(choice.lower(), start, end)]
    likely = [choice for choice in fitting if choice.lower() not in states_named("poor")] or fitting
    told = [
        choice for choice in likely if choice.lower() in (states_named("over") if end < 0 else states_named("coming"))
    ] or likely
    if told:
        row[state.name] = choice_value(told[position % len(told)])


def _possible(shown: str, start: int, end: int) -> bool:
    """Whether something may be in this state today, from its first and its last day."""
    over, coming, running = (shown in states_named(name) for name in ("over", "coming", "running"))
    if shown in states_named("begun"):
        return start <= 0
    if not (over or coming or running):
        return True
    under_way = running and start <= 0 <= end
    return (over and end < 0) or (coming and start >= 0) or under_way


def _in_time(state: DraftField, due: DraftField | None, row: Row) -> None:
    """What is behind time was due before today, and what was due and is open is behind time."""
    day = day_of(row.get(due.name)) if due is not None else None
    if due is None or day is None:
        return
    shown = shown_state(state, row)
    behind = next((choice for choice in state.choices if choice.lower() in states_named("late")), None)
    if shown in states_named("late") and day >= 0:
        row[due.name] = day_text(-1 - day % 20)
    elif day < 0 and behind is not None and shown in states_named("owed"):
        row[state.name] = choice_value(behind)


def _not_yet(state: DraftField, days: list[DraftField], row: Row) -> None:
    """A row that has not come so far has no day on which it was paid, returned or closed.

    Where each row has such a day it has come so far.
    """
    stages = [choice.lower() for choice in state.choices]
    reached = next((c for c in stages for d in days if d.required and d.name.split("_")[0] == c), None)
    if reached is not None and shown_state(state, row) in stages[: stages.index(reached)]:
        row[state.name] = choice_value(state.choices[stages.index(reached)])
    known = {choice.lower() for choice in state.choices}
    far = states_named("over") | states_named("settled")
    if shown_state(state, row) in far or not known & far:
        return
    sent = shown_state(state, row) in states_named("running")
    for field in days:
        words = set(field.name.split("_"))
        if field.required or not words & (states_named("ends", None) | states_named("sent", None)):
            continue
        if not (sent and words & states_named("sent", None)):
            row[field.name] = None


def _unanswered(entity: DraftEntity, state: DraftField, row: Row) -> None:
    """What is new has no answer yet."""
    if shown_state(state, row) in states_named("fresh"):
        for field in entity.fields:
            if not field.required and field.name.split("_")[0] in _ANSWERS:
                row[field.name] = None


def _few_poor(state: DraftField, rows: Sequence[Row], when: DraftField | None, last: DraftField | None) -> None:
    """Of what people look through, nearly all is there to be had: one row in six is closed, sold out or a draft."""
    meant = states_named("poor") - (states_named("over") if when else frozenset())
    poor = [position for position, row in enumerate(rows) if shown_state(state, row) in meant]
    for number, position in enumerate(poor):
        row = rows[position]
        start = day_of(row.get(when.name)) if when else None
        end = day_of(row.get(last.name)) if last else start
        fine = [choice for choice in state.choices if choice.lower() not in states_named("poor")]
        if start is not None and end is not None:
            fine = [choice for choice in fine if _possible(choice.lower(), start, end)]
        if fine and (number % _ONE_POOR_IN or position < _SEEN_FIRST):
            row[state.name] = choice_value(fine[number % len(fine)])


def _turned_on(entity: DraftEntity, rows: Sequence[Row]) -> None:
    """What visitors look through is turned on; codes end by their day."""
    for field in entity.fields if _due([f for f in entity.fields if f.type in TEMPORAL]) is None else ():
        if field.type is FieldType.BOOLEAN and set(field.name.split("_")) & states_named("on", None):
            for row in rows:
                row[field.name] = True


def shown_state(state: DraftField, row: Row) -> str:
    """The state of a row as people read it, in small letters."""
    value = row.get(state.name)
    return next((choice.lower() for choice in state.choices if choice_value(choice) == value), "")


def day_of(value: SampleValue) -> int | None:
    """How many days from today a sample says; None where it is no such day."""
    found = _DAY.match(value) if isinstance(value, str) else None
    return int(found[1]) if found else None


def day_text(day: int) -> str:
    """A day from today, as samples say it."""
    return f"{day:+d}d"


@cache
def states_named(name: str, between: str | None = ";") -> frozenset[str]:
    """One of the lists of words about states."""
    return frozenset(phrases(str(table("states")[name]), between))
