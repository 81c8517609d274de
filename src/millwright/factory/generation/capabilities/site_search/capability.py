"""The search of a site: a box in its header, and a page of what was found of each kind of public record."""

from millwright.factory.generation.capabilities import Component, Contribution, Route
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.field_types import LINKED
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.site import Layout, Part
from millwright.factory.generation.spec import TEXTUAL, AppSpec, FieldType, Reach

_TEMPLATES = "capabilities/site_search/templates"
_PAGE = Component("SearchPage", "pages/search/SearchPage")
_BOX = Component("SiteSearch", "components/search/SiteSearch")


def _draft(reading: Reading) -> None:
    """The search needs no records of its own."""


def _settle(reading: Reading) -> None:
    wishes = reading.wished("site_search") or reading.wished("search")
    shown = any(entity.visitors.read is Reach.ALL and not entity.internal for entity in reading.entities)
    if wishes and shown and reading.layout is Layout.SITE:
        add_part(reading, Part(capability="site_search"), because_of(wishes, ""))


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    views = [view for view in entity_views(spec) if view.public and _has_words(view)]
    names = {"SearchPage": _PAGE.module, "SearchPage.test": f"{_PAGE.module}.test", "SiteSearch": _BOX.module}
    files = {
        f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/{name}.tsx.j2", views=views)
        for name, module in names.items()
    }
    return Contribution(
        files=files,
        routes=(Route("/search", _PAGE),),
        header=(_BOX,),
        readme=("Search everything that the site shows from the box in its header.",),
    )


def _has_words(view: EntityView) -> bool:
    return any(field.type in TEXTUAL | LINKED | {FieldType.CHOICE, FieldType.TAGS} for field in view.spec.fields)


CAPABILITY = Capability("site_search", _draft, _settle, _contribute)
