"""Checking in by a code: the table of codes, whose rows they are, and the pages of both sides."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.capabilities.codes import made_codes, qr_files, scanner_files
from millwright.factory.generation.capabilities.community import internal_table, table_name
from millwright.factory.generation.capabilities.joining.writing import Joining
from millwright.factory.generation.capabilities.registry import Capability, words_of
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.capabilities import Wish, listed_stems
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.spec import AppSpec, Layout, Part, Reach

NAME = "check_in"
_TEMPLATES = "capabilities/check_in/templates"
_PAGE = Component("CheckInPage", "pages/check-in/CheckInPage")
_PASS = Component("PassSection", "components/passes/PassSection")


def lets_in(wish: Wish) -> bool:
    """Whether a sentence about QR codes is about coming in by them."""
    tokens = wish.sentence.tokens
    stems = listed_stems(NAME, "coming")
    pairs = itertools.pairwise(tokens)
    return any((t.stem,) in stems for t in tokens) or any(a.stem == "check" and b.low == "in" for a, b in pairs)


def _wishes(reading: Reading) -> list[Wish]:
    return [*reading.wished(NAME), *(wish for wish in reading.wished("qr_codes") if lets_in(wish))]


def _record(reading: Reading, wishes: list[Wish]) -> DraftEntity | None:
    """What people come with: the record that a sentence names, else the likeliest that there is."""
    known = phrases(words_of()[NAME]["records"])
    named = [e for wish in wishes for e in records_in(reading, wish.sentence) if e.key in known]
    there = [entity for key in known if (entity := reading.entity(key)) is not None and not entity.internal]
    return next(iter([*named, *there]), None)


def _draft(reading: Reading) -> None:
    wishes = _wishes(reading)
    record = _record(reading, wishes) if wishes else None
    if record is not None:
        fields = (f"subject! @{record.name}", "code!* text", "used_at datetime")
        internal_table(reading, table_name(record.name, "pass"), fields, because_of(wishes, ""))


def _fetches(wish: Wish) -> bool:
    """Whether something is fetched with the code, and nobody comes in by it."""
    return bool({*phrases(_said()["fetching"])} & {*wish.words.lower().split()})


@cache
def _said() -> Mapping[str, Any]:
    return table_beside(__package__ or "", "said")


def _settle(reading: Reading) -> None:
    wishes = _wishes(reading)
    tables = {entity.name for entity in reading.entities if entity.internal}
    record = next((e for e in reading.entities if table_name(e.name, "pass") in tables), None)
    if record is None or not wishes:
        return
    for entity in reading.entities:  # Nobody types a picture.
        entity.fields = [field for field in entity.fields if not field.name.endswith("qr_code")] or entity.fields
    options, state = {"passes": table_name(record.name, "pass")}, state_field(record)
    if state is not None:
        values = [choice_value(choice) for choice in state.choices]
        come = next((value for value in values if value.replace("_", " ") in phrases(words_of()[NAME]["come"])), "")
        options |= {"state": state.name} | ({"come": come} if come else {})
    if any(_fetches(wish) for wish in wishes):
        options["said"] = "fetch"
    add_part(reading, Part(capability=NAME, entity=record.name, options=options), because_of(wishes, ""))


def _finish(reading: Reading) -> None:
    """Codes are made when they are first looked at."""
    for part in reading.parts:
        table = reading.entity(part.options.get("passes", "")) if part.capability == NAME else None
        if table is not None:
            table.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity = AppView(spec).entity(str(part.entity))
    view = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    state = entity.find(part.options.get("state"))
    values_of = [choice.value for choice in state.choices] if state is not None else []
    gone = [value for value in values_of if value.replace("_", " ") in phrases(words_of()[NAME]["gone"])]
    come = part.options.get("come", "")
    everywhere = [role.name for role in spec.roles if spec.access(role, entity.spec).update is Reach.ALL]
    leading = _leading(spec, entity)
    door = [*everywhere, *leading]
    said = _said()[part.options.get("said", "come")]
    table = naming.pascal(part.options["passes"])
    enums = {state.enum} if state is not None and (gone or come in values_of) else set[str]()
    values: dict[str, object] = {
        "entity": entity,
        "view": view,
        "state": state,
        "gone": gone,
        "come": come if come in values_of else "",
        "table": table,
        "models": {entity.cls, table, "User"} | enums,
        "path": f"{naming.kebab(entity.name)}-passes",
        "door": door,
        "leading": leading,
        "said": said,
        "references": [f for f in entity.references if not f.is_account and not f.is_self_reference],
        "root": spec.workspace_root,
        "admin": spec.admin.name,
        "named": _named(spec, entity, door),
        "guest": next((role.name for role in spec.roles if role.name not in door), ""),
        "led": _led(spec, entity) if leading else None,
        "leader": leading[0] if leading else "",
    }
    module = f"{entity.name}_passes"
    files = {
        **qr_files(),
        **scanner_files(),
        **made_codes(),
        f"backend/app/routes/{module}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
        f"tests/test_{module}.py": render(f"{_TEMPLATES}/test_passes.py.j2", **values),
        f"frontend/src/{_PAGE.module}.tsx": render(f"{_TEMPLATES}/CheckInPage.tsx.j2", **values),
    }
    for name in ("passes.ts", "passes.test.tsx", "PassSection.tsx"):
        files[f"frontend/src/components/passes/{name}"] = render(f"{_TEMPLATES}/{name}.j2", **values)
    return Contribution(
        files=files,
        routers=(module,),
        routes=(Route("/check-in", _PAGE, Place.WORKSPACE),),
        navigation=_links(spec, str(said["page"]), everywhere, leading),
        workspace_sections={entity.name: (_PASS,)},
        packages=("jsqr", "uqr"),
        readme=(f"Check in by the code of a {naming.in_sentence(entity.spec.label)}: scanned or typed, once.",),
    )


def _leading(spec: AppSpec, entity: EntityView) -> list[str]:
    """The roles whose people let those in who joined what they made."""
    joined = next((part for part in spec.parts_of("joining") if part.entity == entity.name), None)
    return [*Joining(spec, joined).leaders] if joined is not None else []


def _led(spec: AppSpec, entity: EntityView) -> FieldView:
    """The reference to what they joined."""
    return Joining(spec, next(part for part in spec.parts_of("joining") if part.entity == entity.name)).by


def _links(spec: AppSpec, label: str, everywhere: list[str], leading: list[str]) -> tuple[NavigationItem, ...]:
    """Links to the page, for those who work there and for members who let in who joined what they made."""
    signing_up = {role.name for role in spec.roles if role.signup}
    members = [name for name in leading if name in signing_up] if spec.layout is Layout.SITE else []
    others = [name for name in (*everywhere, *leading) if name not in members]
    item = NavigationItem(label, "/check-in", "ScanLine", Place.WORKSPACE, roles=tuple(others))
    theirs = replace(item, path=f"{spec.workspace_root}/check-in", place=Place.ACCOUNT, roles=tuple(members))
    return (item, theirs) if members else (item,)


def _named(spec: AppSpec, entity: EntityView, door: list[str]) -> tuple[str, str] | None:
    """A field by which rows are somebody's, and a role whose people come with such rows."""
    guests = [r.name for r in spec.roles if r.name not in door and spec.access(r, entity.spec).read is not Reach.NONE]
    pairs = ((field, role) for field in entity.accounts for role in guests)
    return next(((field.name, role) for field, role in pairs if role in (field.spec.holders or guests)), None)


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    _contribute,
    after=("booking", "joining"),
    finish=_finish,
    optional=frozenset({"state", "come", "said"}),
    states=frozenset({"come"}),
)
