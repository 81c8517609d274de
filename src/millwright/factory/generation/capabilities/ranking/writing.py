"""What a ranking along whom or what rows name is written as."""

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    PartError,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.ranking.standings import OWNER
from millwright.factory.generation.compiler.backend_tests import TestedApp, TestedEntity
from millwright.factory.generation.compiler.field_view import UNDONE
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.naming import constant, in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.tested_fields import TestedField
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, AppSpec, FieldType, Layout, Part, Reach

_TEMPLATES = "capabilities/ranking/templates"


def standings(spec: AppSpec, part: Part) -> Contribution:
    """The page with its route; people on a site find it in the menu of their account, unless it is public."""
    tested = TestedApp(spec.model_copy(update={"parts": tuple(p for p in spec.parts if p.capability != "ranking")}))
    entity = next(known for known in tested.entities if known.name == part.entity)
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    values = _values(spec, part, entity) | {"page": page, "name": f"{page.type}StandingsPage"}
    name, path = str(values["name"]), f"{page.public_path}/standings"
    public, site = spec.layout is Layout.SITE and page.public, spec.layout is Layout.SITE
    members = site and any(r.signup and spec.access(r, entity.spec).read is not Reach.NONE for r in spec.roles)
    shown = Component(name, f"pages/ranking/{name}")
    routes = [Route(path, shown, Place.WORKSPACE, subject=entity.name)]
    links = [NavigationItem(str(values["heading"]), path, "Trophy", Place.WORKSPACE, subject=entity.name)]
    if public or members:
        routes.insert(0, Route(path, shown, Place.SITE, signed_in=not public))
        links.insert(0, NavigationItem(str(values["heading"]), path, "Trophy", Place.SITE if public else Place.ACCOUNT))
    view = f"frontend/src/pages/ranking/{name}"
    return Contribution(
        files={
            "backend/app/standings.py": render(f"{_TEMPLATES}/standings.py.j2"),
            f"backend/app/routes/standings_{entity.plural}.py": render(
                f"{_TEMPLATES}/standings_routes.py.j2", **values
            ),
            f"tests/test_standings_{entity.plural}.py": render(f"{_TEMPLATES}/test_standings.py.j2", **values),
            f"{view}.tsx": render(f"{_TEMPLATES}/Standings.tsx.j2", **values),
            f"{view}.test.tsx": render(f"{_TEMPLATES}/Standings.test.tsx.j2", **values),
        },
        routers=(f"standings_{entity.plural}",),
        routes=tuple(routes),
        navigation=tuple(links),
        readme=(f"See the {in_sentence(str(values['note']))} in a ranking, also of this month or week.",),
    )


def _values(spec: AppSpec, part: Part, entity: TestedEntity) -> dict[str, object]:
    """What the templates are given; refuses what names nothing that could be ranked any more."""
    options = part.options
    along, owned = _field(entity, options.get("along")), options.get("along") == OWNER
    number = _field(entity, options.get("by"))
    if (along is None and not owned) or (number is not None and number.kind not in NUMERIC):
        raise PartError(f"{entity.plural_label} name nothing that could be ranked any more")
    day = _field(entity, options.get("day"))
    average = options.get("measure") == "average"
    many = in_sentence(entity.plural_label)
    by = in_sentence(number.label) if number else f"number of {many}"
    who = "People" if owned or along is None else along.label
    target = along if along is not None and along.is_reference else None
    views = {view.spec.name: view for view in entity_views(spec)}
    view: EntityView | None = views.get(target.target.name) if target is not None else None
    column = f"{entity.cls}.{number.attribute}" if number else ""
    people = owned or (along is not None and along.is_account)
    return {
        "entity": entity,
        "along": along,
        "along_label": who,
        "owned": owned,
        "number": number,
        "heading": "Leaderboard" if people else _heading(along),
        "note": f"{who} by {'average ' if average else ''}{by}",
        "key": "owner_id" if owned or along is None else along.attribute,
        "value": f"func.{'avg' if average else 'sum'}({column})" if number else "func.count()",
        "of": "User" if people else target.target.cls if target is not None else "",
        "day": day.attribute if day is not None and day.kind in TEMPORAL else "created_at",
        "left": _left(entity),
        "money": number is not None and number.kind is FieldType.MONEY,
        "target": view if view is not None and not people else None,
    } | _tried(spec, entity, along, number, average=average)


def _heading(along: TestedField | None) -> str:
    """What the page is called: of what it refers to, else by which kind."""
    if along is None or not along.is_reference:
        return f"Ranking by {in_sentence(along.label if along else 'person')}"[:60]
    return f"Ranking of {in_sentence(along.target.plural_label)}"[:60]


def _field(entity: TestedEntity, name: str | None) -> TestedField | None:
    found = entity.find(name)
    return TestedField(found.spec, entity) if found is not None else None


def _left(entity: TestedEntity) -> str:
    """The condition that leaves out rows that came to nothing, or that not everybody is shown."""
    for field in entity.fields:
        gone = [choice.value for choice in field.choices if choice.hidden or choice.value in UNDONE]
        if gone and len(gone) < len(field.choices):
            column = f"{entity.cls}.{field.attribute}"
            listed = ", ".join(f"{field.enum}.{constant(value)}" for value in gone)
            return f"{column}.is_(None) | {column}.not_in([{listed}])"
    return ""


def _tried(
    spec: AppSpec, entity: TestedEntity, along: TestedField | None, number: TestedField | None, *, average: bool
) -> dict[str, object]:
    """What the tests of the back end try, and what its routes name."""
    low, high = (float(number.low), float(number.high)) if number else (1.0, 1.0)
    second = high if average else 2 * high
    gone = next((f for f in entity.fields if any(c.hidden or c.value in UNDONE for c in f.choices)), None)
    left = _left(entity)
    models = {entity.cls, *([gone.enum] if gone is not None and left else [])}
    if along is None or along.is_account:
        models |= {"User"}
    elif along.is_reference:
        models |= {along.target.cls}
    makers = {
        f"make_{entity.name}",
        *([along.maker] if along is not None and (along.is_reference or along.is_account) else []),
    }
    roles = [(role, spec.access(role, entity.spec).read) for role in spec.roles if not role.admin]
    public = entity.spec.visitors.read is Reach.ALL
    return {
        "imports": sorted(models),
        "makers": sorted(makers),
        "values": (number.low, number.high) if number else (),
        "expected": [second, low],
        "by_formula": False,
        "admin": f"Role.{constant(spec.admin.name)}",
        "readers": [(role.name, 200 if reach is not Reach.NONE or public else 403) for role, reach in roles],
    }
