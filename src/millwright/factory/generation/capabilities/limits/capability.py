"""Limits, as the reader and the compiler know them."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    PartError,
    Place,
    Removal,
    Route,
    Saving,
)
from millwright.factory.generation.capabilities.limits.reading import NAME, agree, draft, settle
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.backend_tests import TestedApp, TestedEntity
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import constant, in_sentence, kebab
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.tested_fields import TestedField
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, AppSpec, FieldType, Layout, Part, Reach

_TEMPLATES = f"capabilities/{NAME}/templates"
_LEVELS = 3


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """What judges rows when they or their limits are saved, and what shows and lists how they stand."""
    app = TestedApp(spec)
    entity = next(known for known in app.entities if known.name == part.entity)
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    limit = next((known for known in app.entities if known.name == part.options.get("limits")), None)
    values = _values(spec, part, entity, limit) | {"page": page}
    values |= {"level": entity.field(part.options["level"])}
    public = spec.layout is Layout.SITE and page.public
    values |= {"public": public, "who": "MaybeUser" if public else "CurrentUser"}
    module = f"components/limits/{page.type}Alerts"
    rules = f"backend.app.limits_{entity.plural}"
    savings = {entity.name: (Saving(f"judge_{entity.name}", rules),)}
    removals: dict[str, tuple[Removal, ...]] = {}
    if limit is not None:
        savings[limit.name] = (Saving(f"judge_{entity.plural}_by", rules),)
        removals[limit.name] = (Removal(f"judge_{entity.plural}_without", rules),)
    level = entity.field(part.options["level"])
    path = f"{page.public_path}/alerts"
    section = (Component(f"{page.type}Limits", module),)
    return Contribution(
        files=_files(spec, entity, page, values),
        routers=(f"limits_{entity.plural}",),
        savings=savings,
        removals=removals,
        untyped={entity.name: tuple(choice.value for choice in level.choices[1:])},
        routes=tuple(_routes(path, Component(f"{page.type}AlertsPage", module), entity.name, public=public)),
        navigation=tuple(_links(path, entity.name, public=public)),
        dashboard=(Component(f"{page.type}AlertsCard", module),),
        inputs={entity.name: {level.name: Component(f"{page.type}Level", module)}},
        workspace_sections={entity.name: section},
        record_sections={entity.name: section} if public else {},
        readme=(f"See under Alerts which {in_sentence(page.spec.plural_label)} are near their limits or beyond them.",),
    )


def _routes(path: str, page: Component, name: str, *, public: bool) -> Iterator[Route]:
    if public:
        yield Route(path, page)
    yield Route(path, page, Place.WORKSPACE, subject=name)


def _links(path: str, name: str, *, public: bool) -> Iterator[NavigationItem]:
    if public:
        yield NavigationItem("Alerts", path, "BellRing", Place.SITE)
    yield NavigationItem("Alerts", path, "BellRing", Place.WORKSPACE, subject=name)


def _values(spec: AppSpec, part: Part, entity: TestedEntity, limit: TestedEntity | None) -> dict[str, object]:
    """What the templates are given of numbers and limits; refuses what has none any more."""
    day = next((f for f in entity.fields if f.name == part.options.get("day") and f.kind in TEMPORAL), None)
    level = entity.find(part.options["level"])
    if level is None or len(level.choices) != _LEVELS:
        raise PartError(f"{entity.plural_label} say by three values how they stand to their limits")
    models = {entity.cls, level.enum, "User"}
    values: dict[str, object] = {"entity": entity, "limit": limit, "day": day, "path": f"/{kebab(entity.plural)}"}
    if limit is None:
        own, lower, upper = (_number(entity, part.options.get(name)) for name in ("value", "lower", "upper"))
        if own is None or (lower is None and upper is None):
            raise PartError(f"{entity.plural_label} have no number with a limit any more")
        given = {"own": own, "lower": lower, "upper": upper, "number": own}
        return values | given | {"imports": sorted(models)} | _tried(spec, entity, own, lower, upper)
    indicator = next(field for field in limit.fields if field.is_choice)
    numbers = [(c.value, f) for c in indicator.choices if (f := _number(entity, _field_of(part, c.value))) is not None]
    lower, upper = limit.find("lower_limit"), limit.find("upper_limit")
    if not numbers or lower is None or upper is None:
        raise PartError(f"{limit.plural_label} are of no number of {in_sentence(entity.plural_label)} any more")
    models |= {limit.cls, indicator.enum}
    given = {"indicator": indicator, "numbers": numbers, "lower": lower, "upper": upper, "kind": numbers[0][0]}
    return values | given | {"number": numbers[0][1], "imports": sorted(models)} | _tried(spec, entity, numbers[0][1])


def _field_of(part: Part, value: str) -> str:
    """The field that a value of the indicator means; both are listed in the same order."""
    pairs = dict(zip(part.options["kinds"].split(), part.options["numbers"].split(), strict=False))
    return pairs.get(value, "")


def _number(entity: TestedEntity, name: str | None) -> TestedField | None:
    found = entity.find(name)
    return TestedField(found.spec, entity) if found is not None and found.kind in NUMERIC else None


def _tried(
    spec: AppSpec,
    entity: TestedEntity,
    number: TestedField,
    lower: TestedField | None = None,
    upper: TestedField | None = None,
) -> dict[str, object]:
    """What tests of the back end try: limits, and numbers within, near and beyond them that the field may have."""
    least, most = number.spec.minimum or 0, number.spec.maximum
    size = 1000 if most is None or most - least >= 1000 else most - least
    low, high = least + size // 5, least + size * 3 // 5
    calm = (low + high) // 2
    both = lower is not None and upper is not None
    of_upper = upper is not None or lower is None
    beyond = high + max(size // 10, 1) if of_upper else low - max(size // 10, 1)
    cases = [(calm, 0), (high if of_upper else low, 1), (beyond, 2)]
    if lower is not None and not both:
        calm, cases[0] = 2 * high, (2 * high, 0)
    if upper is not None and not both:
        calm, cases[0] = low, (low, 0)
    roles = [(r.name, spec.access(r, entity.spec).read) for r in spec.roles if not r.admin]
    return {
        "cases": cases,
        "low": low,
        "high": high,
        "calm": calm,
        "own_limits": [(f.name, one) for f, one in ((lower, low), (upper, high)) if f is not None],
        "readers": [(name, 200 if reach is Reach.ALL else 404 if reach is Reach.OWN else 403) for name, reach in roles],
        "admin": f"Role.{constant(spec.admin.name)}",
    }


def _files(spec: AppSpec, entity: TestedEntity, page: EntityView, values: dict[str, object]) -> dict[str, str]:
    shown = next(field for field in page.fields if field.name == getattr(values["level"], "name", ""))
    day = values["day"]
    moments = getattr(day, "kind", None) is FieldType.DATETIME
    own = values | {
        "level": shown,
        "day_format": "formatDateTime" if moments else "formatDate",
        "example": example(spec, page, Hooks(spec, ())),
    }
    levels = [choice.value for choice in shown.spec.choices]
    front = f"frontend/src/components/limits/{page.type}Alerts"
    return {
        f"backend/app/limits_{entity.plural}.py": render(f"{_TEMPLATES}/rules.py.j2", **values),
        f"backend/app/routes/limits_{entity.plural}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
        f"tests/test_limits_{entity.plural}.py": render(f"{_TEMPLATES}/test_limits.py.j2", **values, levels=levels),
        "frontend/src/lib/limits.ts": render(f"{_TEMPLATES}/limits.ts.j2"),
        f"{front}.tsx": render(f"{_TEMPLATES}/Alerts.tsx.j2", **own),
        f"{front}.test.tsx": render(f"{_TEMPLATES}/Alerts.test.tsx.j2", **own),
    }


CAPABILITY = Capability(
    NAME,
    draft,
    settle,
    contribute,
    after=("booking", "cart", "workflow"),
    agree=agree,
    optional=frozenset({"day", "lower", "upper"}),
)
