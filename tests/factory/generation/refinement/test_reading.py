"""A wish read against a specification: each kind of change, in the words of people."""

import pytest

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.reader import read
from millwright.factory.generation.refinement import MAX_WISH, Refinement, Renames, refine
from millwright.factory.generation.spec import (
    Access,
    AppSpec,
    Board,
    Chart,
    ChartKind,
    Choice,
    DashboardFilter,
    Entity,
    FieldSpec,
    FieldType,
    Figure,
    Measure,
    Part,
    Reach,
    Role,
)
from millwright.kit.errors import DomainError, Kind

WORK = Access(read=Reach.ALL, create=True, update=Reach.ALL)


def tasks() -> AppSpec:
    """Tasks of clients, a role that works with them, a board."""
    states = (Choice(value="to_do", label="To do"), Choice(value="done", label="Done"))
    task = Entity(
        name="task",
        plural="tasks",
        label="Task",
        plural_label="Tasks",
        fields=(
            FieldSpec(name="title", label="Title", type=FieldType.TEXT, required=True),
            FieldSpec(name="due_date", label="Due date", type=FieldType.DATE),
            FieldSpec(name="status", label="Status", type=FieldType.CHOICE, required=True, choices=states),
            FieldSpec(name="budget", label="Budget", type=FieldType.MONEY),
            FieldSpec(name="client", label="Client", type=FieldType.REFERENCE, target="client"),
        ),
        access={"employee": WORK},
        samples=(
            {"title": "One", "status": "to_do", "due_date": "+1d", "client": 0},
            {"title": "Two", "status": "done", "client": 1},
        ),
    )
    client = Entity(
        name="client",
        plural="clients",
        label="Client",
        plural_label="Clients",
        fields=(
            FieldSpec(name="name", label="Name", type=FieldType.TEXT, required=True),
            FieldSpec(name="phone", label="Phone", type=FieldType.PHONE),
        ),
        access={"employee": WORK},
        samples=({"name": "Acme"}, {"name": "Bolt"}),
    )
    return AppSpec(
        name="Task Tracker",
        description="Keeps tasks and clients.",
        roles=(Role(name="owner", label="Owner", admin=True), Role(name="employee", label="Employee")),
        entities=(task, client),
        boards=(Board(entity="task", field="status", label="Task board"),),
    )


def refined(wish: str) -> Refinement:
    return refine(tasks(), wish)


def field_of(wish: str, name: str, entity: str = "task") -> FieldSpec:
    return refined(wish).spec.entity(entity).field(name)


@pytest.mark.parametrize(
    ("wish", "name", "kind"),
    [
        ("add a priority field to tasks", "priority", FieldType.CHOICE),
        ("tasks should have a start date", "start_date", FieldType.DATE),
        ("Please give each task a checkbox urgent.", "urgent", FieldType.BOOLEAN),
        ("add a number field called effort to tasks", "effort", FieldType.INTEGER),
        ("add an estimate in hours to tasks", "estimate_in_hours", FieldType.DECIMAL),
        ("add a field colour to tasks", "colour", FieldType.TEXT),
        ("add a field called reviewer email", "reviewer_email", FieldType.EMAIL),
    ],
)
def test_a_field_is_added_with_the_type_that_its_name_or_the_wish_gives(wish: str, name: str, kind: FieldType):
    assert field_of(wish, name).type is kind


def test_a_field_is_added_with_the_values_that_the_wish_spells_out_and_sample_values():
    spec = refined("add a size (small, large) and a colour (red, green, blue) to tasks").spec
    task = spec.entity("task")
    assert [choice.label for choice in task.field("size").choices] == ["Small", "Large"]
    assert all(row["size"] in {"small", "large"} for row in task.samples)


def test_each_change_says_where_what_and_the_words_that_asked_for_it():
    (change,) = refined("make it dark blue").changes
    assert (change.place, change.because) == ("theme.primary", "make it dark blue")
    assert "dark blue" in change.text


def test_each_of_two_things_that_one_verb_adds_is_added():
    found = refined("Add a room to tasks, and a board of tasks by status")
    assert found.changes[0].because == "Add a room to tasks"
    assert "room" in {field.name for field in found.spec.entity("task").fields}


def test_records_are_renamed_with_everything_that_refers_to_them():
    found = refined("rename clients to customers")
    spec = found.spec
    task = spec.entity("task")
    assert spec.entity("customer").plural == "customers"
    assert task.field("customer").target == "customer"
    assert [row["customer"] for row in task.samples] == [0, 1]
    assert found.renames.entities == {"client": "customer"}
    assert found.renames.fields == {("task", "client"): "customer"}


def test_a_field_is_renamed_where_it_is_shown_too():
    found = refined("rename the status field to stage")
    assert found.spec.boards[0].field == "stage"
    assert found.renames.fields == {("task", "status"): "stage"}


def test_it_is_what_was_spoken_of_last():
    field = field_of("rename the due date to deadline and make it required", "deadline")
    assert field.required


def test_a_value_is_renamed_added_and_removed():
    found = refined('rename the status Done to Finished; add a "Blocked" status to tasks; remove the status To do')
    assert [choice.label for choice in found.spec.entity("task").field("status").choices] == ["Finished", "Blocked"]
    assert found.renames.choices == {("task", "status"): {"done": "finished"}}


def test_a_field_gets_another_type():
    assert field_of("make the budget a number", "budget").type is FieldType.DECIMAL
    assert field_of("turn phone of clients into text", "phone", "client").type is FieldType.TEXT
    field = field_of("change the title to a choice of small, medium, large", "title")
    assert [choice.value for choice in field.choices] == ["small", "medium", "large"]


def test_what_only_some_see_or_write_stays_so_when_its_values_change():
    museum = read("A website of a museum with exhibitions that have a title, a photo and a status; opening hours")
    drafted = refine(museum, "make the status of exhibitions one of Draft, Published, Over").spec
    states = drafted.entity("museum_exhibition").field("status").choices
    assert {state.value for state in states if state.hidden} == {"draft"}
    with pytest.raises(DomainError, match="seen by everybody"):
        refine(museum, "make the status of exhibitions one of Published, Over")
    desk = read("A help desk: customers open tickets with subject and priority, agents process tickets")
    waiting = refine(desk, "make the status of tickets one of New, Waiting, Done").spec
    assert waiting.entity("ticket").field("status").kept


def test_managers_who_approve_get_a_role_the_right_and_a_state_for_it():
    spec = refined("let managers approve").spec
    access = spec.entity("task").access["manager"]
    assert (access.read, access.update, access.create) == (Reach.ALL, Reach.ALL, False)
    assert {"approved", "rejected"} <= {choice.value for choice in spec.entity("task").field("status").choices}
    assert spec.entity("client").access["manager"].read is Reach.ALL, "a form's references must be there to be picked"


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("employees can only see their own tasks", Access(read=Reach.OWN, create=True, update=Reach.OWN)),
        ("employees cannot change tasks", Access(read=Reach.ALL, create=True)),
        ("allow employees to delete tasks", WORK.model_copy(update={"delete": Reach.ALL})),
        ("only owners can create tasks", Access(read=Reach.ALL, update=Reach.ALL)),
    ],
)
def test_rights_are_given_and_taken(wish: str, expected: Access):
    assert refined(wish).spec.entity("task").access["employee"] == expected


def test_records_go_with_all_that_is_of_them():
    spec = refined("remove the clients").spec
    assert [entity.name for entity in spec.entities] == ["task"]
    assert "client" not in {field.name for field in spec.entity("task").fields}


def test_records_that_others_refer_to_go_with_their_own_board():
    note = Entity(
        name="remark",
        plural="remarks",
        label="Remark",
        plural_label="Remarks",
        fields=(
            FieldSpec(name="text", label="Text", type=FieldType.TEXT),
            FieldSpec(name="task", label="Task", type=FieldType.REFERENCE, target="task"),
        ),
    )
    spec = tasks().model_copy(update={"entities": (*tasks().entities, note)})
    found = refine(spec, "remove the tasks").spec
    assert ([entity.name for entity in found.entities], found.boards) == (["client", "remark"], ())


def test_a_field_that_a_board_is_made_of_takes_the_board_with_it():
    spec = refined("remove the status field from tasks").spec
    assert spec.boards == ()


def test_colours_are_told_apart_by_what_they_are_for():
    theme = refined("use a white background with teal buttons").spec.theme
    assert (theme.background, theme.primary) == ("#ffffff", "#008080")
    assert refined("change the main color to #A1B2C3").spec.theme.primary == "#a1b2c3"


def test_views_are_added_and_removed():
    assert refined("export tasks as CSV").spec.entity("task").export
    chart = refined("add a chart of tasks by status").spec.charts[0]
    assert (chart.entity, chart.by) == ("task", "status")
    assert refined("remove the board").spec.boards == ()


def test_new_records_are_what_the_reader_makes_of_them():
    spec = refined("add suppliers with name, phone and email").spec
    assert {"name", "phone", "email"} <= {field.name for field in spec.entity("supplier").fields}


def test_what_is_not_done_is_listed_beside_what_is():
    found = refined("make it dark blue and hide the phone")
    assert len(found.changes) == 1
    assert "removed" in found.not_done[0].because


@pytest.mark.parametrize("wish", ["make it faster", "make the due date optional", "remove the invoices", "rename it"])
def test_a_wish_that_changes_nothing_is_refused_with_the_reason(wish: str):
    with pytest.raises(DomainError) as refusal:
        refined(wish)
    assert refusal.value.code == "nothing_to_change"
    assert wish in refusal.value.message


def test_the_last_records_cannot_be_removed_nor_the_role_in_charge():
    with pytest.raises(DomainError, match="in charge"):
        refined("remove the owner role")
    with pytest.raises(DomainError, match="all that the application keeps"):
        refine(refined("remove the clients").spec, "remove the tasks")


def test_a_wish_longer_than_it_may_be_is_refused_before_it_is_read():
    with pytest.raises(DomainError, match="at most 2000 characters, this one 2001") as caught:
        refined("x" * (MAX_WISH + 1))
    assert (caught.value.code, caught.value.kind) == ("wish_too_long", Kind.INVALID)


def test_the_same_wish_gives_the_same_refinement():
    wish = "add a priority and a review date to tasks, rename clients to customers"
    assert refined(wish) == refined(wish)


def approved() -> AppSpec:
    """Tasks that a manager approves."""
    found = refine(tasks(), "add a role manager; add a stage (draft, approved, rejected) to tasks").spec
    options = {"field": "stage", "approve": "approved manager", "reject": "rejected manager"}
    return found.model_copy(update={"parts": (Part(capability="workflow", entity="task", options=options),)})


def test_a_workflow_follows_new_names_of_its_roles_states_and_field():
    found = refine(approved(), "rename the manager role to lead; rename the stage Approved to Passed").spec
    assert found.parts[0].options == {"field": "stage", "approve": "passed lead", "reject": "rejected lead"}
    assert compile_app(found)


def test_what_a_workflow_needs_is_not_taken_away_and_the_rest_is_done():
    wish = "remove the manager role; remove the value Approved from stage; rename the budget to cost"
    found = refine(approved(), wish)
    assert [reason.because for reason in found.not_done] == [
        "manager is needed by the workflow",
        "approved is needed by the workflow",
    ]
    assert [change.place for change in found.changes] == ["task.cost"]
    assert found.renames.fields == {("task", "budget"): "cost"}


def test_a_clause_that_cannot_be_carried_out_leaves_no_trace_of_its_renamings():
    found = refine(tasks(), "rename tasks to clients; add a note to tasks")
    assert len(found.not_done) == 1
    assert (found.renames, len(found.changes)) == (Renames(), 1)


def test_a_field_of_another_type_leaves_the_dashboard_where_it_cannot_be_shown():
    line = Chart(name="due", label="Due", entity="task", kind=ChartKind.LINE, by="due_date")
    stacked = Chart(name="parts", label="Parts", entity="task", kind=ChartKind.STACKED, by="due_date", split="status")
    spec = tasks().model_copy(
        update={
            "charts": (line, stacked),
            "figures": (
                Figure(name="cost", label="Cost", entity="task", measure=Measure.SUM, of="budget"),
                Figure(name="due", label="Due", entity="task", day="due_date"),
                Figure(name="all", label="All", entity="task"),
            ),
            "dashboard_filters": (DashboardFilter(entity="task", field="status"),),
        }
    )
    found = refine(spec, "make the status text, make the budget text and make the due date text")
    assert not found.not_done
    assert (found.spec.charts, found.spec.dashboard_filters) == ((), ())
    assert [figure.name for figure in found.spec.figures] == ["all"]


def test_the_reason_of_a_change_ends_with_a_whole_word():
    made = refine(tasks(), "Add a priority to tasks: low, medium, high, very high or urgent")
    assert made.spec.reasons[-1].subject == "Tasks get the field Priority"


def test_who_works_on_something_is_chosen_among_those_who_sign_in():
    assert field_of("add an assignee to tasks", "assignee").type is FieldType.ACCOUNT
    employee = field_of("add an employee to tasks", "employee")
    assert (employee.type, employee.holders) == (FieldType.ACCOUNT, ("employee",))


def test_accounts_follow_the_roles_that_hold_them():
    spec = refine(tasks(), "add an employee to tasks").spec
    renamed = refine(spec, "rename the employee role to worker").spec
    assert renamed.entity("task").field("employee").holders == ("worker",)
    assert {row.get("employee") for row in renamed.entity("task").samples} >= {"worker"}
    without = refine(spec, "remove the employee role").spec
    assert without.entity("task").field("employee").holders == ("owner",)
    assert compile_app(renamed)
    assert compile_app(without)


def test_a_field_is_renamed_where_the_wish_says_last_whose_it_is():
    found = refine(tasks(), "rename the title to summary on tasks")
    assert found.renames.fields == {("task", "title"): "summary"}


def test_a_field_that_is_called_as_the_words_is_meant_by_them_rather_than_that_of_a_record():
    spec = refine(tasks(), "add a client name to tasks").spec
    assert refine(spec, "rename client name to payee").renames.fields == {("task", "client_name"): "payee"}
