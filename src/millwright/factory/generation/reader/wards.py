"""Whose rows are also about somebody's own: the attendance of a child is the parents' to see, and nobody's to change.

What belongs to people names their account, or is made by them: their children, relatives, pets, vehicles.
"""

from collections.abc import Iterator

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.lookups import acted_on, money_field, records_in
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind
from millwright.factory.generation.spec import Access, FieldType, Reach

_BELONGING = frozenset({EntityKind.CATALOGUE, EntityKind.PERSON})
_TOLD = frozenset({EntityKind.LOG, EntityKind.PERSONAL, EntityKind.WORK})
_CIRCLES = word_set("sites_circles") | word_set("wards_circles")
_KEEPING = word_set("wards_keeping")
_OFFERING = word_set("wards_offering")
_OWN = word_set("statements_own")
_PERSONAL = word_set("wards_personal")
_WHOLE = word_set("wards_whole")


def warded_by(reading: Reading, entity: DraftEntity, role: DraftRole) -> DraftField | None:
    """The reference by which rows are about what people of a role see none but their own of, if there is one."""
    for field in entity.fields:
        target = reading.entity(field.target) if field.target else None
        if target is not None and target is not entity and _belongs(target, role):
            return field
    return None


def sees_as_ward(reading: Reading, entity: DraftEntity, role: DraftRole) -> bool:
    """Whether people of a role see rows of a record for no other reason than that."""
    access = entity.access.get(role.name, Access())
    named = any(f.type is FieldType.ACCOUNT and (not f.holders or role.name in f.holders) for f in entity.fields)
    only = access.read is Reach.OWN and not access.create and not named and not entity.internal
    return only and warded_by(reading, entity, role) is not None


def show_of_theirs(reading: Reading) -> None:
    """Lets people from outside see what is recorded of theirs, where they are said to: "view their child's records"."""
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is None or role.kind is not RoleKind.OUTSIDER or statement.verb.act is not Act.VIEW:
            continue
        if not (statement.own and _of_all(statement)):
            continue
        _keep_theirs(reading, statement, role)
        theirs = {entity.name for entity in acted_on(reading, statement) if _belongs(entity, role)}
        for entity in reading.entities:
            told = entity.kind in _TOLD and any(field.target in theirs for field in entity.fields)
            if told and not entity.internal and entity.access.get(role.name, Access()).read is Reach.NONE:
                entity.access[role.name] = Access(read=Reach.OWN)


def keep_belongings(reading: Reading) -> None:
    """What people from outside enter of their own is theirs alone, unless the application shows such things or the
    prompt has others look at them: "users can add their pets", at a vet's or in a shop for what pets need."""
    if reading.domain is not None and reading.domain.name in _CIRCLES:
        return
    core = reading.domain.core if reading.domain is not None else ()
    shown = [e for e in reading.entities if e.key in core and (e.key not in _PERSONAL or money_field(e) is not None)]
    seen = [e for s in reading.statements if s.verb.act is Act.VIEW and not s.own for e in acted_on(reading, s)]
    for statement in (s for s in reading.statements if s.verb.base in _KEEPING):
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is None or role.kind is not RoleKind.OUTSIDER or role.key in _OFFERING:
            continue
        for entity in _owned(reading, statement):
            if entity.kind in _BELONGING and entity not in [*seen, *shown] and not entity.internal:
                entity.access[role.name] = Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)


def _owned(reading: Reading, statement: Statement) -> Iterator[DraftEntity]:
    """What a statement acts on that it calls somebody's own: "their pets", and what "their pet's breed, age" are of."""
    tokens = statement.sentence.tokens
    for phrase in statement.phrases:
        if phrase.direct and phrase.start and tokens[phrase.start - 1].low in _OWN:
            listed = [x.of for x in reading.lists if x.sentence is statement.sentence and x.of and x.told]
            named = [entity for key in listed if (entity := reading.entity(key)) is not None]
            yield from (named or records_in(reading, statement.sentence, phrase.start, phrase.end))[:1]


def _keep_theirs(reading: Reading, statement: Statement, role: DraftRole) -> None:
    """What people enter of their own in an internal system is not for all others to see: their pets, no courses."""
    for entity in acted_on(reading, statement):
        access = entity.access.get(role.name, Access())
        if entity.kind in _BELONGING and access.create and access.read is Reach.ALL and not reading.site:
            update = Reach.NONE if access.update is Reach.NONE else Reach.OWN
            entity.access[role.name] = access.model_copy(update={"read": Reach.OWN, "update": update})


def _belongs(entity: DraftEntity, role: DraftRole) -> bool:
    """Whether people of a role see their own rows of a record alone."""
    access = entity.access.get(role.name)
    return entity.kind in _BELONGING and access is not None and access.read is Reach.OWN and not entity.internal


def _of_all(statement: Statement) -> bool:
    """Whether it is all that is kept of them that people see: their "records", their "history"."""
    return bool(_WHOLE & {token.lemma for token in statement.sentence.tokens[statement.start : statement.end]})
