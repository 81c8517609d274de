"""Workflows in the generated application: the rule of the server, the buttons, and their tests."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from millwright.factory.generation.capabilities.contribution import (
    Check,
    Component,
    Contribution,
    Guard,
    Removal,
    Saving,
    Seal,
)
from millwright.factory.generation.capabilities.joining.writing import Joining
from millwright.factory.generation.capabilities.workflow.assuming import IN_CHARGE, MAKER
from millwright.factory.generation.compiler.backend_tests import TestedApp, TestedEntity
from millwright.factory.generation.compiler.entity_view import EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView as PageView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.frontend_fields import Code
from millwright.factory.generation.compiler.frontend_fields import FieldView as InputView
from millwright.factory.generation.compiler.frontend_imports import import_lines
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render, ts
from millwright.factory.generation.compiler.tested_fields import TestedField
from millwright.factory.generation.spec import AppSpec, Choice, FieldType, Part, Reach, Role

_TEMPLATES = "capabilities/workflow/templates"
GIVEN = frozenset({"approve", "reject", "accept", "decline", "verify", "confirm"})
GRANTING = frozenset({"accept", "approve"})
_YES = frozenset({"confirm", "excuse", "grade", "grant", "hire", "mark", "verify"}) | GRANTING
_OPTIONS = frozenset({"field", "sent"})
"""The options of a part that are no steps."""
_ENDED = re.compile(
    r"cancel|declin|reject|refus|no_show|expired|void|withdrawn|done|complet|finish"
    r"|graded|hired|refunded|reimbursed|collected|handed_(over|out)|closed"
)
"""States that tell by their names that nothing follows but that a row is put away."""
_AWAY = re.compile(r"cancel|declin|reject|refus|no_show|expired|void|withdrawn|dropped|left|outdated")
"""Those of them that come at any time, and not when all else is done."""
_Asked = dict[str, list[tuple[InputView, Code]]]
_TYPED = {
    FieldType.DECIMAL: ("13", "13"),
    FieldType.INTEGER: ("13", "13"),
    FieldType.LONG_TEXT: ("Some words", "'Some words'"),
    FieldType.MONEY: ("13", "13"),
    FieldType.TEXT: ("Some words", "'Some words'"),
}
"""What tests type into a field, and what is sent of it."""
_TEXTS = frozenset({FieldType.LONG_TEXT, FieldType.TEXT})


@dataclass(frozen=True, slots=True)
class _Step:
    """A verb, the state that it leads to, and whose step it is.

    A closed one is a decision, which `roles` take alone; `own` is whoever made the record.
    """

    verb: str
    state: str
    roles: tuple[str, ...]
    closed: bool
    own: bool

    @property
    def words(self) -> str:
        """The verb as it is read."""
        return self.verb.replace("_", " ")

    @property
    def label(self) -> str:
        """What its button says."""
        return self.words.capitalize()


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """Buttons on the record's page, and the check that the server makes before a row is saved."""
    entity = next(known for known in TestedApp(spec).entities if known.name == part.entity)
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    field = entity.field(part.options["field"])
    steps = _steps(spec, part, entity, field.choices)
    asked = _asked(page, steps)
    values = _values(spec, part, entity, page, field, steps) | {"asked": asked, "imports": _imports(asked)}
    name = f"{pascal(entity.name)}Steps"
    module = f"backend.app.workflows.{entity.plural}"
    own = any(step.own for step in steps) and field.spec.kept
    tried = _tried(spec, page, field, steps, asked)
    pressed = f"components/workflow/{name}.test.tsx"
    dialog = {"frontend/src/components/workflow/StepDialog.tsx": render(f"{_TEMPLATES}/StepDialog.tsx")}
    return Contribution(
        files={
            f"backend/app/workflows/{entity.plural}.py": render(f"{_TEMPLATES}/workflow.py.j2", **values),
            "backend/app/workflows/__init__.py": '"""Which states records may go to, and who takes them there."""\n',
            f"tests/test_{entity.name}_workflow.py": render(f"{_TEMPLATES}/test_workflow.py.j2", **values),
            f"frontend/src/components/workflow/{name}.tsx": render(f"{_TEMPLATES}/Steps.tsx.j2", name=name, **values),
        }
        | (dialog if asked else {})
        | (
            {f"frontend/src/{pressed}": render(f"{_TEMPLATES}/Steps.test.tsx.j2", name=name, **values, **tried)}
            if tried
            else {}
        ),
        checks={entity.name: (Check(f"check_{entity.name}_state", module),)},
        guards={entity.name: (Guard(f"guard_{entity.name}_state", module, field.name),)} if own else {},
        savings={entity.name: (Saving(f"clear_{entity.name}", module),)} if values["filled"] else {},
        seals=_seals(part, entity, field, steps),
        removals={entity.name: (Removal(f"keep_{entity.name}", module),)} if values["sent"] else {},
        workspace_sections={entity.name: (Component(name, f"components/workflow/{name}", changes=True),)},
        readme=tuple(f"{step.label} {in_sentence(entity.plural_label)}." for step in steps),
    )


def _steps(spec: AppSpec, part: Part, entity: EntityView, choices: Iterable[Choice]) -> list[_Step]:
    """The steps to states that there still are."""
    states = {choice.value for choice in choices}
    steps: list[_Step] = []
    for verb, said in part.options.items():
        state, *who = said.split()
        named = [name for name in who if name not in {IN_CHARGE, MAKER}]
        if verb not in _OPTIONS and named and state not in states:
            raise KeyError(state)
        if verb not in _OPTIONS and state in states:
            roles = _in_charge(spec, entity) if IN_CHARGE in who else named
            steps.append(_Step(verb, state, tuple(roles), verb in GIVEN or IN_CHARGE in who, MAKER in who))
    return steps


def _in_charge(spec: AppSpec, entity: EntityView) -> list[str]:
    """The roles that decide: those that change every row, and those whom rows about what they made are sent to."""
    joined = next((part for part in spec.parts_of("joining") if part.entity == entity.name), None)
    leaders = Joining(spec, joined).leaders if joined is not None else ()
    return [role.name for role in spec.roles if not role.admin and (_all(spec, role, entity) or role.name in leaders)]


def _all(spec: AppSpec, role: Role, entity: EntityView) -> bool:
    return spec.access(role, entity.spec).update is Reach.ALL


def _values(
    spec: AppSpec, part: Part, entity: TestedEntity, page: PageView, field: FieldView, steps: list[_Step]
) -> dict[str, object]:
    """What the templates are given."""
    final = {step.state for step in steps}
    holders = {name for step in steps if step.verb in GRANTING for name in step.roles}
    everybody = {role.name for role in spec.roles if _all(spec, role, entity)}
    sent = _sent(part, entity, field)
    leads = [name for step in steps if step.closed for name in step.roles if name not in everybody]
    return {
        "spec": spec,
        "entity": entity,
        "page": page,
        "field": field,
        "taker": next((f for f in entity.fields if f.spec.holders and holders & set(f.spec.holders)), None),
        "taking": sorted(GRANTING),
        "granting": [step.state for step in steps if step.closed and step.verb in _YES],
        "gate": _gate(steps, field),
        "ended": _ended(field),
        "away": [choice.value for choice in field.choices if _AWAY.match(choice.value)],
        "steps": steps,
        "given": list(dict.fromkeys(step.state for step in steps if step.closed)),
        "tried": {step.verb: [name for name in step.roles if name in everybody] for step in steps},
        "choices": next(one for one in page.fields if one.name == field.name).choices,
        "final": [choice.value for choice in field.choices if choice.value in final],
        "admin": f"Role.{constant(spec.admin.name)}",
        "opening": next((choice.value for choice in field.choices if choice.value not in final), None),
        "api": api_path(entity.spec),
        "others": _others(spec, entity, steps),
        "filled": [known for known in entity.fields if known.spec.since],
        "needs": _needs(entity, field),
        "sent": sent,
        "sealed": _sealed(steps, field),
        "said": _said(entity, sent),
        "makers": [one for one in entity.accounts if not one.spec.kept],
        "maker": _maker(spec, entity, sorted({*everybody, *leads})),
        "decider": next((role for role in spec.roles if role.name in everybody and not role.admin), None),
        "led": bool(leads),
        "leads": {name for step in steps if step.closed for name in step.roles},
    }


def _ended(field: FieldView) -> list[str]:
    """The states that end it: those that say so, and the one to which all others lead."""
    last = [choice.value for choice in field.choices if not _AWAY.match(choice.value)][-1:]
    return [choice.value for choice in field.choices if _ENDED.match(choice.value) or choice.value in last]


def _gate(steps: list[_Step], field: FieldView) -> dict[str, list[str]]:
    """The states before a decision, and those that only follow it: who does not decide leads nothing past it."""
    order = [choice.value for choice in field.choices]
    granting = [order.index(step.state) for step in steps if step.closed and step.verb in _YES]
    if not granting:
        return {}
    apart = {step.state for step in steps if step.closed or step.own}
    after = [state for state in order[min(granting) :] if state not in apart and not _AWAY.match(state)]
    return {"before": order[: min(granting)], "after": after} if after else {}


def _tried(spec: AppSpec, page: PageView, field: FieldView, steps: list[_Step], asked: _Asked) -> dict[str, object]:
    """The step that the test of the buttons takes from the first state, and what it types; empty if there is none."""
    first, *onwards = [choice.value for choice in field.choices]
    ahead = [step for step in steps if step.state in onwards and (step.closed or step.own)]
    plain = [step for step in steps if step.state in onwards and not (step.closed or step.own)]
    for step in [*ahead, *plain[:1]]:
        needed = [view for view, _ in asked.get(step.state, ()) if step.state in view.spec.needed]
        typed = [(view, *_TYPED[view.type]) for view in needed if view.type in _TYPED and view.spec.minimum is None]
        if len(typed) == len(needed) and not _ENDED.match(first):
            row = dict(example(spec, page, Hooks(spec, ())).row) | {f.name: "null" for f in page.fields if f.spec.since}
            return {
                "row": row | {field.name: ts(first)},
                "tried_step": step,
                "tried_asks": step.state in asked,
                "tried_needs": typed,
            }
    return {}


def _others(spec: AppSpec, entity: EntityView, steps: list[_Step]) -> list[tuple[Role, _Step]]:
    """For each decision, a role that changes rows and may not take it."""
    able = [role for role in spec.roles if not role.admin and spec.access(role, entity.spec).update is not Reach.NONE]
    firsts = (
        (next((role for role in able if role.name not in step.roles), None), step) for step in steps if step.closed
    )
    return [(role, step) for role, step in firsts if role is not None]


def _needs(entity: TestedEntity, field: FieldView) -> dict[str, dict[str, str]]:
    """By state, what no row reaches it without, with a value for each."""
    values = {
        choice.value: {known.name: known.low for known in entity.fields if choice.value in known.spec.needed}
        for choice in field.choices
    }
    return {state: given for state, given in values.items() if given}


def _asked(page: PageView, steps: list[_Step]) -> _Asked:
    """By state, the fields that the button asks for, with their inputs; none that a step before it has filled in."""
    asked: _Asked = {}
    for place, step in enumerate(steps):
        before = {other.state for other in steps[:place] if not (other.closed and step.closed)}
        views = [f for f in page.fields if step.state in f.spec.since and not before & {*f.spec.since}]
        if views:
            asked[step.state] = [(view, _needed(view, step.state).input) for view in views]
    return asked


def _needed(view: InputView, state: str) -> InputView:
    return replace(view, spec=view.spec.model_copy(update={"required": state in view.spec.needed}))


def _imports(asked: _Asked) -> str:
    used = {name for inputs in asked.values() for _, code in inputs for name in code.uses}
    return import_lines(used)


def _sent(part: Part, entity: EntityView, field: FieldView) -> list[str]:
    """What whoever sent a row in says, and nobody else."""
    if "sent" not in part.options or not field.spec.kept:
        return []
    return [f.name for f in entity.fields if not f.spec.kept and not f.is_account and f.name != field.name]


def _said(entity: TestedEntity, sent: list[str]) -> TestedField | None:
    """A text among it that no other rule keeps as it is, as it does with names."""
    texts = [one for one in entity.fields if one.name in sent and one.kind in _TEXTS and not one.spec.since]
    free = [one for one in texts if not one.name.endswith("name")]
    return next(iter(sorted(free, key=lambda one: one.kind is not FieldType.LONG_TEXT)), None)


def _maker(spec: AppSpec, entity: TestedEntity, deciding: list[str]) -> Role | None:
    """A role whose people make rows of which others decide."""
    able = (role for role in spec.roles if not role.admin and role.name not in deciding)
    rights = ((role, spec.access(role, entity.spec)) for role in able)
    return next((role for role, one in rights if one.create and one.update is Reach.OWN), None)


def _seals(part: Part, entity: EntityView, field: FieldView, steps: list[_Step]) -> dict[str, Seal]:
    if not _sent(part, entity, field):
        return {}
    return {
        entity.name: Seal(field.name, _sealed(steps, field), tuple(f.name for f in entity.accounts if not f.spec.kept))
    }


def _sealed(steps: list[_Step], field: FieldView) -> tuple[str, ...]:
    """The states in which nobody edits any more what they sent in: it is decided on, or taken back.

    So are those that come after it was granted: what was paid out is not made dearer.
    """
    order = [choice.value for choice in field.choices]
    granted = min((order.index(step.state) for step in steps if step.closed and step.verb in _YES), default=len(order))
    over = (
        step.state
        for step in steps
        if step.closed
        or (step.own and _ENDED.match(step.state))
        or (not step.own and order.index(step.state) > granted)
    )
    return tuple(dict.fromkeys(over))
