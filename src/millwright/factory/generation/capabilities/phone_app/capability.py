"""A phone application, as the reader and the compiler know it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import cast

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.phone_app.asking import NAME, asked, drop_others, packaged, words
from millwright.factory.generation.capabilities.phone_app.icons import icons_of
from millwright.factory.generation.capabilities.phone_app.tabs import own_places, site_tabs, work_tabs
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.frontend_site import Belonging
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.theme import tokens
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Layout, Part

_TEMPLATES = f"capabilities/{NAME}/templates"
_FOLDER = "frontend/src/components/phone"
_FILES = {
    "backend/app/routes/phone_app.py": "backend/routes.py.j2",
    "frontend/public/sw.js": "frontend/sw.js",
    "frontend/src/lib/install.ts": "frontend/install.ts",
    "frontend/src/pages/phone/InstallPage.tsx": "frontend/InstallPage.tsx",
    "tests/test_phone_app.py": "tests/test_phone_app.py.j2",
    f"{_FOLDER}/phone.css": "frontend/phone.css",
    f"{_FOLDER}/worker.test.ts": "frontend/worker.test.ts",
    f"{_FOLDER}/PhoneFrame.tsx": "frontend/PhoneFrame.tsx.j2",
}
_FRAMED = {
    "frontend/src/pages/phone/MePage.tsx": "frontend/MePage.tsx.j2",
    f"{_FOLDER}/TabBar.tsx": "frontend/TabBar.tsx.j2",
    f"{_FOLDER}/phone.test.tsx": "frontend/phone.test.tsx.j2",
    f"{_FOLDER}/places.ts": "frontend/places.ts.j2",
}
_SHORTEST = 12
"""Letters that stand below an icon on a home screen."""


def _draft(reading: Reading) -> None:
    """Nothing is kept of it but the wishes that ask for it."""
    drop_others(reading)


def _settle(reading: Reading) -> None:
    wishes = asked(reading)
    if wishes:
        add_part(reading, Part(capability=NAME), wishes[0].words)
        if packaged(wishes):
            reading.not_built.append((str(words()["package"]), str(words()["why"])))


def _contribute(spec: AppSpec, _part: Part) -> Contribution:
    site = spec.layout is Layout.SITE
    colours = {name: light for name, light, _ in tokens(spec.theme)}
    values = {
        "spec": spec,
        "named": bool(spec.parts_of("site_settings")),
        "short": _shortened(spec.name),
        "theme": spec.theme.primary,
        "background": colours["canvas"],
    }
    icons = "".join(f"{name} {data}\n" for name, data in icons_of(spec).items())
    place = Place.SITE if site else Place.WORKSPACE
    pages = {"/me": "MePage", "/install": "InstallPage"}
    return Contribution(
        files={
            **{path: render(f"{_TEMPLATES}/{name}", **values) for path, name in _FILES.items()},
            "backend/app/app_icons.txt": icons,
        },
        framing=partial(_framed, spec),
        routers=(NAME,),
        routes=tuple(Route(path, Component(name, f"pages/phone/{name}"), place) for path, name in pages.items()),
        navigation=(
            NavigationItem("Install the app", "/install", "Download", Place.ACCOUNT if site else Place.WORKSPACE),
        ),
        providers=(Component("PhoneFrame", "components/phone/PhoneFrame"),),
        installs=True,
        readme=(
            "Install it on a phone from the browser; it opens without a network, and has its places in tabs below.",
        ),
    )


def _framed(spec: AppSpec, values: Mapping[str, object]) -> dict[str, str]:
    """What shows the places of the whole application, its other parts' too."""
    hooks = cast("Hooks", values["hooks"])
    entities = cast("Iterable[EntityView]", values["entities"])
    site, home, root = bool(values["site"]), str(values["home"]), str(values["root"])
    menu = cast("Sequence[tuple[str, str]]", values["menu"])
    belongings = cast("Iterable[Belonging]", values["belongings"])
    tabs = {
        "site_tabs": site_tabs(spec, hooks, menu, entities) if site else [],
        "work_tabs": work_tabs(hooks, entities, home=home, root=root, dashboard=not hooks.front),
        "own": own_places(spec, hooks, belongings, home=home, site=site),
    }
    icons = sorted({tab.icon for several in tabs.values() for tab in several})
    given = {**values, **tabs, "icons": icons}
    return {path: render(f"{_TEMPLATES}/{name}", **given) for path, name in _FRAMED.items()}


def _shortened(name: str) -> str:
    """A name that fits below an icon: as many of its first words as fit."""
    if len(name) <= _SHORTEST:
        return name
    kept = name[: _SHORTEST + 1].rpartition(" ")[0]
    return kept or name[:_SHORTEST]


CAPABILITY = Capability(NAME, _draft, _settle, _contribute)
