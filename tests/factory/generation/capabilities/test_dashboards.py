"""Data platforms: when people bring data and lay out dashboards, whose these are, and that the generated rules hold."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.capabilities.dashboards import samples
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import Mutation, outcome

LOW_CODE = (
    "A big data visualization low-code platform for creating visualized dashboards with data source management. Users "
    "connect to databases over HTTP, drag and drop view components to layout, and share links to created dashboards."
)
SOURCES = (
    "A data analysis platform. Users log in, analyze data trends and generate reports. It supports multiple data "
    "formats and sources and real-time updates."
)
GRAPHS = (
    "A graph database website. Users should be able to log in, upload graph data, and view the visualization of "
    "graph data."
)
CRM = "A CRM with customers and deals, and a dashboard builder for the team"
ANALYSIS, SHEETS, BOARDS = (
    f"backend/app/{name}.py" for name in ("data_analysis", "data_sheets", "routes/board_layouts")
)


def names(spec: AppSpec) -> set[str]:
    return {entity.name for entity in spec.entities if not entity.internal}


@pytest.mark.parametrize("prompt", [LOW_CODE, SOURCES, GRAPHS])
def test_people_bring_data_where_the_prompt_is_about_that(prompt: str):
    spec = read(prompt)
    assert names(spec) == {"board_source", "data_board"}
    assert [part.entity for part in spec.parts_of("dashboards")] == ["data_board"]
    assert (spec.charts, spec.figures, spec.boards, spec.parts_of("report")) == ((), (), (), ())
    assert "frontend/src/pages/SharedBoardPage.tsx" in compile_app(spec)


@pytest.mark.parametrize(
    "prompt",
    [
        "A sales analytics dashboard with charts of sales by region and month",
        "A logistics data visualization analysis platform to display packages by province",
        "A CRM with customers and deals, no dashboard builder",
        "A laboratory: doctors upload data of patients",
    ],
)
def test_charts_of_what_is_kept_stay_as_they_are(prompt: str):
    spec = read(prompt)
    assert spec.parts_of("dashboards") == ()
    assert not {"data_board", "board_source"} & names(spec)


def test_what_is_refused_is_told_as_left_out():
    reasons = read("A CRM with customers and deals, no dashboard builder").reasons
    assert "Left out: dashboard builder" in {reason.subject for reason in reasons}


def test_what_is_not_read_is_told_in_the_words_of_the_prompt():
    told = {missed.subject for missed in read(LOW_CODE).not_built}
    assert {"connect to databases", "HTTP"} <= told
    assert not [words for words in told if "dashboard" in words or "drag" in words or "component" in words]


def test_everybody_has_sources_and_dashboards_of_their_own():
    spec = read(SOURCES)
    for name in ("board_source", "data_board"):
        access = spec.entity(name).access["member"]
        assert (access.create, access.update, access.delete) == (True, Reach.OWN, Reach.OWN)
    holding = compile_app(spec)["backend/app/permissions.py"]
    assert "DataBoardHold" in holding
    assert "BoardSourceHold" in holding


def test_the_records_of_an_application_are_sources_too():
    tree = compile_app(read(CRM))
    assert '"deal": (' in tree[SHEETS]
    assert "openpyxl" in tree["requirements.txt"].split("# What its tests")[0]


def test_links_to_dashboards_share_no_records_beside_them():
    platform = "A data platform. Staff upload data, lay out dashboards and share links to created dashboards."
    assert read(f"{platform} Technicians monitor servers.").parts_of("sharing") == ()
    shared = read("A recipe platform with a dashboard builder where members share recipes by link")
    assert [part.entity for part in shared.parts_of("sharing")] == ["recipe"]


def test_boards_of_cards_are_no_dashboards():
    spec = read("A tool with boards and cards. Each board has a name and a color. Managers get a dashboard builder.")
    assert {field.name for field in spec.entity("data_board").fields} == {"title", "description", "visibility"}
    assert [part.entity for part in spec.parts_of("dashboards")] == ["data_board"]


def test_an_application_without_it_has_nothing_of_it():
    tree = compile_app(read("A CRM with customers and deals"))
    assert not [path for path in tree if "board_" in path or "tabular" in path]
    assert "leads nowhere" not in tree["frontend/src/components/charts/shared.tsx"]


def test_the_demonstration_suits_the_subject_and_names_its_columns():
    people = read(f"{SOURCES} It shows the people flow of a mall.")
    assert people.entity("board_source").samples[0]["name"] == "People flow"
    components = people.entity("data_board_component").samples
    columns = {(row["subject"], row["name"]) for row in people.entity("board_source_column").samples}
    for row in components:
        named = {(row["subject"], row[key]) for key in ("category", "amount") if row[key]}
        assert named <= columns
        assert row["source"] in {None, f"data:{int(str(row['subject'])) + 1}"}


@pytest.mark.parametrize("example", samples._examples(), ids=lambda one: one.name)  # pyright: ignore[reportPrivateUsage]
def test_every_example_has_the_columns_that_it_shows(example: samples.Example):
    columns = {"Day", example.parts[0], *(name for name, _ in example.also), *(one.name for one in example.numbers)}
    for line in example.components:
        kind, _, category, amount, *_ = (part.strip() for part in line.split("|"))
        assert kind == "text" or {category, amount} - {""} <= columns


MUTATIONS: list[Mutation] = [
    (
        BOARDS,
        "row = get_updatable(db, user, DataBoard, row_id)\n    hold",
        "row = db.get_one(DataBoard, row_id)\n    hold",
    ),
    (BOARDS, "if {one.id for one in before} != {*body.known}:", "if False:"),
    (BOARDS, "if not any(one.column == query.column and query.value in one.values for one in offered):", "if False:"),
    (BOARDS, "one.column == query.column and query.value in one.values", "one.column == query.column"),
    (ANALYSIS, "word for row in rows if (word := column.words[row])", "word for word in column.words if word"),
    (SHEETS, "row = self._one(self._owner, int(which))", "row = self._db.get(models.BoardSource, int(which))"),
    (ANALYSIS, "if day is None or not (first or last):", "if True:"),
    (ANALYSIS, "if name and name not in sheet.columns:", "if False:"),
]


@pytest.mark.slow
async def test_its_tests_pass_and_taking_out_a_rule_makes_one_fail(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
):
    whole, survivors = await outcome(
        read(SOURCES), "tests/test_board_layouts.py", MUTATIONS, tools=(sandbox, toolchain), pool=pool
    )
    assert b"failed" not in whole
    assert b" passed" in whole
    assert survivors == []
