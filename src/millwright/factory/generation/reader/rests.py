"""What is left of an allowance, where sentences ask for it: "annual leave days left", "the budget remaining"."""

import re
from collections.abc import Iterator
from math import ceil

from millwright.factory.generation.compiler.field_view import LOST
from millwright.factory.generation.field_types import days_from_today
from millwright.factory.generation.formulas import Formula, Operation, Rows
from millwright.factory.generation.reader.adding import add_field, add_record
from millwright.factory.generation.reader.data import rows, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import clause_of, money_field, records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.words import identifier
from millwright.factory.generation.spec import NUMERIC, FieldType

_REMAINING = word_set("rests_remaining")
_SPENT = frozenset({"spent", "taken", "used"})
_BEYOND = re.compile(r"\b(?:more than|exceed\w*|beyond|overdraw\w*|overbook\w*)\b", re.IGNORECASE)
_NO_GUARD = "what is left is shown; nobody is kept from taking more than that"
_NEAR = 4
_OPEN = LOST | {"draft", "requested", "submitted", "pending"}
_MOST = 0.7
"""How much of an allowance is taken in the demonstration, at the most."""


def add_rests(reading: Reading) -> None:
    """Gives records the rest of what they may have, of which others take."""
    for sentence in reading.sentences:
        for row, place in _said(sentence):
            found = _pair(reading, sentence, row)
            if found is not None:
                _add(reading, *found, row, clause_of(reading, sentence, place))
                beyond = _BEYOND.search(sentence.text)
                told = sentence.text[beyond.start() : beyond.start() + 60] if beyond else ""
                if told and (told, _NO_GUARD) not in reading.not_built:
                    reading.not_built.append((told, _NO_GUARD))


def provide_rests(reading: Reading) -> None:
    """Gives the application the records that have an allowance, where only what takes of it is there."""
    for sentence in reading.sentences:
        for row, place in _said(sentence):
            names = row["whole"].partition("/")[0].split()
            taking = [e for e in reading.entities if e.name in row["taking"].split() and not e.internal]
            there = any(entity.name in names for entity in reading.entities)
            if "adds" in row and taking and not there:
                add_record(reading, row["adds"], clause_of(reading, sentence, place))


def settle_rests(reading: Reading) -> None:
    """Has the demonstration leave something of each allowance."""
    for entity in reading.entities:
        for formula, _ in entity.formulas.values():
            taking = reading.entity(formula.rows.entity) if formula.rows else None
            if formula.operation is Operation.REST and formula.rows and taking:
                leave_some(entity, formula.of[0], taking, formula.rows)


def _said(sentence: Sentence) -> Iterator[tuple[dict[str, str], int]]:
    for place, token in enumerate(sentence.tokens):
        if token.low in _REMAINING:
            near = sentence.tokens[max(0, place - _NEAR) : place + _NEAR]
            words = {word for one in near for word in (one.low, one.lemma)}
            yield from ((row, place) for row in rows("rests").values() if words & {*row["said"].split()})


def _pair(
    reading: Reading, sentence: Sentence, row: dict[str, str]
) -> tuple[DraftEntity, DraftField, DraftEntity] | None:
    """Who has the allowance, the field of it, and what takes of it."""
    kept = {entity.name: entity for entity in (*records_in(reading, sentence), *reading.entities)}
    names, allowed, line = (part.strip() for part in row["whole"].split("/"))
    taking = next((kept[name] for name in row["taking"].split() if name in kept and not kept[name].internal), None)
    if taking is None:
        return None
    for name in names.split():
        whole = kept.get(name)
        if whole is None or whole.internal or whole is taking:
            continue
        numbers = [field for field in whole.fields if field.type in NUMERIC]
        field = next((field for name in allowed.split() for field in numbers if field.name == name), None)
        if field is None and line:
            field = add_field(whole, line, "")
        if field is not None:
            return whole, field, taking
    return None


def _add(
    reading: Reading, whole: DraftEntity, field: DraftField, taking: DraftEntity, row: dict[str, str], because: str
) -> None:
    by = next((known for known in taking.fields if known.target == whole.name), None)
    of = _taken(taking, row["of"])
    name = safe_field_name(identifier([row["label"]]), whole.name)
    if of is None or name in whole.formulas or whole.field(name):
        return
    named = taking.field(f"{whole.name}_name")
    if by is None and named is not None and named.type is FieldType.TEXT:
        by = named
        named.type, named.target, named.values, named.pool = FieldType.REFERENCE, whole.name, (), ""
    elif by is None:
        by = DraftField(
            safe_field_name(whole.name, taking.name),
            whole.label,
            FieldType.REFERENCE,
            target=whole.name,
            because=because,
        )
        taking.fields.insert(1, by)
    state, values = _counting(taking, row)
    made = Formula(
        name=name,
        label=row["label"],
        type=FieldType(row["type"]),
        operation=Operation.REST,
        of=(field.name,),
        rows=Rows(entity=taking.name, by=by.name, of=of or None, field=state, values=values),
    )
    whole.formulas[name] = (made, because)
    typed = next((known for known in whole.fields if known.name in _SPENT and known.type in NUMERIC), None)
    if typed is not None and made.rows is not None:
        spent = Formula(name=typed.name, label=typed.label, type=typed.type, operation=Operation.TOTAL, rows=made.rows)
        whole.formulas[typed.name] = (spent, because)
    reading.reasons.append((f"{whole.label}: {made.label}"[:60], because))


def _taken(taking: DraftEntity, of: str) -> str | None:
    """The number that each takes: empty for one each, None where it says none. Days are worked out."""
    if of == "rows":
        return ""
    if of == "money":
        field = money_field(taking)
        return field.name if field else None
    named = next((name for name in ("days", "duration_days", "days_requested") if taking.field(name)), None)
    if named is not None:
        return named
    if taking.field("starts_on") is None or taking.field("ends_on") is None:
        return None
    made = Formula(
        name="days", label="Days", type=FieldType.INTEGER, operation=Operation.DAYS, of=("starts_on", "ends_on")
    )
    taking.formulas.setdefault("days", (made, "assumed: how many days are taken"))
    return "days"


def _counting(taking: DraftEntity, row: dict[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """The states of rows that take something."""
    state = state_field(taking)
    values = [choice_value(shown) for shown in state.choices] if state else []
    meant = [value for value in values if value in row["states"].split()] or [v for v in values if v not in _OPEN]
    return (state.name, tuple(meant)) if state and meant else (None, ())


def leave_some(whole: DraftEntity, allowance: str, taking: DraftEntity, told: Rows) -> None:
    """Has an allowance of the demonstration exceed what is taken of it."""
    taken = [0.0] * len(whole.samples)
    for sample in taking.samples:
        place = sample.get(str(told.by))
        if (
            isinstance(place, int)
            and place < len(taken)
            and (told.field is None or sample.get(told.field) in told.values)
        ):
            taken[place] += _amount(taking, sample, told.of)
    for row, amount in zip(whole.samples, taken, strict=True):
        value = row.get(allowance)
        enough = amount / _MOST
        if not isinstance(value, int | float) or value < enough:
            least = 10 if isinstance(value, float) else 5
            row[allowance] = type(value or 0)(max(least, ceil(enough / 5) * 5))


def _amount(taking: DraftEntity, sample: dict[str, str | int | float | bool | None], of: str | None) -> float:
    if of is None:
        return 1.0
    value = sample.get(of)
    if isinstance(value, int | float):
        return float(value)
    first, last = (days_from_today(sample.get(name)) for name in ("starts_on", "ends_on"))
    return float(last - first + 1) if first is not None and last is not None else 0.0
