"""What the generated application gets for its data sources and dashboards."""

from dataclasses import dataclass

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    Place,
    Route,
    Saving,
)
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.dashboard import ChartKind
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, AppSpec, FieldType, Part

_TEMPLATES = "capabilities/dashboards/templates"
_SOURCE = "board_source"
_BACK_END = {
    "backend/app/tabular.py": "backend/tabular.py",
    "backend/app/data_kinds.py": "backend/kinds.py",
    "backend/app/data_sheets.py": "backend/sheets.py",
    "backend/app/data_analysis.py": "backend/analysis.py",
    "backend/app/board_rules.py": "backend/rules.py",
    "backend/app/schemas/board_layouts.py": "backend/schemas.py",
    "backend/app/routes/board_data.py": "backend/sources.py",
    "backend/app/routes/board_layouts.py": "backend/boards.py",
    "tests/data_files.py": "tests/data_files.py",
    "tests/test_data_files.py": "tests/test_data_files.py",
    "tests/test_board_layouts.py": "tests/test_board_layouts.py",
}
_FRONT_END = (
    "boards.ts", "BoardEditor.tsx", "BoardPanel.tsx", "BoardShare.tsx", "BoardView.tsx", "ComponentForm.tsx",
    "ResultCard.tsx", "SourcePanel.tsx", "SourceRows.tsx", "StartBoard.tsx", "boards.test.tsx",
)  # fmt: skip
_FOLDER = "components/boards"
_DRAWN = (ChartKind.AREA, ChartKind.BAR, ChartKind.DONUT, ChartKind.LINE, ChartKind.RANKING)
_KINDS = {FieldType.BOOLEAN: "YES_OR_NO", FieldType.DATE: "DATE", FieldType.DATETIME: "DATE_AND_TIME"}
_WORDS = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.TEXT})


@dataclass(frozen=True)
class Records:
    """Records that are sources, too: each field by its label, what it holds, and the attribute of a row."""

    name: str
    cls: str
    label: str
    path: str
    fields: tuple[tuple[str, str, str], ...]


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, the panels below each source and dashboard, and the page for those who have a link."""
    board, source = spec.entity(str(part.entity)), spec.entity(_SOURCE)
    values = _values(spec, part)
    files = {path: render(f"{_TEMPLATES}/{name}.j2", **values) for path, name in _BACK_END.items()}
    for name in _FRONT_END:
        files[f"frontend/src/{_FOLDER}/{name}"] = render(f"{_TEMPLATES}/frontend/{name}.j2", **values)
    page = Component("SharedBoardPage", "pages/SharedBoardPage")
    files[f"frontend/src/{page.module}.tsx"] = render(f"{_TEMPLATES}/frontend/SharedBoardPage.tsx.j2", **values)
    files["frontend/src/components/Arranging.tsx"] = render("capabilities/shared/frontend/Arranging.tsx.j2")
    files["backend/app/board_holding.py"] = render("capabilities/shared/backend/holding.py.j2")
    if not any(other.export for other in spec.entities if not other.internal):
        files["backend/app/csv_export.py"] = render("backend/app/csv_export.py.j2")
    places = (Place.SITE,) if spec.layout is Layout.SITE else (Place.ENTRANCE, Place.WORKSPACE)
    kept = (Saving("keep_private", "backend.app.board_rules"),)
    return Contribution(
        files=files,
        routers=("board_data", "board_layouts"),
        holds={one.name: table_name(one.name, "hold") for one in (board, source)},
        savings={board.name: kept, source.name: kept},
        routes=tuple(Route("/shared/:token", page, place) for place in places),
        workspace_sections={
            board.name: (Component("BoardPanel", f"{_FOLDER}/BoardPanel"),),
            source.name: (Component("SourcePanel", f"{_FOLDER}/SourcePanel"),),
        },
        start=(Component("StartBoard", f"{_FOLDER}/StartBoard"),),
        draws=_DRAWN,
        reads_sheets=True,
        packages=("@dnd-kit/core",),
        readme=(
            "Upload data (CSV, JSON or Excel) as a data source, look through its rows, and replace it by a newer file.",
            "Lay out dashboards: drag figures, charts, tables and texts, preview and save them, copy and print them.",
            "Show a dashboard to everybody here, or by a link that can be revoked to people without an account.",
        ),
    )


def _values(spec: AppSpec, part: Part) -> dict[str, object]:
    board, source = spec.entity(str(part.entity)), spec.entity(_SOURCE)
    views = {view.spec.name: view for view in entity_views(spec)}
    others = [role for role in spec.roles if not role.admin and spec.access(role, board).create]
    return {
        "source": naming.pascal(source.name),
        "source_name": source.name,
        "source_table": source.plural,
        "source_path": naming.kebab(source.plural),
        "source_client": views[source.name].client,
        "source_private": naming.pascal(table_name(source.name, "hold")),
        "column": naming.pascal(table_name(source.name, "column")),
        "board": naming.pascal(board.name),
        "board_name": board.name,
        "board_table": board.plural,
        "board_path": naming.kebab(board.plural),
        "board_client": views[board.name].client,
        "board_private": naming.pascal(table_name(board.name, "hold")),
        "component": naming.pascal(table_name(board.name, "component")),
        "link": naming.pascal(table_name(board.name, "link")),
        "records": [_records(view) for name, view in views.items() if name not in {board.name, source.name}],
        "root": spec.workspace_root,
        "admin": naming.constant(spec.admin.name),
        "member": naming.constant(others[0].name) if others else "",
    }


def _records(view: EntityView) -> Records:
    fields = [(field.label, kind, f"{field.name}") for field in view.fields if (kind := _kind(field.type)) is not None]
    return Records(view.spec.name, naming.pascal(view.spec.name), view.spec.plural_label, view.path, tuple(fields))


def _kind(type_: FieldType) -> str | None:
    """What a column of such a field holds; None for texts of many lines, files and the like."""
    if type_ in NUMERIC:
        return "NUMBER"
    return _KINDS.get(type_) or ("TEXT" if type_ in _WORDS and type_ not in TEMPORAL else None)
