"""Who does what in a house: what the prompt entrusts to some who work there is not for all others to do, too."""

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.implied import comes_and_goes
from millwright.factory.generation.reader.lookups import acted_on
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind, lexicon
from millwright.factory.generation.spec import Access, Reach

_DOING = frozenset({Act.CREATE, Act.DELETE, Act.MANAGE, Act.PROCESS})
_SEEING = frozenset({Act.EXPORT, Act.VIEW})
_LEADING = frozenset({Act.MANAGE, Act.PROCESS})
_SENDING = word_set("entrusting_sending")
_HANDING_IN = word_set("entrusting_handing_in")
_ASKED = word_set("entrusting_asked")
_LOOKED_UP = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.PERSON})
WITHDRAWING = frozenset({"cancel", "postpone", "reschedule", "withdraw"})
"""What people do with what they asked for themselves."""
Told = dict[tuple[str, str], list[Statement]]


def entrust(reading: Reading) -> None:
    """Narrows what those who work in the house may do with records that the prompt gives others to do.

    It speaks of roles that do something by name, and leaves what nobody is said to do to all of them. What others do
    is seen where one looks things up: goods, texts and people; what somebody is only said to see they see and no more.
    """
    told = _told(reading)
    for entity in reading.entities:
        doers = {role for (name, role), said in told.items() if name == entity.name and _does(said)}
        doers = set[str]() if _only_answered(reading, doers, entity, told) else doers
        for role in _named(reading, told):
            said = told.get((entity.name, role.name), [])
            theirs = bool(said) and (not _does(said) or all(statement.own for statement in said))
            if theirs or _only_sends(reading, entity, role, told):
                entity.access[role.name] = Access()
            elif any(entity in _share(reading, statement) for statement in said) and _only_asks(reading, role, told):
                entity.access[role.name] = Access(read=Reach.ALL, create=True, update=Reach.OWN)
            elif not said and (doers or _only_asks(reading, role, told)):
                seen = entity.kind in _LOOKED_UP or _told_of_theirs(reading, entity, role, doers)
                entity.access[role.name] = Access(read=Reach.ALL) if seen else Access()


def _only_answered(reading: Reading, doers: set[str], entity: DraftEntity, told: Told) -> bool:
    """Whether all that is done to a record by name is the answer of those outside to what the house makes for them:
    customers confirm a proof, which somebody has drawn before."""
    outside = {known.name for known in reading.roles if known.kind is RoleKind.OUTSIDER}
    done = [said for role in doers for said in told[entity.name, role] if said.verb.act in _DOING]
    made = entity.kind not in _LOOKED_UP and entity.kind is not EntityKind.PERSONAL
    return doers <= outside and made and all(said.verb.act is Act.PROCESS for said in done)


def _told_of_theirs(reading: Reading, entity: DraftEntity, role: DraftRole, doers: set[str]) -> bool:
    """Whether those outside tell something of what a role looks after: teachers see the leave that parents ask for."""
    outside = {known.name for known in reading.roles if known.kind is RoleKind.OUTSIDER}
    about = [reading.entity(field.target) for field in entity.fields if field.target]
    kept = (known for known in about if known is not None and known.kind in _LOOKED_UP)
    theirs = any(known.access[role.name].update is not Reach.NONE for known in kept if role.name in known.access)
    return bool(doers) and doers <= outside and theirs


def sends_in(reading: Reading, entity: DraftEntity, role: DraftRole) -> bool:
    """Whether somebody only sends such records in, for others to see to: drivers report defects.

    Teachers who submit grades have done the work themselves, unless the prompt says that others see to them.
    """
    return _only_sends(reading, entity, role, _told(reading))


def hands_in(reading: Reading, entity: DraftEntity, role: DraftRole) -> bool:
    """Whether all that somebody is said to do with such records is to send them in."""
    doing = [said for said in _told(reading).get((entity.name, role.name), []) if said.verb.act in _DOING]
    return bool(doing) and all(statement.verb.base in _SENDING for statement in doing)


def looks_at_all(reading: Reading, entity: DraftEntity, role: DraftRole) -> bool:
    """Whether somebody is said to see such records, and not just their own."""
    said = _told(reading).get((entity.name, role.name), [])
    return any(statement.verb.act in _SEEING and not statement.own for statement in said)


def _only_sends(reading: Reading, entity: DraftEntity, role: DraftRole, told: Told) -> bool:
    outside = reading.site and (role.generic or role.kind is RoleKind.OUTSIDER)
    if role.kind is RoleKind.ADMIN or outside or (role.generic and not _others_work(role, told, reading)):
        return False
    doing = [said for said in told.get((entity.name, role.name), []) if said.verb.act in _DOING]
    if not doing or not all(statement.verb.base in _SENDING for statement in doing):
        return False
    asks = any(statement.verb.base not in _HANDING_IN for statement in doing)
    asks = asks or role.kind is RoleKind.OUTSIDER or entity.name.split("_")[-1] in _ASKED
    return asks or _others_lead(entity, role, told)


def _told(reading: Reading) -> Told:
    """What is said of records and roles, by the names of both."""
    found: Told = {}
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is not None and statement.verb.act in _DOING | _SEEING:
            for entity in done_to(reading, statement):
                found.setdefault((entity.name, role.name), []).append(statement)
    return found


def done_to(reading: Reading, statement: Statement) -> list[DraftEntity]:
    """The records that an act is about, those that it makes without a word for them included: who clocks in attends."""
    return [*acted_on(reading, statement), *_share(reading, statement)]


def _share(reading: Reading, statement: Statement) -> list[DraftEntity]:
    """The record that is made by signing somebody up for something: enrolling pupils makes enrolments."""
    made = lexicon().requests.get(statement.verb.base) if statement.asks else None
    kept = comes_and_goes(statement, reading.domain)
    share = reading.entity(kept.name if kept is not None else made or "")
    if kept is not None and share is not None:
        return [share]
    return [share] if share is not None and share.kind is EntityKind.PERSONAL else []


def _others_work(role: DraftRole, told: Told, reading: Reading) -> bool:
    """Whether the prompt names people beside plain users who lead something on."""
    named = {known.name for known in reading.roles if not known.generic} - {role.name}
    led = (said for (_, other), said in told.items() if other in named)
    return any(statement.verb.act in _LEADING for said in led for statement in said)


def _others_lead(entity: DraftEntity, role: DraftRole, told: Told) -> bool:
    """Whether the prompt says of somebody else that they process or manage what a role hands in."""
    others = (said for (name, other), said in told.items() if name == entity.name and other != role.name)
    return any(statement.verb.act in _LEADING for said in others for statement in said)


def _does(said: list[Statement]) -> bool:
    return any(statement.verb.act in _DOING for statement in said)


def only_asks(reading: Reading, role: DraftRole) -> bool:
    """Whether all that somebody of the house does is to send something in or to book, and others lead it on."""
    told = _told(reading)
    return role in _named(reading, told) and _only_asks(reading, role, told)


def _only_asks(reading: Reading, role: DraftRole, told: Told) -> bool:
    """Whether all that somebody does is to send something in or to book, as employees do who report faults to IT."""
    done = {entity: said for (entity, name), said in told.items() if name == role.name and _does(said)}
    entities = {known.name: known for known in reading.entities}
    return bool(done) and all(
        _only_sends(reading, entities[entity], role, told) or _only_books(said) for entity, said in done.items()
    )


def _only_books(said: list[Statement]) -> bool:
    return all(one.asks or one.verb.base in WITHDRAWING for one in said if one.verb.act in _DOING)


def _named(reading: Reading, told: Told) -> list[DraftRole]:
    """The roles of the house that do something by name, where somebody else does, too."""
    acting = {role for _, role in told}
    named = [r for r in reading.roles if r.kind is RoleKind.STAFF and r.name in acting]
    named = [r for r in named if not r.generic or _others_work(r, told, reading)]
    return named if len(acting) > 1 else []
