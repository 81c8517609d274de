"""Breaking news: a flag of articles, and a strip below the hero with those that have it."""

from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_section
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.site import Layout, Look, Part, Section, SectionKind
from millwright.factory.generation.spec import TEMPORAL, AppSpec, Reach

_NAME = "breaking_news"
_FIELD = "breaking"
_TEMPLATES = f"capabilities/{_NAME}/templates"
_FLAGGED = 2  # demonstration rows that are breaking, of which each reader sees why the strip is there


def _article(reading: Reading) -> DraftEntity | None:
    """What is flagged: what the site publishes as articles, news first."""
    shown = [e for e in reading.entities if e.look is Look.ARTICLES and not e.internal]
    return min(shown, key=lambda e: e.key != "article", default=None)


def _draft(reading: Reading) -> None:
    wishes = reading.wished(_NAME)
    article = _article(reading) if wishes and reading.site else None
    if article is not None:
        add_field(article, f"{_FIELD} bool", wishes[0].words)


def _settle(reading: Reading) -> None:
    wishes = reading.wished(_NAME)
    article = _article(reading) if wishes and reading.layout is Layout.SITE else None
    if article is None or article.visitors.read is not Reach.ALL or article.field(_FIELD) is None:
        return
    section = Section(kind=SectionKind.PART, capability=_NAME, entity=article.name, title="Breaking news")
    add_section(reading, "home", "Home", section)
    add_part(reading, Part(capability=_NAME, entity=article.name, options={"flag": _FIELD}), wishes[0].words)


def _finish(reading: Reading) -> None:
    """Few things break at a time: in the demonstration two articles are flagged."""
    for part in (known for known in reading.parts if known.capability == _NAME):
        article = reading.entity(str(part.entity))
        if article is not None:
            rows = enumerate(article.samples)
            article.samples = tuple(row | {part.options["flag"]: place < _FLAGGED} for place, row in rows)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    view = next(view for view in entity_views(spec) if view.spec.name == part.entity)
    day = next((f.name for f in view.spec.fields if f.type in TEMPORAL), "")
    component = Component(f"Breaking{view.type}", f"components/news/Breaking{view.type}")
    values = {"entity": view, "name": component.name, "flag": part.options["flag"], "day": day}
    files = {
        f"frontend/src/{component.module}.tsx": render(f"{_TEMPLATES}/Breaking.tsx.j2", **values),
        f"frontend/src/{component.module}.test.tsx": render(f"{_TEMPLATES}/Breaking.test.tsx.j2", **values),
    }
    many = view.spec.plural_label.lower()
    return Contribution(files=files, section=component, readme=(f"Flagged {many} stand at the top of the first page.",))


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, after=("member_posts",), finish=_finish)
