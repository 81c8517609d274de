"""How a prompt gets a map: which records stand somewhere, and where those of the demonstration do."""

import zlib
from functools import cache
from itertools import pairwise

from millwright.factory.generation.capabilities.maps.geography import City, cities_of, known_cities
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, add_section
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import any_choice, entity_of, outsiders, records_in
from millwright.factory.generation.reader.segment import Part as Speech
from millwright.factory.generation.reader.segment import Token
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, label, plain, plural_words, singular, stem
from millwright.factory.generation.site import Section, SectionKind
from millwright.factory.generation.spec import Access, FieldType, Layout, Part, Reach, SampleValue

NAME = "maps"
__all__ = ["NAME", "draft", "finish", "known_cities", "maps_wished", "moves", "own_place", "settle"]
_NEAR = 6
"""So many words beside a wish may say what stands on the map: "show the stores that are open on a map"."""
_FAR = 10
_MOST = 3
_MAP = frozenset({"map", "maps"})


def draft(reading: Reading) -> None:
    """What stands on the map has a position."""
    wishes = maps_wished(reading)
    if reading.refuses(NAME) or not wishes:
        return
    _drop_misread(reading)
    for entity, wish in _subjects(reading, wishes):
        _place(entity, wish.words)
        _leave_out(entity)


def settle(reading: Reading) -> None:
    """A part for each kind of record that has a position; visitors of a site see what they look for nearby."""
    wishes = maps_wished(reading)
    for entity in [known for known in reading.entities if wishes and not known.internal]:
        _leave_out(entity)
        position = _position(entity)
        if position is not None:
            options = _options(entity, position)
            if _tracked(reading, entity):
                options["tracked"] = "yes"
                add_part(reading, Part(capability="live"), position.because)
            add_part(reading, Part(capability=NAME, entity=entity.name, options=options), position.because)
            if reading.layout is Layout.SITE:
                _let_see(reading, entity)
                _show_at_home(reading, entity)


def finish(reading: Reading) -> None:
    """The rows of the demonstration stand in one town, those that name towns in these."""
    mapped = [
        entity for part in reading.parts if part.capability == NAME and (entity := reading.entity(part.entity or ""))
    ]
    if not mapped:
        return
    towns = cities_of(reading.text)
    for entity in [*mapped, *(other for one in mapped for other in _held_in(reading, one))]:
        _settle_in(entity, towns)
    for entity in mapped:
        _stand(entity, towns)
        for row in entity.samples:
            _stand_with(reading, entity, row)


def maps_wished(reading: Reading) -> list[Wish]:
    """The wishes for a map of places: a site map is none, nor is that of a contact page."""
    wishes = reading.wished(NAME)
    found = [wish for wish in wishes if _of_places(wish) and not own_place(wish)]
    # "A mind map tool with maps and notes": those are mind maps, too.
    others = any(not _of_places(wish) for wish in wishes)
    return [wish for wish in found if not (others and _is_bare(wish))]


def own_place(wish: Wish) -> bool:
    """Whether it is the one place of a firm that is to be shown: "a contact page with a map"."""
    if plain(wish.words) not in _listed("own_words"):
        return False
    tokens = wish.sentence.tokens
    held = [token for token in tokens[: wish.start] if token.low not in {"a", "an", "our", "the"}][-2:]
    if len(held) > 1 and held[1].low in {"in", "on"} and is_plural(held[0].low):
        return False
    around = {token.low for token in tokens[max(0, wish.start - _NEAR) : wish.end + _NEAR]}
    return bool(around & _words("own_place"))


def _of_places(wish: Wish) -> bool:
    tokens = wish.sentence.tokens
    if tokens[wish.start].low not in _MAP:
        return True
    before = tokens[wish.start - 1].low if wish.start else ""
    after = tokens[wish.end].low if wish.end < len(tokens) else ""
    return before not in _words("not_before") and after not in _words("not_after")


def _is_bare(wish: Wish) -> bool:
    """Whether it is the word alone, with nothing after it that says what stands there."""
    following = [token.low for token in wish.sentence.tokens[wish.end : wish.end + 1]]
    return plain(wish.words) in _MAP and not _words("leads_on") & {*following}


def _drop_misread(reading: Reading) -> None:
    """A map is no record, nor is what finds places on it; "bikes near them" are bikes."""
    for entity in [*reading.entities]:
        if entity.entry is None and entity.key.split("_")[-1] in _words("finders") and len(reading.entities) > 1:
            reading.forget(entity)
        if entity.entry is None and entity.key in _words("around_words"):
            _called_without(reading, entity)


def _called_without(reading: Reading, entity: DraftEntity) -> None:
    """What a record is called without "near": the one that the lexicon knows by that name, or this one by it."""
    words = entity.label.lower().split()[:-1]
    noun = singular(words[-1]) if words else ""
    known = lexicon().entities.get(noun)
    if known is not None:
        place = reading.entities.index(entity)
        shape(reading, [Choice(noun, known, tuple(words), entity.because)])
        reading.forget(entity)
        reading.entities.insert(place, reading.entities.pop())


def _subjects(reading: Reading, wishes: list[Wish]) -> list[tuple[DraftEntity, Wish]]:
    """What stands on the map, each with the wish that says so: what stands beside the wishes, else whatever stands."""
    found = [(entity, wish) for wish in wishes for entity in _beside(reading, wish)]
    if not found:
        found = [(entity, wishes[0]) for entity in _standing(reading, wishes)]
    if any(entity.key in _words("areas") for entity, _ in found):
        found += [(entity, wishes[0]) for entity in reading.entities if entity.key in _words("within")]
    first = {entity.name: (entity, wish) for entity, wish in reversed(found)}
    return [first[name] for name in dict.fromkeys(entity.name for entity, _ in found)][:_MOST]


def _beside(reading: Reading, wish: Wish) -> list[DraftEntity]:
    """The records that a wish names or stands beside; what it looks for comes to be where there is none."""
    tokens = wish.sentence.tokens
    before, after = (max(0, wish.start - _NEAR), wish.start), (wish.end, wish.end + _NEAR)
    following = tokens[wish.end].low if wish.end < len(tokens) else ""
    looks = tokens[wish.start].low in _words("around") and bool(_nouns(tokens, wish.end))
    if (mover := _mover(reading, wish)) is not None:
        return [mover]
    if looks or tokens[wish.end - 1].low in _words("finders") - _MAP:
        spans = [(wish.end, wish.end + 4)] if looks else []
    elif following in _words("leads_on"):
        spans = [after, before]
    else:
        spans = [(wish.start, wish.end), before, after, (wish.end, wish.end + _FAR)]
    for start, end in spans:
        named = [one for one in records_in(reading, wish.sentence, start, end) if _may_stand(one)]
        if named:
            return (
                named[:2] if end - start <= _NEAR and "and" in {token.low for token in tokens[start:end]} else named[:1]
            )
    added = _looked_for(reading, wish)
    return [added] if added is not None else []


def _mover(reading: Reading, wish: Wish) -> DraftEntity | None:
    """What is followed as it moves: "the courier's live location"."""
    if plain(wish.words) not in _listed("tracked"):
        return None
    tokens = wish.sentence.tokens[max(0, wish.start - 2) : wish.end]
    for token in tokens:
        noun = singular(token.low.removesuffix("'s").removesuffix("s'"))
        hit = lexicon().entity_index.at([stem(noun)], 0)
        if noun in _words("moving") and hit is not None:
            known = entity_of(reading, hit[1].name)
            if known is None:
                shape(reading, [Choice(hit[1].name, hit[1], (noun,), wish.words)])
                known = reading.entities[-1]
            _drop_location(reading)
            return known
    return None


def _drop_location(reading: Reading) -> None:
    """Where something is just now is no kind of record."""
    location = reading.entity("location")
    spans = [(wish.sentence, range(wish.start, wish.end)) for wish in reading.wished(NAME)]
    said = [
        any(sentence is known and place in span for known, span in spans)
        for sentence in reading.sentences
        for place, token in enumerate(sentence.tokens)
        if token.lemma == "location"
    ]
    if location is not None and all(said):
        reading.forget(location)


def _standing(reading: Reading, wishes: list[Wish]) -> list[DraftEntity]:
    """The records that have an address, or stand somewhere by their nature; the only one, where none does."""
    kept = [entity for entity in reading.entities if not entity.internal]
    by_place = [entity for entity in kept if _stands(entity)]
    asked = [entity for entity in by_place if not entity.assumed]
    main = [
        entity for entity in kept if not entity.assumed and _may_stand(entity) and entity.kind is not EntityKind.PERSON
    ]
    return asked or by_place or _guided(reading, wishes[0]) or main[:1]


def _guided(reading: Reading, wish: Wish) -> list[DraftEntity]:
    """What a guide is about: "a restaurant guide with a map"."""
    tokens = wish.sentence.tokens
    for token, after in pairwise(tokens):
        entry = lexicon().entities.get(token.lemma)
        if after.low in _words("finders") - _MAP and entry is not None and token.lemma in _words("stands"):
            shape(reading, [Choice(token.lemma, entry, (token.lemma,), wish.words)])
            return reading.entities[-1:]
    return []


def _may_stand(entity: DraftEntity) -> bool:
    return not entity.internal and entity.key not in _words("nowhere")


def _stands(entity: DraftEntity) -> bool:
    by_field = any(field.name in _words("placed_by") for field in entity.fields if field.type is FieldType.TEXT)
    by_nature = bool({entity.key, entity.key.split("_")[-1], entity.name.split("_")[-1]} & _words("stands"))
    return (by_field or by_nature) and _may_stand(entity)


def _looked_for(reading: Reading, wish: Wish) -> DraftEntity | None:
    """The record of what people look for near them, where the prompt has none: "nearby car wash services"."""
    tokens = wish.sentence.tokens
    if tokens[wish.start].low in _words("around"):
        words = _nouns(tokens, wish.end)
    elif tokens[wish.end - 1].low in _words("finders") and wish.end - wish.start > 1:
        words = [token.lemma for token in tokens[wish.start : wish.end - 1]]
    else:
        words = []
    while words and words[-1] in _words("general"):
        words.pop()
    if not words:
        return None
    key = "_".join(singular(word) for word in words)
    known = next((entity for entity in reading.entities if key in {entity.key, entity.name}), None)
    if known is not None:
        return known if _may_stand(known) else None
    entry = lexicon().entities.get(key)
    if entry is not None and key not in _words("nowhere"):
        shape(reading, [Choice(key, entry, tuple(words), wish.words)])
        return reading.entities[-1]
    return _outlet(reading, words, wish)


def _nouns(tokens: tuple[Token, ...], start: int) -> list[str]:
    found: list[str] = []
    for token in tokens[start : start + 4]:
        if token.part not in {Speech.NOUN, Speech.ADJECTIVE}:
            break
        found.append(token.low)
    return found


def _outlet(reading: Reading, words: list[str], wish: Wish) -> DraftEntity | None:
    """Places of that name, with an address and a telephone."""
    if reading.entity("location") is not None:
        return reading.entity("location")
    shown = [*words[:-1], singular(words[-1])]
    made = add_record(reading, "location", wish.words)
    made.label, made.plural_label = label(shown), label(plural_words(shown))
    return made


def _place(entity: DraftEntity, because: str) -> None:
    """Gives a record a position, beside its address."""
    if _position(entity) is not None:
        return
    name = "position" if entity.field("position") is None else "map_position"
    field = add_field(entity, f"{name} position", because)
    field.label = "Position"
    entity.fields.remove(field)
    texts = [place for place, one in enumerate(entity.fields) if one.name in {*_words("placed_by"), "city"}]
    entity.fields.insert(max(texts, default=min(1, len(entity.fields) - 1)) + 1, field)


def _leave_out(entity: DraftEntity) -> None:
    """Fields that only say what a position does go: distances are worked out."""
    if _position(entity) is not None:
        kept = (f for f in entity.fields if f.type is FieldType.POSITION or f.name not in _words("needless"))
        entity.fields = [*kept]


def _options(entity: DraftEntity, position: DraftField) -> dict[str, str]:
    """Which field says where a row stands, which colours its marker, and what is told below its name."""
    options = {"position": position.name}
    state = any_choice(entity)
    if state is not None:
        options["state"] = state.name
    told = next((f for f in entity.fields if f.name in _words("placed_by") and f.type is FieldType.TEXT), None)
    told = told or next((f for f in entity.fields if f.name == "city" and f.type is FieldType.TEXT), None)
    if told is not None:
        options["about"] = told.name
    return options


def _tracked(reading: Reading, entity: DraftEntity) -> bool:
    """Whether it is where something is just now that people want to see."""
    said = any(plain(wish.words) in _listed("tracked") for wish in reading.wished(NAME))
    return said and (moves(entity.key) or moves(entity.name))


def moves(name: str) -> bool:
    """Whether a record or a role of that name is on the road: a driver, a delivery van."""
    return not _words("moving").isdisjoint(name.split("_"))


def _let_see(reading: Reading, entity: DraftEntity) -> None:
    """On a site, whoever comes from outside sees what the map is for."""
    if entity.kind is EntityKind.CATALOGUE:
        for role in outsiders(reading):
            if role.key != "visitor":
                entity.access.setdefault(role.name, Access(read=Reach.ALL))


def _show_at_home(reading: Reading, entity: DraftEntity) -> None:
    """The first kind of record that visitors see is on a map of the home page."""
    shown = any(section.capability == NAME for page in reading.pages for section in page.sections)
    if entity.visitors.read is Reach.ALL and not shown:
        section = Section(kind=SectionKind.PART, capability=NAME, entity=entity.name, title="On the map")
        add_section(reading, "home", "Home", section)


def _settle_in(entity: DraftEntity, towns: list[City]) -> None:
    """Rows whose towns are only made up are in the towns where the application is."""
    city = entity.field("city")
    if city is not None and city.pool == "city" and not city.because:
        for place, row in enumerate(entity.samples):
            row["city"] = towns[place % len(towns)].name


def _held_in(reading: Reading, entity: DraftEntity) -> list[DraftEntity]:
    """The places that a record refers to: a race is at its location."""
    targets = (reading.entity(field.target) for field in entity.fields if field.target)
    return [target for target in targets if target is not None and target is not entity and _stands(target)]


def _stand_with(reading: Reading, entity: DraftEntity, row: dict[str, SampleValue]) -> None:
    """A row of the demonstration stands in the town of the place that it refers to."""
    position = _position(entity)
    for field in entity.fields:
        target = reading.entity(field.target) if field.target else None
        at = row.get(field.name)
        if target is None or not isinstance(at, int) or target is entity or not _stands(target) or position is None:
            continue
        held = target.samples[at]
        town = known_cities().get(plain(str(held.get("city") or "")))
        own = _position(target)
        if own is not None and held.get(own.name):
            row[position.name] = held[own.name]
        elif town is not None:
            row[position.name] = town.around(at, len(target.samples))


def _stand(entity: DraftEntity, towns: list[City]) -> None:
    position = _position(entity)
    if position is None:
        return
    turn = zlib.crc32(entity.name.encode()) % 360
    rows = len(entity.samples)
    for place, row in enumerate(entity.samples):
        named = known_cities().get(plain(str(row.get("city") or "")))
        town = named or towns[place % len(towns)]
        row[position.name] = town.around(place, rows, turn=turn)


def _position(entity: DraftEntity) -> DraftField | None:
    return next((field for field in entity.fields if field.type is FieldType.POSITION), None)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_read()[name].split())


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(phrases(_read()[name]))


@cache
def _read() -> dict[str, str]:
    return table_beside(__package__ or "", "words")
