"""Comparison, as the reader and the compiler know it; what one compares is kept by the browser."""

from millwright.factory.generation.capabilities import Capability, Component, Contribution, Route
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.shopping import goods
from millwright.factory.generation.compiler.frontend_faces import INNER
from millwright.factory.generation.compiler.frontend_fields import FORMATTERS, plain_text
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.site import Layout, Part
from millwright.factory.generation.spec import UPLOADED, AppSpec, Reach

_TEMPLATES = "capabilities/comparison/templates"


def draft(_reading: Reading) -> None:
    """Nothing is kept by the server."""


def settle(reading: Reading) -> None:
    """Compares what the wish names, what is sold, or else what the site's catalogue shows."""
    wishes = reading.wished("comparison")
    if not wishes or reading.layout is not Layout.SITE:
        return
    sold = goods(reading)
    named = [entity for wish in wishes for entity in records_in(reading, wish.sentence, wish.start)]
    for entity in (*named, *([sold] if sold else []), *reading.entities):
        if _is_comparable(entity):
            add_part(reading, Part(capability="comparison", entity=entity.name), because_of(wishes, ""))
            return


def _is_comparable(entity: DraftEntity) -> bool:
    shown = entity.visitors.read is Reach.ALL and not entity.internal
    return shown and entity.kind is EntityKind.CATALOGUE and len(entity.fields) > 2


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """A button on each card and page, and the page on which they stand side by side."""
    entity, view = subject_view(spec, part)
    shown = [field for field in view.fields if field.type not in UPLOADED and field.name not in INNER]
    facts = [(field, plain_text(field)) for field in shown if field != view.title_field]
    values: dict[str, object] = {
        "entity": view,
        "facts": facts,
        "kept": f"compared {entity.plural.replace('_', ' ')}",
        "choices": sorted({field.choices for field, _ in facts if field.choices}),
        "formatters": sorted({FORMATTERS[field.type] for field, _ in facts if field.type in FORMATTERS}),
        "api": api_path(entity),
        "example": example(spec, view, Hooks(spec, ())),
    }
    button = Component(f"{view.type}Compare", f"components/comparison/{view.type}Compare")
    link = Component(f"{view.type}CompareLink", f"components/comparison/{view.type}CompareLink")
    page = Component(f"{view.type}ComparePage", f"pages/comparison/{view.type}ComparePage")
    files = {
        "frontend/src/lib/keptIds.ts": render("capabilities/shared/frontend/keptIds.ts.j2"),
        f"frontend/src/{button.module}.tsx": render(f"{_TEMPLATES}/Compare.tsx.j2", **values),
        f"frontend/src/{link.module}.tsx": render(f"{_TEMPLATES}/CompareLink.tsx.j2", **values),
        f"frontend/src/{page.module}.tsx": render(f"{_TEMPLATES}/ComparePage.tsx.j2", **values),
        f"frontend/src/{page.module}.test.tsx": render(f"{_TEMPLATES}/ComparePage.test.tsx.j2", **values),
    }
    return Contribution(
        files=files,
        routes=(Route(f"{view.public_path}/compare", page),),
        card_actions={entity.name: (button,)},
        record_actions={entity.name: (button,)},
        list_actions={entity.name: (link,)},
        readme=(f"Put up to four {in_sentence(entity.plural_label)} side by side.",),
    )


CAPABILITY = Capability("comparison", draft, settle, contribute, after=("cart", "member_posts"))
