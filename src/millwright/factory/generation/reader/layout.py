"""Whether an application has a public site, and what visitors see there."""

from collections.abc import Iterator

from millwright.factory.generation.reader.adding import add_record
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.lookups import acted_on, money_field
from millwright.factory.generation.reader.roles import asks_for_accounts, opens_accounts
from millwright.factory.generation.reader.site_pages import add_pages
from millwright.factory.generation.reader.site_texts import offer
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.topics import Topic
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind, lexicon
from millwright.factory.generation.reader.words import is_plural, label, singular
from millwright.factory.generation.site import Layout, Look
from millwright.factory.generation.spec import Access, FieldType, Reach

_PUBLIC_KINDS = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_CUSTOMERS = frozenset({"customer", "client", "patient", "tenant", "guest", "gym_member", "borrower"})
_STAND_FOR = frozenset({Look.ARTICLES, Look.PEOPLE, Look.PRICES, Look.QUESTIONS, Look.QUOTES})
_FOR_ALL = word_set("layout_for_all")
_WRITTEN_TO = word_set("layout_written_to")
_WORKS = word_set("selling_works")
_UNFINISHED = frozenset({"Draft", "Archived", "Withdrawn", "Closed"})
_EDITING = frozenset({"draft", "publish", "approve", "review", "publishing", "approval", "editor", "editorial"})


def add_topics(reading: Reading) -> None:
    """Adds the records that the pages of a website show, unless the prompt has others of their kind; services get rows
    that read like the kind of organisation."""
    for topic in reading.topics:
        if topic.record and _shown_by(reading, topic) is None:
            _name(add_record(reading, topic.record, topic.words), topic)
    _show_works(reading)
    service = reading.entity("service")
    if reading.site and service is not None:
        offer(reading, service)


def _show_works(reading: Reading) -> None:
    """Works of art and craft are shown for themselves: nobody asks for whom they were made, or at which address."""
    works = reading.entity("portfolio_project")
    if works is not None and works.label.lower().split()[-1] in _WORKS:
        works.fields = [f for f in works.fields if f.because or f.name not in {"client_name", "link_address"}]


def _name(entity: DraftEntity, topic: Topic) -> None:
    """Calls the rows as the page is called: the menu then says what the prompt said."""
    words = topic.words.lower().split()
    told = singular(words[-1]) in word_set("topics_told")
    said = topic.as_said and is_plural(words[-1]) and not told and not set(words) & {"our", "us", "we"}
    entity.plural_label = label(words)[:60] if said else topic.label
    if said:
        entity.label = label([*words[:-1], singular(words[-1])])[:60]


def lay_out(reading: Reading) -> None:
    """Gives an application that strangers come to a public site; others stay a workspace behind a sign-in."""
    public = list(_public(reading))
    written = any(entity.key in _WRITTEN_TO and not entity.assumed for entity in reading.entities)
    if not reading.site or not (public or reading.topics or written):
        return
    reading.layout = Layout.SITE
    reading.reasons.append(("Public site", reading.site))
    for entity in public:
        _leave_out_drafts(reading, entity)
        show_to_visitors(reading, entity)
    _let_visitors_be(reading)
    add_pages(reading, {topic.name: found for topic in reading.topics if (found := _shown_by(reading, topic))})


def show_to_visitors(reading: Reading, entity: DraftEntity) -> None:
    """Lets visitors read a record, and the public records that it refers to."""
    entity.visitors = Access(read=Reach.ALL, create=entity.visitors.create)
    for field in entity.fields:
        target = reading.entity(field.target) if field.type is FieldType.REFERENCE and field.target else None
        if target is not None and target.kind in _PUBLIC_KINDS and target.visitors.read is Reach.NONE:
            show_to_visitors(reading, target)


def _shown_by(reading: Reading, topic: Topic) -> DraftEntity | None:
    """The record that a page shows: the one it is for, or another that is shown the same way, as doctors are a team."""
    if not topic.record:
        return None
    entry = lexicon().entities[topic.record]
    known = reading.entity(topic.record)
    if known is None and "list" in topic.words.lower().split():
        known = next((e for e in reading.entities if e.kind in _PUBLIC_KINDS and money_field(e) is not None), None)
    same = (
        (e for e in reading.entities if e.look is entry.look and e.entry is not None)
        if entry.look in _STAND_FOR
        else ()
    )
    return known or next(iter(same), None)


def _public(reading: Reading) -> Iterator[DraftEntity]:
    """Catalogues and content, and what users look at without keeping it themselves."""
    seen = [entity for statement in reading.statements if _looks(statement) for entity in acted_on(reading, statement)]
    for entity in reading.entities:
        looked_at = entity.kind is EntityKind.LOG and entity in seen and not _kept_by_users(reading, entity)
        if not entity.internal and (entity.kind in _PUBLIC_KINDS or looked_at) and not _somebodys(reading, entity):
            yield entity


def _somebodys(reading: Reading, entity: DraftEntity) -> bool:
    """Whether its rows belong to people, as the bikes of a repair shop do: nobody's business but theirs."""
    entered = any(access.create and access.read is Reach.OWN for access in entity.access.values())
    if (entered and entity.kind is EntityKind.CATALOGUE) or any(
        field.type is FieldType.ACCOUNT for field in entity.fields
    ):
        return True
    targets = [reading.entity(field.target) for field in entity.fields if field.target]
    return any(target is not None and target.key in _CUSTOMERS for target in targets)


def _looks(statement: Statement) -> bool:
    return statement.verb.act is Act.VIEW and not statement.own


def _kept_by_users(reading: Reading, entity: DraftEntity) -> bool:
    makes = {Act.CREATE, Act.MANAGE}
    return any(s.verb.act in makes and s.subject and entity in acted_on(reading, s) for s in reading.statements)


def _leave_out_drafts(reading: Reading, entity: DraftEntity) -> None:
    """What visitors read is published: states of editing are kept only where the prompt speaks of editing."""
    said = {token.low for sentence in reading.sentences for token in sentence.tokens}
    if not said & _EDITING:
        entity.fields = [field for field in entity.fields if not _of_editing(field)] or entity.fields


def _of_editing(field: DraftField) -> bool:
    return not field.because and field.type is FieldType.CHOICE and "Draft" in field.choices and _short(field)


def _short(field: DraftField) -> bool:
    return all(choice in _UNFINISHED or choice in {"Published", "In force", "Open"} for choice in field.choices)


def _let_visitors_be(reading: Reading) -> None:
    """Whoever only visits needs no account: the role goes, and what it could send in visitors may."""
    role = next((role for role in reading.roles if role.key == "visitor" or _gains_nothing(reading, role)), None)
    if role is None:
        return
    if asks_for_accounts(reading) and not any(r.key == "member" for r in reading.roles):
        _rename(reading, role, "Member")
        return
    reading.roles.remove(role)
    for entity in reading.entities:
        access = entity.access.pop(role.name, Access())
        if access.create and _sent_in(reading, entity):
            entity.visitors = Access(read=entity.visitors.read, create=True)


def _gains_nothing(reading: Reading, role: DraftRole) -> bool:
    """Whether an account would let people do no more than visitors can: look around, and write to those of the site."""
    wished = {wish.capability.name for wish in reading.wishes if not wish.refused}
    if role.kind is not RoleKind.OUTSIDER or not role.generic or wished - _FOR_ALL or opens_accounts(reading):
        return False
    if any(role.name in field.holders for entity in reading.entities for field in entity.fields):
        return False
    for entity in (known for known in reading.entities if not known.internal):
        access = entity.access.get(role.name, Access())
        if access.create and entity.key not in _WRITTEN_TO:
            return False
        if access.read is Reach.ALL and entity.visitors.read is Reach.NONE:
            return False
    return True


def _sent_in(reading: Reading, entity: DraftEntity) -> bool:
    """Whether the prompt itself says that people add such a record."""
    return any(s.verb.act is Act.CREATE and entity in acted_on(reading, s) for s in reading.statements)


def _rename(reading: Reading, role: DraftRole, shown: str) -> None:
    before = role.name
    role.label = shown
    for entity in reading.entities:
        if before in entity.access:
            entity.access[role.name] = entity.access.pop(before)
