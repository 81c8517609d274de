"""Monitoring, as the reader and the compiler know it."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Removal,
    Route,
    Saving,
)
from millwright.factory.generation.capabilities.monitoring.reading import NAME, draft, finish, settle
from millwright.factory.generation.capabilities.monitoring.view import MachineView, MonitoringView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = f"capabilities/{NAME}/templates"
_PAGES, _PARTS = "pages/monitoring", "components/monitoring"
_FILES = {
    "backend/app/monitoring.py": "backend/monitoring.py",
    "backend/app/monitoring_demo.py": "backend/demo.py",
    "backend/app/routes/monitoring.py": "backend/routes.py",
    "backend/app/schemas/monitoring.py": "backend/schemas.py",
    "frontend/src/lib/monitoring.ts": "frontend/monitoring.ts",
    f"frontend/src/{_PAGES}/MonitorPage.tsx": "frontend/MonitorPage.tsx",
    f"frontend/src/{_PAGES}/MachinePage.tsx": "frontend/MachinePage.tsx",
    f"frontend/src/{_PAGES}/monitoring.test.tsx": "frontend/monitoring.test.tsx",
    f"frontend/src/{_PARTS}/MachineReport.tsx": "frontend/MachineReport.tsx",
    f"frontend/src/{_PARTS}/MachineSettings.tsx": "frontend/MachineSettings.tsx",
    f"frontend/src/{_PARTS}/MachineStates.tsx": "frontend/MachineStates.tsx",
    f"frontend/src/{_PARTS}/MonitorCard.tsx": "frontend/MonitorCard.tsx",
    f"frontend/src/{_PARTS}/TimeLine.tsx": "frontend/TimeLine.tsx",
    "tests/test_monitoring.py": "tests/test_monitoring.py",
}


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """Where machines report, the pages that show it, and what hangs on one kind of machine."""
    monitoring = MonitoringView(spec)
    machine = next(one for one in monitoring.machines if one.part == part)
    name = machine.entity.name
    own = f"{_PARTS}/{machine.page.type}Report"
    values = {"monitoring": monitoring, "machine": machine, "root": _root(monitoring)}
    files = {path: render(f"{_TEMPLATES}/{template}.j2", **values) for path, template in _FILES.items()}
    files[f"frontend/src/{own}.tsx"] = render(f"{_TEMPLATES}/frontend/Sections.tsx.j2", **values)
    typed = f"{_PARTS}/{machine.page.type}Fields"
    inputs = {
        field.name: Component(f"{machine.page.type}{which}", typed)
        for field, which in ((machine.input, "State"), (machine.seen_input, "Seen"))
        if field is not None
    }
    if inputs:
        files[f"frontend/src/{typed}.tsx"] = render(f"{_TEMPLATES}/frontend/Fields.tsx.j2", **values)
    return Contribution(
        files=files,
        routers=("monitoring",),
        savings={name: (Saving(f"follow_{name}", "backend.app.monitoring"),)},
        removals={name: (Removal(f"forget_{name}", "backend.app.monitoring"),)},
        routes=tuple(_routes(monitoring)),
        navigation=tuple(_links(monitoring)),
        start=(Component("MonitorCard", f"{_PARTS}/MonitorCard"),),
        inputs={name: inputs} if inputs else {},
        workspace_sections={name: (Component(f"{machine.page.type}Report", own),)},
        readme=tuple(_told(machine)),
    )


def _root(monitoring: MonitoringView) -> str:
    """The path below which people see the machines."""
    return "" if monitoring.site else monitoring.root


def _places(monitoring: MonitoringView) -> tuple[Place, ...]:
    return (Place.SITE, Place.WORKSPACE) if monitoring.site else (Place.WORKSPACE,)


def _routes(monitoring: MonitoringView) -> Iterator[Route]:
    for place in _places(monitoring):
        site = place is Place.SITE
        yield Route("/monitor", Component("MonitorPage", f"{_PAGES}/MonitorPage"), place, signed_in=site)
        yield Route("/monitor/:kind/:id", Component("MachinePage", f"{_PAGES}/MachinePage"), place, signed_in=site)


def _links(monitoring: MonitoringView) -> Iterator[NavigationItem]:
    for place in _places(monitoring):
        yield NavigationItem("Monitor", "/monitor", "Activity", Place.ACCOUNT if place is Place.SITE else place)


def _told(machine: MachineView) -> Iterator[str]:
    many = in_sentence(machine.entity.plural_label)
    yield f"See under Monitor how {many} do; they report by themselves. Their keys and limits are on their pages."


CAPABILITY = Capability(
    NAME,
    draft,
    settle,
    contribute,
    after=("live",),
    finish=finish,
    optional=frozenset({"seen", "status"}),
)
