"""Lines of documents, as the reader and the compiler know them."""

from millwright.factory.generation.capabilities.contribution import Component, Contribution, Saving, Ward
from millwright.factory.generation.capabilities.line_items.reading import NAME, draft, finish, settle
from millwright.factory.generation.capabilities.line_items.view import LinesView
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = f"capabilities/{NAME}/templates"


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The section on the page of the document, the price that a line takes over, and their tests."""
    view = LinesView(spec, part)
    lines, document = view.lines, view.document
    section = Component(view.component, f"components/lines/{view.component}", changes=True)
    module = f"backend.app.lines.{lines.plural}"
    files = {
        f"frontend/src/{section.module}.tsx": render(f"{_TEMPLATES}/Section.tsx.j2", view=view),
        f"frontend/src/{section.module}.test.tsx": render(f"{_TEMPLATES}/Section.test.tsx.j2", view=view),
        f"tests/test_lines_of_{document.plural}.py": render(f"{_TEMPLATES}/test_lines.py.j2", view=view),
    }
    savings: dict[str, tuple[Saving, ...]] = {}
    if view.tariff is not None:
        files["backend/app/lines/__init__.py"] = '"""Lines of documents."""\n'
        files[f"backend/app/lines/{lines.plural}.py"] = render(f"{_TEMPLATES}/pricing.py.j2", view=view)
        savings[lines.name] = (Saving(f"price_{lines.name}", module),)
    roles = tuple(part.options.get("roles", "").split(", ")) if part.options.get("roles") else ()
    told = f"Lines of {in_sentence(document.plural_label)} are entered on their page, and added up there."
    return Contribution(
        files=files,
        savings=savings,
        related={document.name: (lines.name,)},
        unlisted=(lines.name,),
        wards={lines.name: Ward(view.by.name, roles)} if roles else {},
        workspace_sections={document.name: (section,)},
        readme=(told,),
    )


CAPABILITY = Capability(
    NAME,
    draft,
    settle,
    contribute,
    finish=finish,
    optional=frozenset({"by", "roles", "tariff"}),
    theirs=frozenset({"tariff"}),
)
