"""People with accounts whom records name: who works on a row, and for whom it was made."""

import re
from collections.abc import Iterator

from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.handing import accepts
from millwright.factory.generation.reader.lookups import acted_on, checks_out, outsiders
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import people
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, RoleKind
from millwright.factory.generation.reader.wards import warded_by
from millwright.factory.generation.reserved import fault_of_field_name
from millwright.factory.generation.spec import FieldType, Reach

WORKERS = frozenset({"agent", "assigned_to", "assignee", "handled_by", "handler", "person_in_charge", "responsible"})
"""What fields are called that say who works on a row."""
_COLLEAGUES = frozenset({"colleague", "employee", "member", "user", "volunteer", "worker"})
_NAMED = frozenset({"account_holder", "member_name", "person_name"})
"""What texts are called that say whose a row is."""
_NOT = re.compile(r"\b(?:never|not|no|cannot|\w+n't)\b[^.;,]*$", re.IGNORECASE)
_TITLES = 1
_TAKING = frozenset({"take", "claim"})
_GAP = r"(?:(?!and\b|or\b)\w+\s){0,2}?"


def name_workers(reading: Reading) -> None:
    """Makes accounts of the fields that say who works on a row: the assignee, and whatever a role is called.

    The public pages of a site name people as texts: their accounts are nobody's business.
    """
    if reading.site:
        return
    staff = [role for role in reading.roles if role.kind is RoleKind.STAFF]
    strangers = any(role.kind is RoleKind.OUTSIDER for role in reading.roles)
    anybody = [role for role in reading.roles if role.kind is not RoleKind.OUTSIDER] if strangers else []
    chiefs = [role for role in reading.roles if role.kind is RoleKind.ADMIN][:1]
    for entity in (known for known in reading.entities if not known.internal):
        for role, because in _assigned(reading, entity):
            _name(entity, role, because)
        for field in entity.fields:
            if may_be_account(entity, field):
                called = [role for role in staff if field.name in _called(role)]
                if called or (staff and field.name in WORKERS):
                    make_account(field, called or anybody, called or [staff[0], *chiefs])
        _no_doubles(entity)


def _no_doubles(entity: DraftEntity) -> None:
    """Of two fields that name the same people the one stays that is called as they are: no handler but a counsellor."""
    named = {field.holders for field in entity.fields if field.type is FieldType.ACCOUNT and field.name not in WORKERS}
    entity.fields = [
        field
        for field in entity.fields
        if field.type is not FieldType.ACCOUNT or field.name not in WORKERS or field.holders not in named
    ]


def _called(role: DraftRole) -> set[str]:
    """What fields are called that hold somebody of a role."""
    names = {role.name, role.key}
    return names | {f"{before}_{name}" for before in ("assigned", "responsible") for name in names}


def takes(reading: Reading, statement: Statement, entity: DraftEntity) -> bool:
    """Whether somebody puts work into their own hands: "technicians take tickets", "engineers accept them"."""
    if entity not in acted_on(reading, statement):
        return False
    taken = statement.verb.base in _TAKING and statement.verb.act is Act.PROCESS
    return taken or accepts(reading, statement, entity)


def _assigned(reading: Reading, entity: DraftEntity) -> Iterator[tuple[DraftRole, str]]:
    """The roles whose people a record is put into the hands of, with the words that say so."""
    for statement in (known for known in reading.statements if takes(reading, known, entity)):
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is not None and role.kind is RoleKind.STAFF:
            yield role, statement.text
    one, many = re.escape(entity.label.lower()), re.escape(entity.plural_label.lower())
    for role in reading.roles:
        person = rf"{re.escape(role.label.lower())}s?\b"
        said = (
            rf"\bassign(?:s|ed|ing)?\s{_GAP}(?:{many}|{one})\s{_GAP}to\s{_GAP}{person}",
            rf"\b{person}\s(?:(?:is|are|be|get|gets|can be)\s)?assigned\s{_GAP}(?:{many}|{one})\b",
            rf"\b{person}\s(?:is|are|be|get|gets|can be)\sassigned\sto\s{_GAP}(?:{many}|{one})\b",
            rf"\b(?:{many}|{one})\s(?:(?:is|are|be|get|gets|can be)\s)?assigned\sto\s{_GAP}{person}",
        )
        found = next((hit for pattern in said if (hit := re.search(pattern, reading.text, re.IGNORECASE))), None)
        if found is not None and _NOT.search(reading.text[: found.start()]) is None:
            yield role, found[0]


def give(reading: Reading, entity: DraftEntity) -> None:
    """Has the rows of a record name those who see their own ones and make none.

    What strangers send in on a site is their own already, as are the orders that a checkout makes of their carts; who
    only visits it has no account.
    """
    if entity.key == "order" and checks_out(reading):
        return
    sent_in = any(entity.access[role.name].create for role in outsiders(reading) if role.name in entity.access)
    if reading.site and sent_in:
        return
    for role in reading.roles:
        if reading.site and role.key == "visitor":
            continue
        access = entity.access.get(role.name)
        if access is None or access.read is not Reach.OWN or access.create or _names(entity, role):
            continue
        if warded_by(reading, entity, role) is None:
            _name(entity, role, role.because, called=_NAMED)


def _name(entity: DraftEntity, role: DraftRole, because: str, called: frozenset[str] = frozenset()) -> None:
    """Has the rows of a record name somebody of a role: by a field that is called so, or by a new one.

    Other names that are kept in words stay: not everybody has an account.
    """
    if any(field.type is FieldType.ACCOUNT and role.name in field.holders for field in entity.fields):
        return
    works = role.kind is RoleKind.STAFF or role.generic or role.name in _COLLEAGUES
    meant = {role.name, role.key} | called | (WORKERS if works else frozenset[str]())
    same = (f for f in entity.fields if f.name in meant and may_be_account(entity, f))
    listed = (f for f in entity.fields if f.target is not None and f.target == role.key)
    field = next(same, next(listed, None))
    if field is None:
        taken = {entity.name, *(known.name for known in entity.fields)}
        free = role.name not in taken and fault_of_field_name(f"{role.name}_id") is None
        name = role.name if free else f"{role.name}_account"
        label = role.label if name == role.name else f"Account of the {role.label.lower()}"
        field = DraftField(name, label, FieldType.TEXT, because=because)
        entity.fields.insert(_TITLES, field)
    elif field.name in called:
        field.label = role.label
    make_account(field, [role], [role])


def _names(entity: DraftEntity, role: DraftRole) -> bool:
    accounts = (field for field in entity.fields if field.type is FieldType.ACCOUNT)
    return any(not field.holders or role.name in field.holders for field in accounts)


def may_be_account(entity: DraftEntity, field: DraftField) -> bool:
    """Whether a text may become an account, which can be missing: what a row is called may not."""
    if fault_of_field_name(f"{field.name}_id") is not None:
        return False
    needed = [known for known in entity.fields if known.type is FieldType.TEXT and known.required]
    return field.type is FieldType.TEXT and not field.unique and needed[:1] != [field] and entity.fields[0] is not field


def names_beside(*roles: str) -> tuple[str, ...]:
    """Whom the demonstration rows name in turn: every third a role's account, so that who tries it finds work."""
    names = people()
    return tuple(
        roles[position // 3 % len(roles)] if position % 3 == 0 else names[position % len(names)]
        for position in range(12)
    )


def make_account(field: DraftField, holders: list[DraftRole], shown: list[DraftRole]) -> None:
    """Has a text be the account of somebody of the roles that hold it; demonstrations show some of them."""
    field.type, field.target, field.required, field.pool = FieldType.ACCOUNT, None, False, ""
    field.holders = tuple(role.name for role in holders)
    field.values = names_beside(*(role.name for role in shown))
