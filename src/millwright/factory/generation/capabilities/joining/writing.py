"""Joining in the generated application: the button on what people put themselves down for, and what it goes by."""

import re
from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities import Check, Component, Contribution, Lead, Removal, Saving
from millwright.factory.generation.capabilities.joining.launching import JOINED
from millwright.factory.generation.capabilities.joining.reading import leads
from millwright.factory.generation.compiler import frontend_entities
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence, kebab
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import TEMPORAL, AppSpec, FieldType, Part, Reach, Role

_TEMPLATES = "capabilities/joining/templates"
_OVER = re.compile(r"withdrawn|left|dropped|cancell?ed|declined|rejected|refused|expired|no_show|returned")
"""States in which somebody takes no part, or no longer."""
_SETTLED = re.compile(
    r"completed|attended|took_part|finished|graduated|hired|passed|picked_up|collected|received|checked_in|arrived"
)
"""States of what is over and done with."""
_SHUT = re.compile(
    r"closed|cancell?ed|completed|finished|ended|filled|full|sold_out|archived|inactive|draft|expired|over"
)
"""States of what is offered in which nobody can put themselves down for it."""
_ENTERED_BY_ITSELF = frozenset({FieldType.DATE, FieldType.DATETIME, FieldType.CHOICE, FieldType.ACCOUNT})
WAITING = "waiting_list"
_PERIOD = 28
"""Days for which something is lent."""
_GRANTING = ("accept", "approve", "confirm")
_SAID = frozenset({"message", "offered", "reason"})
_REMARKS = frozenset({"notes", "remarks", "comments"})


@dataclass(frozen=True)
class Joining:
    """One use of the capability, as the templates need it."""

    spec: AppSpec
    part: Part

    @cached_property
    def app(self) -> AppView:
        """The application, as the back end sees it."""
        return AppView(self.spec)

    @cached_property
    def record(self) -> EntityView:
        """What keeps who has put themselves down."""
        return self.app.entity(str(self.part.entity))

    @cached_property
    def by(self) -> FieldView:
        """The reference to what for."""
        return self.record.field(self.part.options["by"])

    @cached_property
    def subject(self) -> EntityView:
        """What people put themselves down for."""
        return self.by.target

    def of_record(self, option: str) -> FieldView | None:
        """The field of the record that an option names."""
        return self.record.find(self.part.options.get(option))

    def of_subject(self, option: str) -> FieldView | None:
        """The field of what is offered that an option names."""
        return self.subject.find(self.part.options.get(option))

    @cached_property
    def status(self) -> FieldView | None:
        """The state of who has put themselves down."""
        return self.of_record("status")

    @property
    def holding(self) -> list[str]:
        """The states that keep a place; none where there are no states."""
        return [c.value for c in self.status.choices if not _OVER.fullmatch(c.value)] if self.status else []

    @property
    def settled(self) -> list[str]:
        """The states in which nobody steps back any more."""
        return [value for value in self.holding if _SETTLED.fullmatch(value)]

    @property
    def gone(self) -> str:
        """The state of whoever has stepped back; without one the row goes."""
        gone, states = self.part.options.get("gone", ""), self.status.choices if self.status else ()
        return gone if any(choice.value == gone for choice in states) else ""

    @cached_property
    def shut(self) -> tuple[FieldView | None, list[str]]:
        """The field that says that nothing is open any more, and in which states."""
        for field in self.subject.fields:
            if field.is_choice and field.name in {"status", "state"}:
                values = [choice.value for choice in field.choices if _SHUT.fullmatch(choice.value)]
                if values and len(values) < len(field.choices):
                    return field, values
        return None, []

    @cached_property
    def due(self) -> FieldView | None:
        """The day on which something that was taken home has to be back."""
        return self.of_record("due")

    @property
    def askers(self) -> list[str]:
        """The roles whose people put themselves down; those who look after all of them enter others."""
        return [role.name for role in self.spec.roles if not role.admin and self._asks(role.name)]

    def _asks(self, name: str) -> bool:
        access = self.spec.access(self.app.role(name), self.record.spec)
        return access.create and access.read is not Reach.NONE and access.update is not Reach.ALL

    @property
    def leaders(self) -> tuple[str, ...]:
        """The roles whose people answer those who want what they offer."""
        rights = (
            (role, self.spec.access(role, self.subject.spec), self.spec.access(role, self.record.spec))
            for role in self.spec.roles
            if not role.admin
        )
        return tuple(role.name for role, offer, record in rights if leads(offer, record))

    def sees_others(self, role: Role) -> bool:
        """Whether people of a role look after those who put themselves down."""
        return role.name in self.leaders or self.spec.access(role, self.record.spec).read is Reach.ALL

    @property
    def granting(self) -> list[str]:
        """The states by which those who answer say yes, where they answer."""
        steps = (p for p in self.spec.parts_of("workflow") if p.entity == self.record.name)
        said = (step.options.get(verb, "").split()[:1] for step in steps for verb in _GRANTING)
        return [state for states in said for state in states]

    @property
    def pending(self) -> list[str]:
        """The states in which it is not answered yet, and takes no place; where people wait in line, it has one."""
        if self.waiting:
            return []
        order = [choice.value for choice in self.status.choices] if self.status else []
        granted = [order.index(state) for state in self.granting if state in order]
        return [value for value in self.holding if granted and order.index(value) < min(granted)]

    @property
    def waiting(self) -> str:
        """The state of whoever waits for a place; empty where nobody does."""
        asked = any(part.entity == self.record.name for part in self.spec.parts_of("waiting_list"))
        states = [choice.value for choice in self.status.choices] if self.status else []
        limited = self.of_subject("places") and not self.of_subject("least") and not self.of_record("quantity")
        return WAITING if asked and limited and WAITING in states and self.gone else ""

    @property
    def counted(self) -> list[str]:
        """The states that take a place."""
        return [value for value in self.holding if value not in (*self.pending, self.waiting)]

    @property
    def self_too(self) -> bool:
        """Whether whoever offers something may be among those who join it: not where they would answer themselves."""
        return not {*self.leaders} & {*self.askers} or not self.granting

    @property
    def said(self) -> list[FieldView]:
        """What whoever puts themselves down says, and nobody else."""
        quantity = self.of_record("quantity")
        return [f for f in self.record.fields if (f.name in _SAID or f is quantity) and not f.spec.kept]

    @property
    def joined(self) -> str:
        """The number of the offer that says how many there are."""
        return next((f.name for f in self.subject.spec.formulas if f.name == JOINED), "")

    @property
    def asked(self) -> bool:
        """Whether there is something to fill in beside who it is and what for."""
        known = {self.by.name, *(self.part.options.get(name) for name in ("name", "email", "status"))}
        rest = [field for field in self.record.fields if field.name not in known and field.kind is not FieldType.PHONE]
        return any(field.kind not in _ENTERED_BY_ITSELF and field.name not in _REMARKS for field in rest)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, the rule and the button; whoever offers something answers those who want it."""
    joining = Joining(spec, part)
    record, subject = joining.record, joining.subject
    if not joining.askers:
        return Contribution()
    views = {view.spec.name: view for view in frontend_entities.entity_views(spec)}
    page = views[subject.name]
    name = f"Join{page.type}" if len(spec.parts_of("joining")) == 1 else f"{views[record.name].type}Of{page.type}"
    module = f"components/joining/{name}"
    values = _values(joining, views) | {"name": name}
    button = {subject.name: (Component(name, module),)}
    files = {
        f"backend/app/joining_{record.plural}.py": render(f"{_TEMPLATES}/rules.py.j2", **values),
        f"backend/app/routes/joining_{record.plural}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
        f"tests/test_joining_{record.plural}.py": render(f"{_TEMPLATES}/test_joining.py.j2", **values),
        f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/Join.tsx.j2", **values),
        f"frontend/src/{module}.test.tsx": render(f"{_TEMPLATES}/Join.test.tsx.j2", **values),
    }
    gathered = joining.of_subject("least") is not None
    if gathered:
        files |= {
            f"frontend/src/components/joining/{file}": render(f"{_TEMPLATES}/{file}.j2")
            for file in ("Gathered.tsx", "Gathered.test.tsx")
        }
    card = f"{module}Card" if gathered and joining.joined and page.public else ""
    if card:
        files[f"frontend/src/{card}.tsx"] = render(f"{_TEMPLATES}/GatheredCard.tsx.j2", **values)
    led = {record.name: Lead(joining.by.name, joining.leaders, others=not joining.self_too)} if joining.leaders else {}
    module_of = f"backend.app.joining_{record.plural}"
    signs = (Saving(f"sign_{record.name}", module_of),) if values["signed"] or values["back"] else ()
    queues = (Saving(f"queue_{record.name}", module_of),) if joining.waiting else ()
    savings = {record.name: (*signs, *queues)} if signs or queues else {}
    if joining.waiting:
        savings[subject.name] = (Saving(f"fill_{subject.name}", module_of),)
    does, after = part.options["button"], "bring it back" if joining.due else "step back"
    return Contribution(
        files=files,
        routers=(f"joining_{record.plural}",),
        checks={record.name: (Check(f"check_{record.name}", f"backend.app.joining_{record.plural}"),)},
        leads=led,
        savings=savings,
        removals={record.name: (Removal(f"leave_{record.name}", module_of),)} if joining.waiting else {},
        card_actions={subject.name: (Component(f"{name}Card", card),)} if card else {},
        record_actions=button if page.public else {},
        workspace_sections={} if page.public else button,
        coming={subject.name: joining.part.options["begins"]} if page.public and joining.of_subject("begins") else {},
        usable=_usable(joining, str(values["open_state"])),
        starts=joining.asked,
        readme=(f"{does} on the page of one of the {in_sentence(subject.plural_label)}, and {after}.",),
    )


def _usable(joining: Joining, open_state: str) -> dict[str, dict[str, str]]:
    """The state in which stored rows of tests can be joined."""
    field, _ = joining.shut
    only = joining.of_subject("only")
    open_for_all = ({field.name: open_state} if field is not None else {}) | ({only.name: "true"} if only else {})
    return {joining.subject.name: open_for_all} if open_for_all else {}


def _errors(joining: Joining) -> list[str]:
    """What the routes refuse with."""
    leave = joining.part.options.get("leave")
    dated = joining.of_subject("begins")
    limited = not joining.asked and (dated or joining.shut[0] or joining.of_subject("only") or not joining.self_too)
    kept = leave and (joining.settled or (dated and not joining.due))
    refuses = kept or limited or joining.part.options.get("renew")
    gone = leave or joining.part.options.get("renew")
    named = (("Conflict", refuses), ("Forbidden", not joining.asked), ("NotFound", gone))
    return [name for name, used in named if used]


def _values(joining: Joining, views: dict[str, frontend_entities.EntityView]) -> dict[str, object]:
    spec, record, subject = joining.spec, joining.record, joining.subject
    shut_field, shut = joining.shut
    status = joining.status
    return {
        "spec": spec,
        "record": record,
        "subject": subject,
        "by": joining.by,
        "person": joining.of_record("name"),
        "email": joining.of_record("email"),
        "status": status,
        "first": status.choices[0].value if status else "",
        "holding": joining.holding,
        "gone": joining.gone,
        "settled": joining.settled,
        "places": joining.of_subject("places"),
        "least": joining.of_subject("least"),
        "closing": bool(joining.of_subject("begins") or shut or joining.of_subject("only")),
        "only": joining.of_subject("only"),
        "quantity": joining.of_record("quantity"),
        "heads": "heads" in joining.part.options,
        "pending": joining.pending,
        "waiting": joining.waiting,
        "counted": joining.counted,
        "self_too": joining.self_too,
        "said": joining.said if joining.leaders else [],
        "joined": joining.joined,
        "begins": joining.of_subject("begins"),
        "shut_field": shut_field,
        "shut": shut,
        "due": joining.due,
        "back": joining.of_record("back") if joining.due else None,
        "renew": joining.due is not None and joining.part.options.get("renew") == "yes",
        "period": _PERIOD,
        "errors": _errors(joining),
        "days": [f for f in record.fields if f.spec.required and f.kind in TEMPORAL and f is not joining.due],
        "asked": joining.asked,
        "signed": not joining.asked and joining.of_record("name") is not None,
        "shown": joining.part.options.get("shown") == "yes",
        "button": joining.part.options["button"],
        "leave": joining.part.options.get("leave", ""),
        "askers": joining.askers,
        "seers": [role.name for role in spec.roles if not role.admin and joining.sees_others(role)],
        "open_state": next((c.value for c in shut_field.choices if c.value not in shut), "") if shut_field else "",
        "record_api": api_path(record.spec),
        "asker": joining.askers[0],
        "askers_constants": [constant(name) for name in joining.askers],
        "admin": constant(spec.admin.name),
        "offerer": constant(joining.leaders[0]) if joining.leaders else "",
        "row": views[subject.name],
        "kept": views[record.name],
        "public": views[subject.name].public,
        "api": api_path(subject.spec),
        "own": kebab(record.plural),
    }
