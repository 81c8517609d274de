"""What the generated application gets for the pages that people lay out."""

from millwright.factory.generation.capabilities.community import bystander, subject_view, table_name
from millwright.factory.generation.capabilities.contribution import Check, Component, Contribution, Route
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = "capabilities/page_builder/templates"
_FILES = {
    "backend/app/page_addresses.py": "backend/addresses.py",
    "backend/app/schemas/page_blocks.py": "backend/schemas.py",
    "backend/app/routes/page_editing.py": "backend/editing.py",
    "backend/app/routes/page_reading.py": "backend/reading.py",
    "tests/test_page_blocks.py": "tests/test_page_blocks.py",
    "frontend/src/pages/SitePage.tsx": "frontend/SitePage.tsx",
} | {
    f"frontend/src/components/pages/{name}": f"frontend/{name}"
    for name in ("blocks.ts", "BlockForm.tsx", "PageEditor.tsx", "pages.test.tsx", "PageView.tsx", "usePageLinks.ts")
}
_SHARED = {f"frontend/src/components/{name}": f"frontend/{name}" for name in ("Arranging.tsx", "LinesField.tsx")}


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, the editor below each page in the workspace, and the published pages with their links in the menu."""
    entity, view = subject_view(spec, part)
    block = spec.entity(table_name(entity.name, "block"))
    public = [other for other in entity_views(spec) if other.public]
    values: dict[str, object] = {
        "entity": entity,
        "cls": naming.pascal(entity.name),
        "block": naming.pascal(block.name),
        "block_name": block.name,
        "path": naming.kebab(entity.plural),
        "newest": public,
        "admin": naming.constant(spec.admin.name),
        "bystander": _outsider(spec, part) or bystander(spec, entity),
    }
    files = {path: render(f"{_TEMPLATES}/{name}.j2", **values) for path, name in _FILES.items()}
    files |= {path: render(f"capabilities/shared/{name}.j2") for path, name in _SHARED.items()}
    previewed = [other for other in public if _has_drafts(other)]
    if previewed:
        files["frontend/src/components/pages/PreviewLink.tsx"] = render(f"{_TEMPLATES}/frontend/PreviewLink.tsx.j2")
    return Contribution(
        files=files,
        routers=("page_editing", "page_reading"),
        checks={entity.name: (Check("check_page_address", "backend.app.page_addresses"),)},
        routes=(Route("/pages/*", Component("SitePage", "pages/SitePage")),),
        menu=(Component("usePageLinks", "components/pages/usePageLinks"),),
        record_buttons={
            other.spec.name: (Component("PreviewLink", "components/pages/PreviewLink"),) for other in previewed
        },
        workspace_sections={entity.name: (Component("PageEditor", "components/pages/PageEditor", changes=True),)},
        packages=("@dnd-kit/core",),
        readme=(f"Lay out {view.spec.plural_label.lower()} of blocks, preview them, and publish them into the menu.",),
    )


def _outsider(spec: AppSpec, part: Part) -> str | None:
    """The name of a role that may not change pages."""
    entity = spec.entity(str(part.entity))
    roles = (role.name for role in spec.roles if spec.access(role, entity).update == "none")
    return next(roles, None)


def _has_drafts(view: EntityView) -> bool:
    return any(choice.hidden for field in view.spec.fields for choice in field.choices)
