"""How a prompt gets limits: which record's numbers have some, where these are kept, and what is said of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, rows, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import clause_of, day_field, records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Part as PartOfSpeech
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import NUMERIC, FieldType, Part, SampleValue

NAME = "limits"
LEVEL = "limit_level"
_GAUGES, _LIMITS = "gauge_reading", "gauge_limit"
_KEPT = frozenset({EntityKind.LOG, EntityKind.PERSONAL, EntityKind.WORK})
_MOST = 8
_NEAR, _FAR = 0.1, 8
_OF_ALL = 0.85
"""So many numbers of the demonstration are within limits that nobody knows."""


def draft(reading: Reading) -> None:
    """The level of each row that has limits, and the record in which those in charge set them."""
    wishes, limits = reading.wished(NAME), reading.entity(_LIMITS)
    asked = not reading.refuses(NAME) and (wishes or limits is not None)
    entity = _measured(reading, wishes) if asked else None
    if entity is None:
        return
    because = clause_of(reading, wishes[0].sentence, wishes[0].start) if wishes else limits.because if limits else ""
    if _own(entity) is None:
        _set_limits(reading, entity, because)
    _tell_level(entity, wishes, because)


def _measured(reading: Reading, wishes: list[Wish]) -> DraftEntity | None:
    """The record whose numbers are meant: what instruments tell, one that is named, or one that has limits itself."""
    gauges = reading.entity(_GAUGES)
    named = [entity for wish in wishes for entity in records_in(reading, wish.sentence)]
    kept = [e for e in (*named, *reading.entities) if not e.internal and e.kind in _KEPT and e.key != "warning_notice"]
    owning = [entity for entity in kept if _own(entity) is not None]
    logs = [e for e in kept if e.kind is EntityKind.LOG and _numbers(e) and (e in named or _spoken_of(e, wishes))]
    if not wishes or any({*wish.words.lower().split()} & {*_words("any").split()} for wish in wishes):
        logs += [entity for entity in kept if entity.kind is EntityKind.LOG and _numbers(entity)]
    return next(iter([*([gauges] if gauges is not None else []), *owning, *logs]), None)


def _spoken_of(entity: DraftEntity, wishes: list[Wish]) -> bool:
    """Whether the sentences that speak of limits name a number of the record."""
    said = {token.lemma for wish in wishes for token in wish.sentence.tokens}
    return any(said & {*field.name.split("_")} for field in _numbers(entity))


def _own(entity: DraftEntity) -> tuple[DraftField, DraftField | None, DraftField | None] | None:
    """The number of a row with the limits that the row has itself, from below and from above."""
    value, lower, upper = (_first(entity, name) for name in ("own_value", "own_lower", "own_upper"))
    if value is not None and (lower or upper):
        return value, lower, upper
    numbers = [f for f in entity.fields if f.type in NUMERIC and f.type is not FieldType.MONEY]
    most = next((f for f in numbers if f.name.partition("_")[0] in {"max", "maximum"}), None)
    value = next((f for f in numbers if f is not most), None)
    return (value, None, most) if most is not None and value is not None else None


def _first(entity: DraftEntity, name: str) -> DraftField | None:
    found = (entity.field(known) for known in _words(name).split())
    return next((field for field in found if field is not None and field.type in NUMERIC), None)


def _numbers(entity: DraftEntity) -> list[DraftField]:
    """The numbers that may have limits, those first that the prompt names."""
    unlimited = {*_words("unlimited").split()}
    able = [f for f in entity.fields if f.type in NUMERIC and (f.because or f.type is not FieldType.MONEY)]
    found = [field for field in able if unlimited.isdisjoint(field.name.split("_"))]
    return sorted(found, key=lambda field: not field.because)[:_MOST]


def _called(field: DraftField) -> str:
    """What a limit calls a number: its label without the unit."""
    return field.label.partition(" (")[0]


def _set_limits(reading: Reading, entity: DraftEntity, because: str) -> None:
    """The record of limits, one for each number."""
    known = reading.entity(_LIMITS)
    limits = add_record(reading, _LIMITS, because)
    if known is None:
        limits.fields = [field for field in limits.fields if not field.because]
    indicator = limits.field("indicator") or add_field(limits, "indicator! choice: Temperature", because)
    kinds = tuple(dict.fromkeys(_called(field) for field in _numbers(entity)))
    indicator.choices = indicator.values = kinds
    limits.rows = len(kinds)


def _tell_level(entity: DraftEntity, wishes: list[Wish], because: str) -> None:
    """The choice that says how a row stands; one that people would have typed is that."""
    graded = any(wish.words.lower().split()[-1] in _words("graded").split() for wish in wishes)
    choices = tuple(phrases(_words("grades" if graded else "states"), "|"))
    known = state_field(entity) if _own(entity) is not None else None
    field = known or DraftField(LEVEL, "Grade" if graded else "Level", FieldType.CHOICE)
    field.choices, field.values, field.pool, field.because = choices, (), "", because
    field.required, field.kept = True, True
    if known is None and entity.field(LEVEL) is None:
        entity.fields.append(field)


def settle(reading: Reading) -> None:
    """The part, where something is judged."""
    entity, level = _judged(reading)
    if entity is None or level is None:
        return
    day, own, limits = day_field(entity), _own(entity), reading.entity(_LIMITS)
    options = {"level": level.name, "day": day.name if day is not None else ""}
    if own is not None:
        value, lower, upper = own
        options |= {"value": value.name, "lower": lower.name if lower else "", "upper": upper.name if upper else ""}
    elif limits is not None:
        numbers = {choice_value(_called(field)): field.name for field in _numbers(entity)}
        options |= {"limits": limits.name, "kinds": " ".join(numbers), "numbers": " ".join(numbers.values())}
    level.kept = level.required = True
    told = {name: value for name, value in options.items() if value}
    add_part(reading, Part(capability=NAME, entity=entity.name, options=told), level.because)
    reading.wishes += [_to_its_end(wish) for wish in reading.wished(NAME)]


def _to_its_end(wish: Wish) -> Wish:
    """A wish with the rest of its clause, which says how it is shown: "exceeding the standard marked in red"."""
    tokens = wish.sentence.tokens
    ends = (at for at in range(wish.end, len(tokens)) if tokens[at].part is PartOfSpeech.PUNCTUATION)
    return replace(wish, end=min(next(ends, len(tokens)), wish.end + _FAR))


def _judged(reading: Reading) -> tuple[DraftEntity | None, DraftField | None]:
    """The record that was given a level, and the level: "Good, fair, poor" alone is typed, as health is."""
    words = {choice for name in ("states", "grades") for choice in [tuple(phrases(_words(name), "|"))]}
    asked = not reading.refuses(NAME) and (reading.wished(NAME) or reading.entity(_LIMITS) is not None)
    for entity in reading.entities if asked else ():
        own = _own(entity) is not None
        told = (f for f in entity.fields if f.type is FieldType.CHOICE and f.choices in words)
        level = next((f for f in told if own or f.name == LEVEL), None)
        if level is not None and not entity.internal and (own or reading.entity(_LIMITS) is not None):
            return entity, level
    return None, None


def agree(reading: Reading) -> None:
    """In the demonstration there are limits that fit the numbers, and each row stands to them as it says."""
    part = next((part for part in reading.parts if part.capability == NAME), None)
    entity = reading.entity(str(part.entity)) if part is not None else None
    level = entity.field(part.options["level"]) if part is not None and entity is not None else None
    if part is None or entity is None or level is None:
        return
    limits = reading.entity(part.options.get("limits", ""))
    if limits is not None:
        _fill_limits(reading, entity, limits, part)
    values = [choice_value(choice) for choice in level.choices]
    for row in entity.samples:
        row[level.name] = values[max((_stands(*one) for one in _checked(row, limits, part)), default=0)]


def _fill_limits(reading: Reading, entity: DraftEntity, limits: DraftEntity, part: Part) -> None:
    names = dict(zip(part.options["kinds"].split(), part.options["numbers"].split(), strict=True))
    for row in limits.samples:
        field = entity.field(names.get(str(row.get("indicator")), ""))
        if field is not None:
            lower, upper = _said(reading, field) or _known(field) or _usual(entity, field)
            row["lower_limit"], row["upper_limit"] = lower, upper


def _said(reading: Reading, field: DraftField) -> tuple[float | None, float | None] | None:
    """The limit that the prompt names: "an alarm when the temperature is above 30 degrees"."""
    name = _called(field).lower().split()[-1]
    for sentence in reading.sentences:
        tokens = sentence.tokens
        for place in (at for at, token in enumerate(tokens) if name in (token.low, token.lemma)):
            for at in range(place + 1, min(place + _FAR, len(tokens))):
                if tokens[at].part is PartOfSpeech.NUMBER and re.fullmatch(r"\d+(\.\d+)?", tokens[at].text):
                    before = {token.low for token in tokens[place:at]}
                    value = float(tokens[at].text)
                    if before & {*_words("above").split()}:
                        return None, value
                    if before & {*_words("below").split()}:
                        return value, None
    return None


def _known(field: DraftField) -> tuple[float | None, float | None] | None:
    """Usual limits of what instruments measure."""
    for gauge in rows("gauges").values():
        if gauge["field"].split()[0] == field.name and "limits" in gauge:
            lower, _, upper = gauge["limits"].partition("..")
            return (float(lower) if lower else None, float(upper) if upper else None)
    return None


def _usual(entity: DraftEntity, field: DraftField) -> tuple[float | None, float | None]:
    """A limit that most of the demonstration is within."""
    values = sorted(float(v) for row in entity.samples if isinstance(v := row.get(field.name), int | float))
    return None, round(values[int(len(values) * _OF_ALL)], 2) if values else None


def _checked(
    row: dict[str, SampleValue], limits: DraftEntity | None, part: Part
) -> Iterator[tuple[float, float | None, float | None]]:
    """The numbers of a row with their limits."""

    def number(of: dict[str, SampleValue], name: str) -> float | None:
        value = of.get(name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    if limits is None:
        names = [part.options.get(name, "") for name in ("value", "lower", "upper")]
        value, lower, upper = (number(row, name) for name in names)
        if value is not None:
            yield value, lower, upper
        return
    fields = dict(zip(part.options["kinds"].split(), part.options["numbers"].split(), strict=True))
    for limit in limits.samples:
        value = number(row, fields.get(str(limit.get("indicator")), ""))
        if value is not None:
            yield value, number(limit, "lower_limit"), number(limit, "upper_limit")


def _stands(value: float, lower: float | None, upper: float | None) -> int:
    """Whether a number is within its limits, near them or beyond: 0, 1, 2; as the application says it."""
    if (upper is not None and value > upper) or (lower is not None and value < lower):
        return 2
    both = lower is not None and upper is not None
    for limit, room in ((upper, (upper or 0) - value), (lower, value - (lower or 0))):
        if limit is not None and room < _NEAR * abs((upper or 0) - (lower or 0) if both else limit):
            return 1
    return 0


@cache
def _words(name: str) -> str:
    return table_beside(__package__ or "", "words")[name]
