"""By what lists are searched, filtered and counted: "search flats by district", "calls per agent" want those fields."""

from collections.abc import Iterator
from functools import cache

from millwright.factory.generation.reader.attributes import field_types, known_attribute, value_pools
from millwright.factory.generation.reader.choosing import totals
from millwright.factory.generation.reader.data import pairs, phrases, rows, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import entry_lines, named_field, safe_field_name
from millwright.factory.generation.reader.listed import item_entity, names_part
from millwright.factory.generation.reader.lookups import day_field, found_by, money_field, records_in, state_field
from millwright.factory.generation.reader.measuring import MONEY_WORDS, MONTHS
from millwright.factory.generation.reader.nouns import is_person
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.valued import choices_of
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind, lexicon
from millwright.factory.generation.reader.words import identifier, is_plural, label, singular, stem
from millwright.factory.generation.spec import MAX_FIELDS, FieldType

_BY = frozenset({"by", "per"})
_NO_FIELDS = word_set("narrowing_no_fields")
_ARTICLES = frozenset({"a", "an", "the", "its", "their", "each", "both"})
_COLOURS = frozenset({"color", "colors", "colour", "colours"})
_TELLING = frozenset({"distinguish", "highlight", "indicate", "mark"})
_ASKING = frozenset({"all", "how", "what", "when", "where", "which", "who", "whose"})
_JOINERS = frozenset({",", "and", "or", "/", "&"})
_KINDS = frozenset({"type", "kind", "category", "sort"})
_PASSED = frozenset({"phase", "stage", "state", "status"})
_RANGES = frozenset({"range", "bracket", "band", "level"})
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.PERSON})
_COUNTED = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.WORK})
_OF_OTHERS = frozenset({"comment", "review"})
_FREE = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_POOLED = frozenset({"city", "company", "country", "language", "colour", "material"})
_BARE = word_set("narrowing_bare")
_UNITS = word_set("narrowing_units")
_MOST_VALUES = 6
_NARROWING = word_set("narrowing_acts")
_OF_SOMETHING = word_set("narrowing_of_something")
_NEAR = 6  # tokens before "by" in which the record is named
_SERIES = 16  # tokens after "by" in which its series is closed


def narrow(reading: Reading) -> None:
    """Gives records the fields by which the prompt wants to find, sort or count them; those that are there stay.

    Asked again when there are more records, it gives those their fields.
    """
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            if token.low == "each":
                _of_each(reading, sentence, place)
                continue
            if token.low not in _BY or not place or not found_by(sentence, place):
                continue
            owner = _owner(reading, sentence, place)
            for begin, end in named_after(sentence, place) if owner else ():
                words = tuple(known.low for known in sentence.tokens[begin:end])
                if _is_shown_by(sentence, place, words):
                    continue
                if owner is not None and (token.low == "by" or _of_record(reading, words, sentence, place)):
                    because = sentence.words(max(0, place - 3), end)
                    _provide(reading, owner, words, because, sought=_narrows(sentence, place))


def regions_sought(sentence: Sentence) -> Iterator[int]:
    """The places of words for where something is, by which things are found, "filters by species, age and city", or
    which people choose: "choose the region"."""
    for place, token in enumerate(sentence.tokens):
        if place > 1 and token.low in _regions() and _chosen(sentence, place):
            yield place
        if token.low == "by" and place and _narrows(sentence, place):
            for begin, end in named_after(sentence, place):
                yield from (at for at in range(begin, end) if sentence.tokens[at].low in _regions())


def _chosen(sentence: Sentence, place: int) -> bool:
    """Whether people choose one such place, which is a fact of what they choose it for."""
    before = [token.low for token in sentence.tokens[place - 2 : place]]
    return before[0] in {"choose", "select", "pick"} and before[1] in {"the", "a", "their"}


def _narrows(sentence: Sentence, place: int) -> bool:
    """Whether lists are narrowed by what follows: "filter flats by district", and not "count calls by agent"."""
    return any(token.lemma in _NARROWING for token in sentence.tokens[max(0, place - _NEAR) : place])


def _of_each(reading: Reading, sentence: Sentence, place: int) -> None:
    """Gives what is looked at the fields that it is told for: "view the consumption of each building and floor"."""
    tokens = sentence.tokens
    told = place > 1 and tokens[place - 1].low in {"of", "in", "for", "at"}
    near = [e for e in records_in(reading, sentence, max(0, place - _NEAR), place) if not e.internal] if told else []
    owner = near[-1] if near and near[-1].kind in _COUNTED else None
    for begin, end in named_after(sentence, place) if owner is not None else ():
        words = tuple(known.low for known in tokens[begin:end])
        if owner is not None and _attribute(tokens[begin:end]):
            _provide(reading, owner, words, sentence.words(max(0, place - 3), end))


def _of_record(reading: Reading, words: tuple[str, ...], sentence: Sentence, place: int) -> bool:
    """Whether "per" parts what is counted, and does not belong to a price such as the one "per night"."""
    before = sentence.tokens[place - 1]
    target = item_entity(words, reading.domain)
    if target is not None and reading.entity(target.name) is not None:
        return True
    if before.lemma in MONEY_WORDS:
        return singular(words[-1]) not in _UNITS
    return field_types().get(before.lemma) not in {FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER}


def named_after(sentence: Sentence, place: int) -> Iterator[tuple[int, int]]:
    """The names after "by": those of a series of singulars, up to its "and"; where lists are narrowed and the series
    is closed by "and" or "or", all of them."""
    tokens, joiner = sentence.tokens, ""
    at, looked = place + 1, _looks(sentence, place)
    while at < len(tokens):
        while at < len(tokens) and tokens[at].low in _ARTICLES:
            at += 1
        if joiner and _acts(tokens, at):
            return
        counted = [token.low for token in tokens[at : at + 2]] == ["number", "of"]
        at += 2 if counted else 0
        end = _name_end(tokens, at)
        any_name = joiner != "" and looked and _is_listed(sentence, at, end)
        if end == at or tokens[end - 1].part is not Part.NOUN:
            return
        if not (counted or any_name or _is_name(tokens[at:end], joiner)):
            return
        yield at, end
        closed = joiner in {"and", "or"}
        joiner = tokens[end].low or tokens[end].text if end < len(tokens) else ""
        if joiner not in _JOINERS or closed:
            return
        at = end + 1
        if at < len(tokens) and joiner == "," and tokens[at].low in {"and", "or"}:
            joiner, at = tokens[at].low, at + 1
            if not _attribute(tokens[at : at + 1]) and not (looked and _is_listed(sentence, at, _name_end(tokens, at))):
                return


def _is_shown_by(sentence: Sentence, place: int, words: tuple[str, ...]) -> bool:
    """Whether a colour is how states are told apart, and nothing that a thing has: "distinguish free and sold booths by
    color"."""
    shown = {token.lemma for token in sentence.tokens[max(0, place - _SERIES) : place]}
    return words[-1] in _COLOURS and bool(shown & _TELLING)


def _acts(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word that could be a name says what is done next: "by season, view where the hives are"."""
    verb = tokens[at].verb if at < len(tokens) else None
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return verb is not None and verb.form == "base" and (after in _ARTICLES or after in _ASKING)


def _name_end(tokens: tuple[Token, ...], at: int) -> int:
    """Where a name ends: after a run of nouns, and what "of" adds to one that needs it: "degree of fermentation"."""
    end = at
    while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE} and end - at < 4:
        end += 1
    of = end + 1 < len(tokens) and end > at and tokens[end].low == "of" and tokens[end - 1].low in _OF_SOMETHING
    if of and tokens[end + 1].part is Part.NOUN:
        return end + 2
    return end


def _looks(sentence: Sentence, place: int) -> bool:
    """Whether somebody looks through things by what follows, and the series of it is closed: "browse tea by origin,
    season, and degree of fermentation"."""
    tokens = sentence.tokens
    acts = [token for token in tokens[max(0, place - _NEAR) : place] if token.lemma in _NARROWING]
    plain = any(token.verb is not None and token.verb.form == "base" for token in acts)
    return plain and any(token.low in {"and", "or"} for token in tokens[place + 1 : place + _SERIES])


def _is_listed(sentence: Sentence, at: int, end: int) -> bool:
    """Whether an item of such a series is a name, though nobody knows it: no act, nobody, no part of an application."""
    tokens = sentence.tokens
    words = tokens[at:end]
    if not words or words[-1].part is not Part.NOUN or at in sentence.people:
        return False
    if is_verb(sentence, at) and not (len(words) > 1 and words[0].low.endswith("ing")):  # "issuing authority"
        return False
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.part is not Part.PUNCTUATION and after.low not in {"and", "or"}:
        return False
    plain = not is_plural(words[-1].low) or known_attribute((words[-1].low,))
    return plain and not names_part(tuple(word.low for word in words))


def _is_name(words: tuple[Token, ...], joiner: str) -> bool:
    """Whether words can name a field: in the singular, no act, and after a comma only what usually is a field."""
    last = words[-1]
    if any(word.low.endswith("ing") and word.verb is not None for word in words[:1]) and not _attribute(words):
        return False
    act = words[0].verb
    if joiner and act is not None and act.form == "base" and not _attribute(words[:1]):
        return False
    if is_plural(last.low) and last.low != "species":
        return not joiner and not is_person((last.lemma,)) and known_attribute((last.low,))
    return joiner != "," or _attribute(words)


def _attribute(words: tuple[Token, ...]) -> bool:
    lows = tuple(word.low for word in words)
    return bool(lows) and (known_attribute(lows) or lows[-1] in rows("fields")["along"] or lows[-1] in _KINDS)


def _owner(reading: Reading, sentence: Sentence, place: int) -> DraftEntity | None:
    """The record that is found or counted: the nearest one before, the one with the amounts, else the main one."""
    begin = max(0, place - _NEAR)
    near = [entity for entity in records_in(reading, sentence, begin, place) if not entity.internal]
    words = {token.lemma for token in sentence.tokens[max(0, place - 3) : place]}
    if words & MONEY_WORDS and not (near and money_field(near[-1])):
        rich = [e for e in reading.entities if not e.internal and money_field(e) and day_field(e)]
        after = tuple(token.low for token in sentence.tokens[place + 1 : place + 2])
        known = (e for e in rich if any(_means(field, after) for field in e.fields[1:]))
        if rich and after:
            return next(known, rich[0])
    if near:
        return near[-1]
    shown = [e for e in reading.entities if e.kind in _SHOWN and not e.internal and e.key not in _OF_OTHERS]
    if reading.site and reading.domain is not None and not shown:
        return reading.entity(reading.domain.core[0])
    weights = totals(reading)
    kept = [e for e in reading.entities if e.kind is not EntityKind.PERSON and not e.internal and not e.assumed]
    things = shown if reading.site and shown else kept
    return max(things, key=lambda e: weights.get(e.key, 0.0), default=next(iter(reading.entities), None))


def _provide(
    reading: Reading, owner: DraftEntity, words: tuple[str, ...], because: str, *, sought: bool = False
) -> None:
    """Adds the field of that name, unless the record has it or can be counted by it anyway; `sought` is what lists are
    narrowed by."""
    words = (*words[:-1],) if len(words) > 1 and (words[-1] in _RANGES or _names_another(words, owner)) else words
    last = singular(words[-1] if words else "")
    code = len(words) > 1 and value_pools().get(last) == "code"
    if (
        (last in MONTHS | _NO_FIELDS and not code)
        or last in owner.name.split("_")
        or len(owner.fields) >= MAX_FIELDS - 2
    ):
        for field in owner.fields[1:]:
            field.sought = field.sought or (sought and _means(field, words))
        return
    if owner.fields and owner.fields[0].name in {last, identifier(words)}:
        return
    if last in _PASSED and state_field(owner) is not None:
        return
    entry = item_entity(words, reading.domain)
    target = reading.entity(entry.name) if entry else reading.entity(last)
    target = None if target is not None and _only_here(words, target) else target
    if target is not None and target is not owner and not target.internal:
        _refer(owner, target, because, sought=sought)
        return
    alike = set(_values(words, None, ""))
    apart = _of_another(owner, words)
    fields = [field for field in owner.fields[1:] if not apart or field.name == identifier(words)]
    value = label([*words])  # "faults by gearbox, blade and pitch system" are counted by the part that has these values
    named = (f for f in fields if _means(f, words) or len(alike & {*f.choices}) > 1 or value in f.choices)
    known = next(named, None)
    if known is None:
        made = _made(words, entry, owner)
        if made is not None:
            made.because, made.sought = because, sought
            _insert(owner, made)
        return
    known.sought = known.sought or sought
    if known.type is FieldType.TEXT and known.pool in _POOLED:
        known.type, known.choices, known.because = FieldType.CHOICE, _values(words, None, known.pool), because
        known.values, known.pool = (), ""


def _only_here(words: tuple[str, ...], target: DraftEntity) -> bool:
    """Whether a field's name means a record in this kind of application alone: materials that a shop sells."""
    hit = lexicon().entity_index.at([singular(words[-1])], 0)
    return known_attribute(words) and hit is not None and hit[1] is not target.entry


def _names_another(words: tuple[str, ...], owner: DraftEntity) -> bool:
    """Whether "name" is that of something else than what is found: "search flats by community name"."""
    own = {*owner.name.split("_"), *owner.key.split("_"), *(owner.entry.words if owner.entry else ())}
    return words[-1] == "name" and words[0] not in own


def _refer(owner: DraftEntity, target: DraftEntity, because: str, *, sought: bool) -> None:
    known = next((field for field in owner.fields if field.target == target.name), None)
    if known is not None:
        known.sought = known.sought or sought
    if known is not None or any(field.target == owner.name for field in target.fields):
        return
    name = safe_field_name(target.name, owner.name)
    owner.fields = [field for field in owner.fields if field.name not in {name, f"{name}_name"}]
    made = DraftField(name, target.label, FieldType.REFERENCE, target=target.name, because=because, sought=sought)
    owner.fields.insert(1, made)


def _of_another(owner: DraftEntity, words: tuple[str, ...]) -> bool:
    """Whether a kind is that of something else than the record: bouquets by flower type, creams by skin type."""
    said = " ".join((owner.name.replace("_", " "), owner.label, *(owner.entry.words if owner.entry else ())))
    known = {stem(word) for word in said.lower().split()}
    return len(words) > 1 and words[-1] in _KINDS and "of" not in words and stem(words[-2]) not in known


def _means(field: DraftField, words: tuple[str, ...]) -> bool:
    parts = {stem(part) for part in (*field.name.split("_"), *field.label.lower().split())}
    if words[-1] in _KINDS:
        return field.type is FieldType.CHOICE and bool(parts & {stem(kind) for kind in _KINDS})
    if words[0] in {"price", "rent", "rate"}:
        return field.type is FieldType.MONEY
    last = singular(words[-1])
    if len(words) > 1 and last in _BARE and "_" in field.name:  # a document number is no version number
        return stem(words[-2]) in parts
    return not parts.isdisjoint({stem(last), stem(_alike().get(last, last))})


@cache
def _regions() -> frozenset[str]:
    return frozenset(_alike()) | frozenset(_alike().values())


@cache
def _alike() -> dict[str, str]:
    """What names of fields mean where a record has no field of that name: its location is its city."""
    return pairs(str(table("grammar")["narrowing_alike"]))


def _made(words: tuple[str, ...], entry: EntityEntry | None, owner: DraftEntity) -> DraftField | None:
    """A field that one can filter by: of the type that its name has, else a choice."""
    last = singular(words[-1])
    name = identifier((*words[:-1], last))
    many = field_types().get(words[-1], FieldType.INTEGER) is FieldType.INTEGER
    if is_plural(words[-1]) and many and last not in value_pools():
        count = safe_field_name(identifier(words), owner.name)
        return DraftField(count, label(words), FieldType.INTEGER, minimum=0, between=(1, _MOST_VALUES))
    if words[-1] in _KINDS and len(words) == 1:
        name = f"{owner.name}_{last}"[:38]
    made = named_field((*words[:-1], last), owner.name)
    if made is None:
        return None
    if made.type in _FREE and not is_person((last,)) and value_pools().get(last) != "code":
        pool = value_pools().get(name) or value_pools().get(last, "")
        values = _values((*words[:-1], last), entry, pool)
        return DraftField(safe_field_name(name, owner.name), made.label, FieldType.CHOICE, choices=values)
    return made


def _values(words: tuple[str, ...], entry: EntityEntry | None, pool: str) -> tuple[str, ...]:
    """Values for a choice: those that we know for its name, of its record, of its pool; else numbered ones."""
    along, last = rows("fields")["along"], words[-1]
    first = next((field for field, _, _ in entry_lines(entry.fields)), None) if entry else None
    pooled = str(table("pools").get(pool, "")) if pool and pool != "tag" else ""
    known = choices_of(identifier(words))
    if known and identifier(words) not in along:
        return known[:_MOST_VALUES]
    for text in (along.get(identifier(words), ""), along.get(last, ""), pooled):
        if text:
            return tuple(phrases(text, "|")[:_MOST_VALUES])
    if first is not None and first.values:
        return first.values[:_MOST_VALUES]
    return tuple(f"{label([last])} {letter}" for letter in "ABC")


def _insert(owner: DraftEntity, made: DraftField) -> None:
    """Puts a field before the long texts that end a record."""
    place = len(owner.fields)
    while place > 1 and owner.fields[place - 1].type is FieldType.LONG_TEXT:
        place -= 1
    owner.fields = [field for field in owner.fields if field.name != made.name]
    owner.fields.insert(min(place, len(owner.fields)), made)
