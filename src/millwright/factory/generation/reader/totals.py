"""What a record comes to by the rows that refer to it, where sentences ask for it: "the progress of each project"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.formulas import Formula, Operation, Rows
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.capabilities import NEGATIONS
from millwright.factory.generation.reader.data import phrases, rows
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import clause_of, money_field, records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.totalled_rows import few_and_many
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.reader.worked_out import is_written
from millwright.factory.generation.spec import NUMERIC, FieldType

_EACH = frozenset({"all", "each", "every", "per", "the", "a", "an", "their", "its"})
_LINKING = frozenset({"by", "for", "in", "of", "on", "per", "to", "under", "spent", "received"})
_FAR = 7
_BEFORE = 4
_MOST = 4
_WHOLE = frozenset({Operation.BALANCE, Operation.REACHED, Operation.REST})
"""What is made of a number of the record, too."""
_IN_PARTS = frozenset({Operation.BALANCE, Operation.REACHED, Operation.SHARE})
"""What is nothing without rows that can be told apart, or added up."""


@dataclass(frozen=True)
class Kind:
    """What a record can come to, as the lexicon has it."""

    said: tuple[tuple[str, ...], ...]
    operation: Operation
    rows: tuple[str, ...]
    done: frozenset[str]
    less: frozenset[str]
    whole: tuple[str, ...]
    given: str
    number: tuple[str, ...]
    line: str
    adds: frozenset[str]
    label: str
    name: str
    total: str
    same: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """Where a sentence asks for one of them."""

    kind: Kind
    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True)
class Pair:
    """A record, and the one whose rows belong to its rows."""

    whole: DraftEntity
    taking: DraftEntity


def provide_totals(reading: Reading) -> None:
    """Gives records what totals are told by: a reference to what they belong to, and the number that is added up."""
    for asked in _asked(reading):
        pair = _pair(reading, asked)
        if pair is None:
            continue
        because = clause_of(reading, asked.sentence, asked.start)
        _refer(pair, because)
        kind = asked.kind
        if kind.number and pair.taking.name in kind.adds and _number(pair.taking, kind) is None:
            add_field(pair.taking, f"hours_spent {kind.line.partition(' ')[2]}", because)
        if kind.operation in _WHOLE and kind.given and _allowance(pair.whole, kind) is None:
            add_field(pair.whole, kind.given, because)


def add_totals(reading: Reading) -> None:
    """Works out what sentences ask for; a typed field that is called so goes when all is settled."""
    for asked in _asked(reading):
        pair = _pair(reading, asked)
        if pair is not None:
            _add(reading, asked, pair)


def each_told(reading: Reading, sentence: Sentence, start: int, end: int) -> bool:
    """Whether words ask for what each row comes to, and not for one number of all."""
    here = (asked for asked in _asked(reading) if asked.sentence is sentence)
    return any(
        asked.start < end and start < asked.end and _wholes(reading, asked)[1] and _pair(reading, asked) is not None
        for asked in here
    )


def _asked(reading: Reading) -> Iterator[Asked]:
    for sentence in reading.sentences:
        forms = tuple(token.stem for token in sentence.tokens)
        for kind in _kinds():
            for words in kind.said:
                places = (at for at in range(len(forms) - len(words) + 1) if forms[at : at + len(words)] == words)
                place = next(places, None)
                if place is None or {token.low for token in sentence.tokens[max(0, place - 3) : place]} & NEGATIONS:
                    continue
                yield Asked(kind, sentence, place, place + len(words))
                break


def _pair(reading: Reading, asked: Asked) -> Pair | None:
    """The record that is meant, which stands after "of each", else before, and the likeliest that belongs to it."""
    wholes, fixed = _wholes(reading, asked)
    named = [entity.name for entity in records_in(reading, asked.sentence)]
    likely = sorted(asked.kind.rows, key=lambda name: name not in named)
    taking = [found for name in likely if (found := reading.entity(name)) is not None and not found.internal]
    pairs = [Pair(whole, one) for whole in wholes for one in taking if whole is not one]
    fit = [pair for pair in pairs if _fits(pair, asked.kind, fixed=fixed)]
    linked = (pair for pair in fit if _reference(pair) is not None)
    return next(linked, None) or (next(iter(fit), None) if fixed else None)


def _wholes(reading: Reading, asked: Asked) -> tuple[list[DraftEntity], bool]:
    """The records that may be meant, and whether the words say which."""
    tokens = asked.sentence.tokens
    # "progress of each" ends with the words that lead to what it is of.
    start = next((at for at in range(asked.start, asked.end) if tokens[at].low in _LINKING), asked.end)
    ahead = range(start, min(len(tokens), asked.end + _FAR))
    linked = next((at for at in ahead if tokens[at].low in _LINKING), None)
    if linked is not None:
        end = next((at for at in ahead if at > linked and tokens[at].text in {",", ":"}), ahead.stop)
        after = [e for e in records_in(reading, asked.sentence, linked, end) if not e.internal]
        if after:
            return after[:1], True
    near = records_in(reading, asked.sentence, max(0, asked.start - _BEFORE), asked.end)
    before = [entity for entity in near if not entity.internal]
    return [*reversed(before), *(e for e in reading.entities if not e.internal and e not in before)], False


def _fits(pair: Pair, kind: Kind, *, fixed: bool) -> bool:
    """Whether rows of one could come to what is asked for, in the other."""
    if any(field.target == pair.taking.name for field in pair.whole.fields):
        return False
    if kind.operation is Operation.SHARE:
        return bool(_states(pair.taking, kind.done)[1])
    if kind.operation is Operation.BALANCE:
        return bool(_split(pair.taking, kind)) and money_field(pair.taking) is not None
    if kind.operation is Operation.REACHED:
        return money_field(pair.taking) is not None and (fixed or _allowance(pair.whole, kind) is not None)
    if kind.operation is Operation.REST:
        return _allowance(pair.whole, kind) is not None
    return _number(pair.taking, kind) is not None or pair.taking.name in kind.adds


def _reference(pair: Pair) -> DraftField | None:
    return next((field for field in pair.taking.fields if field.target == pair.whole.name), None)


def _refer(pair: Pair, because: str) -> None:
    if _reference(pair) is None:
        name = safe_field_name(pair.whole.name, pair.taking.name)
        made = DraftField(
            name, pair.whole.label, FieldType.REFERENCE, target=pair.whole.name, required=True, because=because
        )
        told = {name, f"{pair.whole.name}_name"}
        pair.taking.fields = [f for f in pair.taking.fields if f.name not in told or f is pair.taking.fields[0]]
        pair.taking.fields.insert(1, made)


def _allowance(whole: DraftEntity, kind: Kind) -> DraftField | None:
    numbers = [field for field in whole.fields if field.type in NUMERIC]
    return next((field for name in kind.whole for field in numbers if field.name == name), None)


def _number(taking: DraftEntity, kind: Kind) -> DraftField | None:
    numbers = [field for field in taking.fields if field.type in NUMERIC]
    return next((field for name in kind.number for field in numbers if field.name == name), None)


def _states(taking: DraftEntity, counting: frozenset[str]) -> tuple[str | None, tuple[str, ...]]:
    """The choice and those of its values that count; nothing where all rows do."""
    state = state_field(taking)
    values = tuple(value for shown in state.choices if (value := choice_value(shown)) in counting) if state else ()
    return (state.name, values) if state and values and len(values) < len(state.choices) else (None, ())


def _split(taking: DraftEntity, kind: Kind) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """The choice that says whether a row brings something or takes it, with the values of either."""
    for field in (field for field in taking.fields if field.type is FieldType.CHOICE):
        values = [choice_value(shown) for shown in field.choices]
        more = tuple(value for value in values if value in kind.done)
        less = tuple(value for value in values if value in kind.less)
        if more and less:
            return field.name, more, less
    return None


def _add(reading: Reading, asked: Asked, pair: Pair) -> None:
    kind, because = asked.kind, clause_of(reading, asked.sentence, asked.start)
    whole, by = pair.whole, _reference(pair)
    typed = next((field for name in kind.same if (field := whole.field(name)) and field.type in NUMERIC), None)
    if typed is not None and (typed is whole.fields[0] or is_written(reading, whole, typed.name)):
        return
    name = typed.name if typed else kind.name
    made = _formula(pair, kind, by.name, name) if by is not None else None
    if made is None or made.name in whole.formulas or len(whole.formulas) >= _MOST:
        return
    if kind.total and made.rows is not None:
        short, _, label = kind.total.partition(":")
        total = Formula(
            name=short, label=label.strip(), type=FieldType.MONEY, operation=Operation.TOTAL, rows=made.rows
        )
        whole.formulas.setdefault(short, (total, because))
        made = made.model_copy(update={"name": kind.name})
    whole.formulas[made.name] = (made, because)
    few_and_many(whole, pair.taking)
    reading.reasons.append((f"{whole.label}: {made.label}"[:60], because))


def _formula(pair: Pair, kind: Kind, by: str, name: str) -> Formula | None:
    """The formula; nothing where what it is made of is not there."""
    taking = pair.taking
    allowance = _allowance(pair.whole, kind) if kind.operation in _WHOLE else None
    if kind.operation in _WHOLE and allowance is None:
        return None
    of = _number(taking, kind) if kind.number else money_field(taking) if kind.operation in _IN_PARTS else None
    if of is None and (kind.number or kind.operation in {Operation.BALANCE, Operation.REACHED}):
        return None
    less = None
    if kind.operation is Operation.BALANCE:
        split = _split(taking, kind)
        if split is None or of is None:
            return None
        state, values, spent = split
        less = Rows(entity=taking.name, by=by, of=of.name, field=state, values=spent)
    else:
        state, values = _states(taking, kind.done)
    if kind.operation is Operation.SHARE:
        if state is None:
            return None
        of = None
    integer = kind.operation is Operation.REST
    money = kind.operation is Operation.BALANCE
    return Formula(
        name=name,
        label=kind.label,
        type=FieldType.INTEGER if integer else FieldType.MONEY if money else FieldType.DECIMAL,
        operation=kind.operation,
        of=(allowance.name,) if allowance else (),
        rows=Rows(entity=taking.name, by=by, of=of.name if of else None, field=state, values=values),
        less=less,
    )


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(_kind(row) for row in rows("totals").values())


def _kind(row: dict[str, str]) -> Kind:
    names, _, given = row.get("whole", "").partition("/")
    return Kind(
        said=tuple(sorted((stems(phrase) for phrase in phrases(row["said"])), key=len, reverse=True)),
        operation=Operation(row["operation"]),
        rows=tuple(row["rows"].split()),
        done=frozenset(row.get("done", "").split()),
        less=frozenset(row.get("less", "").split()),
        whole=tuple(names.split()),
        given=given.strip(),
        number=tuple(row.get("number", "").split()),
        line=row.get("line", ""),
        adds=frozenset(row.get("adds", "").split()),
        label=row["label"],
        name=row["name"],
        total=row.get("total", ""),
        same=tuple(row.get("same", "").split()),
    )
