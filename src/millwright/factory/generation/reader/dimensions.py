"""What analysed rows are told apart by: choices for kinds and regions, people, records for other things."""

from functools import cache

from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.data import phrases, rows, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import entity_of
from millwright.factory.generation.reader.nouns import MEANS_NOTHING, is_person, named_by
from millwright.factory.generation.reader.segment import Token
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.valued import choices_of
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind, lexicon
from millwright.factory.generation.reader.words import identifier, label, singular
from millwright.factory.generation.spec import MAX_FIELDS, FieldType

_LISTED = frozenset({EntityKind.CATALOGUE, EntityKind.PERSON})
_ALONG = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.ACCOUNT})
_SORTS = frozenset({"type", "category", "kind", "group", "class", "source"})
_HOUSES = word_set("dimensions_houses")
_BANDS = word_set("dimensions_bands")
_PARTS = ("district", "area", "zone", "neighbourhood")
_PERIODS = word_set("dimensions_periods")
_ROWS = 6  # demonstration rows of a record that only tells others apart


def dimension(reading: Reading, fact: DraftEntity, words: tuple[Token, ...]) -> DraftField | None:
    """The choice or reference of an analysed record that words name, whole or by their last one."""
    lows = lows_of(words)
    whole, last = identifier(lows), lows[-1]
    target = _record_named(reading, words)
    for field in fact.fields:
        if field.type not in _ALONG and field.pool not in {"person", "company"} and not is_region(last):
            continue
        if target is not None and field.target == target.name and not is_region(last):
            return field
        if field.target is not None and is_region(last) and _ends_in(field.name, last):
            return field
        alone = len(words) == 1 or words[0].lemma in fact.name.split("_")
        if field.name in {whole, *({last, f"{last}_name", f"{last}_type"} if alone else ())}:
            return field
        if last in _SORTS and (field.name.endswith(whole) or (_of_itself(reading, fact, words) and _ends(field, last))):
            return field
    return None


def _of_itself(reading: Reading, fact: DraftEntity, words: tuple[Token, ...]) -> bool:
    """Whether kinds are those of the analysed record: the fund types of holdings."""
    return len(words) > 1 and _record_named(reading, words[:-1]) is fact


def _ends_in(name: str, word: str) -> bool:
    return name.rsplit("_", 1)[-1] == word


def _ends(field: DraftField, last: str) -> bool:
    return field.type is FieldType.CHOICE and field.name.rsplit("_", 1)[-1] == last


def lows_of(words: tuple[Token, ...]) -> list[str]:
    """The singulars of words, with regions by their nouns: a provincial distribution is one by province."""
    said = [singular(token.low) for token in words]
    return [*said[:-1], _spoken_regions().get(words[-1].low, said[-1])]


def is_region(word: str) -> bool:
    """Whether a singular is one for a kind of place that many places are in: a region, a province, a district."""
    return word in _regions()


def only_tells(lows: list[str], entry: EntityEntry | None) -> bool:
    """Whether words have usual values and are no record of the lexicon: a channel, a shift, an age group."""
    if lows[-1] in _HOUSES:
        return False
    if is_region(lows[-1]) or (lows[-1] in _SORTS and (len(lows) > 1 or entry is None)):
        return True
    kinds = {**rows("fields")["choices"], **rows("fields")["along"]}
    return lows[-1] in kinds and (entry is None or entry.kind not in _LISTED)


def add_dimension(
    reading: Reading, fact: DraftEntity, words: tuple[Token, ...], because: str, *, each: bool = False
) -> None:
    """Gives an analysed record what words tell its rows apart by, and makes the record that it then refers to."""
    lows = lows_of(words)
    named = named_by(words, reading.domain)
    if lows[-1] in _BANDS:
        reading.not_built.append((because, "rows are counted by what they say, not by the range a number falls into"))
    elif only_tells(lows, named.entry if named else None):
        insert(fact, _choice(lows, fact), because, 1)
    elif _takes_part(reading, lows) and _record_named(reading, words) is None:
        insert(fact, DraftField(identifier(lows), label(lows), FieldType.TEXT, pool="person"), because, 1)
    else:
        target = _listed(reading, words, because, each=each)
        if target is not None and target is not fact:
            name = safe_field_name(target.name, fact.name)
            made = DraftField(name, target.label, FieldType.REFERENCE, required=True, target=target.name)
            insert(fact, made, because, 1)


def _takes_part(reading: Reading, lows: list[str]) -> bool:
    """Whether words are for people whom the prompt gives something to do, or whom the list of roles has: agents."""
    known = lexicon().role_index.at(lows, len(lows) - 1) is not None
    said = {person.name.split("_")[-1] for sentence in reading.sentences for person in sentence.people.values()}
    return is_person(lows) and (known or lows[-1] in said)


def insert(fact: DraftEntity, field: DraftField, because: str, place: int) -> None:
    """Adds a field before the long texts of a record, once, while there is room."""
    if fact.field(field.name) is None and len(fact.fields) < MAX_FIELDS:
        field.because = because
        last = next((at for at, known in enumerate(fact.fields) if known.type is FieldType.LONG_TEXT), len(fact.fields))
        fact.fields.insert(min(place, last), field)


def _record_named(reading: Reading, words: tuple[Token, ...]) -> DraftEntity | None:
    named = named_by(words, reading.domain)
    key = named.key if named is not None else "location" if singular(words[-1].low) in _HOUSES else ""
    return entity_of(reading, key) if key else None


def _choice(lows: list[str], fact: DraftEntity) -> DraftField:
    """A choice with the values that such a name usually has."""
    along = rows("fields")["along"]
    known = " | ".join(choices_of(identifier(lows), fact.key))
    text = along.get(identifier(lows)) or known or along.get(lows[-1]) or rows("fields")["choices"].get(lows[-1])
    values = tuple(phrases(_regions().get(lows[-1]) or text or rows("fields")["choices"]["kind"], "|"))
    return DraftField(safe_field_name(identifier(lows), fact.name), label(lows), FieldType.CHOICE, choices=values)


@cache
def _regions() -> dict[str, str]:
    lines = ([part.strip() for part in line.split("=")] for line in phrases(str(table("grammar")["regions_places"])))
    return {**{word: rows("fields")["along"][word] for word in _PARTS}, **{name: values for name, _, values in lines}}


@cache
def _spoken_regions() -> dict[str, str]:
    """What regions are called by adjectives and otherwise: provincial, national."""
    lines = ([part.strip() for part in line.split("=")] for line in phrases(str(table("grammar")["regions_places"])))
    return {word: name for name, words, _ in lines for word in words.split()}


def _listed(reading: Reading, words: tuple[Token, ...], because: str, *, each: bool) -> DraftEntity | None:
    """The record of what rows are told apart by, made where it is not kept yet: inverters have a name and notes."""
    found = _record_named(reading, words)
    if found is not None:
        return found if each or found.kind in _LISTED else None
    named = named_by(words, reading.domain)
    lows = tuple(singular(token.low) for token in words[-2:])
    senses = reading.domain.means if reading.domain is not None else dict[str, str]()
    if named is None and (lows[-1] in _PERIODS or senses.get(lows[-1]) == MEANS_NOTHING):
        return None
    entry = named.entry if named is not None else None
    entry = lexicon().entities["location"] if entry is None and lows[-1] in _HOUSES else entry
    if entry is not None and entry.kind not in _LISTED and not each:
        return None
    shape(reading, [Choice(entry.name if entry else lows[-1], entry, lows, because)])
    made = reading.entities[-1]
    if entry is None:
        names = tuple(f"{label(lows)} {place + 1}" for place in range(_ROWS))
        made.kind, made.rows = EntityKind.CATALOGUE, _ROWS
        made.fields = [
            DraftField("name", "Name", FieldType.TEXT, required=True, unique=True, values=names),
            DraftField("notes", "Notes", FieldType.LONG_TEXT),
        ]
    return made
