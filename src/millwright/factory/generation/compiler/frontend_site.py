"""The pages of the public site: those made of sections, and a list and a page for each kind of public record."""

from collections import defaultdict
from collections.abc import Iterator

from millwright.factory.generation.capabilities import Place
from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.frontend_imports import import_lines
from millwright.factory.generation.compiler.frontend_pages import used
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.site import Page, SectionKind
from millwright.factory.generation.spec import AppSpec

_FOLDER = "frontend/src/pages/site"


def site_pages(spec: AppSpec, entities: tuple[EntityView, ...], hooks: Hooks) -> Iterator[tuple[str, str]]:
    """Each page of the site as (path, text)."""
    for page in spec.pages:
        yield f"{_FOLDER}/{pascal(page.name)}Page.tsx", _page(page, hooks)
    for entity in entities:
        if entity.public:
            yield f"{_FOLDER}/{entity.type}ListPage.tsx", _list_page(entity, hooks)
            yield f"{_FOLDER}/{entity.type}Page.tsx", _detail_page(entity, hooks)


def components_of(hooks: Hooks) -> list[tuple[str, list[str]]]:
    """What the routes and providers import of capabilities: modules with the names of their components."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place in (Place.SITE, Place.WORKSPACE):
        for route in hooks.routes(place):
            found[route.page.module].add(route.page.name)
    for provider in hooks.providers:
        found[provider.module].add(provider.name)
    return [(module, sorted(names)) for module, names in sorted(found.items())]


def _page(page: Page, hooks: Hooks) -> str:
    parts = [
        hooks.section(str(section.capability), section.entity) if section.kind is SectionKind.PART else None
        for section in page.sections
    ]
    imports = import_lines(["PageHeader"], components=[part for part in parts if part])
    return render(f"{_FOLDER}/Page.tsx.j2", imports=imports, page=page, parts=parts)


def _list_page(entity: EntityView, hooks: Hooks) -> str:
    actions = hooks.card_actions(entity.spec.name)
    names, choices = used([*(f.cell for f in entity.columns[:3]), *(code for _, code in entity.filters)])
    imports = import_lines(names | {"PublicList", "api"}, choices=choices, components=actions)
    return render(f"{_FOLDER}/ListPage.tsx.j2", imports=imports, entity=entity, actions=actions)


def _detail_page(entity: EntityView, hooks: Hooks) -> str:
    actions, sections = hooks.record_actions(entity.spec.name), hooks.record_sections(entity.spec.name)
    names, choices = used([field.detail for field in entity.fields])
    names |= {"Detail", "Details", "PublicRecord", "api"}
    imports = import_lines(names, choices=choices, components=[*actions, *sections])
    values = {"entity": entity, "actions": actions, "sections": sections}
    return render(f"{_FOLDER}/DetailPage.tsx.j2", imports=imports, **values)
