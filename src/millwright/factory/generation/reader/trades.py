"""How general records read in the trade of the prompt: the failures of servers are not those of buildings."""

from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.data import nested_rows, phrases, table
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.vocabulary import lemma_key
from millwright.factory.generation.spec import FieldType

_ASSUMED = "assumed"
_CATEGORIES = "category"


@dataclass(frozen=True)
class Trade:
    """The words that tell a trade, and for each kind of record the values of its fields."""

    words: tuple[tuple[str, ...], ...]
    records: dict[str, dict[str, tuple[str, ...]]]


def speak_of_trade(reading: Reading) -> None:
    """Gives general records the values of the trade that the prompt names first; what the prompt itself says stays."""
    named = _named(reading)
    for entity in reading.entities:
        values = next((trade.records[entity.key] for trade in named if entity.key in trade.records), None)
        values = values or (_kinds_of(reading) if entity.key == _CATEGORIES else None)
        for name, said in (values or {}).items():
            field = _field(entity, name)
            if field is not None and (not field.because or field.because.startswith(_ASSUMED)):
                _take(field, said)


def _field(entity: DraftEntity, name: str) -> DraftField | None:
    """The field that the lexicon calls so; the one that names a row stands first, whatever the prompt calls it."""
    first = entity.fields[0] if entity.fields else None
    if name in {"name", "title", "subject"} and first is not None and first.type is FieldType.TEXT:
        return first
    return entity.field(name)


def _take(field: DraftField, said: tuple[str, ...]) -> None:
    if field.type is FieldType.CHOICE:
        field.choices = said
    elif field.type not in {FieldType.REFERENCE, FieldType.BOOLEAN, FieldType.DATE}:
        field.values, field.pool, field.between = said, "", None


def _kinds_of(reading: Reading) -> dict[str, tuple[str, ...]] | None:
    """What categories are called by what is put into them."""
    kinds = table("categories")
    filled = (e for e in reading.entities if any(f.target == "category" for f in e.fields) or e.key == "web_page")
    texts = (kinds[entity.key] for entity in filled if entity.key in kinds)
    text = next(texts, None)
    return None if text is None else {"name": tuple(phrases(str(text), "|"))}


def _named(reading: Reading) -> list[Trade]:
    """The trades whose words stand in the prompt, the one that is named first in front, the longer words first."""
    lemmas = [token.lemma for sentence in reading.all_sentences for token in sentence.tokens]
    places = [(place, trade) for trade in _trades() if (place := _place(trade, lemmas)) is not None]
    return [trade for _, trade in sorted(places, key=lambda found: found[0])]


def _place(trade: Trade, lemmas: list[str]) -> tuple[int, int] | None:
    found = (
        (place, -len(words))
        for words in trade.words
        for place in range(len(lemmas) - len(words) + 1)
        if tuple(lemmas[place : place + len(words)]) == words
    )
    return min(found, default=None)


@cache
def _trades() -> tuple[Trade, ...]:
    return tuple(_made(row) for row in nested_rows("trades").values())


def _made(row: dict[str, str | dict[str, str]]) -> Trade:
    records = {
        name: {field: tuple(phrases(said, "|")) for field, said in fields.items()}
        for name, fields in row.items()
        if isinstance(fields, dict)
    }
    return Trade(tuple(lemma_key(phrase) for phrase in phrases(str(row["words"]))), records)
