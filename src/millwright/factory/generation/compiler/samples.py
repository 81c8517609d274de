"""Sample rows as JSON: by model its rows, each with its values and who made it: a role, or somebody's name."""

from collections import Counter
from collections.abc import Mapping

from millwright.factory.generation.compiler.demo import (
    CUSTOMERS,
    SENDERS,
    colleagues,
    demo_accounts,
    demo_name,
    fellows,
    speaks,
)
from millwright.factory.generation.compiler.demo_files import files_of
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.rendering import data
from millwright.factory.generation.field_types import FieldType, SampleValue, days_from_today, tags_of
from millwright.factory.generation.spec import Layout, Reach, Role

_THEMSELVES = frozenset("applicant borrower buyer client donor payer renter requester subscriber tenant".split())
_YEAR = 366
_CAME_IN = frozenset(
    """
    applied_on booked_on borrowed_on enrolled_on filed_on issued_on joined_on opened_on ordered_on placed_on posted_on
    published_on received_on registered_on reported_on requested_on sent_on sold_on spent_on submitted_on
    """.split()
)
"""The days on which rows come in: those of the demonstration are as old as they say."""
_MOST_OWN = 4
"""How many rows of a demonstration are somebody's own, where a site shows them to nobody else."""
_NEWEST = 300
"""How many minutes old the newest row of a demonstration is."""
_DAY, _TEN_HOURS = 1440, 600
"""In minutes: what came in on a day did so at ten o'clock."""
_PARTS = 3
_SAID = frozenset({FieldType.EMAIL, FieldType.TEXT})
_COMMA = ",\n"


def sample_file(app: AppView) -> str:
    """The text of `demo.json`: the sample rows of every entity that has some, each after those it refers to.

    Empty when there are none.
    """
    makers: dict[str, list[Role]] = {}
    ages: dict[str, list[int]] = {}
    tables: dict[str, list[dict[str, object]]] = {}
    for entity in app.by_dependency:
        if entity.spec.samples:
            made = [_maker(entity, position, makers) for position in range(len(entity.spec.samples))]
            makers[entity.name] = _mixed(entity, made)
            rows = zip(_rows(entity, makers[entity.name]), _ages(entity, ages), strict=True)
            tables[entity.cls] = [row | {"@age": age} for row, age in rows]
    lists = (f"{data(name)}: [\n{_lines(rows)}\n]" for name, rows in tables.items())
    return f"{{\n{_COMMA.join(lists)}\n}}\n" if tables else ""


def _lines(rows: list[dict[str, object]]) -> str:
    return _COMMA.join(data(row) for row in rows)


def _maker(entity: EntityView, position: int, makers: dict[str, list[Role]]) -> Role:
    """Who made a row: whoever made the row that it belongs to, if not everybody sees that one; else one after the
    other of those who see only theirs or who register and make some.

    The administrator takes a turn too, so that a demonstration shows rows that are hidden from somebody.
    """
    spec = entity.app.spec
    pool = [role for role in spec.roles if _makes(role, entity)] + [spec.admin]
    row = entity.spec.samples[position]
    if spec.entity(entity.name).internal and len(pool) >= len(spec.roles):
        return pool[position % len(spec.roles)]
    for field in entity.references:
        value = row.get(field.name)
        if isinstance(value, int) and not field.is_self_reference and not _seen_by_all(field.target):
            maker = makers[field.target.name][value]
            if maker in pool:
                return maker
    return pool[_turn(entity, position, pool)]


def _mixed(entity: EntityView, makers: list[Role]) -> list[Role]:
    """The makers, so that what is somebody's own is in as many states as it can be: rows are exchanged for those of the
    administrator, unless they belong to rows that not everybody sees."""
    state = next((f for f in entity.fields if f.is_choice and f.name in {"stage", "state", "status"}), None)
    bound = any(not f.is_self_reference and not f.is_account and not _seen_by_all(f.target) for f in entity.references)
    if state is None or bound:
        return makers
    held = [row.get(state.name) for row in entity.spec.samples]
    made, admin = [*makers], entity.app.spec.admin
    for role in {maker.name: maker for maker in makers if maker.signup}.values():
        for choice in state.choices:
            own = [held[place] for place, maker in enumerate(made) if maker == role]
            spare = next((p for p, m in enumerate(made) if m == role and own.count(held[p]) > 1), None)
            other = next((p for p, m in enumerate(made) if m == admin and held[p] == choice.value), None)
            if choice.value not in own and spare is not None and other is not None:
                made[spare], made[other] = admin, role
    return made


def _turn(entity: EntityView, position: int, pool: list[Role]) -> int:
    """Whose turn it is. Of what a site shows to each alone, people have a few; the rest is the administrator's."""
    spec = entity.app.spec
    own = all(spec.access(role, entity.spec).read is Reach.OWN for role in pool[:-1])
    few = own and spec.layout is Layout.SITE
    every = max(len(pool), -(-len(entity.spec.samples) // _MOST_OWN)) if few else len(pool)
    return min(position % every, len(pool) - 1)


def _makes(role: Role, entity: EntityView) -> bool:
    """Whether people of a role make rows, or have some that do not name them: what names them is made by others."""
    access = entity.app.spec.access(role, entity.spec)
    named = any(role.name in field.spec.holders for field in entity.accounts)
    if (entity.lead and role.name in entity.lead.roles) or (entity.ward and role.name in entity.ward.roles):
        return False
    return (role.signup and access.create) or (access.read is Reach.OWN and (access.create or not named))


def _seen_by_all(entity: EntityView) -> bool:
    spec = entity.app.spec
    return not entity.spec.internal and all(spec.access(role, entity.spec).read is Reach.ALL for role in spec.roles)


def _rows(entity: EntityView, makers: list[Role]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    people = _people(entity) if entity.accounts else {}
    for sample, maker, name in zip(entity.spec.samples, makers, _names(entity, makers), strict=True):
        values = {field.name: _value(field, sample[field.name]) for field in entity.fields if field.name in sample}
        values |= {field.name: people.get(sample.get(field.name)) for field in entity.accounts}
        values |= _sender(entity, maker) if maker.signup else {}
        values |= _age(entity, sample)
        values |= files_of(entity, sample, len(rows))
        rows.append({name: value for name, value in values.items() if value is not None} | {"made_by": name})
    return rows


def _names(entity: EntityView, makers: list[Role]) -> list[str]:
    """Who made each row: the demonstration account of the role or, where people speak in public, its fellows in turn.

    One of them takes turns with the administrator, so that nobody says something twice of the same thing.
    """
    spec, turns = entity.app.spec, Counter[str]()
    pools = {role.name: [role.name] for role in spec.roles}
    for role, (*others, last) in fellows(spec).items():
        if speaks(spec, entity.app.role(role), entity.spec):
            pools[role] += others
            pools[spec.admin.name].append(last)
    names: list[str] = []
    for maker in makers:
        pool = pools[maker.name]
        names.append(pool[turns[maker.name] % len(pool)])
        turns[maker.name] += 1
    return names


def _ages(entity: EntityView, ages: dict[str, list[int]]) -> list[int]:
    """How many minutes ago each row was made: further and further back, and after whatever it belongs to."""
    said = ages.setdefault(entity.name, [])
    for place, sample in enumerate(entity.spec.samples, 1):
        day = days_from_today(_came(entity, sample))
        owners = ((ages.get(field.target.name, []), sample.get(field.name)) for field in entity.references)
        limits = [known[value] for known, value in owners if isinstance(value, int) and value < len(known)]
        age, limit = place**2 * _NEWEST, min(limits, default=None)
        if day:
            age = -day * _DAY - _TEN_HOURS
        elif limit is not None and age >= limit:
            # The later a row stands, the nearer it is to now.
            age = max(1, limit * _PARTS // (_PARTS + place))
        said.append(age)
    return said


def _age(entity: EntityView, sample: Mapping[str, SampleValue]) -> dict[str, object]:
    """When a row was made, where it tells the day on which it came in or happened: the newest are the last of these."""
    return {"created_at": _came(entity, sample)}


def _came(entity: EntityView, sample: Mapping[str, SampleValue]) -> SampleValue | None:
    days = (sample.get(field.name) for field in entity.fields if field.is_temporal and field.name in _CAME_IN)
    came = next((day for day in days if (days_from_today(day) or 0) < 0), None)
    return came or _happened(entity, sample)


def _happened(entity: EntityView, sample: Mapping[str, SampleValue]) -> SampleValue | None:
    """The day of a row of a record that has a day of the last year in each, yesterday at the latest."""
    for field in entity.fields:
        if field.is_temporal:
            days = [days_from_today(row.get(field.name)) for row in entity.spec.samples]
            if all(day is not None and -_YEAR < day <= 0 for day in days):
                return f"-{max(-(days_from_today(sample[field.name]) or 0), 1)}d"
    return None


def _sender(entity: EntityView, maker: Role) -> dict[str, object]:
    """What a row says of the stranger who sent it in to others: nobody else's name or address."""
    spec = entity.app.spec
    if spec.access(maker, entity.spec).read is not Reach.OWN:
        return {}
    account = next(known for known in demo_accounts(spec) if known.role == maker.name)
    own = {"borrower_name", "participant_name", f"{maker.name}_name"}
    held = {field.name for field in entity.fields}
    names = SENDERS | own if entity.kept or maker.name in CUSTOMERS else SENDERS & own & held
    names = names | _THEMSELVES - {role.name for role in spec.roles if role is not maker}
    said: dict[str, object] = {name: demo_name(spec, maker) for name in names}
    mails = {"email", *(name.removesuffix("_name") + "_email" for name in names)} if SENDERS & names else set[str]()
    said |= dict.fromkeys(mails, account.email)
    texts = (field for field in entity.fields if field.kind in _SAID and not field.spec.unique)
    return {field.name: said[field.name] for field in texts if field.name in said}


def _people(entity: EntityView) -> dict[SampleValue, int]:
    """Where in `demo.py` those stand whom samples name: the account of a role, or a colleague by name."""
    spec = entity.app.spec
    names = [account.role for account in demo_accounts(spec)] + [person.name for person in colleagues(spec)]
    return {name: position for position, name in enumerate(names)}


def _value(field: FieldView, value: SampleValue) -> object:
    """A sample value as `demo.json` has it: exact numbers as texts, so that nothing is lost, and tags as a list."""
    if value is None:
        return None
    if field.kind in {FieldType.DECIMAL, FieldType.MONEY}:
        return f"{float(value):.2f}"
    return tags_of(value) if field.kind is FieldType.TAGS else value
