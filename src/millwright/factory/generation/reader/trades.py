"""How general records read in the trade of the prompt: the failures of servers are not those of buildings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from millwright.factory.generation.reader.data import phrases, table, trade_rows
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.teaching import taught
from millwright.factory.generation.reader.vocabulary import PhraseIndex, lemma_key
from millwright.factory.generation.spec import NUMERIC, FieldType

_ASSUMED = "assumed"
_CATEGORIES = "category"
_SITE = "public"
_CALLED = "called"
_LIKE = "like"
_USUAL = "usual"
_FEW, _USUALLY = 4, 8
_KEPT = 8  # prompts and first sentences whose trades are remembered: each record asks anew
_PRONOUNS = frozenset({"It", "Its", "it", "its"})
_MUTE: dict[str, str] = {}
_NOTHING: dict[str, tuple[str, ...]] = {}
_NAMING = frozenset({"name", "title", "subject"})


@dataclass(frozen=True)
class Trade:
    """The words that tell a trade, and for each kind of record the values of its fields.

    A `weak` one tells where or among whom something happens, and gives way to what happens there. `domains` are kinds
    of application that are of the trade whatever their words, `only` those in which its words tell it (any where none
    are named), `site` what its public pages say. A record that the prompt does not name may be `called` something else.
    """

    words: tuple[tuple[str, ...], ...]
    domains: tuple[str, ...]
    only: tuple[str, ...]
    weak: bool
    records: dict[str, dict[str, tuple[str, ...]]]
    site: dict[str, str]


def speak_of_trade(reading: Reading, spoken: Sequence[DraftEntity] = ()) -> list[DraftEntity]:
    """Gives general records the values of the trade that the prompt names first; what the prompt itself says stays.

    Returns the records that it knows of; `spoken` are those which it had known before: of these only the numbers that
    were added since are told.
    """
    for entity in reading.entities:
        values = told_by_trade(reading, entity.key)
        if entity.key == _CATEGORIES:
            values = values or _kinds_of(reading) or {}
        if not values or _of_another(entity, values):
            continue
        if any(entity is known for known in spoken):
            _count_on(entity, values)
            continue
        naming = next((name for name in values if name in _NAMING), "")
        named = _field(entity, naming)
        if named is not None and _free(named):
            _forget_usual(entity, named)
        told = values.get(naming) or max(values.values(), key=len)
        entity.rows = entity.rows or _rows(len(told))
        for name, said in values.items():
            field = _field(entity, name)
            if field is not None and _free(field):
                _take(field, said)
    return [*reading.entities]


def name_in_trade(reading: Reading, record: str, usual: str) -> str:
    """What the trade calls a record that the prompt has no word for: a camp site lets pitches, where others let rooms.

    Empty where it has no word of its own, and where the prompt says the `usual` one.
    """
    called = told_by_trade(reading, record).get(_CALLED, ())
    return called[0] if called and usual.lower() not in reading.text.lower() else ""


def _of_another(entity: DraftEntity, values: dict[str, tuple[str, ...]]) -> bool:
    """Whether the prompt calls a record otherwise than the trade does: yurts are no pitches, and have their rows."""
    return _CALLED in values and entity.name.replace("_", " ") not in values[_CALLED]


def _count_on(entity: DraftEntity, values: dict[str, tuple[str, ...]]) -> None:
    for name, said in values.items():
        field = entity.field(name)
        if field is not None and field.type in NUMERIC and not field.values:
            _take(field, said)


def told_by_trade(reading: Reading, record: str) -> dict[str, tuple[str, ...]]:
    """The values that rows of a record have in the trade of the prompt; of no trade where the lexicon has some."""
    usual = _trades()[_USUAL].records.get(record, _NOTHING)
    if lessons := taught(reading, record, known=True):
        return lessons
    named = next((trade.records[record] for trade in _named(reading) if record in trade.records), None)
    return named or taught(reading, record, known=False) or usual


def site_of_trade(reading: Reading) -> dict[str, str]:
    """What the public pages of the trade say that the first sentence names, or that the kind of application is.

    Nothing where the kind of application is that of a trade named there which has no such texts, and none has them that
    says which group of texts is `like` its own.
    """
    first = [_trades()[name] for name in _places(_lemmas(reading.all_sentences[:1]))]
    kind = reading.domain.name if reading.domain else ""
    named = [trade for trade in _named(reading) if trade in first]
    own = next((trade for trade in named if kind in trade.domains), None)
    if own is not None and (own.site or all(_LIKE not in trade.site for trade in named)):
        return own.site
    return next((t.site for t in (*named, *_named(reading)) if t.site and (t in named or kind in t.domains)), {**_MUTE})


def _rows(names: int) -> int:
    """A few names are enough where each has its own texts; the usual number where there are more or fewer."""
    return names if _FEW <= names < _USUALLY else 0


def _free(field: DraftField) -> bool:
    return not field.because or field.because.startswith(_ASSUMED)


def _forget_usual(entity: DraftEntity, named: DraftField) -> None:
    """What was told of other names, row by row, says nothing about these."""
    usual = len(named.values)
    for field in entity.fields:
        if field.type is FieldType.LONG_TEXT and len(field.values) == usual > 1 and _free(field):
            field.values = ()


def _field(entity: DraftEntity, name: str) -> DraftField | None:
    """The field that the lexicon calls so; the one that names a row stands first, whatever the prompt calls it."""
    first, own = (entity.fields[0] if entity.fields else None), entity.field(name)
    if own is not None and own.type is FieldType.CHOICE:
        return own
    if name in _NAMING and first is not None and first.type is FieldType.TEXT:
        return first
    return own


def _take(field: DraftField, said: tuple[str, ...]) -> None:
    """Choices that are written more than once are those of the rows, in their order."""
    if field.type is FieldType.CHOICE:
        field.choices = tuple(dict.fromkeys(said))
        field.values = said if len(said) > len(field.choices) else ()
    elif field.type not in {FieldType.REFERENCE, FieldType.BOOLEAN, FieldType.DATE, FieldType.DATETIME}:
        field.values, field.pool, field.between = said, "", None


def _kinds_of(reading: Reading) -> dict[str, tuple[str, ...]] | None:
    """What categories are called by what is put into them."""
    kinds = table("categories")
    filled = (e for e in reading.entities if any(f.target == "category" for f in e.fields) or e.key == "web_page")
    texts = (kinds[entity.key] for entity in filled if entity.key in kinds)
    text = next(texts, None)
    return None if text is None else {"name": tuple(phrases(str(text), "|"))}


def _named(reading: Reading) -> list[Trade]:
    """The trades whose words stand in the prompt, the one that is named first in front, the longer words first.

    Those that the kind of application tells come last.
    """
    places = [(place, _trades()[name]) for name, place in _places(_lemmas(reading.all_sentences)).items()]
    kind = reading.domain.name if reading.domain else ""
    places = [(place, trade) for place, trade in places if not trade.only or kind in trade.only]
    said = sorted(places, key=lambda found: (found[1].weak and kind not in found[1].domains, found[0]))
    named = [trade for _, trade in said]
    return named + [trade for trade in _trades().values() if kind in trade.domains and trade not in named]


def _lemmas(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The words of sentences as the lexicon compares them, without hyphens: to show "its" work is not IT."""
    tokens = (token for sentence in sentences for token in sentence.tokens)
    return tuple(part for t in tokens for part in ("" if t.text in _PRONOUNS else t.lemma).split("-"))


@lru_cache(maxsize=_KEPT)
def _places(lemmas: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """Where trades are named first, by their names: the place, and how many words name it, the most in front."""
    found: dict[str, tuple[int, int]] = {}
    for place, length, name in _index().within(lemmas):
        found[name] = min(found.get(name, (place, 0)), (place, -length))
    return found


@cache
def _index() -> PhraseIndex[str]:
    """The names of the trades, by the words that tell them."""
    index = PhraseIndex[str]()
    for name, trade in _trades().items():
        for words in trade.words:
            index.add(words, name)
    return index


@cache
def _trades() -> dict[str, Trade]:
    return {name: _made(row) for name, row in trade_rows().items()}


def _made(row: dict[str, str | dict[str, str]]) -> Trade:
    tables = {name: fields for name, fields in row.items() if isinstance(fields, dict)}
    records = {
        name: {field: tuple(phrases(said, "|")) for field, said in fields.items()}
        for name, fields in tables.items()
        if name != _SITE
    }
    return Trade(
        tuple(lemma_key(phrase) for phrase in phrases(str(row["words"]))),
        tuple(phrases(str(row.get("domains", "")))),
        tuple(phrases(str(row.get("only", "")))),
        "weak" in row,
        records,
        tables.get(_SITE, {}),
    )
