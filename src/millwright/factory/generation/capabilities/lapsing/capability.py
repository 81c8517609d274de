"""Lapsing, as the reader and the compiler know it."""

import re

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.capabilities.lapsing.reading import (
    Lapse,
    clause_of_lapse,
    counted_from,
    held,
    lapses,
    opened,
    target,
)
from millwright.factory.generation.capabilities.lapsing.writing import contribute
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.taking.capability import let_take
from millwright.factory.generation.capabilities.work_log.capability import WHAT as LOG
from millwright.factory.generation.reader.accounts import make_account
from millwright.factory.generation.reader.adding import add_field, add_part
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import FieldType, Part, Reach

NAME = "lapsing"
_WHATEVER = "it goes on once the time is over, whatever people say in between; who may change the row sets it back"
_GONE = frozenset({"archived", "expired"})
_BY_ITSELF = "recurring"
"""The wish for what happens without anybody: "automatically", as lapsing does."""


def _draft(reading: Reading) -> None:
    """Adds the state that rows go on to; what only is on show has none before."""
    for one in [known for known in lapses(reading) if known.to]:
        field = state_field(one.entity)
        if field is None:
            field = add_field(one.entity, "status! choice: Active", clause_of_lapse(one))
            field.kept = True
        if (label := target(one, field)) not in field.choices:
            field.choices = (*field.choices, label)


def _settle(reading: Reading) -> None:
    for one in list(lapses(reading)):
        options = _ending(one) if one.to else _holding(reading, one)
        if options:
            told = {"number": str(one.number), "unit": one.unit, **options}
            options = {name: value for name, value in told.items() if value}
            add_part(reading, Part(capability=NAME, entity=one.entity.name, options=options), clause_of_lapse(one))
            if unless := re.search(r"\bunless\b[^,;.]*", one.sentence.text):
                reading.not_built.append((unless[0], _WHATEVER))
            reading.wishes = [
                w for w in reading.wishes if w.capability.name != _BY_ITSELF or w.sentence is not one.sentence
            ]


def _ending(one: Lapse) -> dict[str, str]:
    """From which states rows go on to which, and since when."""
    field = state_field(one.entity)
    if field is None:
        return {}
    to = choice_value(target(one, field))
    left, since = opened(one, field, to), counted_from(one)
    if not left or (since is None and one.number == 0):
        return {}
    changed = "yes" if held(one, field) else ""
    return {
        "state": field.name,
        "open": " ".join(left[:6]),
        "to": to,
        "changed": changed,
        "since": since.name if since and not changed else "",
    }


def _holding(reading: Reading, one: Lapse) -> dict[str, str]:
    """Whose hands rows leave, and what would have kept them there; those who work there take them anew."""
    entity = one.entity
    staff = [role for role in reading.roles if role.kind is RoleKind.STAFF] or reading.roles[:1]
    by = next((f for f in entity.fields if f.type is FieldType.ACCOUNT), None) or _account(entity, staff, one)
    let_take(reading, entity, staff[0].name if staff[0].name in by.holders else "", clause_of_lapse(one), "claim")
    about = [e for e in reading.entities if any(field.target == entity.name for field in e.fields)]
    kept = [e.name for e in about if e.kind is EntityKind.LOG and not e.internal]
    log = reading.entity(table_name(entity.name, LOG))
    return {"by": by.name, "followed": " ".join([*kept, *([log.name] if log is not None else [])])}


def _account(entity: DraftEntity, staff: list[DraftRole], one: Lapse) -> DraftField:
    field = DraftField("assignee", "Assignee", FieldType.TEXT, because=clause_of_lapse(one))
    entity.fields.insert(1, field)
    make_account(field, staff, staff)
    return field


def _finish(reading: Reading) -> None:
    """What has expired on a site is seen there no more."""
    for part in (known for known in reading.parts if known.capability == NAME):
        entity, to = reading.entity(str(part.entity)), part.options.get("to", "")
        field = entity.field(part.options["state"]) if entity is not None and to in _GONE else None
        if entity is not None and field is not None and entity.visitors.read is Reach.ALL and to not in field.hidden:
            field.hidden = (*field.hidden, to)


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    contribute,
    after=("booking", "joining", "taking", "work_log", "workflow"),
    finish=_finish,
    optional=frozenset({"changed", "since", "followed"}),
    states=frozenset({"open", "to"}),
)
