"""Ninth stage: what each role may do with each kind of record."""

from millwright.factory.generation.reader.accounts import give
from millwright.factory.generation.reader.attributes import value_pools
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.entrusting import (
    WITHDRAWING,
    done_to,
    entrust,
    hands_in,
    looks_at_all,
    only_asks,
    sends_in,
)
from millwright.factory.generation.reader.keeping import decided_by_others, is_decided
from millwright.factory.generation.reader.lookups import acted_on, entity_of
from millwright.factory.generation.reader.nouns import asked_for
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.themselves import keep_to_themselves
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind
from millwright.factory.generation.reader.wards import keep_belongings, show_of_theirs
from millwright.factory.generation.spec import Access, FieldType, Reach

_CIRCLES = word_set("sites_circles") | {"community"}
_LISTED = word_set("access_listed")
_OF_MEMBERS = word_set("access_of_members")
_PUBLISHING = word_set("access_publishing")
_WRITTEN_OR_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_ENTRY = Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)
_OWN = Access(read=Reach.OWN, create=True, update=Reach.OWN)
_SEE = Access(read=Reach.ALL)
_WORK = Access(read=Reach.ALL, create=True, update=Reach.ALL)
_KEEP = Access(read=Reach.ALL, create=True, update=Reach.ALL, delete=Reach.OWN)
_NOTHING = Access()

_OUTSIDER = {
    EntityKind.CATALOGUE: _SEE,
    EntityKind.CONTENT: _SEE,
    EntityKind.LOG: _NOTHING,
    EntityKind.MONEY: _NOTHING,
    EntityKind.PERSON: _NOTHING,
    EntityKind.PERSONAL: _OWN,
    EntityKind.WORK: _NOTHING,
}
_STAFF = {
    EntityKind.CATALOGUE: _SEE,
    EntityKind.CONTENT: _WORK,
    EntityKind.LOG: _WORK,
    EntityKind.MONEY: _NOTHING,
    EntityKind.PERSON: _WORK,
    EntityKind.PERSONAL: _WORK,
    EntityKind.WORK: _WORK,
}


_CHOICE = frozenset({"basket", "cart", "carts", "chosen", "selected"})
_PUTTING = frozenset({"add", "move", "put"})
_INTO = frozenset({"into", "on", "onto", "to"})
_LISTS = word_set("access_lists")
_BEFORE, _REACHING = 8, 6
"""How many words before and after a verb may tell what is put where."""
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.PERSON})
_JUDGING = frozenset({"comment", "evaluate", "rate", "review", "vote"})
_KEEPING = frozenset({"bookmark", "collect", "save"})
_ENTERING = frozenset({"enter", "input"})
_ASKED_BY = frozenset({"code", "keyword", "name", "number"})
_SIGNING_UP = frozenset({"enrol", "enroll"})
_WRITTEN = frozenset({EntityKind.CONTENT, EntityKind.PERSONAL})
_NOTED = frozenset({EntityKind.CONTENT, EntityKind.LOG, EntityKind.PERSONAL})
_OF_OTHERS = frozenset("all everybody everyone other others".split())
_PLAYED = frozenset({"fitness", "game"})
_SELF = {**_OUTSIDER, EntityKind.LOG: _OWN, EntityKind.WORK: _OWN}


def grant(reading: Reading) -> None:
    """Fills the access of every record: what sentences say, on top of what is usual for the role and the record."""
    for entity in reading.entities:
        for role in reading.roles:
            if role.kind is not RoleKind.ADMIN:
                entity.access[role.name] = _usual(reading, role, entity)
    _leave_to_creators(reading)
    entrust(reading)
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is not None and role.kind is not RoleKind.ADMIN:
            for entity in acted_on(reading, statement):
                entity.access[role.name] = _allowed(reading, statement, role, entity)
            for entity in done_to(reading, statement):
                if statement.verb.act is Act.CREATE and sends_in(reading, entity, role):
                    entity.access[role.name] = _widest(entity.access[role.name], _OWN)
    _open_to_members(reading)
    _leave_others_theirs(reading)
    _leave_to_those_in_charge(reading)
    _keep_private(reading)
    keep_to_themselves(reading)
    _let_go(reading)
    keep_belongings(reading)
    show_of_theirs(reading)
    for entity in reading.entities:
        _see_what_is_referred_to(reading, entity)
        give(reading, entity)
        entity.access = {name: access for name, access in entity.access.items() if access != _NOTHING}


def _open_to_members(reading: Reading) -> None:
    """What the functions of a circle publish is published by its members, though they do not say by whom: "animal
    information publishing", "a community for sharing stories"."""
    members = [role for role in reading.roles if role.kind is RoleKind.OUTSIDER]
    if reading.domain is None or reading.domain.name not in _CIRCLES or len(members) != 1:
        return
    name = members[0].name
    for statement in reading.statements:
        if statement.subject is None and statement.verb.act is Act.CREATE and statement.verb.base in _PUBLISHING:
            for entity in (known for known in acted_on(reading, statement) if known.kind in _WRITTEN_OR_SHOWN):
                entity.access[name] = _with(entity.access.get(name, _NOTHING), statement, members[0], entity)
    for entity in (known for known in reading.entities if known.key in _OF_MEMBERS):
        entity.access[name] = _ENTRY


def part_names(reading: Reading) -> None:
    """What each sees only their own of may be called as another's is: nobody is told of names that they cannot see.

    Numbers and codes, such as that of an order, stay one row's alone.
    """
    for entity in reading.entities:
        if any(access.create and access.read is Reach.OWN for access in entity.access.values()):
            for field in entity.fields:
                code = value_pools().get(field.name.rsplit("_", 1)[-1]) == "code"
                field.unique = field.unique and (code or field.type is not FieldType.TEXT)


def _leave_others_theirs(reading: Reading) -> None:
    """Plain users decide on nothing that is sent in; beside administrators they change what they wrote themselves.

    What all work on together, such as stock or customers, they still lead on together, and delete only their own of.
    """
    governed = any(role.kind is RoleKind.ADMIN and not role.assumed for role in reading.roles)
    for role in (role for role in reading.roles if role.generic and role.kind is RoleKind.STAFF):
        for entity in reading.entities:
            sent = decided_by_others(reading, entity)
            theirs = sent or (governed and entity.kind in _WRITTEN)
            access = entity.access[role.name]
            update = Reach.OWN if theirs and access.update is Reach.ALL else access.update
            delete = Reach.OWN if (governed or sent) and access.delete is Reach.ALL else access.delete
            entity.access[role.name] = access.model_copy(update={"update": update, "delete": delete})


def _leave_to_those_in_charge(reading: Reading) -> None:
    """Whoever of the house only sends something in leads on none but their own: nobody approves their own leave.

    It is so whether or not the prompt says who sees to it, as long as there is somebody else, or it is to be decided.
    """
    named = [role for role in reading.roles if role.kind is not RoleKind.OUTSIDER and not role.assumed]
    for role in (role for role in named if role.kind is RoleKind.STAFF and not role.generic):
        for entity in (known for known in reading.entities if known.access[role.name].update is Reach.ALL):
            decided = hands_in(reading, entity, role) and decided_by_others(reading, entity)
            others = any(not hands_in(reading, entity, other) for other in named if other is not role)
            if decided or (others and sends_in(reading, entity, role)):
                seen = Reach.ALL if looks_at_all(reading, entity, role) else Reach.OWN
                entity.access[role.name] = _OWN.model_copy(update={"read": seen})


def _keep_private(reading: Reading) -> None:
    """What each sees of their own, and administrators of all, is nobody else's: "users view their own files;
    administrators view all users' files". So is what each keeps: "users manage their own blacklists"."""
    for statement in (said for said in reading.statements if said.own and said.verb.act in {Act.VIEW, Act.MANAGE}):
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is None or role.kind is RoleKind.ADMIN:
            continue
        kept = statement.verb.act is Act.MANAGE and role.generic and _says_own(statement)
        for entity in acted_on(reading, statement):
            access = entity.access[role.name]
            if access.create and (kept or _seen_of_all(reading, entity)):
                delete = Reach.NONE if access.delete is Reach.NONE else Reach.OWN
                seen = Reach.ALL if kept and _sees_others(reading, role, entity) else Reach.OWN
                entity.access[role.name] = _OWN.model_copy(update={"read": seen, "delete": delete})


def _says_own(statement: Statement) -> bool:
    return "own" in {token.low for token in statement.sentence.tokens[statement.start : statement.end + 1]}


def _sees_others(reading: Reading, role: DraftRole, entity: DraftEntity) -> bool:
    """Whether the prompt has people see what others keep: "users manage their own recipes and view those of others"."""
    told = (s for s in reading.statements if s.verb.act is Act.VIEW and not s.own)
    told = (s for s in told if s.subject is None or role_named(reading, s.subject) is role)
    told = (s for s in told if _OF_OTHERS & {token.low for token in s.sentence.tokens[s.start : s.end + 1]})
    return any(entity in acted_on(reading, statement) for statement in told)


def _let_go(reading: Reading) -> None:
    """Who writes something down for themselves can strike it out; what goes on to others they cannot take back so."""
    for role in (role for role in reading.roles if role.generic and role.kind is not RoleKind.ADMIN):
        for entity in (known for known in reading.entities if known.kind in _NOTED):
            access = entity.access[role.name]
            if access == _OWN and entity.field("status") is None and not decided_by_others(reading, entity):
                entity.access[role.name] = access.model_copy(update={"delete": Reach.OWN})


def _seen_of_all(reading: Reading, entity: DraftEntity) -> bool:
    """Whether those in charge are said to see everybody's."""
    told = (s for s in reading.statements if s.subject is not None and s.subject.kind is RoleKind.ADMIN)
    return any(
        "all" in {token.low for token in s.sentence.tokens[s.start : s.end]} and entity in acted_on(reading, s)
        for s in told
    )


def _allowed(reading: Reading, statement: Statement, role: DraftRole, entity: DraftEntity) -> Access:
    """What somebody may do with a record after a statement about it."""
    access = entity.access[role.name]
    if statement.verb.act is Act.CREATE and sends_in(reading, entity, role):
        return access
    if _only_asks(statement, entity) or _only_chooses(statement, entity):
        _let_ask(reading, role, _share(reading, statement, entity))
        return _widest(access, _SEE)
    if _only_judges(statement, role, entity):
        return _widest(access, _SEE if entity.kind is not EntityKind.PERSON else _NOTHING)
    if statement.verb.base in WITHDRAWING and only_asks(reading, role):
        return _widest(access, Access(read=Reach.OWN, update=Reach.OWN))
    if _only_own(statement) and access.create:
        return Access(read=Reach.OWN, create=True, update=Reach.OWN)
    return _with(access, statement, role, entity)


def _usual(reading: Reading, role: DraftRole, entity: DraftEntity) -> Access:
    if _is_issued(reading, entity) and (role.kind is RoleKind.OUTSIDER or role.generic):
        return _SEE if reading.wished("ranking") else _issued(role, entity)
    if role.kind is RoleKind.OUTSIDER and _are_themselves(reading, role, entity):
        return _ENTRY
    if role.kind is RoleKind.OUTSIDER:
        return _SELF[entity.kind] if role.generic else _OUTSIDER[entity.kind]
    if entity.kind is EntityKind.PERSONAL and is_decided(entity) and _is_of(reading, entity, role):
        return _OWN
    if role.generic and not any(r.kind is RoleKind.STAFF and not r.generic for r in reading.roles):
        return _KEEP
    return _STAFF[entity.kind]


def _are_themselves(reading: Reading, role: DraftRole, entity: DraftEntity) -> bool:
    """Whether a list of people is one of those who come, each with an entry of their own: the alumni of a reunion."""
    circle = reading.domain is not None and reading.domain.name in _CIRCLES
    if not circle or entity.kind is not EntityKind.PERSON:
        return False
    called = {entity.label.lower(), entity.key, *(entity.entry.words if entity.entry else ())}
    return bool(called & {role.label.lower(), role.key}) or (role.generic and entity.key in _LISTED)


def _is_of(reading: Reading, entity: DraftEntity, role: DraftRole) -> bool:
    """Whether a record is of people of a role, as the leave of workers is, so that others decide about it."""
    targets = [reading.entity(field.target) for field in entity.fields if field.target]
    return any(target is not None and role.name in {target.name, target.key} for target in targets)


def _is_issued(reading: Reading, entity: DraftEntity) -> bool:
    """Whether those in charge give it to people; players write down their own scores."""
    played = reading.domain is not None and reading.domain.name in _PLAYED
    return entity.entry is not None and entity.entry.issued and not played


def _issued(role: DraftRole, entity: DraftEntity) -> Access:
    """What people may do with what is given to them: see what is theirs, and what is for all."""
    if role.kind is not RoleKind.OUTSIDER or _OUTSIDER[entity.kind] == _SEE:
        return _SEE
    return Access(read=Reach.OWN) if entity.kind is EntityKind.PERSONAL else _NOTHING


def _only_asks(statement: Statement, entity: DraftEntity) -> bool:
    """Whether a verb asks for a share in what others keep: whoever books a class does not make it."""
    return entity.kind is EntityKind.CATALOGUE and statement.asks


def _only_chooses(statement: Statement, entity: DraftEntity) -> bool:
    """Whether it is a choice of theirs that people manage: "use the shopping cart to manage selected products"."""
    tokens = statement.sentence.tokens[max(0, statement.start - 6) : statement.end + 1]
    chosen = entity.kind is EntityKind.CATALOGUE and any(token.low in _CHOICE for token in tokens)
    return chosen or (entity.kind in _WRITTEN_OR_SHOWN and _puts_on_a_list(statement, entity))


def _puts_on_a_list(statement: Statement, entity: DraftEntity) -> bool:
    """Whether what is there already is put on a list of one's own: "add parts to the inquiry list and submit it"."""
    of_the_list = statement.end - statement.start == 1
    start = max(0, statement.start - _BEFORE) if of_the_list else statement.start
    tokens = statement.sentence.tokens[start : statement.end + _REACHING]
    verbs = {token.verb.base for token in tokens if token.verb is not None} if of_the_list else {statement.verb.base}
    if not verbs & _PUTTING:
        return False
    for place, token in enumerate(tokens):
        where = [other.lemma for other in tokens[place + 1 : place + 5]] if token.low in _INTO else []
        if _LISTS & {*where} and entity.name not in where:
            return True
    return False


def _only_judges(statement: Statement, role: DraftRole, entity: DraftEntity) -> bool:
    """Whether somebody from outside rates, keeps or asks for what others made, and makes none: "readers rate articles",
    "save favourite cities", "input stock codes"."""
    if role.kind is not RoleKind.OUTSIDER or entity.kind not in _SHOWN:
        return False
    tokens = statement.sentence.tokens
    asked = any(tokens[phrase.end - 1].lemma in _ASKED_BY for phrase in statement.phrases if phrase.direct)
    kept = statement.verb.base in _KEEPING and not statement.own
    return statement.verb.base in _JUDGING or kept or (statement.verb.base in _ENTERING and asked)


def _only_own(statement: Statement) -> bool:
    """Whether somebody is said to see nothing but their own: "agents see their own clients only"."""
    tokens = statement.sentence.tokens
    around = {token.low for token in tokens[max(0, statement.start - 1) : statement.end + 1]}
    return statement.own and statement.verb.act in {Act.VIEW, Act.PROCESS, Act.MANAGE} and "only" in around


def _share(reading: Reading, statement: Statement, entity: DraftEntity) -> DraftEntity | None:
    """The record that asking for a share in another makes, when it was chosen."""
    made = asked_for(statement.verb.base, entity.entry, reading.domain) if entity.entry else None
    return entity_of(reading, made.name) if made else None


def _let_ask(reading: Reading, role: DraftRole, share: DraftEntity | None) -> None:
    """Who asks for a share leads on their own; who works on those of others as well, leads on all."""
    if share is not None:
        made = _OWN if role.kind is RoleKind.OUTSIDER else _WORK
        made = made.model_copy(update={"update": Reach.OWN}) if only_asks(reading, role) else made
        share.access[role.name] = _widest(share.access.get(role.name, _NOTHING), made)


def _leave_to_creators(reading: Reading) -> None:
    """Where the prompt says who makes the rows, outsiders of other roles do not."""
    makers: dict[str, set[str]] = {}
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is not None and statement.verb.act in {Act.CREATE, Act.MANAGE}:
            for entity in acted_on(reading, statement):
                if _only_judges(statement, role, entity):
                    continue
                made = _share(reading, statement, entity) if _only_asks(statement, entity) else entity
                makers.setdefault(made.name if made else "", set()).add(role.name)
            enrolled = reading.entity("enrolment") if statement.verb.base in _SIGNING_UP else None
            if enrolled is not None:
                makers.setdefault(enrolled.name, set()).add(role.name)
    for entity in reading.entities:
        for role in reading.roles:
            made_by = makers.get(entity.name, set())
            if (
                role.kind is RoleKind.OUTSIDER
                and made_by
                and role.name not in made_by
                and entity.access[role.name].create
            ):
                entity.access[role.name] = _NOTHING


def _with(access: Access, statement: Statement, role: DraftRole, entity: DraftEntity) -> Access:
    """The access with what a statement allows added."""
    act, outsider = statement.verb.act, role.kind is RoleKind.OUTSIDER
    own = statement.own or (
        outsider and entity.kind in {EntityKind.PERSONAL, EntityKind.WORK, EntityKind.MONEY, EntityKind.LOG}
    )
    reach = Reach.OWN if own else Reach.ALL
    if act is Act.CREATE:
        paid = outsider and entity.kind is EntityKind.MONEY
        update = Reach.NONE if paid else Reach.OWN if outsider or own else Reach.ALL
        return _widest(access, Access(read=Reach.OWN if outsider else Reach.ALL, create=True, update=update))
    if act is Act.MANAGE:
        own_only = Reach.OWN if outsider else reach
        return _widest(access, Access(read=own_only, create=True, update=own_only, delete=own_only))
    if act is Act.PROCESS:
        own_only = Reach.OWN if outsider and entity.kind is not EntityKind.WORK else reach
        return _widest(access, Access(read=own_only, update=own_only))
    if act is Act.DELETE:
        own_only = Reach.OWN if outsider else reach
        return _widest(access, Access(read=own_only, update=own_only, delete=own_only))
    if act in {Act.VIEW, Act.EXPORT}:
        return _widest(access, Access(read=reach))
    return access


def _widest(one: Access, other: Access) -> Access:
    order = list(Reach)

    def wider(a: Reach, b: Reach) -> Reach:
        return max(a, b, key=order.index)

    return Access(
        read=wider(one.read, other.read),
        create=one.create or other.create,
        update=wider(one.update, other.update),
        delete=wider(one.delete, other.delete),
    )


def _see_what_is_referred_to(reading: Reading, entity: DraftEntity) -> None:
    """Whoever fills in a form must be able to pick what its fields refer to; people are never shown to outsiders."""
    for field in entity.fields:
        target = reading.entity(field.target) if field.target else None
        if target is None:
            continue
        for role in reading.roles:
            access = entity.access.get(role.name, _NOTHING)
            sees = target.access.get(role.name, _NOTHING)
            if role.kind is RoleKind.ADMIN or not access.create or sees.read is not Reach.NONE:
                continue
            if role.kind is RoleKind.STAFF or target.kind in {EntityKind.CATALOGUE, EntityKind.CONTENT}:
                target.access[role.name] = _widest(sees, _SEE)
            elif not entity.internal:  # Nobody fills in a form of what only code writes.
                field.required = False
