"""Workflows, as the reader and the compiler know them."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from millwright.factory.generation.capabilities import Capability, Check, Component, Contribution
from millwright.factory.generation.capabilities.joining.reading import is_lead
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.data import phrases
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.lookups import acted_on, clause_of, records_in, state_field
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Part, Reach, Role

_TEMPLATES = "capabilities/workflow/templates"
PAIRS = {"approve": "reject", "reject": "approve", "accept": "decline", "decline": "approve", "verify": "reject"}
"""The decision against each decision."""
_GIVEN = frozenset({"approve", "reject", "accept", "decline", "verify", "confirm"})
_ENDED = re.compile(r"cancel|declin|reject|refus|no_show|expired|void|withdrawn|done|complet|finish")
"""States from which nothing follows but that a row is put away."""
_ANSWERS = ("confirm", "complete", "cancel")
_GRANTING = frozenset({"accept", "approve"})
_ADDED = {"approve": "Approved", "accept": "Accepted", "reject": "Rejected", "decline": "Declined"}
_OPENING = {"accept": "Requested", "decline": "Requested"}
_REVIEWED = frozenset({EntityKind.PERSONAL, EntityKind.WORK})
"""What those who work here review to decide about it, where what customers review gets stars."""
_DECIDED = frozenset({EntityKind.LOG, EntityKind.PERSONAL, EntityKind.WORK})


@dataclass(frozen=True, slots=True)
class _Step:
    """A verb, the state that it leads to, and the roles that are named for it."""

    verb: str
    state: str
    label: str
    roles: tuple[str, ...]

    @property
    def given(self) -> bool:
        """Whether it is a decision, which only those roles take."""
        return self.verb in _GIVEN


def draft(reading: Reading) -> None:
    """A record that is approved has the states for it."""
    for verb, entities, _, _ in _acts(reading):
        if verb in _ADDED:
            for entity in entities:
                field = state_field(entity)
                if field is None and entity.kind in _DECIDED and not entity.internal:
                    states = (_OPENING.get(verb, "Submitted"), _ADDED[verb], _ADDED[PAIRS[verb]])
                    entity.fields.append(DraftField("status", "Status", FieldType.CHOICE, True, choices=states))
                elif field is not None:
                    field.choices = _with_state_for(verb, field.choices)


def _with_state_for(verb: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """States among which one is that the verb leads to, behind one in which nothing is decided yet."""
    values = [choice_value(shown) for shown in choices]
    if not set(values) & set(phrases(_verbs()[verb])):
        first, *rest = choices
        return (first, _ADDED[verb], *rest) if verb in _GRANTING else (first, *rest, _ADDED[verb])
    decided = {state for given in _GIVEN for state in phrases(_verbs()[given])}
    place = next((place for place, value in enumerate(values) if value not in decided), 0)
    return (choices[place], *choices[:place], *choices[place + 1 :])


def settle(reading: Reading) -> None:
    """Each verb that leads a record to one of its states becomes a step, for the roles that the prompt names."""
    for entity in reading.entities:
        field = state_field(entity)
        if field is None or entity.internal:
            continue
        steps = _answers(reading, entity, field) | _steps(reading, entity, field)
        if steps:
            options = {"field": field.name} | {
                verb: " ".join([state, *roles]) for verb, (state, roles, _) in steps.items()
            }
            because = next(because for _, _, because in steps.values())
            add_part(reading, Part(capability="workflow", entity=entity.name, options=options), because)
            _let_change(reading, entity, {role for _, roles, _ in steps.values() for role in roles})


def _answers(reading: Reading, entity: DraftEntity, field: DraftField) -> dict[str, tuple[str, list[str], str]]:
    """How those who work here answer what is booked, whether or not the prompt says so."""
    if all(part.capability != "booking" or part.options["record"] != entity.name for part in reading.parts):
        return {}
    whole = Access(read=Reach.ALL, update=Reach.ALL)
    staff = [name for name, access in entity.access.items() if access | whole == access]
    because = "assumed: those who work here answer what is booked"
    states = {verb: state for verb in _ANSWERS if (state := _state(field, verb)) is not None}
    return {verb: (state, staff if verb in _GIVEN else [], because) for verb, state in states.items()}


def _acts(reading: Reading) -> Iterator[tuple[str, list[DraftEntity], DraftRole | None, str]]:
    """What is done to records by verbs, and by phrases such as "approve or reject them": verb, records, who, words."""
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        entities = acted_on(reading, statement)
        yield statement.verb.base, entities, role, statement.text
        if statement.verb.base == "review" and (role is None or role.kind is not RoleKind.OUTSIDER):
            yield "approve", [e for e in entities if e.kind in _REVIEWED], role, statement.text
    for wish in reading.wished("workflow"):
        records = [entity for entity in records_in(reading, wish.sentence) if state_field(entity) is not None]
        people = [person for place, person in wish.sentence.people.items() if place < wish.start]
        role = role_named(reading, people[-1]) if people else None
        if "approval" in wish.words.lower():
            before = [e for e in records_in(reading, wish.sentence, 0, wish.start) if state_field(e) is not None]
            yield "approve", (before or records)[-1:], role, clause_of(reading, wish.sentence, wish.start)
        for token in wish.sentence.tokens[wish.start : wish.end]:
            if token.verb is not None:
                yield token.verb.base, records[-1:], role, clause_of(reading, wish.sentence, wish.start)


def _steps(reading: Reading, entity: DraftEntity, field: DraftField) -> dict[str, tuple[str, list[str], str]]:
    """By verb: the state that it leads to, the roles that may take it, and the words that say so."""
    found: dict[str, tuple[str, list[str], str]] = {}
    for verb, entities, role, said in _acts(reading):
        state = _state(field, verb) if entity in entities else None
        if state is None or _is_own(reading, entity, role):
            continue
        named = [role.name] if role is not None and role.kind is not RoleKind.ADMIN else []
        roles = found[verb][1] if verb in found else []
        found[verb] = (state, list(dict.fromkeys([*roles, *named])), said)
        other = PAIRS.get(verb, "")
        back = _state(field, other) if other else None
        if back is not None and other not in found:
            found[other] = (back, named, said)
    return found


def _is_own(reading: Reading, entity: DraftEntity, role: DraftRole | None) -> bool:
    """Whether people from outside cancel or move what they booked, for which booking has a page of their own."""
    booked = any(part.capability == "booking" and part.options["record"] == entity.name for part in reading.parts)
    return booked and role is not None and role.kind is RoleKind.OUTSIDER


def _state(field: DraftField, verb: str) -> str | None:
    """The state of a record that a verb leads to; its first state is none that one is led to."""
    return state_for([choice_value(shown) for shown in field.choices], verb)


def state_for(states: Sequence[str], verb: str) -> str | None:
    """Which of the stored states of a record, but for its first, a verb leads to."""
    return next((state for state in phrases(_verbs().get(verb, "")) if state in states[1:]), None)


@cache
def _verbs() -> dict[str, str]:
    return tomllib.loads((files(__package__ or "") / "steps.toml").read_text("utf-8"))


def _let_change(reading: Reading, entity: DraftEntity, names: set[str]) -> None:
    """Who takes a step sees and changes all rows, but for those who answer what is about theirs.

    So nobody becomes one of them by signing up: the administrator makes their accounts.
    """
    for role in reading.roles:
        access = entity.access.get(role.name) if role.name in names else None
        if access is not None and not is_lead(reading, entity, role.name):
            if role.kind is RoleKind.OUTSIDER:
                role.kind = RoleKind.STAFF
                because = f"{role.label} decide on {entity.plural_label.lower()} of everybody"
                reading.reasons.append((f"Accounts of {role.label} are made by the administrator"[:60], because))
            entity.access[role.name] = access.model_copy(update={"read": Reach.ALL, "update": Reach.ALL})
            told = f"{role.label}: their own {entity.plural_label.lower()}"
            reading.not_built = [(subject, because) for subject, because in reading.not_built if subject != told]


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """Buttons on the record's page, and the check that the server makes before a row is saved."""
    entity = AppView(spec).entity(str(part.entity))
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    field = next(field for field in entity.fields if field.name == part.options["field"])
    labels = {choice.value: choice.label for choice in field.choices}
    steps = [
        _Step(verb, state, labels[state], tuple(roles))
        for verb, said in part.options.items()
        if verb != "field"
        for state, *roles in [said.split()]
    ]
    final = {step.state for step in steps}
    holders = {name for step in steps if step.verb in _GRANTING for name in step.roles}
    taker = next((f for f in entity.fields if f.spec.holders and holders & set(f.spec.holders)), None)
    values: dict[str, object] = {
        "spec": spec,
        "entity": entity,
        "page": page,
        "field": field,
        "taker": taker,
        "taking": sorted(_GRANTING),
        "granting": [step.state for step in steps if step.given and step.verb in {*_GRANTING, "confirm", "verify"}],
        "ended": [choice.value for choice in field.choices if _ENDED.match(choice.value)],
        "steps": steps,
        "given": list(dict.fromkeys(step.state for step in steps if step.given)),
        "choices": next(one for one in page.fields if one.name == field.name).choices,
        "final": [choice.value for choice in field.choices if choice.value in final],
        "admin": f"Role.{constant(spec.admin.name)}",
        "opening": next((choice.value for choice in field.choices if choice.value not in final), None),
        "api": api_path(entity.spec),
        "others": _others(spec, part, steps),
    }
    name = f"{pascal(entity.name)}Steps"
    return Contribution(
        files={
            f"backend/app/workflows/{entity.plural}.py": render(f"{_TEMPLATES}/workflow.py.j2", **values),
            "backend/app/workflows/__init__.py": '"""Which states records may go to, and who takes them there."""\n',
            f"tests/test_{entity.name}_workflow.py": render(f"{_TEMPLATES}/test_workflow.py.j2", **values),
            f"frontend/src/components/workflow/{name}.tsx": render(f"{_TEMPLATES}/Steps.tsx.j2", name=name, **values),
        },
        checks={entity.name: (Check(f"check_{entity.name}_state", f"backend.app.workflows.{entity.plural}"),)},
        workspace_sections={entity.name: (Component(name, f"components/workflow/{name}", changes=True),)},
        readme=tuple(f"{step.verb.capitalize()} {in_sentence(entity.plural_label)}." for step in steps),
    )


def _others(spec: AppSpec, part: Part, steps: list[_Step]) -> list[tuple[Role, _Step]]:
    """For each decision, a role that changes rows and may not take it."""
    entity = spec.entity(str(part.entity))
    able = [role for role in spec.roles if not role.admin and spec.access(role, entity).update is not Reach.NONE]
    firsts = (
        (next((role for role in able if role.name not in step.roles), None), step) for step in steps if step.given
    )
    return [(role, step) for role, step in firsts if role is not None]


CAPABILITY = Capability(
    name="workflow", draft=draft, settle=settle, contribute=contribute, after=("booking", "cart", "joining")
)
