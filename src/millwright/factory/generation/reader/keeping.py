"""What those write who are in charge, and not whoever sends something in: how far it has come, what it was answered."""

from millwright.factory.generation.field_types import BEGINNING, LINKED
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.entrusting import sends_in
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import Access, FieldType, Reach

_SHOWN_BY = frozenset({"moderation", "surveys"})
"""Capabilities that say by themselves which rows are for everybody."""
_PUBLISHED = word_set("keeping_published")
_UNPUBLISHED = word_set("keeping_unpublished")
_FILED = word_set("keeping_filed")
_DAYS = word_set("keeping_days")
_ANSWERS = word_set("keeping_answers")
_COUNTS = word_set("keeping_counts")
_CHARGES = word_set("keeping_charges")
_RESULTS = word_set("keeping_results")
_DECISIONS = word_set("keeping_decisions")
_FOR_ONESELF = word_set("keeping_for_oneself")
_SAID_OF_ONESELF = frozenset({"i", "me", "mine", "my", "myself"})
_DECIDING = word_set("keeping_deciding")
_SUMS = word_set("keeping_sums")
_EARNED = word_set("keeping_earned")
_DECIDED = frozenset({EntityKind.PERSONAL, EntityKind.WORK, EntityKind.MONEY, EntityKind.LOG})


def keep(reading: Reading) -> None:
    """Marks the fields of records that some people send in and others look after."""
    for_oneself = is_for_oneself(reading)
    for entity in reading.entities:
        if not entity.internal and any(_sends(access) for access in (*entity.access.values(), entity.visitors)):
            reported = any(sends_in(reading, entity, role) for role in reading.roles)
            decided = decided_by_others(reading, entity)
            filed = (reported or decided or _is_filed(entity)) and not is_worked_on(reading, entity)
            for field in entity.fields:
                later = _is_later(entity, field)
                kept = field.name in _COUNTS or (filed and later and field.type not in LINKED)
                kept = kept or bool(field.numbered) or (field.name in _SUMS and not for_oneself)
                field.required = field.required and not (filed and _is_charge(field))
                kept = kept or (reported and filed and _is_handed(reading, entity, field))
                begins = field.type in BEGINNING or not field.required or bool(field.numbered)
                field.kept = field.kept or (begins and (kept or (filed and _is_unseen(reading, entity, field))))


def conceal(reading: Reading) -> None:
    """Has rows of public records that are not published yet, or no more, seen by those alone who look after them.

    What people earn is left out where colleagues would read it, unless the prompt asks for it.
    """
    others = {role.name for role in reading.roles if role.kind is not RoleKind.ADMIN}
    for entity in reading.entities:
        read = any(access.read is Reach.ALL for name, access in entity.access.items() if name in others)
        if entity.kind is EntityKind.PERSON and read:
            entity.fields = [field for field in entity.fields if field.because or field.name not in _EARNED]
        settled = any(part.capability in _SHOWN_BY and part.entity == entity.name for part in reading.parts)
        if entity.visitors.read is Reach.ALL and not entity.internal and not settled:
            for field in entity.fields:
                states = [choice_value(shown) for shown in field.choices]
                hidden = tuple(state for state in states if state in _UNPUBLISHED)
                if set(states) & _PUBLISHED and len(hidden) < len(states):
                    field.hidden = hidden


def _sends(access: Access) -> bool:
    return access.create and access.update is not Reach.ALL


def _is_filed(entity: DraftEntity) -> bool:
    names = (entity.name, entity.key)
    return not _FILED.isdisjoint([*names, *(name.split("_")[-1] for name in names)])


def is_decided(entity: DraftEntity) -> bool:
    """Whether a state of a record is what others decide about it: granted, refused, graded."""
    state = state_field(entity)
    states = {choice_value(shown) for shown in state.choices} if state is not None else set[str]()
    return (entity.kind in _DECIDED or entity.decided) and not _DECISIONS.isdisjoint(states)


def decided_by_others(reading: Reading, entity: DraftEntity) -> bool:
    """Whether what is sent in is decided on by those in charge; nobody is where people keep things for themselves."""
    return is_decided(entity) and not is_for_oneself(reading)


def is_for_oneself(reading: Reading) -> bool:
    """Whether people keep their own things, and nobody is said to decide on them."""
    words = {token.low for sentence in reading.sentences for token in sentence.tokens}
    kind = reading.domain.name if reading.domain is not None else ""
    own = kind in _FOR_ONESELF or not _SAID_OF_ONESELF.isdisjoint(words)
    return own and not any(statement.verb.base in _DECIDING for statement in reading.statements)


def is_worked_on(reading: Reading, entity: DraftEntity) -> bool:
    """Whether people to whom it is assigned, and who change nothing else, lead it on."""
    workers = {name for field in entity.fields for name in field.holders}
    inside = {role.name for role in reading.roles if role.kind is not RoleKind.OUTSIDER}
    return any(entity.access[name].update is Reach.OWN for name in workers & inside & entity.access.keys())


def _is_answer(field: DraftField) -> bool:
    """Whether it is written afterwards; what the prompt itself lists is part of the record."""
    return field.name in _ANSWERS and not field.because


def _is_later(entity: DraftEntity, field: DraftField) -> bool:
    """Whether it is written when somebody has seen to it: the answer, the charge, the mark, how far it has come."""
    told = _is_answer(field) or _is_charge(field) or _is_progress(entity, field)
    return told or field.name in _RESULTS or field.name in _SUMS


def _is_charge(field: DraftField) -> bool:
    """Whether it is what those ask for it who look after it."""
    return field.type is FieldType.MONEY and field.name in _CHARGES and not field.because


def _is_handed(reading: Reading, entity: DraftEntity, field: DraftField) -> bool:
    """Whether it names who sees to a row, when that is somebody else than who sends it in.

    Whom it names that may only look at it, as parents do at grades, is for the sender to say.
    """
    senders = {name for name, access in entity.access.items() if _sends(access)}
    if field.type is not FieldType.ACCOUNT or senders & {*field.holders}:
        return False
    look_on = {r.name for r in reading.roles if r.kind is not RoleKind.ADMIN and not _works(entity, r.name)}
    return not field.holders or not look_on.issuperset(field.holders)


def _works(entity: DraftEntity, role: str) -> bool:
    return entity.access.get(role, Access()).update is not Reach.NONE


def _is_unseen(reading: Reading, entity: DraftEntity, field: DraftField) -> bool:
    """Whether it points to what nobody may read who sends the record in, so that they could not choose it."""
    target = reading.entity(field.target) if field.type is FieldType.REFERENCE and field.target else None
    senders = [name for name, access in entity.access.items() if _sends(access)]
    if target is None or not senders or target.visitors.read is Reach.ALL:
        return False
    return all(target.access.get(name, Access()).read is Reach.NONE for name in senders)


def _is_progress(entity: DraftEntity, field: DraftField) -> bool:
    return field is state_field(entity) or (field.type is FieldType.DATE and field.name in _DAYS)
