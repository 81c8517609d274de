"""Search engines, as the reader and the compiler know them."""

from textwrap import shorten

from millwright.factory.generation.capabilities import Capability, Component, Contribution
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_faces import INNER
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, FieldType, Layout, Part

NAME = "seo"
_TEMPLATES = f"capabilities/{NAME}/templates"
_FILES = {
    "backend/app/routes/seo.py": "routes.py",
    "frontend/src/components/seo/PageMeta.tsx": "PageMeta.tsx",
    "frontend/src/components/seo/PageMeta.test.tsx": "PageMeta.test.tsx",
    "tests/test_seo.py": "test_seo.py",
}
_MOST = 160  # characters of a description that search engines show


def _draft(_reading: Reading) -> None:
    """Nothing is kept for search engines."""


def _settle(reading: Reading) -> None:
    wishes = reading.wished(NAME)
    if wishes and not reading.refuses(NAME) and reading.layout is Layout.SITE:
        add_part(reading, Part(capability=NAME), because_of(wishes, ""))


def _contribute(spec: AppSpec, _part: Part) -> Contribution:
    shown = [view for view in entity_views(spec) if view.public]
    values = {
        "spec": spec,
        "paths": [page.path for page in spec.pages],
        "records": shown,
        "hidden": {view.spec.name: _hidden(view) for view in shown},
        "root": spec.workspace_root,
        "descriptions": _descriptions(spec, shown),
        "usual": _short(spec.description or spec.name),
        "texts": list(dict.fromkeys(name for view in shown for name in _texts(view))),
        "most": _MOST,
    }
    own = (Component("RecordMeta", "components/seo/PageMeta"),)
    return Contribution(
        files={path: render(f"{_TEMPLATES}/{name}.j2", **values) for path, name in _FILES.items()},
        routers=(NAME,),
        providers=(Component("PageMeta", "components/seo/PageMeta"),),
        record_sections={view.spec.name: own for view in shown if _texts(view)},
        readme=(
            "Search engines read what each page is about and, with `PUBLIC_URL` set, its one address and /sitemap.xml.",
        ),
    )


def _texts(view: EntityView) -> list[str]:
    """The fields that tell of a record at length, without those that are kept for its staff."""
    return [f.name for f in view.spec.fields if f.type is FieldType.LONG_TEXT and f.name not in INNER]


def _hidden(view: EntityView) -> tuple[str, str] | None:
    """A field and a state in which rows are not for visitors, if there is one."""
    states = ((f.name, choice.value) for f in view.spec.fields for choice in f.choices if choice.hidden)
    return next(states, None)


def _descriptions(spec: AppSpec, shown: list[EntityView]) -> list[tuple[str, str]]:
    """What each page is about, by its path: its first text, else what it is called."""
    found: dict[str, str] = {}
    for page in spec.pages:
        text = next((section.text for section in page.sections if section.text), "")
        found[page.path] = _short(text or f"{page.label} of {spec.name}.")
    for view in shown:
        found[view.public_path] = _short(f"{view.spec.plural_label} of {spec.name}. {spec.description}")
    return list(found.items())


def _short(text: str) -> str:
    return shorten(text, _MOST, placeholder="…")


CAPABILITY = Capability(NAME, _draft, _settle, _contribute)
