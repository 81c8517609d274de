"""What somebody has looked at, as the reader and the compiler know it; the browser keeps it, not the server."""

from millwright.factory.generation.capabilities import Capability, Component, Contribution
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.shopping import goods
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.site import Layout, Part
from millwright.factory.generation.spec import AppSpec, Reach

_TEMPLATES = "capabilities/recently_viewed/templates"
_LOOKED_AT = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})


def draft(_reading: Reading) -> None:
    """Nothing is kept by the server."""


def settle(reading: Reading) -> None:
    """Remembers what is sold, or else the first public record."""
    wishes = reading.wished("recently_viewed")
    sold = goods(reading)
    public = [e for e in reading.entities if e.visitors.read is Reach.ALL and e.kind in _LOOKED_AT and not e.internal]
    subject = next(iter([*([sold] if sold else []), *public]), None)
    if wishes and subject is not None and reading.layout is Layout.SITE:
        add_part(reading, Part(capability="recently_viewed", entity=subject.name), because_of(wishes, ""))


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """A list below the record's public page."""
    entity, view = subject_view(spec, part)
    seen = Component(f"{view.type}RecentlyViewed", f"components/recently-viewed/{view.type}RecentlyViewed")
    values: dict[str, object] = {
        "entity": view,
        "kept": f"viewed {entity.plural.replace('_', ' ')}",
        "api": api_path(entity),
        "example": example(spec, view, Hooks(spec, ())),
    }
    files = {
        "frontend/src/lib/keptIds.ts": render("capabilities/shared/frontend/keptIds.ts.j2"),
        f"frontend/src/{seen.module}.tsx": render(f"{_TEMPLATES}/RecentlyViewed.tsx.j2", **values),
        f"frontend/src/{seen.module}.test.tsx": render(f"{_TEMPLATES}/RecentlyViewed.test.tsx.j2", **values),
    }
    return Contribution(
        files=files,
        record_sections={entity.name: (seen,)},
        readme=(f"See again which {in_sentence(entity.plural_label)} you have looked at.",),
    )


CAPABILITY = Capability("recently_viewed", draft, settle, contribute, after=("cart", "member_posts"))
