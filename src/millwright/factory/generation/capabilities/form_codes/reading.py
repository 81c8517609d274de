"""How a prompt gets codes of a form: what is filled in, and who makes the codes."""

from millwright.factory.generation.capabilities.community import internal_table, table_name
from millwright.factory.generation.reader.adding import add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish, listed_stems
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.segment import Person
from millwright.factory.generation.reader.vocabulary import RoleKind, lexicon
from millwright.factory.generation.reader.words import identifier, label, plural
from millwright.factory.generation.spec import UPLOADED, Access, FieldType, Part, Reach

NAME = "form_codes"
_OWN = "code_registration"
_NEAR = 6
_MADE = Access(read=Reach.OWN, create=True, update=Reach.OWN)
_CODE = ("code!* text", "title! text", "ends_on date", "withdrawn bool")


def wishes_of(reading: Reading) -> list[Wish]:
    """The wishes for such codes: by their name, or QR codes that others scan to fill something in."""
    scanned = [wish for wish in reading.wished("qr_codes") if by_a_form(wish)]
    return [*reading.wished(NAME), *scanned]


def draft(reading: Reading) -> None:
    """Adds the tables of codes and of what came through them, and a record where none is named."""
    wishes = wishes_of(reading)
    if not wishes:
        return
    because = because_of(wishes, "")
    _forget_codes(reading, wishes)
    record = _named(reading, wishes) or _registration(reading, wishes, because)
    referred = [field for field in record.fields if field.type is FieldType.REFERENCE and field.target != record.name]
    told = [f"{field.name}{'!' if field.required else ''} @{field.target}" for field in referred]
    codes = internal_table(reading, table_name(record.name, "code"), (*_CODE, *told), because)
    entry = (f"subject! @{record.name}", f"code! @{codes.name}")
    internal_table(reading, table_name(record.name, "entry"), entry, because)


def settle(reading: Reading) -> None:
    """Adds the part: makers see what came through their codes, and see to it."""
    wishes, record = wishes_of(reading), _coded(reading)
    if record is None or not wishes:
        return
    makers = _makers(reading, wishes)
    for role in makers:
        before = Access() if record.key == _OWN else record.access.get(role.name, Access())
        record.access[role.name] = _with(before)
    if record.key == _OWN:
        names = {role.name for role in makers}
        record.access = {name: access for name, access in record.access.items() if name in names}
    _ask_what_strangers_know(reading, record)
    tables = {"codes": table_name(record.name, "code"), "entries": table_name(record.name, "entry")}
    options = (
        tables | {"guests": "yes"} | ({"makers": " ".join(["yes", *(role.name for role in makers)])} if makers else {})
    )
    add_part(reading, Part(capability=NAME, entity=record.name, options=options), because_of(wishes, ""))


def finish(reading: Reading) -> None:
    """Codes of the demonstration are made where it is: no two applications have the same."""
    record = _coded(reading)
    for what in ("code", "entry") if record is not None else ():
        table = reading.entity(table_name(record.name if record else "", what))
        if table is not None:
            table.samples = ()


def by_a_form(wish: Wish) -> bool:
    """Whether a sentence about QR codes says that others fill something in when they scan one; who registers and gets
    one has done so before."""
    stems = listed_stems(NAME, "strictly")
    return any((token.stem,) in stems for token in wish.sentence.tokens[wish.end :])


def _filling(wish: Wish) -> int | None:
    """Where the sentence of a wish says that something is filled in."""
    stems = listed_stems(NAME, "filling")
    return next((place for place, token in enumerate(wish.sentence.tokens) if (token.stem,) in stems), None)


def _named(reading: Reading, wishes: list[Wish]) -> DraftEntity | None:
    """What is filled in by name: the record after the verb, or that of the words for the code."""
    for wish in wishes:
        tokens, verb = wish.sentence.tokens, _filling(wish)
        if verb is not None:
            end = min(verb + 1 + _NEAR, len(tokens))
            after = [*records_in(reading, wish.sentence, verb + 1, end)]
            after += [e for token in tokens[verb + 1 : end] if (e := reading.entity(token.lemma))]
            found = next((entity for entity in after if not entity.internal), None)
            if found is not None:
                return found
        hit = lexicon().entity_index.at([tokens[wish.start].lemma], 0)
        if hit is not None and (tokens[wish.start].stem,) in listed_stems(NAME, "records"):
            return add_record(reading, hit[1].name, wish.words)
    return None


def _forget_codes(reading: Reading, wishes: list[Wish]) -> None:
    """What was read as a record in the words for the codes themselves is none: "application links"."""
    words = {wish.words.lower() for wish in wishes}
    for entity in [*reading.entities]:
        said = entity.because.lower()
        if said and not entity.internal and any(said in one for one in words):
            reading.forget(entity)


def _registration(reading: Reading, wishes: list[Wish], because: str) -> DraftEntity:
    """A record of its own, called by those who fill it in."""
    record = add_record(reading, _OWN, because)
    who = next((person for wish in wishes if (person := _filler(wish))), None)
    words = [*(who.label.lower().split() if who else ()), "registration"]
    many = [*words[:-1], plural(words[-1])]
    record.label, record.plural_label = label(words), label(many)
    name = identifier(words)
    if name and reading.entity(name) is None:
        record.name, record.plural = name, identifier(many) or record.plural
    return record


def _filler(wish: Wish) -> Person | None:
    """Who fills it in: the last people before the verb, who are not those before the code."""
    verb = _filling(wish)
    people = [(start, person) for start, person in sorted(wish.sentence.people.items()) if not person.generic]
    before = [person for start, person in people if verb is not None and start < verb]
    makers = {person.name for start, person in people if start < wish.start}
    return next((person for person in reversed(before) if person.name not in makers or len(before) == 1), None)


def _coded(reading: Reading) -> DraftEntity | None:
    """The record whose codes there are."""
    tables = {entity.name for entity in reading.entities if entity.internal}
    wanted = ((e, {table_name(e.name, "code"), table_name(e.name, "entry")}) for e in reading.entities)
    return next((entity for entity, names in wanted if names <= tables), None)


def _makers(reading: Reading, wishes: list[Wish]) -> list[DraftRole]:
    """Those of whom it is said; else all who work there."""
    said: list[DraftRole] = []
    for wish in wishes:
        before = [person for start, person in sorted(wish.sentence.people.items()) if start < wish.start]
        role = role_named(reading, before[-1]) if before else None
        if role is not None and role.kind is not RoleKind.ADMIN and _filler(wish) is not before[-1]:
            said.append(role)
    named = list({role.name: role for role in said}.values())
    return named or [role for role in reading.roles if role.kind is RoleKind.STAFF]


def _with(before: Access) -> Access:
    """Rights to see one's own rows and to change them, beside those that there are."""
    read = before.read if before.read is not Reach.NONE else _MADE.read
    update = before.update if before.update is not Reach.NONE else _MADE.update
    return before.model_copy(update={"read": read, "create": True, "update": update})


def _ask_what_strangers_know(reading: Reading, record: DraftEntity) -> None:
    """Files and people are chosen by those with an account; what the code does not say is left open."""
    codes = reading.entity(table_name(record.name, "code"))
    told = {field.name for field in codes.fields} if codes else set[str]()
    for field in record.fields:
        unknown = field.type is FieldType.REFERENCE and field.name not in told
        if field.type in UPLOADED or field.type is FieldType.ACCOUNT or unknown:
            field.required = False
