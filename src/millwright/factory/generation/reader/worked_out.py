"""Numbers that are worked out of others of a row, where sentences ask for them: "amount = quantity × unit price"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.field_types import days_from_today
from millwright.factory.generation.formulas import Formula, Operation
from millwright.factory.generation.reader.capabilities import NEGATIONS
from millwright.factory.generation.reader.data import phrases, rows, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.lookups import clause_of, records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, Access, FieldType

_ASKING = word_set("worked_out_asking")
_TIMES = re.compile(r"[×*=]|\bmultiplied\b|\btimes\b")
_OF_OTHERS = frozenset({Operation.DIFFERENCE, Operation.EXPRESSION, Operation.PRODUCT})
"""What may be made of numbers of what a row refers to."""
_SEVERAL = frozenset({"days", "hours", "amount"})
"""What other kinds may also be called."""
_MOST = 4
_PARTS = (0.7, 0.55, 0.8, 0.62)
_SCORES = 6
_YEAR = 365
_PAID = frozenset({"balance", "cart", "donations", "own_payments", "payments", "points", "record_pdf", "stock"})
"""Capabilities that write amounts themselves."""


@dataclass(frozen=True)
class Kind:
    """A number that can be worked out, as the lexicon has it."""

    name: str
    said: tuple[tuple[str, ...], ...]
    operation: Operation
    of: tuple[tuple[str, ...], ...]
    label: str
    type: FieldType
    asked: bool
    same: tuple[str, ...]
    done: frozenset[str]
    work: str | None
    adds: str
    on: frozenset[str]


def add_formulas(reading: Reading) -> None:
    """Gives records what sentences want worked out of them; a typed field of that name goes when all is settled."""
    for sentence in reading.sentences:
        if any(wish.sentence is sentence for wish in reading.wished("calculator")):
            continue
        asking = bool({token.low for token in sentence.tokens} & _ASKING) or _TIMES.search(sentence.text) is not None
        for kind, place in _kinds_in(sentence):
            if kind.asked and not asking:
                continue
            if any(token.low in NEGATIONS for token in sentence.tokens[max(0, place - 3) : place]):
                continue
            listed = _listed(reading, sentence, kind)
            made = next(((e, of) for e in listed if (of := _operands(reading, e, kind))), None)
            if made is None and asking and kind.adds:
                near = [*records_in(reading, sentence), *(e for e in reading.entities if e.key in kind.on)]
                made = next(((e, of) for e in near if (of := _completed(reading, e, kind))), None)
            if made is not None:
                _add(reading, *made, kind, clause_of(reading, sentence, place))


def answered(reading: Reading, sentence: Sentence) -> bool:
    """Whether anything is worked out because a sentence asks for it, or what it names is because another one does."""
    made = [(f, because) for entity in reading.entities for f, because in entity.formulas.values()]
    if any(because and because in sentence.text for _, because in made):
        return True
    known = [kind for kind, _ in _kinds_in(sentence)]
    worked_out = any(_is_of_kind(formula, kind) for formula, _ in made for kind in known)
    return worked_out or (any(kind.type is FieldType.MONEY for kind in known) and _is_priced(reading))


def worked_out_words(reading: Reading) -> list[str]:
    """What may be said of the numbers that are worked out: a fee is an amount."""
    made = [formula for entity in reading.entities for formula, _ in entity.formulas.values()]
    known = (kind for kind in _kinds() if any(_is_of_kind(formula, kind) for formula in made))
    return [" ".join(words) for kind in known for words in kind.said]


def _is_of_kind(formula: Formula, kind: Kind) -> bool:
    alike = (formula.operation, formula.work) == (kind.operation, kind.work)
    return alike and (formula.name in {kind.name, *kind.same} or formula.label == kind.label)


def _is_priced(reading: Reading) -> bool:
    """Whether bookings come to what their time costs; see the capability."""
    return any(part.capability == "booking" and "price" in part.options for part in reading.parts)


def settle_formulas(reading: Reading) -> None:
    """Takes away the typed fields whose numbers are worked out, with their sample values."""
    for entity in reading.entities:
        _keep_filters(entity)
        for formula, _ in entity.formulas.values():
            _leave_some(entity, formula)
        gone = {name for formula, _ in entity.formulas.values() for name in (formula.name,) if entity.field(name)}
        entity.fields = [field for field in entity.fields if field.name not in gone]
        entity.samples = tuple({k: v for k, v in row.items() if k not in gone} for row in entity.samples)


def _keep_filters(entity: DraftEntity) -> None:
    """What lists are filtered by is typed, as numbers that are worked out narrow none."""
    typed = {field.name for field in entity.fields if field.sought}
    for key, (formula, _) in list(entity.formulas.items()):
        if formula.name in typed:
            del entity.formulas[key]
            if formula.operation is Operation.AGE:
                _agree_on_ages(entity, formula)


def _agree_on_ages(entity: DraftEntity, formula: Formula) -> None:
    """Has typed ages go with the birthdays of the demonstration."""
    for row in entity.samples:
        born = days_from_today(row.get(formula.of[0]))
        if born is not None:
            row[formula.name] = -born // _YEAR


def _leave_some(entity: DraftEntity, formula: Formula) -> None:
    """Has the demonstration take less than there is: no negative rests, no losses."""
    if formula.operation not in {Operation.DIFFERENCE, Operation.MARGIN}:
        return
    whole, *taken = formula.of
    for turn, row in enumerate(entity.samples):
        most = row.get(whole)
        for name in taken:
            value = row.get(name)
            if isinstance(most, int | float) and isinstance(value, int | float) and value * len(taken) >= most:
                part = most * _PARTS[turn % len(_PARTS)] / len(taken)
                field = entity.field(name)
                row[name] = int(part) if field and field.type is FieldType.INTEGER else round(part, 2)


def _kinds_in(sentence: Sentence) -> Iterator[tuple[Kind, int]]:
    """What the words name, the longest first, each place once."""
    forms = [token.stem for token in sentence.tokens]
    taken = set[int]()
    named = [(len(words), kind, words) for kind in _kinds() for words in kind.said]
    for length, kind, words in sorted(named, key=lambda one: -one[0]):
        for place in range(len(forms) - length + 1):
            span = set(range(place, place + length))
            if tuple(forms[place : place + length]) == words and not span & taken:
                # "duration" is in days or in hours: whichever a record has the ends of.
                yield kind, place
                taken |= span if kind.name not in _SEVERAL else set()


def _listed(reading: Reading, sentence: Sentence, kind: Kind) -> list[DraftEntity]:
    """The records that are meant: those that the sentence names, then all, those first that have such a field."""
    named = records_in(reading, sentence)
    typed = [e for e in reading.entities if any(e.field(name) for name in kind.same)]
    listed = [*named, *typed, *reading.entities]
    return list({entity.name: entity for entity in listed if not entity.internal and not entity.sent_in}.values())


def _operands(reading: Reading, entity: DraftEntity, kind: Kind) -> tuple[str, ...]:
    """The fields that it is made of, own ones first, then those of what the row refers to; nothing where one is
    missing."""
    if kind.operation is Operation.SUM:
        numbers = [f for f in entity.fields if f.type in NUMERIC and f.name not in kind.same and _called(f, kind.of[0])]
        return tuple(field.name for field in numbers[:_SCORES]) if len(numbers) > 1 else ()
    found: list[str] = []
    for names in kind.of:
        operand = _own(entity, kind, names, found) or _looked_up(reading, entity, kind, names)
        if operand is None:
            return ()
        found.append(operand)
    return tuple(found) if any("." not in operand for operand in found) else ()


def _own(entity: DraftEntity, kind: Kind, names: Sequence[str], taken: Sequence[str]) -> str | None:
    fits = [f for name in names for f in entity.fields if _called(f, (name,))]
    made = (formula.name for formula, _ in entity.formulas.values())
    other = {*taken, *kind.same, *_limits(fits), *made}
    free = (f for f in fits if _holds(f, kind.operation) and f.name not in other)
    return next((field.name for field in free), None)


def _limits(fields: Sequence[DraftField]) -> Iterator[str]:
    """Numbers that only say how many there may be: "minimum order quantity"."""
    return (field.name for field in fields if field.name.startswith(("least_", "max", "min", "most_")))


def _looked_up(reading: Reading, entity: DraftEntity, kind: Kind, names: Sequence[str]) -> str | None:
    """A number of what the row refers to: the unit price of a process, the daily rate of a cage."""
    if kind.operation not in _OF_OTHERS:
        return None
    for reference in entity.fields:
        target = (
            reading.entity(reference.target) if reference.type is FieldType.REFERENCE and reference.target else None
        )
        if target is not None and target is not entity and _seen_as_far(target, entity):
            name = _own(target, kind, names, ())
            if name is not None:
                return f"{reference.name}.{name}"
    return None


def _seen_as_far(one: DraftEntity, other: DraftEntity) -> bool:
    """Whether whoever sees rows of the other sees those of the one, so that numbers of it tell nobody more."""
    nothing = Access()
    pairs = [(one.access.get(role, nothing), allowed) for role, allowed in other.access.items()]
    visitors = [(one.visitors, other.visitors)]
    return not any((b | other.visitors).read.exceeds((a | one.visitors).read) for a, b in [*pairs, *visitors])


def _completed(reading: Reading, entity: DraftEntity, kind: Kind) -> tuple[str, ...]:
    """The fields that it is made of where at least one is there, or the record is one of those that have it, and the
    lexicon knows how to add the others."""
    if entity.key not in kind.on and not any(_own(entity, kind, names, ()) for names in kind.of):
        return ()
    known = {field.name: field for field, _, _ in entry_lines(kind.adds)}
    added: list[DraftField] = []
    for names in kind.of:
        if _own(entity, kind, names, ()) or _looked_up(reading, entity, kind, names):
            continue
        field = next((known[name] for name in names if name in known and entity.field(name) is None), None)
        if field is None:
            return ()
        added.append(replace(field))
    entity.fields += added
    return _operands(reading, entity, kind)


def _called(field: DraftField, names: tuple[str, ...]) -> bool:
    """Whether a field is called so; of a rate it may say that it is one in per cent."""
    called = {field.name, field.name.removesuffix("_percent")}
    return any(own == name or own.endswith(f"_{name}") for own in called for name in names)


def _holds(field: DraftField, operation: Operation) -> bool:
    """Whether a field holds what an operation is of; a number that was taken for words becomes one."""
    types = {
        Operation.AGE: {FieldType.DATE},
        Operation.DAYS: {FieldType.DATE},
        Operation.HOURS: {FieldType.DATETIME},
        Operation.LEFT: {*TEMPORAL},
        Operation.OVERDUE: {*TEMPORAL},
    }.get(operation, {*NUMERIC})
    return field.type in types


def _add(reading: Reading, entity: DraftEntity, of: tuple[str, ...], kind: Kind, because: str) -> None:
    typed = next((field for name in kind.same if (field := entity.field(name)) and field.name not in of), None)
    if typed is not None and (typed is entity.fields[0] or is_written(reading, entity, typed.name)):
        return
    name = typed.name if typed and typed.type not in TEMPORAL else kind.name
    known = [formula for formula, _ in entity.formulas.values()]
    same = any((f.operation, f.of, f.work) == (kind.operation, of, kind.work) for f in known)
    same = same or any(f.label == kind.label and _is_of_kind(f, kind) for f in known)
    if same or name in entity.formulas or len(entity.formulas) >= _MOST or (typed is None and entity.field(name)):
        return
    if _is_operand(reading, entity, name):
        return
    state = state_field(entity) if kind.done else None
    done = tuple(value for shown in (state.choices if state else ()) if (value := choice_value(shown)) in kind.done)
    money = any((field := _field_of(reading, entity, one)) and field.type is FieldType.MONEY for one in of)
    made = Formula(
        name=name,
        label=typed.label if typed and kind.operation is not Operation.MARGIN else kind.label,
        type=FieldType.DECIMAL if kind.type is FieldType.MONEY and not money else kind.type,
        operation=kind.operation,
        of=of,
        work=kind.work,
        field=state.name if state and done else None,
        values=done,
    )
    entity.formulas[name] = (made, because)
    reading.reasons.append((f"{entity.label}: {made.label}"[:60], because))


def _is_operand(reading: Reading, entity: DraftEntity, name: str) -> bool:
    """Whether another number is made of that one, which is typed then: none is made of what is worked out itself."""
    return any(
        _field_of(reading, other, operand) is entity.field(name)
        for other in reading.entities
        for formula, _ in other.formulas.values()
        for operand in formula.of
        if entity.field(name) is not None
    )


def _field_of(reading: Reading, entity: DraftEntity, operand: str) -> DraftField | None:
    own, _, theirs = operand.partition(".")
    field = entity.field(own)
    target = reading.entity(field.target) if theirs and field is not None and field.target else None
    return target.field(theirs) if target is not None else field


def is_written(reading: Reading, entity: DraftEntity, name: str) -> bool:
    """Whether a capability writes a field, or is told by it, so that it stays as it is."""
    own = [part for part in reading.parts if part.entity == entity.name]
    return any(part.capability in _PAID or name in part.options.values() for part in own)


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(kind for name, row in rows("formulas").items() for kind in _kinds_of(name, row))


def _kinds_of(name: str, row: dict[str, str]) -> Iterator[Kind]:
    """The kind of a row of the lexicon, once for each unit that it is of."""
    for unit in row.get("units", "-").split():
        yield Kind(
            name=row.get("name", name),
            said=tuple(stems(phrase) for phrase in phrases(row["said"])),
            operation=Operation(row["operation"]),
            of=tuple(tuple(part.split()) for part in row["of"].replace("{unit}", unit).split("/")),
            label=row["label"],
            type=FieldType(row["type"]),
            asked="asked" in row,
            same=tuple(row.get("same", "").split()),
            done=frozenset(row.get("done", "").split()),
            work=row.get("work"),
            adds=row.get("adds", ""),
            on=frozenset(row.get("on", "").split()),
        )
