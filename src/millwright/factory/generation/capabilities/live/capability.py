"""Live pages: the server tells open pages that something was committed, and they ask for what they show again."""

from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import Access, AppSpec, Layout, Part

_TEMPLATES = "capabilities/live/templates"


def _draft(_reading: Reading) -> None:
    """It needs no records."""


def _settle(reading: Reading) -> None:
    if wishes := reading.wished("live"):
        add_part(reading, Part(capability="live"), because_of(wishes, ""))


def _contribute(spec: AppSpec, _part: Part) -> Contribution:
    entity = next((entity for entity in spec.in_dependency_order() if not entity.internal), None)
    public = spec.layout is Layout.SITE and any(entity.visitors != Access() for entity in spec.entities)
    values = {"public": public, "entity": entity, "admin": spec.admin}
    return Contribution(
        files={
            path: render(f"{_TEMPLATES}/{template}", **values)
            for path, template in {
                "backend/app/live.py": "live.py.j2",
                "backend/app/routes/live.py": "routes.py.j2",
                "frontend/src/lib/changes.ts": "changes.ts.j2",
                "frontend/src/components/LiveUpdates.tsx": "LiveUpdates.tsx.j2",
                "tests/test_live.py": "test_live.py.j2",
            }.items()
        },
        routers=("live",),
        providers=(Component("LiveUpdates", "components/LiveUpdates"),),
        changes=True,
        readme=("See what others change as it happens: open pages refresh by themselves.",),
    )


CAPABILITY = Capability("live", _draft, _settle, _contribute)
