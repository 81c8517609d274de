"""The carousel: the first rows of what the site shows most of, on home."""

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.reader.adding import add_part, add_section
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.site import Layout, Look, Part, Section, SectionKind
from millwright.factory.generation.spec import AppSpec, Reach

_BEST = (Look.GALLERY, Look.CARDS, Look.ARTICLES)
_SLIDES = 5


def _draft(reading: Reading) -> None:
    """A carousel shows records that are there for other reasons."""


def _settle(reading: Reading) -> None:
    wishes = reading.wished("carousel")
    shown = _shown(reading) if wishes and reading.layout is Layout.SITE else None
    if shown is not None:
        section = Section(kind=SectionKind.CAROUSEL, entity=shown.name, limit=_SLIDES)
        add_section(reading, "home", "Home", section)
        add_part(reading, Part(capability="carousel", entity=shown.name), wishes[0].words)


def _shown(reading: Reading) -> DraftEntity | None:
    """The public record that makes the best pictures, the first one of its look."""
    public = [e for e in reading.entities if e.visitors.read is Reach.ALL and not e.internal and e.look in _BEST]
    helpers = {"category", "brand", "tag"}
    return min(public, key=lambda e: (e.key in helpers, _BEST.index(e.look)), default=None)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    shown = spec.entity(str(part.entity)).plural_label.lower()
    return Contribution(readme=(f"A carousel on the first page shows the newest {shown}.",))


CAPABILITY = Capability(name="carousel", draft=_draft, settle=_settle, contribute=_contribute)
