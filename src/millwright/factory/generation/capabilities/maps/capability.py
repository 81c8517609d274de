"""Maps, as the reader and the compiler know them."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.maps.reading import NAME, draft, finish, settle
from millwright.factory.generation.capabilities.maps.view import KindView, MapsView
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = f"capabilities/{NAME}/templates"
_PAGES, _PARTS = "pages/map", "components/map"
_FILES = {
    "backend/app/maps.py": "backend/maps.py",
    "backend/app/routes/maps.py": "backend/routes.py",
    "frontend/src/lib/mapping.ts": "frontend/mapping.ts",
    "frontend/src/lib/mapping.test.ts": "frontend/mapping.test.ts",
    "frontend/src/lib/places.ts": "frontend/places.ts",
    f"frontend/src/{_PARTS}/MapView.tsx": "frontend/MapView.tsx",
    f"frontend/src/{_PARTS}/MapBase.tsx": "frontend/MapBase.tsx",
    f"frontend/src/{_PARTS}/Markers.tsx": "frontend/Markers.tsx",
    f"frontend/src/{_PARTS}/marked.ts": "frontend/marked.ts",
    f"frontend/src/{_PARTS}/useMapView.ts": "frontend/useMapView.ts",
    f"frontend/src/{_PARTS}/Around.tsx": "frontend/Around.tsx",
    f"frontend/src/{_PARTS}/PositionField.tsx": "frontend/PositionField.tsx",
    f"frontend/src/{_PARTS}/RecordPlace.tsx": "frontend/RecordPlace.tsx",
    f"frontend/src/{_PARTS}/SpotList.tsx": "frontend/SpotList.tsx",
    f"frontend/src/{_PAGES}/MapPage.tsx": "frontend/MapPage.tsx",
    f"frontend/src/{_PAGES}/MapPage.test.tsx": "frontend/MapPage.test.tsx",
    "tests/test_maps.py": "tests/test_maps.py",
}


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The map with its pages, and what hangs on one kind of record."""
    maps = MapsView(spec)
    kind = next(one for one in maps.kinds if one.part == part)
    name, own = kind.entity.name, f"{_PARTS}/{kind.page.type}Place"
    row = example(spec, maps.main.page, Hooks(spec, ())).row
    values = {"maps": maps, "kind": kind, "row": row, "root": spec.workspace_root}
    files = {path: render(f"{_TEMPLATES}/{template}.j2", **values) for path, template in _FILES.items()}
    files[f"frontend/src/{own}.tsx"] = render(f"{_TEMPLATES}/frontend/Place.tsx.j2", **values)
    section = Component(f"{kind.page.type}Place", own)
    shown = Component(f"{kind.page.type}OnMap", f"{_PARTS}/{kind.page.type}OnMap") if kind.public else None
    if shown is not None:
        files[f"frontend/src/{shown.module}.tsx"] = render(f"{_TEMPLATES}/frontend/OnMap.tsx.j2", **values)
    view = NavigationItem("Map", f"{maps.path}?kind={kind.path}", "Map")
    return Contribution(
        files=files,
        routers=("maps",),
        routes=tuple(_routes(maps)),
        navigation=tuple(_links(maps)),
        inputs={name: {kind.position.name: Component(f"{kind.page.type}Position", own)}},
        workspace_sections={name: (section,)},
        record_sections={name: (section,)} if kind.public else {},
        list_views={name: (view,)},
        section=shown,
        map_tiles=True,
        readme=tuple(_told(kind)),
    )


def _routes(maps: MapsView) -> Iterator[Route]:
    page = f"{_PAGES}/MapPage"
    yield Route(maps.path, Component("WorkspaceMapPage", page), Place.WORKSPACE)
    if maps.public:
        yield Route(maps.path, Component("SiteMapPage", page))


def _links(maps: MapsView) -> Iterator[NavigationItem]:
    yield NavigationItem("Map", maps.path, "Map", Place.WORKSPACE)
    if maps.public:
        yield NavigationItem("Map", maps.path, "Map")


def _told(kind: KindView) -> Iterator[str]:
    many = in_sentence(kind.entity.plural_label)
    yield f"See {many} on a map, and those that are nearest or within some kilometres of a place."
    if kind.tracked:
        drivers = "".join(f", and each {in_sentence(role.label)}," for role in kind.movers[:1])
        yield f"Whoever may change one of the {many}{drivers} can have it follow where they are."


CAPABILITY = Capability(
    NAME, draft, settle, contribute, after=("member_posts",), finish=finish, optional=frozenset({"about", "state"})
)
