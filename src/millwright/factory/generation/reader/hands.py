"""Who has what is worked on: work that is accepted, assigned or handed over names somebody who signs in."""

from collections.abc import Iterator

from millwright.factory.generation.reader.accounts import WORKERS, may_be_account, names_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.entrusting import hands_in
from millwright.factory.generation.reader.handing import accepts, handed, works
from millwright.factory.generation.reader.lookups import acted_on
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import Access, FieldType, Reach


def name_hands(reading: Reading) -> None:
    """Has what is given from one to another, or accepted, name who has it: somebody who signs in."""
    for entity in [known for known in reading.entities if not known.internal]:
        hands = [hand for hand in handed(reading) if hand.entity is entity]
        taken = [s for s in reading.statements if accepts(reading, s, entity)]
        if hands or taken:
            because = hands[0].because if hands else taken[0].text
            roles = list(dict.fromkeys([*_workers(reading, entity), *(name for hand in hands for name in hand.to)]))
            _name(reading, entity, roles, because)


def _workers(reading: Reading, entity: DraftEntity) -> Iterator[str]:
    """The roles that are said to work on it."""
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        named = role is not None and role.kind is RoleKind.STAFF and not role.generic and works(statement)
        if role is not None and named and entity in acted_on(reading, statement):
            yield role.name


def _name(reading: Reading, entity: DraftEntity, roles: list[str], because: str) -> None:
    """Makes an account of what says who has it, or adds one; where nobody is said, everybody of the house may."""
    staff = [r.name for r in reading.roles if r.kind is not RoleKind.OUTSIDER]
    strangers = len(staff) < len(reading.roles)
    holders = tuple(roles or (staff if strangers else ()))
    field = holding(reading, entity, roles)
    if field is None:
        texts = (f for f in entity.fields if f.name in WORKERS and may_be_account(entity, f))
        field = next(texts, None)
    if field is None:
        field = DraftField("assignee", "Assigned to", FieldType.TEXT, because=because)
        entity.fields.insert(1, field)
    if field.type is not FieldType.ACCOUNT:
        field.type, field.target, field.required, field.pool = FieldType.ACCOUNT, None, False, ""
        field.holders = holders
    elif field.holders and roles:
        field.holders = tuple(dict.fromkeys([*field.holders, *roles]))
    shown = [name for name in field.holders or staff if name in {role.name for role in reading.roles}]
    field.values = names_beside(*shown[:2]) if shown else field.values


def holding(reading: Reading, entity: DraftEntity, roles: list[str]) -> DraftField | None:
    """The field that says who has a row: an account of one of the roles, or of those who work here."""
    house = {role.name for role in reading.roles if role.kind is not RoleKind.OUTSIDER}
    accounts = [field for field in entity.fields if field.type is FieldType.ACCOUNT]
    named = [f for f in accounts if f.name in WORKERS or {*f.holders} & {*roles}]
    ours = [f for f in accounts if f.holders and {*f.holders} <= house]
    return next(iter([*named, *ours]), None)


def leave_to_hands(reading: Reading) -> None:
    """Who only sends in what others work on sees their own, where those who have it are told apart."""
    for entity in reading.entities:
        hands = [f for f in entity.fields if f.type is FieldType.ACCOUNT and f.holders]
        if not hands or not any(hand.entity is entity for hand in handed(reading)):
            continue
        working = {name for field in hands for name in field.holders}
        for role in reading.roles:
            if role.name not in working and role.kind is RoleKind.STAFF and hands_in(reading, entity, role):
                entity.access[role.name] = Access(read=Reach.OWN, create=True, update=Reach.OWN)
