"""Coming and going, as the reader and the compiler know it."""

from dataclasses import dataclass

from millwright.factory.generation.capabilities.clocking.reading import NAME, draft, finish, settle, words
from millwright.factory.generation.capabilities.contribution import Component, Contribution, PartError, Saving
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, FieldSpec, FieldType, Part, Reach

_TEMPLATES = f"capabilities/{NAME}/templates"
_CARD = Component("ClockCard", "components/clocking/ClockCard", changes=True)
_WORDS = {
    "check": ("Check in", "Check out", "Checked in"),
    "clock": ("Clock in", "Clock out", "Clocked in"),
    "punch": ("Punch in", "Punch out", "Punched in"),
    "sign": ("Sign in here", "Sign out here", "Signed in"),
    "sign_in": ("Sign attendance", "Leave", "Signed"),
}


@dataclass(frozen=True)
class _Place:
    """What people come to: `field` names it in a row, `lead` whoever offers it, `through` are their applications."""

    field: FieldView
    lead: FieldView
    through: EntityView
    by: FieldView
    state: FieldView | None
    refused: tuple[str, ...]


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The card with the button, and the routes behind it."""
    app = AppView(spec)
    entity = app.entity(str(part.entity))
    fields = {field.name: field for field in entity.fields}
    given = {name: fields.get(value) for name, value in part.options.items()}
    by, day = fields[part.options["by"]], fields[part.options["day"]]
    if by.kind is not FieldType.ACCOUNT or day.kind is not FieldType.DATE:
        raise PartError(f"{entity.plural_label} name somebody with an account, and the day on which they were there")
    start, end, hours = (_of(given.get(name), kind) for name, kind in _KINDS)
    who = [role for role in spec.roles if role.name in (by.spec.holders or {role.name}) and not role.admin]
    if not who:
        return Contribution()
    place = _place(app, given.get("at"), given.get("lead"), [role.name for role in who])
    state = given.get("state")
    present = next((c for c in (state.choices if state else ()) if c.value == part.options.get("present")), None)
    filled = {by.name, day.name, *(field.name for field in (start, end, hours, state) if field is not None)}
    _require_no_more(entity, filled)
    both = start is not None and end is not None
    come, leave, came = _WORDS.get(part.options.get("verb", ""), _WORDS["clock"])
    values: dict[str, object] = {
        "spec": spec,
        "entity": entity,
        "view": next(view for view in entity_views(spec) if view.spec.name == entity.name),
        "by": by,
        "day": day,
        "start": start,
        "end": end if both else None,
        "hours": hours if both else None,
        "state": state if present else None,
        "present": present.value if present else "",
        "at": place,
        "who": [role.name for role in who],
        "watchers": [r.name for r in spec.roles if r not in who and spec.access(r, entity.spec).read is Reach.ALL],
        "others": [role.name for role in spec.roles if role not in who],
        "come": come,
        "leave": leave,
        "came": came,
    }
    return _written(entity, values, both=both, counted=both and hours is not None)


_KINDS = (("in", FieldType.TIME), ("out", FieldType.TIME), ("hours", FieldType.DECIMAL))


def _of(field: FieldView | None, kind: FieldType) -> FieldView | None:
    return field if field is not None and field.kind is kind else None


def _require_no_more(entity: EntityView, filled: set[str]) -> None:
    """Refuses a field that is needed and that nobody fills in who presses a button."""
    for field in entity.fields:
        if not field.nullable and field.name not in filled:
            raise PartError(
                f"{field.label} of {in_sentence(entity.plural_label)} cannot be required: a button sets it not"
            )


def _place(app: AppView, field: FieldView | None, lead: FieldView | None, who: list[str]) -> _Place | None:
    """What people come to, where they asked for it by a record of their own that is still there."""
    if field is None or lead is None or not field.is_reference or not lead.is_account:
        return None
    roles = [role for role in app.spec.roles if role.name in who]
    for other in app.records:
        by = next((f for f in other.references if not f.is_account and f.spec.target == field.spec.target), None)
        asked = any(app.spec.access(role, other.spec).create for role in roles)
        if by is not None and asked and other.name != field.entity.name:
            state = next((f for f in other.choice_fields if _refused(f.spec)), None)
            return _Place(field, lead, other, by, state, _refused(state.spec) if state else ())
    return None


def _refused(field: FieldSpec) -> tuple[str, ...]:
    return tuple(choice.value for choice in field.choices if choice.value in words("refused"))


def _written(entity: EntityView, values: dict[str, object], *, both: bool, counted: bool) -> Contribution:
    many = in_sentence(entity.plural_label)
    done = "come and go" if both else "come, once a day"
    files = {
        "backend/app/routes/clock.py": render(f"{_TEMPLATES}/backend/routes.py.j2", **values),
        "tests/test_clock.py": render(f"{_TEMPLATES}/tests/test_clock.py.j2", **values),
        f"frontend/src/{_CARD.module}.tsx": render(f"{_TEMPLATES}/frontend/ClockCard.tsx.j2", **values),
        f"frontend/src/{_CARD.module}.test.tsx": render(f"{_TEMPLATES}/frontend/ClockCard.test.tsx.j2", **values),
    }
    if counted:
        files["backend/app/clocking.py"] = render(f"{_TEMPLATES}/backend/clocking.py.j2", **values)
    return Contribution(
        files=files,
        routers=("clock",),
        savings={entity.name: (Saving("count_hours", "backend.app.clocking"),)} if counted else {},
        start=(_CARD,),
        list_cards={entity.name: (_CARD,)},
        readme=(f"Say by one button that you {done}; {many} keep when that was, by the clock of the server.",),
    )


CAPABILITY = Capability(
    NAME,
    draft,
    settle,
    _contribute,
    after=("booking", "payments", "surveys", "workflow"),
    finish=finish,
    optional=frozenset({"in", "out", "hours", "state", "present", "at", "lead"}),
    states=frozenset({"present"}),
)
