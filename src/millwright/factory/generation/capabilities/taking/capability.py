"""Taking work, as the reader and the compiler know it."""

from collections.abc import Collection

from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.accounts import takes
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import records_in, state_field
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Part, Reach

NAME = "taking"
_TEMPLATES = "capabilities/taking/templates"
_BEGUN = ("taken", "assigned", "in_progress", "in_work", "in_repair", "active", "working")
"""States of what somebody has begun, the likeliest first."""
_VERBS = frozenset({"accept", "claim"})
"""What is said instead of taking."""


def _draft(_reading: Reading) -> None:
    """Needs no record: `accounts.name_workers` has work name who does it."""


def _settle(reading: Reading) -> None:
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is not None and role.kind is RoleKind.STAFF:
            for entity in [known for known in reading.entities if takes(reading, statement, known)]:
                verb = statement.verb.base if statement.verb.base in _VERBS else ""
                let_take(reading, entity, role.name, statement.text, verb)
    for wish in reading.wished(NAME):
        for entity in records_in(reading, wish.sentence):
            let_take(reading, entity, "", wish.words)


def let_take(reading: Reading, entity: DraftEntity, role: str, because: str, verb: str = "") -> None:
    """Has people of a role, else those who may have it, take what nobody has."""
    field = next((f for f in entity.fields if f.type is FieldType.ACCOUNT and (not role or _holds(f, role))), None)
    if field is None or entity.internal:
        return
    takers = [role] if role else field.holders
    lead = Reach.ALL if _is_sent_in(entity, takers) else Reach.OWN
    for name in takers:
        seen = entity.access.get(name, Access())
        entity.access[name] = seen | Access(read=Reach.ALL, update=lead)
    options = {"by": field.name} | _begun(reading, entity, verb) | ({"verb": verb} if verb else {})
    add_part(reading, Part(capability=NAME, entity=entity.name, options=options), because)


def _is_sent_in(entity: DraftEntity, takers: Collection[str]) -> bool:
    """Whether others send it in, who say nothing of its state: only those lead it on then who may change all rows."""
    others = (access for name, access in entity.access.items() if name not in takers)
    return any(access.create and access.update is not Reach.ALL for access in others)


def _holds(field: DraftField, role: str) -> bool:
    return not field.holders or role in field.holders


def _begun(reading: Reading, entity: DraftEntity, verb: str) -> dict[str, str]:
    """The state that what is taken goes on to from its first one, where it has such and nobody decides about it."""
    field = state_field(entity)
    steps = (part for part in reading.parts if part.capability == "workflow" and part.entity == entity.name)
    decided = {value.split()[0] for step in steps for value in step.options.values() if " " in value}
    values = [choice_value(choice) for choice in field.choices] if field is not None else []
    values = [value for place, value in enumerate(values) if place == 0 or value not in decided]
    states = ("accepted", *_BEGUN) if verb == "accept" else _BEGUN
    begun = next((state for state in states if state in values[1:]), "")
    return {"state": field.name, "begun": begun} if field is not None and begun else {}


def _finish(reading: Reading) -> None:
    """Nobody has what has not begun yet, so that there is something to take in the demonstration."""
    for part in reading.parts:
        entity = reading.entity(part.entity or "") if part.capability == NAME else None
        state = state_field(entity) if entity is not None else None
        if entity is not None and state is not None:
            first = choice_value(state.choices[0])
            entity.samples = tuple(
                {name: value for name, value in row.items() if name != part.options["by"]}
                if row.get(state.name) == first
                else row
                for row in entity.samples
            )


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The button on the record's page, and the route behind it."""
    entity = AppView(spec).entity(str(part.entity))
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    by = entity.field(part.options["by"])
    state = entity.find(part.options.get("state"))
    takers = [name for name in by.spec.holders if name in {role.name for role in spec.roles}]
    everybody = [role.name for role in spec.roles if not role.signup]
    working = {role.name for role in spec.roles if spec.access(role, entity.spec).update is not Reach.NONE}
    holders = [name for name in takers or everybody if name in working]
    if not holders:
        return Contribution()
    begun = part.options.get("begun", "")
    kept = state is not None and any(choice.value == begun for choice in state.choices)
    values: dict[str, object] = {
        "spec": spec,
        "entity": entity,
        "page": page,
        "by": by,
        "state": state,
        "begun": begun if kept else "",
        "verb": part.options.get("verb", "take").capitalize(),
        "first": state.choices[0].value if state is not None else "",
        "admin": f"Role.{constant(spec.admin.name)}",
        "takers": holders,
        "others": [role.name for role in spec.roles if role.name not in holders],
        "api": api_path(entity.spec),
    }
    name = f"Take{pascal(entity.name)}"
    module = f"components/taking/{name}"
    return Contribution(
        files={
            f"backend/app/routes/take_{entity.name}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
            f"tests/test_take_{entity.name}.py": render(f"{_TEMPLATES}/test_take.py.j2", **values),
            f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/Take.tsx.j2", name=name, **values),
            f"frontend/src/{module}.test.tsx": render(f"{_TEMPLATES}/Take.test.tsx.j2", name=name, **values),
        },
        routers=(f"take_{entity.name}",),
        workspace_sections={entity.name: (Component(name, module, changes=True),)},
        readme=(f"Take {in_sentence(entity.plural_label)} that nobody has, and hand them back.",),
    )


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    _contribute,
    after=("booking", "workflow"),
    finish=_finish,
    optional=frozenset({"state", "begun", "verb"}),
    states=frozenset({"begun"}),
)
