"""How a prompt gets a button to come and go by: who presses it, and which record keeps when they did."""

from collections.abc import Collection
from functools import cache

from millwright.factory.generation.reader.accounts import names_beside
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.lookups import acted_on, outsiders, state_field
from millwright.factory.generation.reader.passing import Passing, passings
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind
from millwright.factory.generation.reserved import fault_of_field_name
from millwright.factory.generation.spec import Access, FieldType, Part, Reach

NAME = "clocking"
_OWN = Access(read=Reach.OWN)
_TIMED = frozenset({FieldType.TEXT, FieldType.DATETIME, FieldType.TIME})
_SEEING = frozenset({Act.EXPORT, Act.MANAGE, Act.PROCESS, Act.VIEW})
_IN = ("08:02", "08:10", "07:55", "08:31", "08:00", "08:04", "08:20", "07:58")
_OUT = ("16:05", "16:00", "15:50", "16:40", "16:02", "16:11", "16:00", "15:58")


def draft(reading: Reading) -> None:
    """The record of who was there, where only the act is named."""
    wishes = reading.wished(NAME)
    if wishes and _record(reading) is None:
        found = _passings(reading)
        alone = bool(found) and not any(p.out or p.verb == "sign in" for p in found) and _is_for_oneself(reading)
        add_record(reading, "daily_check_in" if alone else "attendance", wishes[0].words)


def settle(reading: Reading) -> None:
    """The button of those who come and go; they see when they did, and leave it to others to correct that."""
    wishes, record = reading.wished(NAME), _record(reading)
    roles = _who(reading) if wishes else []
    if record is None or not roles:
        return
    because = wishes[0].words
    found = _passings(reading)
    verb = next((p.verb for p in found), "clock")
    both = any(p.out for p in found) or not found
    by = _name_people(record, roles, because)
    options = {"verb": verb.replace(" ", "_"), "by": by.name, "day": _day(record, because).name}
    options |= _times(record, because, both=both) | _state(record)
    for role in roles:
        if not _looks_after(reading, record, role):
            record.access[role.name] = _OWN
    options |= _place(reading, record, roles, because)
    given = set(options.values())
    for field in record.fields:
        field.required = field.required and field.name in given
        field.kept = False
    add_part(reading, Part(capability=NAME, entity=record.name, options=options), because)


def finish(reading: Reading) -> None:
    """Whoever was there in the demonstration came and went at times that agree with the hours between them."""
    part = next((part for part in reading.parts if part.capability == NAME), None)
    record = reading.entity(part.entity or "") if part is not None else None
    if part is None or record is None:
        return
    start, end, hours, state = (part.options.get(name, "") for name in ("in", "out", "hours", "state"))
    for place, row in enumerate(record.samples):
        there = str(row.get(state)) not in words("away")
        came, went = _IN[place % len(_IN)], _OUT[place % len(_OUT)]
        if start:
            row[start] = came if there else None
        if end:
            row[end] = went if there else None
        if hours:
            row[hours] = _between(came, went) if there else None


def _between(came: str, went: str) -> float:
    (first, minutes), (last, more) = (map(int, text.split(":")) for text in (came, went))
    return round((last * 60 + more - first * 60 - minutes) / 60, 2)


def _passings(reading: Reading) -> list[Passing]:
    asked = {id(wish.sentence) for wish in reading.wished(NAME)}
    return [p for p in passings(reading.sentences, reading.statements, reading.domain) if id(p.sentence) in asked]


def _record(reading: Reading) -> DraftEntity | None:
    return reading.entity("attendance") or reading.entity("daily_check_in")


def _is_for_oneself(reading: Reading) -> bool:
    """Whether one checks in for one's own sake, and works for nobody."""
    if any(p.person and p.person.kind is RoleKind.STAFF and not p.person.generic for p in _passings(reading)):
        return False
    return reading.domain is None or reading.domain.name in words("alone")


def _who(reading: Reading) -> list[DraftRole]:
    """Those of whom it is said; else those whom the words speak of, who work there, or who come there."""
    found = _passings(reading)
    said = [role for p in found if p.person and (role := role_named(reading, p.person))]
    people = [person for wish in reading.wished(NAME) for person in wish.sentence.people.values()]
    named = [role for person in people if (role := role_named(reading, person))]
    staff = [role for role in reading.roles if role.kind is RoleKind.STAFF]
    for roles in (said, named, staff, outsiders(reading)):
        able = [role for role in roles if role.kind is not RoleKind.ADMIN and role.key != "visitor"]
        if able:
            return list({role.name: role for role in able}.values())
    return []


def _name_people(record: DraftEntity, roles: list[DraftRole], because: str) -> DraftField:
    """The account of whoever comes and goes, in place of what would be typed or chosen; rows are called by it."""
    names = {role.name for role in roles}
    called = words("people") | {name for role in roles for name in (role.name, role.key)}
    record.fields = [f for f in record.fields if not _says_who(f, called, names)]
    one = roles[0]
    taken = {record.name, *(field.name for field in record.fields)}
    name = one.name if len(roles) == 1 else "person"
    if name in taken or fault_of_field_name(f"{name}_id") is not None:
        name = f"{name}_account"
    label = one.label if len(roles) == 1 else "Person"
    field = DraftField(name, label, FieldType.ACCOUNT, because=because, holders=tuple(role.name for role in roles))
    field.values = names_of(roles)
    record.fields.insert(0, field)
    return field


def names_of(roles: list[DraftRole]) -> tuple[str, ...]:
    """Whom the demonstration rows name: each of the roles' own accounts in turn, and others between them."""
    several = [names_beside(role.name) for role in roles]
    return tuple(several[place // 3 % len(several)][place] for place in range(len(several[0])))


def _says_who(field: DraftField, called: Collection[str], roles: set[str]) -> bool:
    """Whether a field says whom a row is about: a name, a record of people, or their account."""
    if field.type is FieldType.ACCOUNT:
        return bool(field.holders) and roles.issuperset(field.holders)
    parts = {field.name, field.name.removesuffix("_name"), field.name.removesuffix("_id")}
    if field.type is FieldType.REFERENCE:
        return not parts.isdisjoint(called) or field.name in {"employee", "gym_member", "membership", "student"}
    return field.type is FieldType.TEXT and not parts.isdisjoint(called)


def _day(record: DraftEntity, because: str) -> DraftField:
    day = next((field for field in record.fields if field.type is FieldType.DATE), None)
    return day or add_field(record, "attended_on! date: -14..0", because)


def _times(record: DraftEntity, because: str, *, both: bool) -> dict[str, str]:
    """The times of coming and going, and the hours between them where people do both."""
    start = _time(record, "coming", "time_in", because)
    if not both:
        record.fields = [f for f in record.fields if f.because or f is start or not _is_time(f, "going")]
        return {"in": start.name}
    end = _time(record, "going", "time_out", because)
    hours = next((f for f in record.fields if f.type is FieldType.DECIMAL and "hours" in f.name.split("_")), None)
    hours = hours or add_field(record, "hours_worked dec", because)
    return {"in": start.name, "out": end.name, "hours": hours.name}


def _time(record: DraftEntity, which: str, name: str, because: str) -> DraftField:
    field = next((f for f in record.fields if _is_time(f, which)), None) or add_field(record, f"{name} time", because)
    field.type, field.values, field.pool, field.between = FieldType.TIME, (), "", None
    return field


def _is_time(field: DraftField, which: str) -> bool:
    return field.type in _TIMED and not words(which).isdisjoint(field.name.split("_"))


def _state(record: DraftEntity) -> dict[str, str]:
    """The state of whoever has come: the first of those in which people are there."""
    field = state_field(record)
    values = [choice_value(choice) for choice in field.choices] if field is not None else []
    there = next((value for value in values if value not in words("away")), "")
    return {"state": field.name, "present": there} if field is not None and there else {}


def _looks_after(reading: Reading, record: DraftEntity, role: DraftRole) -> bool:
    """Whether the prompt says that somebody who comes and goes sees to the rows of others, too."""
    for statement in reading.statements:
        by = role_named(reading, statement.subject) if statement.subject else None
        sees = statement.verb.act in _SEEING and not statement.own
        passes = any(p.sentence is statement.sentence and p.start == statement.start for p in _passings(reading))
        if by is role and sees and not passes and record in acted_on(reading, statement):
            return record.access.get(role.name, Access()).read is Reach.ALL
    return False


def _place(reading: Reading, record: DraftEntity, roles: list[DraftRole], because: str) -> dict[str, str]:
    """What they come to, where those who offer it see who came: the jobs that workers applied for."""
    mine = {role.name for role in roles}
    lead = next(
        (f for f in record.fields if f.type is FieldType.ACCOUNT and f.holders and not mine & {*f.holders}), None
    )
    if lead is None:
        return {}
    for entity in reading.entities:
        offered = any(entity.access.get(name, Access()).create for name in lead.holders)
        if offered and not entity.internal and entity is not record and _asked_for(reading, entity, mine):
            field = next((f for f in record.fields if f.target == entity.name), None)
            field = field or add_field(record, f"{entity.name} @{entity.name}", because)
            field.label = entity.label
            return {"at": field.name, "lead": lead.name}
    return {}


def _asked_for(reading: Reading, entity: DraftEntity, roles: set[str]) -> bool:
    """Whether those who come and go ask for a share in it by a record of their own."""
    return any(
        other.kind in {EntityKind.PERSONAL, EntityKind.WORK}
        and any(field.target == entity.name for field in other.fields)
        and any(other.access.get(name, Access()).create for name in roles)
        for other in reading.entities
    )


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists of `words.toml`."""
    return frozenset(table_beside(__package__ or "", "words")[name].split())
