"""Gives fields what they hold in the trade of the prompt: values of choices, words of texts, units and plain numbers.

It comes when all records have their fields, and touches only what nobody told: no value that the prompt spells out, and
none that the lexicon has for a record of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from millwright.factory.generation.reader.data import phrases, rows, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.examples import named_examples
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.valued import (
    Quantity,
    all_choices,
    as_kind,
    by_longest,
    choices_of,
    quantities_beside,
    quantity_of,
    sayings_of,
)
from millwright.factory.generation.reader.vocabulary import EntityKind, PhraseIndex, lemma_key
from millwright.factory.generation.spec import FieldType

_LETTERED = re.compile(r" [A-C]$")
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_TOLD = frozenset({"description", "introduction", "details", "summary"})
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_MEASURED = frozenset({FieldType.INTEGER, FieldType.DECIMAL})
_VAGUE = frozenset({"", "tag", "word", "note"})
"""Pools that say nothing of what a field is about."""
_LOOSE = _VAGUE | {"material", "company", "city", "vehicle_series"}
"""Pools that give way to what the trade has: frames of glasses are of acetate, not of oak."""
_LONGEST = 60
_ROWS = 8
"""Values that a trade has so many of are those of its rows, in their order: the formula of each chemical."""
_KIND, _WORDS = "kind", "words"


def furnish(reading: Reading) -> None:
    """Gives every field that has no values of its own those that fields of its name have."""
    trades = [*_trades_told(reading)]
    for entity in reading.entities:
        _name_rows(entity, trades)
        for field in entity.fields:
            if field.type is FieldType.CHOICE:
                _choose(entity, field, trades)
            elif field.type in _TEXTS and not field.values:
                _say(entity, field, trades)
            elif field.type in _MEASURED and not field.values and field.between is None:
                _measure(entity, field, trades)


def _name_rows(entity: DraftEntity, trades: list[dict[str, tuple[str, ...]]]) -> None:
    """Rows of a broad record are called as what the prompt calls it: equipment that is tents has names of tents."""
    first = entity.fields[0] if entity.fields else None
    if first is None or first.type is not FieldType.TEXT or first.because:
        return
    lines = entry_lines(entity.entry.fields) if entity.entry is not None else ()
    if not lines or first.values != lines[0][0].values:
        return
    named = (found for trade in trades if (found := by_longest(trade, f"{entity.name}_{first.name}", 2)))
    broad = entity.key in word_set("furnished_broad") and entity.name != entity.key
    told = next(named, ()) or (named_examples(entity.name) if broad else ())
    if told:
        for field in entity.fields[1:]:
            if field.type is FieldType.LONG_TEXT and len(field.values) == len(first.values) and not field.because:
                field.values = ()
        first.values = told


def _choose(entity: DraftEntity, field: DraftField, trades: list[dict[str, tuple[str, ...]]]) -> None:
    if field.values or not _is_usual(field):
        return
    told = _in_trade(entity, field, trades)
    made_up = tuple(field.choices) in _stopgaps() or all(_LETTERED.search(choice) for choice in field.choices)
    if not told and (field.because or made_up) and (made_up or field.name not in _exact()):
        told = choices_of(field.name, entity.name, entity.key)
    field.choices = tuple(dict.fromkeys(told)) or field.choices
    field.values = told if len(told) >= _ROWS else ()


def _is_usual(field: DraftField) -> bool:
    """Whether the values are those that any field of such a name has."""
    return field.choices in _usual() or all(_LETTERED.search(choice) for choice in field.choices)


def _say(entity: DraftEntity, field: DraftField, trades: list[dict[str, tuple[str, ...]]]) -> None:
    if field.pool in _LOOSE and not field.unique:
        field.values = _in_trade(entity, field, trades) or (_usual_texts(field) if field.pool in _VAGUE else ())
    elif field.pool == "code" and field.because and not field.unique:
        field.values = _in_trade(entity, field, trades) or sayings_of(field.name)
        field.pool = "" if field.values else field.pool
    shown = field.type is FieldType.LONG_TEXT and entity.kind in _SHOWN and field.name in _TOLD
    if shown and not field.values and not field.pool:
        field.pool = "shown"


def _usual_texts(field: DraftField) -> tuple[str, ...]:
    """What a text that the prompt names says, where it is known; one that we add says it in its own record."""
    return (sayings_of(field.name) or choices_of(field.name)) if field.because else ()


def _measure(entity: DraftEntity, field: DraftField, trades: list[dict[str, tuple[str, ...]]]) -> None:
    beside = quantities_beside([known.name for known in entity.fields])
    quantity = beside.get(field.name) or quantity_of(field.name)
    if quantity is None or not (field.because or entity.entry is None):
        return
    told = _in_trade(entity, field, trades)
    if told and all(value.replace(".", "", 1).isdigit() for value in told):
        quantity = replace(quantity, values=told)
    field.values = _whole(quantity) if field.type is FieldType.INTEGER else quantity.values
    if quantity.bounds is not None and field.maximum is None:
        field.minimum, field.maximum = quantity.bounds
    named = f"{field.label} ({quantity.unit})"
    if quantity.unit and "(" not in field.label and len(named) <= _LONGEST:
        field.label = named


def _whole(quantity: Quantity) -> tuple[str, ...]:
    return tuple(str(round(float(value))) for value in quantity.values)


def _in_trade(entity: DraftEntity, field: DraftField, trades: list[dict[str, tuple[str, ...]]]) -> tuple[str, ...]:
    return next((found for trade in trades if (found := _told(trade, entity, field))), ())


def _told(trade: dict[str, tuple[str, ...]], entity: DraftEntity, field: DraftField) -> tuple[str, ...]:
    """What a trade has for a field; a last word alone speaks of what is shown, and not for a name known otherwise."""
    for owner in (f"{entity.name}_", f"{entity.key}_", ""):
        if found := by_longest(trade, f"{owner}{field.name}", 2):
            return found
    *before, last = as_kind(field.name).split("_")
    own = not before or {*before} <= {*entity.name.split("_"), *entity.key.split("_")}
    if last == _KIND:
        return trade.get(last, ()) if own and entity.kind is EntityKind.CATALOGUE else ()
    return trade.get(last, ()) if own or not choices_of(field.name, fewest=2) else ()


def _trades_told(reading: Reading) -> Iterator[dict[str, tuple[str, ...]]]:
    """The values of the trades whose words stand in the prompt, the one that is named first in front."""
    lemmas = [part for s in reading.all_sentences for token in s.tokens for part in token.lemma.split("-")]
    named = sorted((place, -length, name) for place, length, name in _index().within(lemmas))
    for name in dict.fromkeys(name for _, _, name in named):
        yield {
            as_kind(key): tuple(phrases(said, "|")) for key, said in rows("furnished")[name].items() if key != _WORDS
        }


@cache
def _index() -> PhraseIndex[str]:
    index = PhraseIndex[str]()
    for name, row in rows("furnished").items():
        for phrase in phrases(row["words"]):
            index.add(lemma_key(phrase), name)
    return index


@cache
def _stopgaps() -> frozenset[tuple[str, ...]]:
    """Values that stand where nothing is known."""
    choices = rows("fields")["choices"]
    return frozenset(tuple(phrases(choices[name], "|")) for name in ("kind", "category"))


@cache
def _exact() -> frozenset[str]:
    """Names whose usual values are their own, and not those of their last word."""
    known = {*rows("fields")["choices"], *rows("fields")["along"]}
    return frozenset(name for name in known if "_" in name)


@cache
def _usual() -> frozenset[tuple[str, ...]]:
    """All lists of values that names of fields have without a look at their record."""
    said = [*rows("fields")["choices"].values(), *rows("fields")["along"].values(), *map(str, table("pools").values())]
    whole = (tuple(phrases(text, "|")) for text in said)
    return frozenset(part for values in (*whole, *all_choices()) for part in (values, values[:6]))
