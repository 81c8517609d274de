"""Who asks and who answers."""

from millwright.factory.generation.capabilities.surveys.asking import is_designed
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.lookups import acted_on
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, RoleKind
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import Access, Reach

_ANSWERING = frozenset(
    "answer attempt complete fill participate play practice practise receive respond sit submit take".split()
)
_ASKING = frozenset("add build create design edit make manage prepare publish set setup write".split())
_ASKED = frozenset({"attendee", "colleague", "employee", "member", "participant", "worker"})
_READS = Access(read=Reach.ALL)
_OWN = Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)
_IN_CHARGE = Access(read=Reach.ALL, create=True, update=Reach.ALL, delete=Reach.OWN)


def give_rights(reading: Reading, record: DraftEntity, wishes: list[Wish]) -> None:
    """Everybody who signs in reads and answers them; those ask whom the prompt names, else those who work there."""
    asks, answers = (_who(reading, record, wishes, verbs) for verbs in (_ASKING, _ANSWERING))
    if not asks and is_designed(wishes):
        # Strangers who sign up design forms where there is nothing else to come for.
        alone = all(entity.internal or entity is record for entity in reading.entities)
        asks = {role.name for role in reading.roles if role.generic and (alone or role.kind is RoleKind.STAFF)}
    elif not asks and _anybody_asks(reading, record, wishes):
        asks = {role.name for role in reading.roles if role.generic or role.kind is RoleKind.OUTSIDER} - answers
    for role in reading.roles:
        if role.kind is not RoleKind.ADMIN:
            record.access[role.name] = _rights(role, asks, answers)
    if reading.layout is Layout.SITE:
        record.visitors = _READS


def answering(reading: Reading, record: DraftEntity) -> tuple[str, ...]:
    """The roles that only answer; all but the administrator where there is none."""
    others = [role.name for role in reading.roles if role.kind is not RoleKind.ADMIN]
    only = [name for name in others if record.access.get(name, Access()).update is Reach.NONE]
    return tuple(only or others)


def _rights(role: DraftRole, asks: set[str], answers: set[str]) -> Access:
    works = role.kind is RoleKind.STAFF and not role.generic and role.key not in _ASKED
    if role.name in asks:
        return _IN_CHARGE if works else _OWN
    return _IN_CHARGE if works and not asks and role.name not in answers else _READS


def _who(reading: Reading, record: DraftEntity, wishes: list[Wish], verbs: frozenset[str]) -> set[str]:
    """The names of the roles that the prompt has do something of the kind with such a form."""
    return {
        role.name
        for statement in reading.statements
        if statement.subject is not None and (statement.verb.base in verbs or _makes(statement, verbs))
        if _is_about(reading, statement, record, wishes)
        if (role := role_named(reading, statement.subject)) is not None
    }


def _anybody_asks(reading: Reading, record: DraftEntity, wishes: list[Wish]) -> bool:
    """Whether the prompt says that they are made, but not by whom: "create surveys, share them"."""
    made = (s for s in reading.statements if s.subject is None and s.verb.base in _ASKING and s.verb.form != "noun")
    return any(_is_about(reading, statement, record, wishes) for statement in made)


def _makes(statement: Statement, verbs: frozenset[str]) -> bool:
    return verbs is _ASKING and statement.verb.act in {Act.CREATE, Act.MANAGE} and statement.verb.base not in _ANSWERING


def _is_about(reading: Reading, statement: Statement, record: DraftEntity, wishes: list[Wish]) -> bool:
    here = (wish for wish in wishes if wish.sentence is statement.sentence)
    return record in acted_on(reading, statement) or any(
        wish.start < statement.end and wish.end > statement.start for wish in here
    )
