"""Sample rows as Python: each record with its values and the person who made it."""

from dataclasses import dataclass
from datetime import date, datetime

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.rendering import py
from millwright.factory.generation.field_types import FieldType, SampleValue, days_from_today, tags_of
from millwright.factory.generation.spec import Access, Reach, Role


@dataclass(frozen=True)
class SampleTable:
    """The sample rows of one entity: name and literal of each value, and what is set when all rows exist."""

    variable: str
    cls: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    afterwards: tuple[str, ...]


def sample_tables(app: AppView) -> tuple[SampleTable, ...]:
    """The sample rows of every entity that has some, each after those it refers to."""
    makers: dict[str, list[Role]] = {}
    tables: list[SampleTable] = []
    for entity in app.by_dependency:
        if entity.spec.samples:
            makers[entity.name] = [_maker(entity, position, makers) for position in range(len(entity.spec.samples))]
            tables.append(_table(entity, makers[entity.name]))
    return tuple(tables)


def _maker(entity: EntityView, position: int, makers: dict[str, list[Role]]) -> Role:
    """Who made a row: whoever made the row that it belongs to, if not everybody sees that one; else one after the
    other of those who see only theirs or who register and make some.

    The administrator takes a turn too, so that a demonstration shows rows that are hidden from somebody.
    """
    spec = entity.app.spec
    pool = [role for role in spec.roles if _makes(role, spec.access(role, entity.spec))] + [spec.admin]
    row = entity.spec.samples[position]
    if spec.entity(entity.name).internal and len(pool) >= len(spec.roles):
        return pool[position % len(spec.roles)]
    for field in entity.references:
        value = row.get(field.name)
        if isinstance(value, int) and not field.is_self_reference and not _seen_by_all(field.target):
            maker = makers[field.target.name][value]
            if maker in pool:
                return maker
    return pool[position % len(pool)]


def _makes(role: Role, access: Access) -> bool:
    return access.read is Reach.OWN or (role.signup and access.create)


def _seen_by_all(entity: EntityView) -> bool:
    spec = entity.app.spec
    return not entity.spec.internal and all(spec.access(role, entity.spec).read is Reach.ALL for role in spec.roles)


def _table(entity: EntityView, makers: list[Role]) -> SampleTable:
    rows: list[tuple[tuple[str, str], ...]] = []
    afterwards: list[str] = []
    for position, (sample, maker) in enumerate(zip(entity.spec.samples, makers, strict=True)):
        values: list[tuple[str, str]] = []
        for field in entity.fields:
            value = sample.get(field.name)
            if value is None:
                continue
            if field.is_self_reference:
                rows_variable = entity.rows_variable
                afterwards.append(f"{rows_variable}[{position}].{field.name} = {rows_variable}[{value}]")
            else:
                values.append((field.name, literal(field, value)))
        values.append(("owner_id", f"made_by[Role.{naming.constant(maker.name)}]"))
        rows.append(tuple(values))
    return SampleTable(entity.rows_variable, entity.cls, tuple(rows), tuple(afterwards))


def literal(field: FieldView, value: SampleValue) -> str:
    """A sample value as a Python expression."""
    if field.is_choice:
        return f"models.{field.enum}.{naming.constant(str(value))}"
    if field.is_reference:
        return f"{field.target.rows_variable}[{value}]"
    if field.kind in {FieldType.DECIMAL, FieldType.MONEY}:
        return f'Decimal("{float(value or 0):.2f}")'
    if field.kind is FieldType.TAGS:
        return f"[{', '.join(py(word) for word in tags_of(value))}]"
    if field.kind is FieldType.TIME:
        hours, minutes = map(int, str(value).split(":"))
        return f"time({hours}, {minutes})"
    if field.is_temporal:
        return _moment(field.kind, str(value))
    return py(value) if isinstance(value, str) else repr(value)


def _moment(kind: FieldType, value: str) -> str:
    days = days_from_today(value)
    if days is not None:
        return f"in_days({days})" if kind is FieldType.DATE else f"in_days_at_ten({days})"
    if kind is FieldType.DATE:
        day = date.fromisoformat(value)
        return f"date({day.year}, {day.month}, {day.day})"
    moment = datetime.fromisoformat(value)
    parts = (moment.year, moment.month, moment.day, moment.hour, moment.minute)
    return f"datetime({', '.join(map(str, parts))}, tzinfo=UTC)"
