"""The pages of one entity: list, detail and form in one module, each board in its own, with what they import."""

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
    yield f"{folder}/{entity.type}Pages.tsx", _pages(entity, hooks)
    for board in entity.boards:
        yield f"{folder}/{board.module}.tsx", _board_page(entity, board)


def _pages(entity: EntityView, hooks: Hooks) -> str:
    links = hooks.list_views(entity.spec.name)
    views = [(board.label, board.path, "SquareKanban") for board in entity.boards]
    views += [(view.label, entity.root + view.path, view.icon) for view in links if not view.creating]
    adding = [(view.label, entity.root + view.path, view.icon) for view in links if view.creating]
    sections = hooks.workspace_sections(entity.spec.name)
    cards = hooks.list_cards(entity.spec.name)
    buttons = hooks.record_buttons(entity.spec.name)
    components = [*cards, *buttons, *sections, *hooks.inputs(entity.spec.name).values()]
    inputs = _inputs(entity, hooks)
    shown = [*map(entity.cell, entity.columns), *map(entity.detail, entity.fields + entity.worked_out)]
    asked = [*(code for _, code in entity.filters), *inputs.values()]
    names, choices = used([*shown, *asked, *(related.detail for related in entity.related)])
    names.update("Detail Details RecordForm RecordList RecordPage api".split())
    names.update(["isInCharge", "useUser"] if entity.asks_charge else [])
    names.update(["RelatedList"] if entity.related else [], ["ButtonLink"] if links or entity.boards else [])
    icons = [entity.icon, *(icon for _, _, icon in [*views, *adding])]
    return render(
        f"{PAGES}/Pages.tsx.j2",
        imports=import_lines(
            names,
            icons=icons,
            choices=choices,
            components=components,
        ),
        entity=entity,
        list_cards=cards,
        buttons=buttons,
        formats=_formats(entity, hooks),
        slots={"views": views, "adding": adding},
        sections=sections,
        inputs=inputs,
        signature=hooks.signature(entity.spec.name),
    )


def _formats(entity: EntityView, hooks: Hooks) -> str:
    """As which files its list is downloaded, in TypeScript; nothing where no list is anything but CSV."""
    formats = [*(["csv"] if entity.spec.export else []), *(each.value for each in entity.spec.formats)]
    told = any(one.formats for one in hooks.spec.entities if not one.internal)
    return str(formats) if told and formats else ""


def _inputs(entity: EntityView, hooks: Hooks) -> dict[str, Code]:
    """By field, what its form asks for it with."""
    other = {name: Code(f"<{one.name} field={{field}} />") for name, one in hooks.inputs(entity.spec.name).items()}
    return {f.name: other.get(f.name, f.input) for f in entity.entered}


def _board_page(entity: EntityView, board: BoardView) -> str:
    base = """
        Board ButtonLink ErrorState Link List ListToolbar PageHeader Plus Skeleton api canCreate messageOf useListQuery
        useResource useState useToast useUser
    """.split()
    base.append("isInCharge" if board.by.spec.kept else "canUpdate")
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
