"""Sums, averages and numbers of rows that sentences want of each record: "the total cost of each vehicle"."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.compiler.field_view import UNDONE
from millwright.factory.generation.formulas import Formula, Operation, Rows
from millwright.factory.generation.reader.capabilities import NEGATIONS
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import clause_of, money_field, records_in, state_field
from millwright.factory.generation.reader.measuring import number_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Sentence, Token
from millwright.factory.generation.reader.totalled_rows import few_and_many
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import identifier, label
from millwright.factory.generation.reader.worked_out import is_written
from millwright.factory.generation.spec import NUMERIC, FieldType

_SUMS = word_set("tallies_sums")
_AVERAGES = word_set("tallies_averages")
_NUMBERS = word_set("tallies_numbers")
_EACH = word_set("tallies_each")
_LINKING = word_set("tallies_linking")
_FAR = 9
_MOST = 6
_LONGEST = 38
_COUNTED = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})


@dataclass(frozen=True)
class Tally:
    """What is wanted of each row of `whole`: the words that say so stand from `start` to `end`."""

    sentence: Sentence
    start: int
    end: int
    whole: DraftEntity
    operation: Operation
    counting: bool

    @property
    def words(self) -> tuple[Token, ...]:
        """What is added up or counted, in the prompt's words."""
        return self.sentence.tokens[self.start + 1 : self.end]


def add_tallies(reading: Reading) -> None:
    """Works out each; a typed number of the same name goes when all is settled."""
    for sentence in reading.sentences:
        for tally in _said(reading, sentence):
            found = _of(reading, tally)
            if found is not None:
                _add(reading, tally, *found)


def _said(reading: Reading, sentence: Sentence) -> Iterator[Tally]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        operation, counting = _operation(tokens, place)
        if operation is None or {one.low for one in tokens[max(0, place - 3) : place]} & NEGATIONS:
            continue
        start = place + 1 if counting else place
        end = _linked(tokens, start + 1)
        if end is None or (end <= start + 1 and counting):
            continue
        after = next((at for at in range(end, len(tokens)) if tokens[at].low in _EACH), end)
        whole = next(iter(records_in(reading, sentence, after + 1, after + 4)), None)
        if whole is not None and not whole.internal and token.low not in _EACH:
            yield Tally(sentence, start, end, whole, operation, counting)


def _operation(tokens: tuple[Token, ...], place: int) -> tuple[Operation | None, bool]:
    low = tokens[place].low
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if (low in _NUMBERS and after == "of") or (low == "how" and after == "many"):
        return Operation.TOTAL, True
    if low in _SUMS and after not in {"number", "count"}:
        return Operation.TOTAL, False
    return (Operation.AVERAGE, False) if low in _AVERAGES else (None, False)


def _linked(tokens: tuple[Token, ...], start: int) -> int | None:
    """Where the words end that say of what, before "of each" and the like."""
    joined = None
    for place in range(start, min(len(tokens), start + _FAR)):
        if tokens[place].text in {",", ":"}:
            return None
        if tokens[place].low == "and":
            joined = joined or place
        if tokens[place].low in _EACH:
            end = joined or place
            while end > start and tokens[end - 1].low in _LINKING:
                end -= 1
            return end
    return None


def _of(reading: Reading, tally: Tally) -> tuple[DraftEntity, DraftField, DraftField | None] | None:
    """The record whose rows count, its reference, and the number that is added up, where it is not they."""
    named = [e for e in records_in(reading, tally.sentence, tally.start, tally.end) if e is not tally.whole]
    for taking in list({e.name: e for e in (*named, *reading.entities)}.values()):
        by = next((field for field in taking.fields if field.target == tally.whole.name), None)
        if taking.internal or by is None:
            continue
        if tally.counting:
            counted = taking in named or any(f.target in {e.name for e in named} for f in taking.fields)
            if counted and taking.kind in _COUNTED | {EntityKind.PERSON, EntityKind.CATALOGUE}:
                return taking, by, None
            continue
        of = _number(taking, tally, named=taking in named)
        if of is not None:
            return taking, by, of
    return None


def _number(taking: DraftEntity, tally: Tally, *, named: bool) -> DraftField | None:
    """The number that the words name, or what a row comes to where they name the record: "total expenses"."""
    of = number_named(taking, tally.words)
    numbers = [field for field in taking.fields if field.type in NUMERIC]
    usual = money_field(taking) or (numbers[0] if len(numbers) == 1 else None)
    return of or (usual if named and taking.kind in _COUNTED else None)


def _add(reading: Reading, tally: Tally, taking: DraftEntity, by: DraftField, of: DraftField | None) -> None:
    whole, because = tally.whole, clause_of(reading, tally.sentence, tally.start)
    said = tally.words if tally.counting else tally.sentence.tokens[tally.start : tally.end]
    words = [token.low for token in said if token.low.isalpha()] or ["total"]
    name = safe_field_name(identifier(words)[:_LONGEST].strip("_"), whole.name)
    typed = whole.field(name)
    if typed is not None and (typed is whole.fields[0] or typed.type not in NUMERIC):
        return
    if name in whole.formulas or len(whole.formulas) >= _MOST or (typed and is_written(reading, whole, name)):
        return
    state, values = _counting(taking)
    made = Formula(
        name=name,
        label=label(words)[:60],
        type=_type(tally, of),
        operation=tally.operation,
        rows=Rows(entity=taking.name, by=by.name, of=of.name if of else None, field=state, values=values),
    )
    whole.formulas[name] = (made, because)
    few_and_many(whole, taking)
    reading.reasons.append((f"{whole.label}: {made.label}"[:60], because))


def _type(tally: Tally, of: DraftField | None) -> FieldType:
    if of is None:
        return FieldType.INTEGER
    return FieldType.DECIMAL if of.type is FieldType.INTEGER and tally.operation is Operation.AVERAGE else of.type


def _counting(taking: DraftEntity) -> tuple[str | None, tuple[str, ...]]:
    """The states that count, where some say that nothing came of a row."""
    state = state_field(taking)
    values = [choice_value(shown) for shown in state.choices] if state else []
    left = tuple(value for value in values if value not in UNDONE)
    return (state.name, left) if state and left and len(left) < len(values) else (None, ())
