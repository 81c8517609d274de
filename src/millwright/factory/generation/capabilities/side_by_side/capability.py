"""Numbers side by side, as the reader and the compiler know them."""

from dataclasses import dataclass

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    PartError,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.side_by_side.reading import NAME, draft, settle
from millwright.factory.generation.compiler.backend_tests import TestedApp, TestedEntity
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.naming import constant, in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.tested_fields import TestedField
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, AppSpec, FieldType, Layout, Part, Reach

_TEMPLATES = f"capabilities/{NAME}/templates"
_THINGS = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.TEXT})
_SHARED = "components/comparing"


@dataclass(frozen=True)
class _Number:
    """A number that is compared, and how it is told at first."""

    name: str
    label: str
    attribute: str
    money: bool
    measure: str


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The page, its route on the server, and a link beside the list."""
    # Asked for the values of a choice, an entity asks all parts which of them nobody enters: not this one again.
    others = tuple(one for one in spec.parts if one.capability != NAME)
    tested = TestedApp(spec.model_copy(update={"parts": others}))
    entity = next(known for known in tested.entities if known.name == part.entity)
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    public = spec.layout is Layout.SITE and page.public
    numbers, name = _numbers(entity, part), f"{page.type}SideBySidePage"
    things = [f for f in _named(entity, part, "things") if f.kind in _THINGS]
    day = next((f for f in _named(entity, part, "day") if f.kind in TEMPORAL), None)
    if not numbers or not (things or day):
        raise PartError(f"{page.spec.plural_label} have no numbers any more, or nothing to compare them by")
    many = in_sentence(page.spec.plural_label)
    values: dict[str, object] = {
        "entity": entity,
        "numbers": numbers,
        "things": things,
        "day": day,
        "public": public,
        "name": name,
        "title": f"Compare {many}",
        "note": "Choose what stands side by side" + (", and two periods." if day else "."),
        "dated": day is not None,
        "money": any(number.money for known in spec.parts_of(NAME) for number in _of(spec, known)),
    }
    path = f"{page.public_path}/side-by-side"
    return Contribution(
        files=_files(spec, entity, page, values),
        routers=(f"compare_{entity.plural}",),
        routes=tuple(_routes(page, path, name, public=public)),
        navigation=(NavigationItem("Compare", path, "Scale", Place.SITE),) if public else (),
        list_views={entity.name: (NavigationItem("Compare", path, "Scale", Place.WORKSPACE),)},
        readme=(f"Compare numbers of {many} side by side{', also of two periods' if day else ''}.",),
    )


def _routes(page: EntityView, path: str, name: str, *, public: bool) -> list[Route]:
    shown = Component(name, f"pages/comparing/{name}")
    within = Route(path, shown, Place.WORKSPACE, subject=page.spec.name)
    return [Route(path, shown), within] if public else [within]


def _numbers(entity: TestedEntity, part: Part) -> list[_Number]:
    held = part.options.get("held", "").split()
    return [
        _Number(f.name, f.label, f.attribute, f.kind is FieldType.MONEY, "average" if f.name in held else "total")
        for f in _named(entity, part, "numbers")
        if f.kind in NUMERIC
    ]


def _of(spec: AppSpec, part: Part) -> list[_Number]:
    return _numbers(next(known for known in TestedApp(spec).entities if known.name == part.entity), part)


def _named(entity: TestedEntity, part: Part, option: str) -> list[TestedField]:
    """The fields that an option names and that are still there."""
    known = {field.name: TestedField(field.spec, entity) for field in entity.fields}
    return [known[name] for name in part.options.get(option, "").split() if name in known]


def _files(spec: AppSpec, entity: TestedEntity, page: EntityView, values: dict[str, object]) -> dict[str, str]:
    name = values["name"]
    own = {**values, "entity": page}
    lines = render(f"{_TEMPLATES}/CompareLines.tsx.j2")
    return {
        "backend/app/comparing.py": render(f"{_TEMPLATES}/comparing.py.j2", strangers=TestedApp(spec).has_visitors),
        f"backend/app/routes/compare_{entity.plural}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
        f"frontend/src/{_SHARED}/CompareNumbers.tsx": render(f"{_TEMPLATES}/CompareNumbers.tsx.j2", **values),
        f"frontend/src/{_SHARED}/CompareLines.tsx": lines,
        f"frontend/src/pages/comparing/{name}.tsx": render(f"{_TEMPLATES}/ComparePage.tsx.j2", **own),
        f"frontend/src/pages/comparing/{name}.test.tsx": render(f"{_TEMPLATES}/ComparePage.test.tsx.j2", **own),
        f"tests/test_comparing_{entity.plural}.py": render(
            f"{_TEMPLATES}/test_comparing.py.j2", **_tried(spec, entity, values)
        ),
    }


def _tried(spec: AppSpec, entity: TestedEntity, values: dict[str, object]) -> dict[str, object]:
    """What the tests of the back end try: two rows of two things, on two days."""
    part = next(part for part in spec.parts_of(NAME) if part.entity == entity.name)
    thing = next((f for f in _named(entity, part, "things") if f.kind in _THINGS), None)
    fields = {field.name: TestedField(field.spec, entity) for field in entity.fields}
    number = fields[_numbers(entity, part)[0].name]
    owned = [r.name for r in spec.roles if not r.admin and spec.access(r, entity.spec).read is Reach.OWN]
    barred = [r.name for r in spec.roles if not r.admin and spec.access(r, entity.spec).read is Reach.NONE]
    makers = {f"make_{entity.name}", *([thing.maker] if thing is not None and thing.is_reference else ())}
    return {
        **values,
        "number": number,
        "low": int(number.low),
        "high": int(number.high),
        "thing": thing,
        "kinds": _two_kinds(thing),
        "admin": f"Role.{constant(spec.admin.name)}",
        "owned": owned,
        "barred": barred,
        "makers": sorted(makers),
    }


def _two_kinds(thing: TestedField | None) -> tuple[str, ...]:
    """Two values of a choice, whoever enters them: what capabilities keep from being entered they tell with ours."""
    shown = [choice.value for choice in thing.choices if not choice.hidden] if thing is not None else []
    return (shown[0], shown[-1]) if len(shown) > 1 else ()


CAPABILITY = Capability(
    NAME,
    draft,
    settle,
    contribute,
    after=("booking", "cart", "comparison", "member_posts", "workflow"),
    optional=frozenset({"day", "held", "things"}),
)
