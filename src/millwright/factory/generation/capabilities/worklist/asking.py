"""Which lists a prompt asks for, and by which fields its records can tell them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from millwright.factory.generation.capabilities.stocked import level_field, stock_field
from millwright.factory.generation.capabilities.worklist.expiring import ENDS, EXPIRING, SOON, expiring_day
from millwright.factory.generation.compiler.duties import is_over, over_among
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.horizons import best_day, horizon
from millwright.factory.generation.reader.lookups import clause_of, money_field, records_in, state_field
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Part
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.reader.words import stem, stems
from millwright.factory.generation.spec import TEMPORAL, FieldType, Layout, Reach

_UNPAID = re.compile(r"\b(unpaid|paid|owe|owing|arrears|outstanding)\b", re.IGNORECASE)
_LATE = re.compile(r"\b(overdue|past due|late|expired|time limit|deadline)\b", re.IGNORECASE)
_LOW = re.compile(r"\b(low|stock|restocking)\b", re.IGNORECASE)
_SOON = re.compile(r"\b(upcoming|soon|next due|expir(?!ed)\w+|\w+ due)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(recall|call-?back|follow-?up|reactivation) lists?\b", re.IGNORECASE)
_OPEN = ("unpaid", "overdue", "due", "outstanding", "open", "pending", "sent", "not paid")
_DUE = re.compile(r"(^|_)(due|deadline|expir\w*|return_by|renews?|valid_until|closes_on|expected|expected_on)(_|$)")
_AHEAD = re.compile(
    r"(^|_)(next|due|starts?|scheduled|deadline|expir\w*|renews?|planned|valid_until|appointment|booked|reserved|takes_place)(_|$)"
)
_NOTHING_TELLS = "no record here has the day, the state or the stock by which such a list could be made"
_DEADLINES = frozenset({"deadline", "deadlines", "due", "overdue"})
_HANDLED = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})
_MOST_DUE = 2


@dataclass(frozen=True)
class Asked:
    """A list: rows whose `where` is `value` or none of those `finished`, whose day `by` is past or coming (`days`), or
    whose number `by` is not above that in `under`. `seer` is the role that is said to see it; `soon` adds a list of
    what falls due within a week, `who` one of the rows that name whoever looks."""

    entity: DraftEntity
    label: str
    because: str
    where: str = ""
    value: str = ""
    finished: tuple[str, ...] = ()
    by: str = ""
    days: str = ""
    under: str = ""
    seer: str = ""
    soon: bool = False
    who: str = ""


def asked_for(reading: Reading) -> Iterator[Asked]:
    """The lists that wishes name and that some record can tell; also what somebody sees who has to do it."""
    asking: tuple[tuple[re.Pattern[str], Callable[[DraftEntity, str], Asked | None]], ...] = (
        (_AGAIN, _again),
        (_LOW, lambda entity, because: _low(reading, entity, because)),
        (_LATE, _late),
        (_UNPAID, unpaid),
        (_SOON, _soon),
    )
    for wish in sorted(reading.wishes, key=lambda wish: horizon(wish.words) == 0):
        if wish.refused or wish.capability.name not in {"worklist", "notification", "notifications"}:
            continue
        because = clause_of(reading, wish.sentence, wish.start)
        if days := horizon(wish.words):
            yield from _within(reading, wish, days, because)
            continue
        for words, tell in asking:
            if words.search(wish.words):
                told = (tell(entity, because) for entity in _candidates(reading, wish))
                found = next((one for one in told if one is not None), None)
                if found is None and wish.capability.name == "worklist":
                    reading.not_built.append((sentence_end(wish), _NOTHING_TELLS))
                elif found is not None and not (found.days == "coming" and _shown_to_all(reading, found.entity)):
                    yield replace(found, seer=_seer(reading, wish))
                break
    yield from _waiting(reading)


def _within(reading: Reading, wish: Wish, days: int, because: str) -> Iterator[Asked]:
    """What ends or falls due within so many days; what is due, and has been for longer, is among it."""
    told = ((entity, best_day(entity, wish.words)) for entity in _meant(reading, wish))
    found = next(((entity, day) for entity, day in told if day is not None), None)
    if found is None:
        reading.not_built.append((wish.words, _NOTHING_TELLS))
        return
    entity, day = found
    where, finished = _finished(entity)
    late = "due" in {token.low for token in wish.sentence.tokens[wish.start : wish.end]}
    comes = re.sub(r" (on|date)$", "", day.label.lower())
    label = f"{entity.plural_label}: {comes} within {days} days"
    span = f"{'to' if late else 'next'}_{days}"
    yield Asked(entity, label, because, where, "", finished, day.name, span, seer=_seer(reading, wish))


def sentence_end(wish: Wish) -> str:
    """The words of a wish, with what they describe."""
    tokens = wish.sentence.tokens[wish.end : wish.end + 2]
    described = next((n for n, token in enumerate(tokens) if token.part is not Part.NOUN), len(tokens))
    return wish.sentence.words(wish.start, wish.end + described)


def _seer(reading: Reading, wish: Wish) -> str:
    """The role of whoever sees it: "the front desk sees who has not paid"."""
    before = [s for s in reading.statements if s.sentence is wish.sentence and s.start < wish.start and s.subject]
    subject = max(before, key=lambda statement: statement.start).subject if before else None
    role = role_named(reading, subject) if subject else None
    return role.name if role is not None and role.kind is RoleKind.STAFF else ""


def _candidates(reading: Reading, wish: Wish) -> list[DraftEntity]:
    found = _meant(reading, wish)
    return sorted(found, key=_never_late) if _LATE.search(wish.words) else found


def _never_late(entity: DraftEntity) -> bool:
    """Whether no state of a record says that something is late; others come first when lateness is spoken of."""
    field = state_field(entity)
    return field is None or not any(_LATE.search(choice) for choice in field.choices)


def _meant(reading: Reading, wish: Wish) -> list[DraftEntity]:
    """The records that a wish may mean: those beside its words, those of its sentence, then all."""
    near = records_in(reading, wish.sentence, wish.start, wish.end + 3)
    near += records_in(reading, wish.sentence, max(0, wish.start - 3), wish.start)
    near += [entity for entity in reading.entities if entity.because == wish.words]
    after = {token.lemma for token in wish.sentence.tokens[wish.end : wish.end + 2] if token.lemma}
    fitting = [e for e in reading.entities if any(after & {*field.name.split("_")} for field in e.fields)]
    ordered = [*near, *fitting, *records_in(reading, wish.sentence), *reading.entities]
    return [e for number, e in enumerate(ordered) if not e.internal and e not in ordered[:number]]


def _shown_to_all(reading: Reading, entity: DraftEntity) -> bool:
    return reading.layout is Layout.SITE and entity.visitors.read is Reach.ALL


def _low(reading: Reading, entity: DraftEntity, because: str) -> Asked | None:
    stock, level = stock_field(entity, reading.entities), level_field(entity)
    if stock is None or entity.kind in {EntityKind.MONEY, EntityKind.WORK}:
        return None
    label = f"{entity.plural_label} low in stock"
    return Asked(entity, label, because, by=stock.name, under=level.name if level else "")


def _late(entity: DraftEntity, because: str) -> Asked | None:
    due = _day(entity, _DUE)
    where, finished = _finished(entity)
    if due is None:
        return _in_state(entity, ("overdue", "late", "past due"), "Overdue", because)
    label = f"{'Expired' if ENDS.search(due.name) else 'Overdue'} {entity.plural_label.lower()}"
    return Asked(entity, label, because, where=where, finished=finished, by=due.name, days="past")


def unpaid(entity: DraftEntity, because: str) -> Asked | None:
    """The rows that are not paid, of a record with an amount and a state or a mark that tells it."""
    if money_field(entity) is None or entity.kind is EntityKind.CATALOGUE:
        return None
    label = f"Unpaid {entity.plural_label.lower()}"
    paid = next((f for f in entity.fields if f.type is FieldType.BOOLEAN and "paid" in f.name.split("_")), None)
    if paid is not None:
        return Asked(entity, label, because, where=paid.name, value="false")
    return _in_state(entity, _OPEN, "Unpaid", because)


def _soon(entity: DraftEntity, because: str) -> Asked | None:
    ends = expiring_day(entity, because) if EXPIRING.search(because) else None
    if ends is not None:
        where, finished = _finished(entity)
        label = f"{entity.plural_label} expiring within {SOON} days"
        return Asked(entity, label, because, where=where, finished=finished, by=ends.name, days=f"next_{SOON}")
    ahead = (best_day(entity, because) if "expir" in because.lower() else None) or _day(entity, _AHEAD)
    if ahead is None:
        return None
    where, finished = _finished(entity)
    service = ahead.label if entity.kind is EntityKind.CATALOGUE else ""
    label = f"Upcoming: {service.lower()}" if service else f"Upcoming {entity.plural_label.lower()}"
    return Asked(entity, label, because, where=where, finished=finished, by=ahead.name, days="coming")


def _again(entity: DraftEntity, because: str) -> Asked | None:
    """The rows whose turn has come again, such as patients that are to be called in."""
    day = entity.field("recall_on")
    return Asked(entity, f"{entity.plural_label} to call again", because, by=day.name, days="past") if day else None


def _in_state(entity: DraftEntity, states: tuple[str, ...], word: str, because: str) -> Asked | None:
    field = state_field(entity)
    known = {choice.lower(): choice for choice in field.choices} if field else {}
    state = next((known[name] for name in states if name in known), None)
    if field is None or state is None:
        return None
    label = f"{word} {entity.plural_label.lower()}"
    return Asked(entity, label, because, where=field.name, value=choice_value(state))


def _day(entity: DraftEntity, names: re.Pattern[str]) -> DraftField | None:
    return next((f for f in entity.fields if f.type in TEMPORAL and names.search(f.name)), None)


def _finished(entity: DraftEntity) -> tuple[str, tuple[str, ...]]:
    """The state of a record, and the values by which a row needs nobody any more."""
    field = state_field(entity)
    states = [choice_value(choice) for choice in field.choices] if field else []
    values = [value for value in over_among(states) if value != states[0]]
    ends = field is not None and (bool(field.because) or any(is_over(state) for state in states[1:]))
    values = values or (states[-1:] if ends else [])
    return (field.name, tuple(values)) if field is not None and values else ("", ())


def due(reading: Reading) -> Iterator[Asked]:
    """Of a prompt that speaks of deadlines, what is overdue and what falls due within a week, of up to two records."""
    if not any(token.low in _DEADLINES for sentence in reading.sentences for token in sentence.tokens):
        return
    handled = [entity for entity in _handled(reading) if _day(entity, _DUE) and _finished(entity)[0]]
    for entity in handled[:_MOST_DUE]:
        asked = _late(entity, "deadlines are spoken of")
        if asked is not None:
            yield replace(asked, soon=True)


def named(reading: Reading) -> Iterator[Asked]:
    """What is open of those who sign in, where records name who has them."""
    if len(reading.roles) < 2:
        return
    for entity in _handled(reading):
        who = next((field for field in entity.fields if field.type is FieldType.ACCOUNT), None)
        where, finished = _finished(entity)
        if who is not None and finished and entity.kind is not EntityKind.MONEY:
            label = f"My {entity.plural_label.lower()}"
            because = f"{entity.plural_label} name who has them"
            yield Asked(entity, label, because, where=where, finished=finished, who=who.name)


def _handled(reading: Reading) -> list[DraftEntity]:
    """The records that people work off, which are not on show."""
    known = (entity for entity in reading.entities if not entity.internal and entity.kind in _HANDLED)
    return [entity for entity in known if not _shown_to_all(reading, entity)]


def _waiting(reading: Reading) -> Iterator[Asked]:
    """In "housekeeping sees which rooms to clean" the rooms that are listed are those being cleaned."""
    for sentence in reading.sentences:
        tokens = sentence.tokens
        for place in range(2, len(tokens) - 1):
            if tokens[place].low != "to" or tokens[place - 2].low not in {"which", "what"}:
                continue
            words = sentence.words(place - 2, place + 2)
            for entity in records_in(reading, sentence, place - 1, place):
                told = _to_do(entity, tokens[place + 1].low, words)
                if told is not None:
                    yield told
                else:
                    reading.not_built.append((words, f"no state of {entity.plural_label.lower()} tells it"))


def _to_do(entity: DraftEntity, act: str, because: str) -> Asked | None:
    field = state_field(entity)
    state = next((choice for choice in field.choices if stem(act) in stems(choice)), "") if field else ""
    if field is None or not state:
        return None
    label = f"{entity.plural_label} to {act}"
    return Asked(entity, label, because, where=field.name, value=choice_value(state))
