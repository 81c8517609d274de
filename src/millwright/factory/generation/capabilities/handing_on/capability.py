"""Handing on, as the reader and the compiler know it."""

from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.duties import is_over
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.handing import handed
from millwright.factory.generation.reader.hands import holding
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.spec import Access, AppSpec, Part, Reach, Role

NAME = "handing_on"
_TEMPLATES = f"capabilities/{NAME}/templates"
_GIVEN = ("assigned", "dispatched", "allocated")
_FIRST = frozenset({"allocate", "assign", "dispatch"})
_SAID = {"allocate": "Assign", "hand": "Hand over", "pass": "Pass on", "reallocate": "Reassign"}
_NOBODY = "nobody of the house has an account to which it could be given"


def _draft(_reading: Reading) -> None:
    """Needs no record: `hands.name_hands` has work name who has it."""


def _settle(reading: Reading) -> None:
    hands = handed(reading)
    for hand in hands:
        entity = hand.entity
        field = holding(reading, entity, [*hand.to])
        if field is None:
            reading.not_built.append((hand.because, _NOBODY))
            continue
        _let_work(entity, field)
        state = state_field(entity)
        values = [choice_value(choice) for choice in state.choices] if state is not None else []
        given = next((value for value in _GIVEN if value in values[1:]), "")
        verbs = [other.verb for other in hands if other.entity is entity]
        later = next((verb for verb in verbs if verb not in _FIRST), "")
        options = {"by": field.name, "first": next((v for v in verbs if v in _FIRST), "assign")}
        options |= {"verb": later} if later else {}
        options |= {"state": state.name, "given": given} if state is not None and given else {}
        add_part(reading, Part(capability=NAME, entity=entity.name, options=options), hand.because)
        reading.reasons.append((f"Handing on of {entity.plural_label.lower()}: {hand.verb}"[:60], hand.because))


def _let_work(entity: DraftEntity, field: DraftField) -> None:
    """Who may get it sees and leads on at least what is theirs."""
    for name in field.holders:
        if name in entity.access:
            entity.access[name] = entity.access[name] | Access(read=Reach.OWN, update=Reach.OWN)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The button on the record's page, and the routes behind it."""
    entity = AppView(spec).entity(str(part.entity))
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    by, state = entity.field(part.options["by"]), _state(entity)
    holders = [role for role in spec.roles if _may_have(spec, role, entity, by)]
    deciders = [role for role in spec.roles if _decides(spec, role, entity, holders)]
    if not holders:
        return Contribution()
    others = [role for role in spec.roles if role not in holders and role not in deciders]
    over = [choice.value for choice in state.choices if is_over(choice.value)] if state else []
    over = [] if state and len(over) == len(state.choices) else over
    first, later = (
        _said(part.options.get(key, default)) for key, default in (("first", "assign"), ("verb", "reassign"))
    )
    values: dict[str, object] = {
        "spec": spec,
        "entity": entity,
        "page": page,
        "by": by,
        "state": state,
        "over": over,
        "given": _given(state, part),
        "holders": [role.name for role in holders],
        "holder": next((role.name for role in holders if not role.admin), holders[0].name),
        "deciders": [role.name for role in deciders],
        "others": [role.name for role in others],
        "taken": any(one.entity == entity.name for one in spec.parts_of("taking")),
        "logged": any(one.entity == entity.name for one in spec.parts_of("work_log")),
        "assign": first,
        "transfer": later,
        "api": api_path(entity.spec),
        "admin": f"Role.{constant(spec.admin.name)}",
    }
    name = f"HandOn{pascal(entity.name)}"
    module, routes = f"components/handing/{name}", f"hand_on_{entity.name}"
    return Contribution(
        files={
            f"backend/app/routes/{routes}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
            f"tests/test_{routes}.py": render(f"{_TEMPLATES}/test_hand_on.py.j2", **values),
            f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/HandOn.tsx.j2", name=name, **values),
            f"frontend/src/{module}.test.tsx": render(f"{_TEMPLATES}/HandOn.test.tsx.j2", name=name, **values),
            "frontend/src/components/handing/HandDialog.tsx": render(f"{_TEMPLATES}/HandDialog.tsx.j2"),
        },
        routers=(routes,),
        actors=True,
        workspace_sections={entity.name: (Component(name, module, changes=True),)},
        readme=(f"Give {in_sentence(entity.plural_label)} to a colleague, with a note.",),
    )


def _said(verb: str) -> str:
    return _SAID.get(verb, verb.capitalize())


def _state(entity: EntityView) -> FieldView | None:
    return next((f for f in entity.choice_fields if f.name.endswith(("status", "stage", "state", "phase"))), None)


def _given(state: FieldView | None, part: Part) -> str:
    given = part.options.get("given", "")
    return given if state is not None and any(choice.value == given for choice in state.choices) else ""


def _may_have(spec: AppSpec, role: Role, entity: EntityView, by: FieldView) -> bool:
    works = spec.access(role, entity.spec).update is not Reach.NONE
    return works and not role.signup and (not by.spec.holders or role.name in by.spec.holders)


def _decides(spec: AppSpec, role: Role, entity: EntityView, holders: list[Role]) -> bool:
    """Whether somebody gives rows that others have to whom they like."""
    apart = role not in holders or len(holders) == len([one for one in spec.roles if not one.signup])
    return role.admin or (apart and spec.access(role, entity.spec).update is Reach.ALL)


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    _contribute,
    after=("booking", "taking", "work_log", "workflow"),
    optional=frozenset({"first", "given", "state", "verb"}),
    states=frozenset({"given"}),
)
