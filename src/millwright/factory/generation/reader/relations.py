"""Seventh stage: references between records that the prompt states, and none that run in a circle."""

from millwright.factory.generation.reader.draft import DraftEntity, DraftField, FieldList, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.linking import implied
from millwright.factory.generation.reader.listed import item_entity, lists_records
from millwright.factory.generation.reader.lookups import acted_on, entity_of, records_in
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.tying import about_the_same, tied
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, singular
from millwright.factory.generation.reserved import class_names, derived_names, fault_of_field_name
from millwright.factory.generation.spec import FieldType

_WHOSE = frozenset({"of", "from"})
_SHARING = frozenset({"bid", "book", "join", "reserve"})
_BELONGS = frozenset({"belong", "belongs", "per", "linked", "attached", "assigned"})


def relate(reading: Reading) -> None:
    """Adds the references that sentences ask for, then empties those that would close a circle."""
    for listing in reading.lists:
        if lists_records(listing, reading.domain):
            _parts_of_head(listing, reading)
    for sentence in reading.sentences:
        _belonging(sentence, reading)
        _of_others(sentence, reading)
    for statement in reading.statements:
        _shared(statement, reading)
    for part, head, because in implied(reading):
        _refer(part, head, because)
    for part, head, because in tied(reading):
        _refer(part, head, because)
    for part, head, because in [*about_the_same(reading)]:
        _refer(part, head, because)
    _break_circles(reading.entities)
    for entity in reading.entities:
        _settle_fields(entity)
    _settle_classes(reading.entities)


def _parts_of_head(listing: FieldList, reading: Reading) -> None:
    """In "projects with tasks and comments" tasks and comments belong to a project."""
    if listing.head is None:
        return
    named = named_by(listing.sentence.tokens[slice(*listing.head)], reading.domain)
    head = reading.entity(named.key) if named else None
    for item in listing.items if head else ():
        entry = item_entity(item, reading.domain)
        part = reading.entity(entry.name if entry else singular(item[-1]))
        if head is not None and part is not None:
            along = _takes_place(head) and not _takes_place(part) and _comes_along(part)
            _refer(*((head, part) if along else (part, head)), listing.text)


def _takes_place(entity: DraftEntity) -> bool:
    """Whether a record is something that happens at a time."""
    return any(field.type is FieldType.DATETIME and field.required for field in entity.fields)


def _comes_along(entity: DraftEntity) -> bool:
    """Whether rows of a record take part in many things that happen: "lessons with instructors and cars"."""
    return entity.kind in {EntityKind.CATALOGUE, EntityKind.PERSON}


def _belonging(sentence: Sentence, reading: Reading) -> None:
    """In "each task belongs to a project" the first record refers to the second."""
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        if token.low not in _BELONGS:
            continue
        before = _nearest(reading, sentence, range(place - 1, max(-1, place - 5), -1))
        ahead = range(place + 1, min(len(tokens), place + 6))
        end = next((at for at in ahead if tokens[at].part is Part.PUNCTUATION), ahead.stop)
        after = _nearest(reading, sentence, range(place + 1, end))
        if before is not None and after is not None and before is not after:
            _refer(before, after, sentence.text)


def _of_others(sentence: Sentence, reading: Reading) -> None:
    """In "vacancies of clients" and "offers from suppliers" the first record refers to the second."""
    tokens = sentence.tokens
    for place in range(1, len(tokens) - 1):
        if tokens[place].low not in _WHOSE or not is_plural(tokens[place - 1].low):
            continue
        end = place + 1
        while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE} and end < place + 4:
            end += 1
        part = _ended_by(sentence, reading, place)
        head = next(iter(records_in(reading, sentence, place + 1, end)), None) if end > place + 1 else None
        many = head is not None and is_plural(tokens[end - 1].low)
        if part is not None and head is not None and many and (tokens[place].low == "of" or _is_person(head)):
            _refer(part, head, sentence.words(max(0, place - 1), end))


def _shared(statement: Statement, reading: Reading) -> None:
    """What is made by asking for a share in something refers to it: "carriers bid on loads"."""
    made = lexicon().requests.get(statement.verb.base) if statement.verb.base in _SHARING else None
    share = reading.entity(made) if made else None
    if share is None or share.kind is not EntityKind.PERSONAL or any(field.target for field in share.fields):
        return
    for head in acted_on(reading, statement):
        if head is not share and head.kind not in {EntityKind.PERSON, EntityKind.PERSONAL}:
            _refer(share, head, statement.text)


def _is_person(entity: DraftEntity) -> bool:
    return entity.kind is EntityKind.PERSON


def _ended_by(sentence: Sentence, reading: Reading, place: int) -> DraftEntity | None:
    """The record that the nouns right before a place name."""
    begin = place
    while begin and place - begin < 3 and sentence.tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE}:
        begin -= 1
    named = named_by(sentence.tokens[begin:place], reading.domain)
    return entity_of(reading, named.key) if named is not None and not named.facet else None


def _nearest(reading: Reading, sentence: Sentence, places: range) -> DraftEntity | None:
    for place in places:
        token = sentence.tokens[place]
        found = reading.entity(token.lemma)
        if found is not None:
            return found
        named = named_by([token], reading.domain) if token.low else None
        if named is not None and reading.entity(named.key) is not None:
            return reading.entity(named.key)
    return None


def _refer(part: DraftEntity, head: DraftEntity, because: str) -> None:
    linked = any(f.target == head.name for f in part.fields) or any(f.target == part.name for f in head.fields)
    if part is head or linked or head.kind is EntityKind.LOG:
        return
    name = safe_field_name(head.name, part.name)
    told = {name, f"{head.name}_name", *((f"{head.key}_name",) if _is_person(head) else ())}
    part.fields = [field for field in part.fields if field.name not in told or field is part.fields[0]]
    made = DraftField(name, head.label, FieldType.REFERENCE, target=head.name, because=because)
    part.fields.insert(1, made)


def _break_circles(entities: list[DraftEntity]) -> None:
    """References run one way only: those that come back to a record already passed become plain texts."""
    by_name = {entity.name: entity for entity in entities}
    done: set[str] = set()

    def visit(entity: DraftEntity, path: tuple[str, ...]) -> None:
        for field in entity.fields:
            if field.target is None or (entity.internal and field.target == entity.name):
                continue
            if field.target in {*path, entity.name}:
                first = by_name[field.target].fields[0]
                field.target, field.type = None, FieldType.TEXT
                field.values, field.pool = first.values, first.pool
            elif field.target not in done:
                visit(by_name[field.target], (*path, entity.name))
        done.add(entity.name)

    for entity in entities:
        if entity.name not in done:
            visit(entity, ())


def _settle_fields(entity: DraftEntity) -> None:
    """Leaves out fields whose derived names, such as those of a range of days, another field has already.

    References whose derived names are reserved, as the owner's is, take their record's name in front.
    """
    taken: set[str] = set()
    kept: list[DraftField] = []
    for field in entity.fields:
        if field.target and any(fault_of_field_name(name) for name in derived_names(field.name, field.type)):
            field.name = f"{entity.name}_{field.name}"[:38].strip("_")
        names = set(derived_names(field.name, field.type))
        if not names & taken:
            kept.append(field)
            taken |= names
    entity.fields = kept


def _settle_classes(entities: list[DraftEntity]) -> None:
    """Renames choice fields whose class another record would have too, such as a category of a product category."""
    taken = {name for entity in entities for name in class_names(entity.name, ())}
    for entity in entities:
        for field in entity.fields:
            if field.type is FieldType.CHOICE:
                while class_names(entity.name, (field.name,))[-1] in taken:
                    field.name = f"{field.name}_choice"
                taken.add(class_names(entity.name, (field.name,))[-1])


def part_loops(reading: Reading) -> None:
    """What is asked for refers to what it is about, and never the other way: rooms "with booking" name no booking."""
    asked = {entity.name: entity for entity in reading.entities if entity.kind is EntityKind.PERSONAL}
    for entity in reading.entities:
        about = {name for name, other in asked.items() if any(field.target == entity.name for field in other.fields)}
        entity.fields = [field for field in entity.fields if field.target not in about] or entity.fields
