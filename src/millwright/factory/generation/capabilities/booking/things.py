"""What is booked because the prompt says that people reserve it, whatever it is: microscopes, bowling lanes; and who
answers it."""

from collections.abc import Iterator
from functools import cache

from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.entrusting import only_asks
from millwright.factory.generation.reader.lookups import acted_on
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import TEMPORAL, Access, Reach

_RESERVING = frozenset({"book", "reserve"})
_DECIDING = frozenset({"approve", "accept", "confirm", "decline", "reject", "review"})
_LISTING = frozenset({"list", "offer", "add", "lend", "upload", "share"})
_BOOKINGS = frozenset({"booking", "reservation"})
_KNOWN = frozenset({"charging_point", "lab_device", "parking_space"})
"""Things that the lexicon knows and that are not always there to be booked."""


def is_reserved(reading: Reading, entity: DraftEntity) -> bool:
    """Whether people reserve such things, of which nothing else than their name is known."""
    if entity.internal or entity.assumed or not (entity.key in _KNOWN or _is_unknown(entity)):
        return False
    if entity.key in _KNOWN and any(_is_of(record, entity) for record in reading.entities):
        return True
    said = (s for s in reading.statements if s.verb.base in _RESERVING and entity in acted_on(reading, s))
    return any(s.subject is None or s.subject.kind is not RoleKind.ADMIN for s in said)


def _is_of(record: DraftEntity, entity: DraftEntity) -> bool:
    """Whether bookings are kept that refer to it: those of the machine time of an instrument."""
    return record.key in _BOOKINGS and any(field.target == entity.name for field in record.fields)


def as_things(reading: Reading) -> None:
    """Has those be things that are looked at and booked, and no notes of what happened on some day."""
    for entity in reading.entities:
        if _is_unknown(entity) and entity.kind is not EntityKind.CATALOGUE and is_reserved(reading, entity):
            entity.kind = EntityKind.CATALOGUE
            entity.fields = [field for field in entity.fields if field.because or field.type not in TEMPORAL]


def is_answered(reading: Reading, record: DraftEntity, role: DraftRole) -> bool:
    """Whether people of the house only ask for what others of it decide on: employees book, administrators approve."""
    others = any(decides(reading, record, other) for other in reading.roles if other is not role)
    answers = decides(reading, record, role) and not only_asks(reading, role)
    return role.kind is RoleKind.STAFF and _books(reading, role) and others and not answers


def take_in(reading: Reading, record: DraftEntity) -> None:
    """Has those work here who decide on what others book, and book nothing: hosts who confirm or reject bookings."""
    for role in reading.roles:
        outside = role.kind is RoleKind.OUTSIDER and not role.generic
        asks = _books(reading, role) or any(_acts(reading, role, _LISTING))
        if outside and not asks and decides(reading, record, role):
            role.kind = RoleKind.STAFF
            record.access[role.name] = Access(read=Reach.ALL, create=True, update=Reach.ALL)
            because = f"{role.label} decide on {record.plural_label.lower()} of everybody"
            reading.reasons.append((f"Accounts of {role.label} are made by the administrator"[:60], because))


def decides(reading: Reading, record: DraftEntity, role: DraftRole) -> bool:
    """Whether the prompt says that people of a role answer what is booked."""
    return any(record in acted_on(reading, s) or not s.phrases for s in _acts(reading, role, _DECIDING))


def _books(reading: Reading, role: DraftRole) -> bool:
    return any(_acts(reading, role, _RESERVING))


def _acts(reading: Reading, role: DraftRole, verbs: frozenset[str]) -> Iterator[Statement]:
    """What people of a role do by one of these verbs."""
    said = (statement for statement in reading.statements if statement.verb.base in verbs and statement.subject)
    return (statement for statement in said if statement.subject and role_named(reading, statement.subject) is role)


def _is_unknown(entity: DraftEntity) -> bool:
    return entity.entry is None and entity.name.split("_")[-1] not in _events()


@cache
def _events() -> frozenset[str]:
    return frozenset(table_beside(__package__ or "", "words")["events"].split())
