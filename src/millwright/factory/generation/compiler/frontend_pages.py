"""The pages of one entity: list, detail, form and boards, with what each of them imports."""

from collections.abc import Iterable, Iterator

from millwright.factory.generation.compiler.frontend_entities import BoardView, EntityView
from millwright.factory.generation.compiler.frontend_fields import Code
from millwright.factory.generation.compiler.frontend_imports import import_lines
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import kebab
from millwright.factory.generation.compiler.rendering import render

PAGES = "frontend/src/pages/entity"


def entity_pages(entity: EntityView, hooks: Hooks) -> Iterator[tuple[str, str]]:
    """Each page of an entity as (path, text)."""
    folder = f"frontend/src/pages/{kebab(entity.spec.plural)}"
    yield f"{folder}/ListPage.tsx", _list_page(entity, hooks)
    yield f"{folder}/DetailPage.tsx", _detail_page(entity, hooks)
    yield f"{folder}/FormPage.tsx", _form_page(entity)
    for board in entity.boards:
        yield f"{folder}/{board.module}.tsx", _board_page(entity, board)


def _list_page(entity: EntityView, hooks: Hooks) -> str:
    filters = [code for _, code in entity.filters]
    names, choices = used([*(f.cell for f in entity.columns), *filters])
    views = [(board.label, board.path, "SquareKanban") for board in entity.boards]
    links = hooks.list_views(entity.spec.name)
    views += [(view.label, entity.root + view.path, view.icon) for view in links if not view.creating]
    adding = [(view.label, entity.root + view.path, view.icon) for view in links if view.creating]
    names.update(["RecordList", "api"], ["ButtonLink"] if views or adding else [])
    imports = import_lines(names, icons=[entity.icon, *(icon for _, _, icon in [*views, *adding])], choices=choices)
    return render(f"{PAGES}/ListPage.tsx.j2", imports=imports, entity=entity, slots={"views": views, "adding": adding})


def _detail_page(entity: EntityView, hooks: Hooks) -> str:
    names, choices = used([*(f.detail for f in entity.fields), *(related.detail for related in entity.related)])
    names.update(["Detail", "Details", "RecordPage", "api"], ["RelatedList"] if entity.related else [])
    sections = hooks.workspace_sections(entity.spec.name)
    imports = import_lines(names, choices=choices, components=sections)
    return render(f"{PAGES}/DetailPage.tsx.j2", imports=imports, entity=entity, sections=sections)


def _form_page(entity: EntityView) -> str:
    names, choices = used(f.input for f in entity.fields)
    names.update(["RecordForm", "api"])
    imports = import_lines(names, choices=choices, types=["Draft", f"{entity.type}Fields"])
    return render(f"{PAGES}/FormPage.tsx.j2", imports=imports, entity=entity)


def _board_page(entity: EntityView, board: BoardView) -> str:
    base = """
        Board ButtonLink ErrorState Link List ListToolbar PageHeader Plus Skeleton api canCreate canUpdate messageOf
        useListQuery useResource useState useToast useUser
    """.split()
    names, choices = used(board.lines)
    imports = import_lines(
        names.union(base), choices=choices | {board.by.choices}, types=[entity.type, board.by.choice_type]
    )
    return render(f"{PAGES}/BoardPage.tsx.j2", imports=imports, entity=entity, board=board)


def used(pieces: Iterable[Code]) -> tuple[set[str], set[str]]:
    """What the pieces of code import, the lists of choices apart."""
    found = {name for piece in pieces for name in piece.uses}
    choices = {name for name in found if name.endswith("Choices")}
    return found - choices, choices
