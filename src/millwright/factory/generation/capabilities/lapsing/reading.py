"""Which sentences tell that something lapses, and what of: a record, a time, and what becomes of it then."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from millwright.factory.generation.compiler.duties import is_over
from millwright.factory.generation.reader.data import pairs, phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import TEMPORAL, FieldType

_BY_ITSELF = re.compile(r"\bauto(?:matic(?:ally)?|-)|\b(?:by|on) (?:its|their|them)(?: own|sel\w+)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:otherwise|unless|without)\b|\b(?:after|over|for|longer than|older than|more than) (?:more than )?\S+[ -]"
    r"(?:minute|hour|day|week|month)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:\b(?:not|never)|n't|\bcannot|\bnobody|\bno one|\bfails? to|\bfailing to)\s+"
    r"(?:(?:been|be|being|get|yet)\s+)*(\w+)"
    r"|\bun(claimed|paid|confirmed|answered|used|collected|approved|accepted|handled|processed|signed)\b",
    re.IGNORECASE,
)
_WILL = (
    r"(?<!can )(?<!cannot )(?<!may )(?<!not )"
    r"(?:should|will|must|shall|are|is|be|get|gets|becomes?|turns?|marked as|to be)\s+(?:be\s+|as\s+)?"
    r"(?:automatically\s+)?(?:marked as\s+|transferred for\s+|moved to\s+|set to\s+)?"
)
_DUE = re.compile(r"(^|_)(due|deadline|return_by|valid_until|expir\w*)(_|$)")
_POOL = re.compile(
    r"\b(?:returns?|returned|goes?|go|falls?|released|moved?|put|recycled)\s+(?:back\s+)?(?:automatically\s+)?(?:back\s+)?"
    r"(?:in)?to\s+(?:the\s+)?((?:public|common|shared|open)\s+(?:\w+\s+)?(?:pool|sea|list)|pool)\b",
    re.IGNORECASE,
)
_STARTING = frozenset("arrive attend check come show sign".split())
_SENT = frozenset(EntityKind) - {EntityKind.PERSON}
_OF_WHAT_IS_SHOWN = frozenset({"archived", "expire", "expired", "outdated"})
"""What becomes of records that have no states, and get one for it."""
_ORDERED = frozenset({"booking", "reservation", "order", "event_ticket", "rental", "appointment"})
_BEGINS = re.compile(r"^(starts?|begins?|reserved_(for|from)|check_in|appointment|scheduled|booked_for|reserves)(_|$)")
_CAME = re.compile(
    r"^(found|handed_in|issued|listed|lost|opened|ordered|posted|published|received|registered|reported|sent|stored"
    r"|submitted|written)_(on|at)$"
)
"""Days on which something came in, which whoever enters it says."""
_LENT = re.compile(r"^(borrowed|lent|starts|out|taken|checked_out|rented|issued)_(on|at)$")
_HELD = frozenset("accepted approved booked confirmed open reserved requested new scheduled submitted waiting".split())


@dataclass(frozen=True)
class Lapse:
    """What lapses: rows of a record in some states that go on to another, or that somebody has, after a time."""

    entity: DraftEntity
    sentence: Sentence
    number: int
    unit: str
    to: str = ""
    awaited: str = ""


def lapses(reading: Reading) -> Iterator[Lapse]:
    """What the prompt has lapse, each record once in each way."""
    found: set[tuple[str, bool]] = set()
    for sentence in reading.sentences:
        one = _pooled(reading, sentence) or _ended(reading, sentence)
        if one is not None and (one.entity.name, bool(one.to)) not in found:
            found.add((one.entity.name, bool(one.to)))
            yield one


def _pooled(reading: Reading, sentence: Sentence) -> Lapse | None:
    """ "Customers not followed up for 30 days should be returned to the public pool"."""
    time = _time(sentence.text)
    if time is None or _POOL.search(sentence.text) is None:
        return None
    held = [e for e in records_in(reading, sentence) if e.kind in {EntityKind.PERSON, EntityKind.WORK}]
    return Lapse(held[0], sentence, *time) if held else None


def _ended(reading: Reading, sentence: Sentence) -> Lapse | None:
    """ "Reservations that are not confirmed within three days should be marked as expired"."""
    text, effect = sentence.text, _effect(sentence.text)
    time = _time(text) or ((0, "days") if effect == "overdue" and _BY_ITSELF.search(text) else None)
    said = (_base((one[1] or one[2]).lower()) for one in _NOT_DONE.finditer(text))
    awaited = next((verb for verb in said if verb), "") or ("pay" if _pays(text) else "")
    if not effect or time is None or not (awaited or _OVER.search(text) or _BY_ITSELF.search(text)):
        return None  # "tickets must be closed within three days" is for people to do
    entity = _meant(reading, sentence, effect, awaited)
    return Lapse(entity, sentence, *time, to=effect, awaited=awaited) if entity is not None else None


def _effect(text: str) -> str:
    """The participle that tells what becomes of it: "be released", "automatically expire", "marked as outdated"."""
    names = "|".join(sorted(_words()["effects"], key=len, reverse=True))
    itself = rf"\bautomatically\s+(?:\w+\s+){{0,2}}?({names})\b|\b({names})\w?\s+automatically\b"
    found = re.search(rf"{_WILL}({names})\b|{itself}", text, re.IGNORECASE)
    return next((part.lower() for part in found.groups() if part), "") if found else ""


def _time(text: str) -> tuple[int, str] | None:
    numbers = pairs(_words()["numbers"])
    said = "|".join(sorted(numbers, key=len, reverse=True))
    found = re.search(rf"\b(\d{{1,4}}|{said})[ -](minute|hour|day|week|month)s?\b", text, re.IGNORECASE)
    if found is None:
        return None
    number = int(found[1]) if found[1].isdigit() else int(numbers[found[1].lower()])
    unit = found[2].lower()
    times, unit = {"week": (7, "days"), "month": (30, "days")}.get(unit, (1, f"{unit}s"))
    return (number * times, unit) if 0 < number * times <= 10_000 else None


def _pays(text: str) -> bool:
    return re.search(r"\b(pay|payment)\b.{0,40}\b(within|in)\b", text, re.IGNORECASE) is not None


def _base(word: str) -> str:
    """The verb of the data that a word is a form of."""
    known = _words()["awaited"]
    forms = (word, word.removesuffix("d"), word.removesuffix("ed"), word.removesuffix("s"), word.removesuffix("ing"))
    own = {"paid": "pay", "payment": "pay", "replied": "reply", "shown": "show"}.get(word, "")
    return own or next((form for form in forms if form in known), "")


def _meant(reading: Reading, sentence: Sentence, effect: str, awaited: str) -> DraftEntity | None:
    """The record that lapses: of what is paid or come to, what keeps that somebody wants it; else what is named."""
    named = records_in(reading, sentence) or _said_before(reading, sentence)
    wanted = [e for e in reading.entities if e.key in _ORDERED and not e.internal]
    about = [e for e in named if e.key in _ORDERED]
    first = [*about, *wanted] if awaited == "pay" or awaited in _STARTING or effect == "released" else []
    able = [e for e in (*first, *named) if e.kind in _SENT and not e.internal]
    stated = [e for e in able if state_field(e) is not None]
    return next(iter([*stated, *(able if effect in _OF_WHAT_IS_SHOWN else [])]), None)


def _said_before(reading: Reading, sentence: Sentence) -> list[DraftEntity]:
    """What "requests" or "they" are that were named in the sentence before."""
    place = reading.sentences.index(sentence)
    before = records_in(reading, reading.sentences[place - 1]) if place else []
    return [entity for entity in reversed(before) if entity.kind in {EntityKind.PERSONAL, EntityKind.WORK}]


def clause_of_lapse(lapse: Lapse) -> str:
    """The words of the sentence that tell it, without what else people do there."""
    parts = re.split(r",\s+(?:and\s+)?", lapse.sentence.text)
    told = [part for part in parts if _time(part) or _effect(part) or _POOL.search(part)]
    return ", ".join(told) or lapse.sentence.text


def target(lapse: Lapse, field: DraftField) -> str:
    """The label of the state that rows go on to, one that the record has before the one to be added."""
    wanted = phrases(_words()["effects"][lapse.to])
    known = [shown for shown in field.choices if choice_value(shown) != held(lapse, field)]
    return next((shown for name in wanted for shown in known if shown.lower() == name.lower()), wanted[0])


def held(lapse: Lapse, field: DraftField) -> str:
    """The state in which rows are that lapse, where it is said of them: "resolved tickets are closed"."""
    said = re.split(_WILL, lapse.sentence.text, maxsplit=1)[0].lower().split()
    values = [choice_value(shown) for shown in field.choices]
    return next((value for value in values[1:] if value in said), "") if not lapse.awaited else ""


def opened(lapse: Lapse, field: DraftField, to: str) -> list[str]:
    """The states from which rows lapse, of a record that has the one they go on to."""
    states = [choice_value(shown) for shown in field.choices]
    left = [state for state in states if state != to and not is_over(state)]
    if said := held(lapse, field):
        return [said]
    if lapse.awaited in _STARTING:
        return [state for state in states if state in _HELD and state != to] or left[:1]
    done = next((s for s in phrases(_words()["awaited"].get(lapse.awaited, "")) if s in states), "")
    before = [state for state in states[: states.index(done)] if state in left] if done else left
    return before or left[:1]


def counted_from(lapse: Lapse) -> DraftField | None:
    """The day or moment from which the time counts: when it begins, when it is due, or when it came in."""
    days = [field for field in lapse.entity.fields if field.type in TEMPORAL]
    if lapse.awaited in _STARTING:
        moments = [field for field in days if field.type is FieldType.DATETIME]
        return next((f for f in moments if _BEGINS.match(f.name)), next(iter(moments), None))
    if lapse.number == 0:
        return next((field for field in days if _DUE.search(field.name)), None)
    if lapse.unit != "days" or lapse.awaited == "pay":
        return None
    came = _LENT if lapse.awaited == "return" else _CAME
    return next((field for field in days if field.required and came.match(field.name)), None)


@cache
def _words() -> Mapping[str, Any]:
    return table_beside(__package__ or "", "words")
