"""Which days a prompt wants worked out: of which record, from which day on, and how long after."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.field_types import days_from_today
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.capabilities import NEGATIONS, Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import clause_of, records_in
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.vocabulary import Capability
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, FieldType, Part, SampleValue

NAME = "deadlines"
RULES = "time_limit"
UNITS = ("days", "weeks", "months", "years")
_LENGTH = {"days": 1, "weeks": 7, "months": 30.4, "years": 365.2}
_COMING = (-4, 3, 9, 20, 45, 90, -1, 14)
"""In how many days what is worked out is, in demonstrations."""
_NEAR = 6
_SETTING = frozenset({"booking", "joining", "spans"})
"""Capabilities that set days themselves."""
_LATEST = 365 * 20
_NUMBERS: tuple[str, ...] = (*"one two three four five six seven eight nine ten eleven twelve".split(),)
_AFTER = re.compile(
    r"\b(\d{1,3}|" + "|".join(_NUMBERS) + r"|fifteen|thirty|sixty|ninety)[ -](day|week|month|year)s? "
    r"(?:after|from|since|following|of) ([a-z' -]{3,50})|"
    r"\b([a-z' -]{3,50}?)(?: ?\+ ?| plus )(\d{1,3}) (day|week|month|year)s?\b",
    re.IGNORECASE,
)
_Counted = tuple[int, str, set[str]] | None
"""How long after what: a number, its unit, and the stems of the words for the day before."""
_TENS = {"fifteen": 15, "thirty": 30, "sixty": 60, "ninety": 90}


@dataclass(frozen=True)
class Kind:
    """A day that can be worked out, as the table beside has it."""

    said: tuple[tuple[str, ...], ...]
    always: bool
    date: tuple[str, ...]
    line: str
    since: tuple[str, ...]
    since_line: str
    number: tuple[str, ...]
    number_line: str
    unit: str
    on: frozenset[str]


@dataclass(frozen=True)
class Due:
    """A day that is worked out of a record's rows; `count` where the prompt says how long after, else a number does."""

    entity: DraftEntity
    date: DraftField
    since: DraftField
    unit: str
    because: str
    own: str = ""
    by: str = ""
    number: str = ""
    along: str = ""
    count: int = 0


def draft(reading: Reading) -> None:
    """Gives records the day, what it is counted from, and how long after it is; nobody types the day."""
    for due in _found(reading):
        date = due.date
        date.kept, date.required, date.values, date.pool = True, False, (), ""
        date.because = date.because or due.because


def settle(reading: Reading) -> None:
    """The part; what asked for it is answered, also where the prompt says that it comes by itself."""
    # What is lent or booked has its days from the one who lends it.
    others = [part for part in reading.parts if part.capability in _SETTING]
    for due in _found(reading):
        if any(part.entity == due.entity.name and due.date.name in part.options.values() for part in others):
            continue
        told = {"own": due.own, "by": due.by, "number": due.number, "along": due.along}
        told |= {"count": str(due.count or ""), "rules": RULES if due.along else ""}
        options = {"date": due.date.name, "since": due.since.name, "unit": due.unit}
        options |= {name: value for name, value in told.items() if value}
        due.date.kept, due.date.required = True, False
        add_part(reading, Part(capability=NAME, entity=due.entity.name, options=options), due.because)
        reading.wishes = [_answered(wish, due) for wish in reading.wishes]


def _found(reading: Reading) -> list[Due]:
    """The days that the prompt wants worked out, one of a record."""
    found: dict[str, Due] = {}
    for sentence in reading.sentences:
        for kind, start in _kinds_in(sentence):
            if {token.low for token in sentence.tokens[max(0, start - 3) : start + _NEAR]} & NEGATIONS:
                continue
            counted = _counted(sentence)
            asked = {token.low for token in sentence.tokens} & _words("asking")
            if kind.always or counted or asked:
                due = next(_dues(reading, sentence, kind, counted, clause_of(reading, sentence, start)), None)
                if due is not None:
                    found.setdefault(due.entity.name, due)
    return [*found.values()]


def agree(reading: Reading) -> None:
    """In demonstrations the days are what they are worked out to be, some of them soon."""
    for part in (part for part in reading.parts if part.capability == NAME):
        entity = reading.entity(str(part.entity))
        for place, row in enumerate(entity.samples if entity is not None else ()):
            length = _length(reading, part, row)
            since = days_from_today(row.get(part.options["since"]))
            if length is None or since is None:
                row.pop(part.options["date"], None)
                continue
            days = round(length * _LENGTH[part.options["unit"]])
            if entity is not None and not entity.settled:
                since = max(min(_COMING[place % len(_COMING)] - days, -1), -_LATEST)
                told = str(row[part.options["since"]])
                row[part.options["since"]] = re.sub(r"^[+-]\d+d", f"{since}d", told)
            row[part.options["date"]] = f"{since + days:+d}d"


def _length(reading: Reading, part: Part, row: Mapping[str, SampleValue]) -> float | None:
    options, value = part.options, None
    if "count" in options:
        value = int(options["count"])
    elif "own" in options:
        value = row.get(options["own"])
    elif "by" in options:
        own, target = row.get(options["by"]), _target(reading, part)
        if isinstance(own, int) and target is not None and own < len(target.samples):
            value = target.samples[own].get(options["number"])
    else:
        rules = reading.entity(options["rules"])
        named = (r for r in rules.samples if r.get("applies_to") == row.get(options["along"])) if rules else iter(())
        value = next((rule.get("days") for rule in named), None)
    return float(value) if isinstance(value, int | float) else None


def _target(reading: Reading, part: Part) -> DraftEntity | None:
    entity = reading.entity(str(part.entity))
    field = entity.field(part.options["by"]) if entity is not None else None
    return reading.entity(field.target) if field is not None and field.target else None


def _answered(wish: Wish, due: Due) -> Wish:
    """What asks that something be calculated, or come by itself, in the words that ask for the day asks for that."""
    if wish.capability.name not in {"calculation", "recurring"} or due.because not in wish.sentence.text:
        return wish
    row = words_of()[NAME]
    return replace(wish, capability=Capability(NAME, True, row["say"], row["otherwise"]))


def _kinds_in(sentence: Sentence) -> Iterator[tuple[Kind, int]]:
    """The kinds that a sentence speaks of, each once, those with the longest words first."""
    forms = [token.stem for token in sentence.tokens]
    found: list[tuple[int, int, Kind]] = []
    for kind in _kinds():
        for words in kind.said:
            place = next(
                (at for at in range(len(forms) - len(words) + 1) if tuple(forms[at : at + len(words)]) == words), None
            )
            if place is not None:
                found.append((-len(words), place, kind))
                break
    for _, place, kind in sorted(found, key=lambda one: one[:2]):
        yield kind, place


def _dues(reading: Reading, sentence: Sentence, kind: Kind, counted: _Counted, because: str) -> Iterator[Due]:
    """What may be meant: records that the sentence names, then those that have such a day."""
    for entity in _candidates(reading, sentence, kind, counted):
        since, graded = _since(entity, kind, counted), _graded(entity, sentence)
        if counted is not None and since is None:
            continue
        since = since or add_field(entity, kind.since_line, because)
        date = _date(entity, kind, because, since)
        if date is None:
            continue
        if counted is not None:
            yield Due(entity, date, since, counted[1], because, count=counted[0])
        elif graded is not None:
            _set_rules(reading, graded, because)
            yield Due(entity, date, since, "days", because, along=graded.name)
        else:
            by, number = _number(reading, entity, kind) or ("", add_field(entity, kind.number_line, because))
            unit = _unit(reading, number) or kind.unit
            told = Due(entity, date, since, unit, because, own="" if by else number.name)
            yield replace(told, by=by, number=number.name) if by else told


def _candidates(reading: Reading, sentence: Sentence, kind: Kind, counted: _Counted) -> list[DraftEntity]:
    """The records that may be meant, those first that have what it is told by, and that the sentence names."""
    named = records_in(reading, sentence)

    def standing(entity: DraftEntity) -> int:
        fields = (_field(entity, names, TEMPORAL) for names in (kind.date, kind.since))
        told = sum(2 for field in fields if field is not None)
        told += 3 if _number(reading, entity, kind) is not None else 0
        told += 4 if _graded(entity, sentence) is not None else 0
        told += 4 if counted is not None and _said_day(entity, kind, counted[2]) is not None else 0
        return told + (2 if usual(entity) else 0) + (1 if entity in (*named, *reading.entities[:1]) else 0)

    def usual(entity: DraftEntity) -> bool:
        return bool({entity.name, entity.key} & kind.on) or (kind.always and entity in named)

    # A day that is spoken of in passing needs two signs that it is one of such a record.
    least = {entity.name: 1 if kind.always else 2 if usual(entity) else 3 for entity in reading.entities}
    shown = [entity for entity in reading.entities if not entity.internal and standing(entity) > least[entity.name]]
    return sorted(shown, key=standing, reverse=True)


def _unit(reading: Reading, number: DraftField) -> str:
    """The unit of a number, by its own name or by what the prompt says behind it: "an interval in months"."""
    own = next((unit for unit in UNITS if unit in number.name.split("_")), "")
    said = re.search(
        rf"\b{re.escape(number.label.lower())}s?\b[ (]+(?:in )?(days|weeks|months|years)\b", reading.text.lower()
    )
    if said is not None and not own and "(" not in number.label:
        number.label = f"{number.label} ({said[1]})"
    return own or (said[1] if said is not None else next((unit for unit in UNITS if f"({unit})" in number.label), ""))


def _date(entity: DraftEntity, kind: Kind, because: str, since: DraftField) -> DraftField | None:
    """The day itself, which is no title and filled in by no step."""
    names = tuple(name for name in kind.date if name != since.name)
    found = _field(entity, names, frozenset({FieldType.DATE, FieldType.TEXT}))
    if found is None:
        made = add_field(entity, kind.line, because)
        # Lists show the first fields: what is due next is one of these.
        entity.fields = [entity.fields[0], made, *(f for f in entity.fields[1:] if f is not made)]
        return made
    found.type = FieldType.DATE
    return found if found is not entity.fields[0] else None


def _since(entity: DraftEntity, kind: Kind, counted: _Counted) -> DraftField | None:
    """The day that is counted from; where the prompt says which, that one."""
    said = _said_day(entity, kind, counted[2]) if counted is not None else None
    return said or _field(entity, kind.since, TEMPORAL)


def _said_day(entity: DraftEntity, kind: Kind, words: set[str]) -> DraftField | None:
    """The day of a record that the prompt counts from, by its own words."""
    days = [f for f in entity.fields if f.type in TEMPORAL and f.name not in kind.date]
    told = words - {*stems("date day time")}
    return next((f for f in days if told & ({*stems(f.label)} - {*stems("on at date day")})), None)


def _number(reading: Reading, entity: DraftEntity, kind: Kind) -> tuple[str, DraftField] | None:
    """How long after: a number of the row, else of what it refers to, with the name of that reference."""
    own = _field(entity, kind.number, NUMERIC | {FieldType.TEXT})
    if own is not None and own is not entity.fields[0]:
        if own.type is FieldType.TEXT:
            own.type, own.values, own.pool, own.between = FieldType.INTEGER, (), "", (1, 12)
        return "", own
    for field in entity.fields:
        target = reading.entity(field.target) if field.target else None
        theirs = _field(target, kind.number, NUMERIC) if target is not None and target is not entity else None
        if theirs is not None:
            return field.name, theirs
    return None


def _graded(entity: DraftEntity, sentence: Sentence) -> DraftField | None:
    """The choice that the time goes by: "according to the priority"."""
    lows = [token.low for token in sentence.tokens]
    if not {*lows} & _words("leading"):
        return None
    said = {token.lemma for token in sentence.tokens}
    fits = (f for f in entity.fields if f.type is FieldType.CHOICE and f.name.split("_")[-1] in _words("grading"))
    return next((f for f in fits if f.name.split("_")[-1] in said), None)


def _set_rules(reading: Reading, along: DraftField, because: str) -> None:
    """The record in which those in charge keep how many days each value of the choice has."""
    rules = add_record(reading, RULES, because)
    level = rules.field("applies_to")
    if level is not None:
        level.choices = level.values = along.choices
        level.label = along.label
    rules.rows = len(along.choices)


def _field(entity: DraftEntity, names: tuple[str, ...], types: frozenset[FieldType]) -> DraftField | None:
    fits = (f for name in names for f in entity.fields if f.name == name or f.name.endswith(f"_{name}"))
    return next((field for field in fits if field.type in types and not field.since), None)


def _counted(sentence: Sentence) -> _Counted:
    """How long after which day, where the prompt says so: "30 days after the invoice date"."""
    found = _AFTER.search(sentence.text)
    if found is None:
        return None
    number, unit = (found[1] or found[5]).lower(), (found[2] or found[6]).lower()
    count = int(number) if number.isdigit() else _TENS.get(number) or _NUMBERS.index(number) + 1
    return (count, f"{unit}s", {*stems(found[3] or found[4])}) if count else None


def _words(name: str) -> frozenset[str]:
    return frozenset(table_beside(__package__ or "", "words")[name].split())


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(
        Kind(
            said=tuple(sorted((stems(phrase) for phrase in phrases(row["said"])), key=len, reverse=True)),
            always="always" in row,
            date=tuple(row["date"].split()),
            line=row["line"],
            since=tuple(row["since"].split()),
            since_line=row["since_line"],
            number=tuple(row["number"].split()),
            number_line=row["number_line"],
            unit=row["unit"],
            on=frozenset(row.get("on", "").split()),
        )
        for row in table_beside(__package__ or "", "kinds").values()
    )
