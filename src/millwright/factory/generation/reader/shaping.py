"""Sixth stage: names and fields of the chosen records, from what the prompt lists and what the lexicon knows."""

from copy import copy
from functools import cache

from millwright.factory.generation.reader.about import about
from millwright.factory.generation.reader.alike import field_meant, has_unit, means, narrowed
from millwright.factory.generation.reader.attributes import field_types, known_attribute, same_meaning
from millwright.factory.generation.reader.choices import spelled_values
from millwright.factory.generation.reader.choosing import Choice, totals
from millwright.factory.generation.reader.data import pairs, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, FieldList, Reading
from millwright.factory.generation.reader.examples import ABOUT
from millwright.factory.generation.reader.fields import entry_lines, named_field, safe_field_name
from millwright.factory.generation.reader.guessing import guessed_fields
from millwright.factory.generation.reader.inquiries import MESSAGE, of_form
from millwright.factory.generation.reader.listed import is_counted, item_entity, lists_records, vague
from millwright.factory.generation.reader.nouns import is_person, named_by
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Part
from millwright.factory.generation.reader.trades import name_in_trade
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind, lemma_key, lexicon
from millwright.factory.generation.reader.words import identifier, label, plural, plural_words, singular
from millwright.factory.generation.reserved import class_names, fault_of_new_entity
from millwright.factory.generation.spec import MAX_FIELDS, TEMPORAL, FieldType

_PLACES_LEFT = word_set("shaping_places_left")
_EXACT = 3
_SUMS = word_set("shaping_sums")
_TOLD = 2  # fields that are told of an unknown record, so that it needs no plain ones
_TOLD_OF = frozenset({FieldType.TAGS})
_PERSON_FIELDS = "name! text: ~person\nemail email\nphone phone\nnotes long: ~note"
_POSTED = frozenset({"post", "publish", "share", "write"})
_OFFERED = frozenset({"advertise", "lend", "list", "rent", "sell"})
_ENTERED = frozenset({"enter", "record", "track"})
_LOOKED = frozenset({"browse", "discover", "explore", "search"})
_KINDS = frozenset({"category", "kind", "type"})
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_TITLES = ("name", "title", "subject")
_TOLD_TO_VISITORS = frozenset({"description", "skill_requirements"})
_REACHED = frozenset({"information", "info", "details", "data"})
_LAST = frozenset({"body", "description", "notes"})
_PATTERN = "="


def shape(reading: Reading, chosen: list[Choice]) -> None:
    """Adds the chosen records to the reading, with names that nothing else has and with their fields."""
    known = len(reading.entities)
    for choice in chosen:
        reading.entities.append(_named(choice, reading))
    listed, told = _listed_fields(reading), _listed_fields(reading, told=True)
    for entity in reading.entities[known:]:
        _give_fields(entity, reading, listed.get(entity.key, []))
        _give_told(entity, reading, told.get(entity.key, []))
        _own_words(entity)
    for choice in chosen:
        made = reading.entity(choice.key)
        if made is not None and choice.kinds:
            _tell_kinds(made, choice)


def _named(choice: Choice, reading: Reading) -> DraftEntity:
    taken = {name for known in reading.entities for name in (known.name, known.plural)}
    words = list(choice.words)
    if choice.entry is not None:
        entry = choice.entry
        name, shown, many, kind = entry.name, entry.label, entry.plural_label, entry.kind
        if words and not choice.assumed and _said_otherwise(entry, words):
            name, shown, many = identifier(words) or name, label(words), label(plural_words(words))
        elif own := name_in_trade(reading, entry.name, entry.label).split():
            name, shown, many = identifier(own), label(own), label(plural_words(own))
    else:
        name = identifier(words) or "entry"
        shown, many = label(words), label(plural_words(words))
        kind = EntityKind.PERSON if is_person(words[-1:]) else _shown_kind(choice, reading)
    name, plural_name = _free_names(name, taken)
    made = DraftEntity(choice.key, name, plural_name, shown, many, kind, choice.entry, choice.because, choice.assumed)
    made.look = choice.entry.look if choice.entry else made.look
    return made


def _own_words(entity: DraftEntity) -> None:
    """Where a record is called otherwise than in the lexicon, so are its fields: a yurt has a type, no "room type"."""
    usual = entity.entry.label if entity.entry is not None else entity.label
    if usual.lower() in entity.label.lower():
        return
    for field in entity.fields:
        if not field.because and field.label.startswith(f"{usual} "):
            field.label = field.label.removeprefix(f"{usual} ").capitalize()


def _tell_kinds(entity: DraftEntity, choice: Choice) -> None:
    """Rows of which the prompt names several kinds say which one they are."""
    named = ("category", "kind", "type", f"{entity.name}_type")
    field = next((f for f in entity.fields if f.name in named), None)
    if field is None:
        field = DraftField(safe_field_name(f"{entity.name}_type", entity.name), "Kind", FieldType.CHOICE)
        entity.fields.insert(1, field)
    field.type, field.target, field.pool, field.values = FieldType.CHOICE, None, "", ()
    labels = {choice_value(kind): label([kind]) for kind in reversed(choice.kinds)}
    field.choices, field.because = tuple(labels.values())[::-1], choice.because


def _said_otherwise(entry: EntityEntry, words: list[str]) -> bool:
    """Whether the prompt has a word of its own for a record: another one than ours, or another name that we know."""
    shown = set(lemma_key(entry.label))
    known = len(words) > 1 and len(shown) > 1 and " ".join(words) in entry.words
    known = known or entry.sort
    return not shown & set(words) or (known and (entry.sort or words[0] not in shown | lexicon().adjectives))


def _shown_kind(choice: Choice, reading: Reading) -> EntityKind:
    """What people post on a site, list there for others or look through, is there to be seen."""
    if not reading.site:
        return EntityKind.LOG
    said = [m.statement for m in reading.mentions if m.key == choice.key and m.statement is not None]
    bases = {statement.verb.base for statement in said if not statement.own}
    if bases & _POSTED:
        return EntityKind.CONTENT
    seen = any(_seen_of(listing, choice.key) for listing in reading.lists)
    return EntityKind.CATALOGUE if seen or bases & (_OFFERED | _LOOKED) else EntityKind.LOG


def _seen_of(listing: FieldList, key: str) -> bool:
    """Whether people see fields of a record, rather than enter them: "view the length of each slope"."""
    if not listing.told or listing.head is None or listing.start < 2:
        return False
    tokens = listing.sentence.tokens
    return tokens[listing.head[1] - 1].lemma == key and tokens[listing.start - 2].low not in _ENTERED


def _free_names(name: str, taken: set[str]) -> tuple[str, str]:
    """A singular and a plural that are usable, differ, and are not taken."""
    for suffix in ("", "_record", "_entry", "_item", "_file", *(f"_kind{n}" for n in range(2, 60))):
        one = f"{name}{suffix}"[:38].strip("_")
        head, _, last = one.rpartition("_")
        many = f"{head}_{plural(last)}" if head else plural(last)
        classes = {spelt for known in taken for spelt in class_names(known, ())}
        shared = classes & set(class_names(one, ()))
        bad = {one, many} & taken or shared or fault_of_new_entity(one) or fault_of_new_entity(many)
        if not bad and one != many:
            return one, many
    raise ValueError(name)


def _listed_fields(reading: Reading, *, told: bool = False) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """For each chosen record the names that the prompt lists as its fields, with the words that list them."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for listing in (known for known in reading.lists if known.told is told):
        if lists_records(listing, reading.domain):
            _between_records(listing, reading, found)
            continue
        owner = _owner(listing, reading)
        if owner is None:
            continue
        values = spelled_values(listing.sentence)
        for words in (each for item in listing.items for each in _spelled_out(item)):
            item = (*words[:-1], singular(words[-1])) if _tells_kind(words) else words
            itself = len(item) == 1 and singular(item[0]) in {owner.key, owner.name}
            if itself or identifier(item[-1:]) in values or identifier(item) in values or item == ("blog",):
                continue
            if not vague(item) or known_attribute(item) or _tells_kind(item) or _of_something(item):
                of = reading.entity(_told_of().get(identifier(item), ""))
                found.setdefault(of.key if of else owner.key, []).append((item, listing.text))
    return found


@cache
def _told_of() -> dict[str, str]:
    """What is told of one record, wherever it is listed: the number of the table at which guests order."""
    return pairs(str(table("grammar")["shaping_told_of"]))


def _spelled_out(item: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Contact information is a telephone number and an e-mail address."""
    return (("phone",), ("email",)) if item[0] == "contact" and item[-1] in _REACHED else (item,)


def _of_something(item: tuple[str, ...]) -> bool:
    """Whether a listed name says of what it is: "cause of action"."""
    return "of" in item[1:-1] and singular(item[0]) not in lexicon().generic | lexicon().facets


def _tells_kind(item: tuple[str, ...]) -> bool:
    """Whether a listed name says which kind a record is of: "registration with ticket types"."""
    return len(item) > 1 and singular(item[-1]) in _KINDS


def _between_records(listing: FieldList, reading: Reading, found: dict[str, list[tuple[tuple[str, ...], str]]]) -> None:
    """Tags and the like in a list of records are those of the record before: "articles, tags, comments"."""
    owner: DraftEntity | None = None
    for item in listing.items:
        entry = item_entity(item, reading.domain)
        here = reading.entity(entry.name if entry else singular(item[-1]))
        if here is None and owner is not None and entry is None and field_types().get(item[-1]) in _TOLD_OF:
            found.setdefault(owner.key, []).append((item, listing.text))
        owner = here or owner


def _owner(listing: FieldList, reading: Reading) -> DraftEntity | None:
    """Whose fields a list names: those of a form, of what people look at, or of a record that the sentence names."""
    if of_form(listing) or listing.of:
        return reading.entity(listing.of or MESSAGE)
    return (_seen_before(listing, reading) if _of_details(listing) else None) or _named_owner(listing, reading)


def _named_owner(listing: FieldList, reading: Reading) -> DraftEntity | None:
    """The record that stands before a list, else the one that its sentence is about."""
    if listing.head is not None:
        named = named_by(listing.sentence.tokens[slice(*listing.head)], reading.domain)
        if named is not None:
            owner = reading.entity(named.key)
            if owner is not None or not listing.entered:
                return _measured_at(owner, listing, reading) or owner
        head = listing.sentence.tokens[listing.head[1] - 1]
        called = reading.entity(head.lemma) if named is None else None
        if called is not None or listing.told:
            return called or (reading.entity("product") if reading.site else None)
    if not all(known_attribute(item) or item_entity(item, reading.domain) for item in listing.items[:2]):
        return None
    here = {id(s) for s in reading.statements if s.sentence is listing.sentence}
    near = [m for m in reading.mentions if m.statement is not None and id(m.statement) in here]
    if listing.told:
        weights = totals(reading)
        near.sort(key=lambda mention: -weights.get(mention.key, 0.0))
    else:
        near.sort(key=lambda mention: -mention.weight)
    shown = listing.told and not listing.entered
    for mention in near:
        owner = reading.entity(mention.key)
        if owner is not None and not (shown and owner.kind not in _SHOWN):
            return owner
    return reading.entities[0] if listing.entered and 0 < len(reading.entities) < 4 else None


def _of_details(listing: FieldList) -> bool:
    """Whether the word before a list says no more than that details follow."""
    return listing.head is not None and listing.sentence.tokens[listing.head[1] - 1].part is Part.ADJECTIVE


def _seen_before(listing: FieldList, reading: Reading) -> DraftEntity | None:
    """What people look at right before its details are told: "browse the bells by tuning, view detailed information
    such as diameter"."""
    before = [s for s in reading.statements if s.sentence is listing.sentence and s.end <= listing.start]
    for statement in reversed(before):
        for phrase in (known for known in statement.phrases if known.direct):
            named = named_by(listing.sentence.tokens[phrase.start : phrase.end], reading.domain)
            owner = reading.entity(named.key) if named is not None else None
            if owner is not None:
                return owner
    return None


def _measured_at(owner: DraftEntity | None, listing: FieldList, reading: Reading) -> DraftEntity | None:
    """What is kept of a place over time, where a list tells what is seen "of each station"."""
    before = listing.sentence.tokens[listing.head[0] - 1].low if listing.head else ""
    of = owner.key if owner is not None and before in {"each", "every"} else ""
    kept = [e for e in reading.entities if of and e.kind is EntityKind.LOG and e.entry is not None]
    return next((e for e in kept if e.entry and any(of in x for _, x, _ in entry_lines(e.entry.fields))), None)


def _give_fields(entity: DraftEntity, reading: Reading, listed: list[tuple[tuple[str, ...], str]]) -> None:
    usual = _usual_fields(entity, reading)
    asked: list[DraftField] = []
    states = {choice_value(value) for field in usual for value in field.choices}
    for words, because in listed:
        made = None if choice_value(" ".join(words)) in states else _asked_field(words, entity, usual, reading)
        if made is not None and all(made.name != known.name for known in asked):
            made.because = because
            asked.append(made)
            told = [field for field in usual if means(field, made) or narrowed(field, made, entity.key)]
            usual = [field for field in usual if field is usual[0] or field not in told]
    if len(asked) >= _EXACT:
        kept = _with_title(asked, usual, entity)
        kept += [] if _has_just(listed) else [*_text_of(entity, kept, usual, reading), *_always_had(kept, usual)]
        kept += _spoken_of(kept, usual, reading)
    elif asked and entity.entry is None:
        kept = _with_title([*asked], usual, entity)
        kept += [f for f in usual if f.name in _LAST and f.name not in {k.name for k in kept}]
    else:
        names = {known.name for known in usual}
        kept = [*usual, *(field for field in asked if field.name not in names)]
    entity.fields = kept[: MAX_FIELDS - 2]
    if any(field.type is FieldType.DATE for field in entity.fields):
        for field in asked:
            if field.type is FieldType.DATETIME and field.name.rsplit("_", 1)[-1] == "time":
                field.type = FieldType.TIME


def _give_told(entity: DraftEntity, reading: Reading, told: list[tuple[tuple[str, ...], str]]) -> None:
    """What the prompt tells of a record beside its lists comes to the fields that it has.

    Plain ones of an unknown record stand for want of others, and go.
    """
    if entity.entry is None and len(told) >= _TOLD and entity.kind is EntityKind.LOG:
        entity.fields = [f for f in entity.fields if f is entity.fields[0] or f.because or f.name == "notes"]
    for words, because in told:
        made = _asked_field(words, entity, entity.fields, reading)
        if made is not None and not any(means(field, made) for field in entity.fields):
            made.because = because
            entity.fields = [*entity.fields, made][: MAX_FIELDS - 2]


def _with_title(asked: list[DraftField], usual: list[DraftField], entity: DraftEntity) -> list[DraftField]:
    """The asked fields with one that names a row in front: a text that was asked for, else the usual one.

    The name of something else names no row: the books of a course have a title beside the course's name.
    """
    titles = [f for f in asked if f.type is FieldType.TEXT and _names_row(f, usual, entity)]
    shown = bool(usual) and usual[0].name in _TITLES and entity.kind in _SHOWN and entity.entry is not None
    if not titles and not shown and asked[0].type is FieldType.TEXT and not (asked[0].pool or asked[0].values):
        titles = [asked[0]]
    if titles:
        titles[0].required = True
        if not titles[0].values and not titles[0].pool and usual:
            titles[0].values, titles[0].pool = usual[0].values, usual[0].pool
        return asked
    first = usual[0] if usual else _name_field(entity)
    return [first, *(field for field in asked if field.name != first.name)]


def _names_row(field: DraftField, usual: list[DraftField], entity: DraftEntity) -> bool:
    *before, last = field.name.split("_")
    if last not in _TITLES:
        return False
    hit = lexicon().entity_index.at([singular(word) for word in before], 0) if before else None
    other = hit is not None and hit[1] is not entity.entry and not {*before} & {*entity.name.split("_")}
    return not other or (bool(usual) and means(usual[0], field))


def _has_just(listed: list[tuple[tuple[str, ...], str]]) -> bool:
    """Whether the prompt says what a record has, rather than what it is entered or shown with."""
    return any({"has", "have"} & set(because.lower().split()) for _, because in listed)


def _text_of(
    entity: DraftEntity, asked: list[DraftField], usual: list[DraftField], reading: Reading
) -> list[DraftField]:
    """The text that an article is nothing without, where the prompt lists only what comes with it, and the one that
    tells visitors of what they look through."""
    if any(field.type is FieldType.LONG_TEXT for field in asked):
        return []
    texts = [field for field in usual if field.type is FieldType.LONG_TEXT]
    if entity.kind is EntityKind.CONTENT:
        return [field for field in texts if field.required][:1]
    shown = bool(reading.site) and entity.kind is EntityKind.CATALOGUE
    return [field for field in texts if shown and field.name in _TOLD_TO_VISITORS][:1]


def _always_had(asked: list[DraftField], usual: list[DraftField]) -> list[DraftField]:
    """The day, the states, the number in stock and the sum that a record of its kind is nothing without, where none of
    that sort was asked for."""
    named = {field.name for field in asked}
    left = [field for field in usual if field.required and field.name not in named]
    days, states = TEMPORAL, {"status", "stage", "state"}
    dated = any(field.type in days for field in asked)
    stated = any(field.type is FieldType.CHOICE and field.name in states for field in asked)
    day = next((field for field in left if field.type in days and not dated), None)
    state = next((field for field in left if field.name in states and not stated), None)
    stock = next((field for field in left if field.name == "quantity"), None)
    whole = next((field for field in left if field.name in {"amount", "total"} and "quantity" in named), None)
    return [field for field in (day, state, stock, whole) if field is not None]


def _spoken_of(asked: list[DraftField], usual: list[DraftField], reading: Reading) -> list[DraftField]:
    """The sums and rates of a record that the prompt speaks of elsewhere: "reduce prices", "deducting the
    commission"."""
    said = {token.lemma for sentence in reading.sentences for token in sentence.tokens} & _SUMS
    able = [field for field in usual if field.type in {FieldType.MONEY, FieldType.DECIMAL}]
    return [field for field in able if said & {*field.name.split("_")} and field.name not in {f.name for f in asked}]


def _name_field(entity: DraftEntity) -> DraftField:
    return DraftField("name", "Name", FieldType.TEXT, required=True, pool=f"kept:{entity.label}")


def _asked_field(
    words: tuple[str, ...], entity: DraftEntity, usual: list[DraftField], reading: Reading
) -> DraftField | None:
    """A field that the prompt names: the usual one of that meaning, a reference to a chosen record, or a new one."""
    target = item_entity(words, reading.domain)
    other = reading.entity(target.name) if target else reading.entity(singular(words[-1]))
    if other is not None and known_attribute(words) and singular(words[-1]) not in {other.key, *other.name.split("_")}:
        other = None
    if other is not None and other is not entity and not is_counted(words):
        name = safe_field_name(other.name, entity.name)
        return DraftField(name, label([*words[:-1], singular(words[-1])]), FieldType.REFERENCE, target=other.name)
    if words[0] in _PLACES_LEFT and words[-1] in same_meaning("places"):
        words = words[-1:]
    made = named_field(words, entity.name)
    if made is None:
        return None
    same = field_meant(made, usual) or _own_day(usual, words)
    if same is None:
        measured = entity.kind is EntityKind.LOG and any(field.type is FieldType.DECIMAL for field in usual)
        made.type = FieldType.DECIMAL if measured and words[-1] == "value" else made.type
        return made
    kept = copy(same)
    if words not in {("date",), ("time",)} and not has_unit(same, made.name):
        kept.name, kept.label = made.name, made.label
    return kept


def _own_day(usual: list[DraftField], words: tuple[str, ...]) -> DraftField | None:
    """The day of a record that has one that it is nothing without: a "date" alone is that one, and a "time" where it
    has an hour."""
    days = [field for field in usual if field.type in TEMPORAL and field.required]
    meant = words == ("date",) or (words == ("time",) and days[:1] and days[0].type is FieldType.DATETIME)
    return days[0] if meant and len(days) == 1 else None


def _usual_fields(entity: DraftEntity, reading: Reading) -> list[DraftField]:
    """The fields that the lexicon gives a record, or plain ones for an unknown noun."""
    if entity.entry is None and entity.kind is EntityKind.PERSON:
        return [copy(line) for line, _, _ in entry_lines(_PERSON_FIELDS)]
    if entity.entry is None:
        return guessed_fields(entity)
    made: list[DraftField] = []
    for line, targets, only_beside in entry_lines(entity.entry.fields):
        field = copy(line)
        if field.pool.startswith(_PATTERN):
            field.pool = f"{field.pool.removeprefix(_PATTERN)}:{entity.label}{ABOUT}{about(reading.all_sentences)}"
        if field.name == entity.name and field.type is FieldType.CHOICE:
            field.name, field.label = "category", "Category"
        field.name = safe_field_name(field.name, entity.name)
        if targets:
            others = [e for e in map(reading.entity, targets) if e is not None and e is not entity]
            other = next((e for e in others if e.key in entity.because.lower().split()), next(iter(others), None))
            if other is None and only_beside:
                continue
            _point(field, targets, other, entity, reading)
        if all(known.name != field.name for known in made):
            made.append(field)
    return made


def _point(
    field: DraftField, targets: tuple[str, ...], other: DraftEntity | None, entity: DraftEntity, reading: Reading
) -> None:
    """Makes a field a reference to the record that is there, or a text that is named by what the prompt says."""
    if other is not None:
        field.type, field.target, field.pool = FieldType.REFERENCE, other.name, ""
        if field.name.endswith("_name") or field.name in targets or len(targets) > 1:
            field.name, field.label = safe_field_name(other.name, entity.name), other.label
        return
    said = {token.lemma for sentence in reading.sentences for token in sentence.tokens}
    spoken = next((target for target in targets if target in said and target != entity.key), None)
    if spoken is not None and len(targets) > 1 and not field.name.endswith("_name"):
        field.name, field.label = safe_field_name(spoken, entity.name), label([spoken.replace("_", " ")])
    if not field.values and not field.pool:
        entry = lexicon().entities.get(spoken or next(iter(targets), ""))
        first = next((made for made, _, _ in entry_lines(entry.fields)), None) if entry else None
        field.values, field.pool = (first.values, first.pool) if first else ((), "person")
