"""Demonstration rows of processes: what a step fills in is there once it was taken; what is closed has no newcomers."""

import re
from collections.abc import Sequence
from functools import cache

from millwright.factory.generation.reader.data import phrases, table
from millwright.factory.generation.reader.dealing import day_of, day_text, shown_state, states_named
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, FieldType, SampleValue

Row = dict[str, SampleValue]

_ASKING = frozenset({EntityKind.PERSONAL, EntityKind.WORK})
_ASKED = frozenset({EntityKind.CATALOGUE, EntityKind.PERSON})
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_COMING = frozenset(
    "arrived_at check_in check_out clock_in clock_out left_at sign_in sign_out time_in time_out".split()
)
_HOURS = frozenset({"hours", "worked"})
_PROGRESS = frozenset({"progress", "progress_percent", "percent_done"})
_MEASURED = frozenset({"measured", "reading", "value"})
_LIMITS = frozenset({"limit", "threshold"})


def settle_steps(reading: Reading) -> None:
    """Has rows agree with how far they have come, and with what they refer to."""
    for entity in reading.entities:
        state = state_field(entity)
        _be_past_limit(entity)
        if state is None:
            continue
        _fill_in(entity, entity.samples)
        _be_away(entity, state)
        _progress(entity, state)
        if not entity.settled:
            _reach(entity, state)
    for entity in reading.entities:
        if entity.kind in _ASKING and not entity.settled and not entity.internal:
            _ask_for_open(reading, entity)


def _fill_in(entity: DraftEntity, rows: Sequence[Row]) -> None:
    """What a step fills in stands in the rows that it has led on, and in no others."""
    for field in (known for known in entity.fields if known.since):
        state = next((f for f in entity.fields if {*field.since} <= {choice_value(c) for c in f.choices}), None)
        known = [value for row in rows if (value := row.get(field.name)) is not None]
        for position, row in enumerate(rows if state is not None else ()):
            if state is None or row.get(state.name) not in field.since:
                row[field.name] = None
            elif field.pool.startswith("decision"):
                against = shown_state(state, row) in states_named("turned_down")
                said = _said(f"{field.pool}_against" if against else "decision")
                row[field.name] = said[position % len(said)]
            elif row.get(field.name) is None:
                row[field.name] = _later(entity, row, position) if field.type in TEMPORAL else _any(known, position)


def _any(known: Sequence[SampleValue], position: int) -> SampleValue:
    return known[position % len(known)] if known else None


def _later(entity: DraftEntity, row: Row, position: int) -> str:
    """A day after the others of a row that have passed."""
    passed = [day for f in entity.fields if (day := day_of(row.get(f.name))) is not None and day < 0]
    return day_text(min(0, max(passed, default=-4) + 1 + position % 3))


def _reach(entity: DraftEntity, state: DraftField) -> None:
    """A day like "delivered on" stands in no row that has not come so far, where a state says so."""
    stages = [choice.lower() for choice in state.choices]
    for field in entity.fields:
        stage = next((stage for stage in stages if stage == field.name.split("_")[0]), None)
        if stage is None or stage == stages[0] or field.required or field.since or field.type not in TEMPORAL:
            continue
        for row in entity.samples:
            shown = shown_state(state, row)
            short = shown in stages and stages.index(shown) < stages.index(stage)
            if short or (shown != stage and shown in states_named("turned_down")):
                row[field.name] = None


def _be_away(entity: DraftEntity, state: DraftField) -> None:
    """Whoever is absent has not come and gone; hours are those between coming and going."""
    times = [f for f in entity.fields if f.name in _COMING and f.type in {FieldType.TIME, FieldType.TEXT}]
    hours = [f for f in entity.fields if f.type in NUMERIC and _HOURS & {*f.name.split("_")}]
    for row in entity.samples if times else ():
        away = shown_state(state, row) in states_named("away")
        for field in times if away else ():
            field.required, row[field.name] = False, None
        clocks = [_minutes(row.get(field.name)) for field in times[:2]]
        for field in hours if len(times) > 1 and not all(field.required for field in times) else ():
            first, last = clocks
            if first is None or last is None:
                row[field.name] = 0 if field.required else None
            elif last > first:
                whole = round((last - first) / 60, 2)
                row[field.name] = round(whole) if field.type is FieldType.INTEGER else whole


def _progress(entity: DraftEntity, state: DraftField) -> None:
    """What is completed is so to a hundred per cent, and nothing else is."""
    part = next((f for f in entity.fields if f.name in _PROGRESS and f.type is FieldType.INTEGER), None)
    for row in entity.samples if part is not None and not part.required else ():
        if part is not None and row.get(part.name) is not None:
            done, held = shown_state(state, row) in states_named("completed"), row[part.name]
            row[part.name] = 100 if done else 90 if held == 100 else held


def _minutes(value: SampleValue) -> int | None:
    found = _CLOCK.match(value) if isinstance(value, str) else None
    return int(found[1]) * 60 + int(found[2]) if found else None


def _be_past_limit(entity: DraftEntity) -> None:
    """What is said to be above or below its limit is so."""
    measured = next((f for f in entity.fields if f.type in NUMERIC and _MEASURED & {*f.name.split("_")}), None)
    limit = next((f for f in entity.fields if f.type in NUMERIC and _LIMITS & {*f.name.split("_")}), None)
    if measured is None or limit is None or measured is limit:
        return
    for row in entity.samples:
        value, bound, told = row.get(measured.name), row.get(limit.name), row.get(entity.fields[0].name)
        if isinstance(value, int | float) and isinstance(bound, int | float) and isinstance(told, str):
            words = {*told.lower().split()}
            below, above = words & states_named("below", None), words & states_named("above", None)
            if (below and value >= bound) or (above and value <= bound):
                row[measured.name], row[limit.name] = bound, value
                if value == bound:
                    row[limit.name] = value + 1 if below else value - 1


def _ask_for_open(reading: Reading, entity: DraftEntity) -> None:
    """What is under way is for something that is open, and of somebody who is there, where there is such."""
    state = state_field(entity)
    for field in entity.fields:
        target = reading.entity(field.target) if field.type is FieldType.REFERENCE and field.target else None
        stage = state_field(target) if target is not None else None
        if target is None or stage is None or target.kind not in _ASKED or target is entity:
            continue
        shown = [shown_state(stage, row) for row in target.samples]
        for row in entity.samples:
            own = shown_state(state, row) if state is not None else ""
            place = row.get(field.name)
            free = _fit_for(own, shown)
            if isinstance(place, int) and place < len(shown) and place not in free and free:
                row[field.name] = free[place % len(free)]


def _fit_for(own: str, shown: Sequence[str]) -> list[int]:
    """What a row in a state may refer to: what is open while it goes on, what has been once it is over."""
    shut = states_named("unfit") if own in states_named("over") | states_named("turned_down") else _closed()
    free = [at for at, said in enumerate(shown) if said not in shut]
    been = [at for at in free if shown[at] in states_named("over") | states_named("running")]
    return been if own in states_named("completed") and been else free


def _closed() -> frozenset[str]:
    return states_named("unfit") | states_named("shut")


@cache
def _said(pool: str) -> tuple[str, ...]:
    return tuple(phrases(str(table("pools")[pool]), "|"))
