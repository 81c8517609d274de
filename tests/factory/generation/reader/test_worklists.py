"""What is overdue, unpaid, low or upcoming is listed on the dashboard, where some record can tell it."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import Reach


@pytest.mark.parametrize(
    ("prompt", "entity", "option"),
    [
        ("An office tool: invoices with amount, due date and status, overdue reminders", "invoice", ("days", "past")),
        ("A fencing school: courses, students and an unpaid list", "payment", ("is", "pending")),
        ("A bike workshop: parts with stock and minimum stock, low stock alerts", "part", ("under", "minimum_stock")),
        (
            "A hotel tool: rooms with number, floor and status; housekeeping sees which rooms to clean",
            "room",
            ("where", "status"),
        ),
    ],
)
def test_a_list_tells_by_which_field_rows_are_on_it(prompt: str, entity: str, option: tuple[str, str]) -> None:
    part = next(part for part in read(prompt).parts_of("worklist") if part.entity == entity)
    assert option in part.options.items()


def test_whoever_is_said_to_see_a_list_may_read_it() -> None:
    spec = read("A chess club: members and fees; the treasurer sees who has not paid")
    treasurer = next(role for role in spec.roles if role.label == "Treasurer")
    part = spec.parts_of("worklist")[0]
    assert spec.access(treasurer, spec.entity(str(part.entity))).read is Reach.ALL


def test_a_list_that_no_record_can_tell_is_not_built_and_said_so() -> None:
    spec = read("A notes tool: notes with title and text; a page of overdue dragons")
    assert not spec.parts_of("worklist")
    assert any("overdue" in reason.subject for reason in spec.not_built)
    spec = read("A hotel: rooms and bookings; housekeeping sees which rooms to clean")
    assert any("rooms to clean" in reason.subject for reason in spec.not_built)


def test_deadlines_are_listed_when_they_have_passed_and_when_they_are_near() -> None:
    spec = read("A team tool: tasks with title, deadline and assignee; members see their tasks")
    (part,) = spec.parts_of("worklist")
    assert part.options == {
        "label": "Overdue tasks",
        "where": "status",
        "finished": "done",
        "by": "deadline",
        "days": "past",
        "soon": "yes",
        "who": "assignee",
    }
    page = str(compile_app(spec)["frontend/src/pages/DashboardPage.tsx"])
    shown = [f"<{name}Worklist />" for name in ("MyTasks", "OverdueTasks", "TasksDueWithinAWeek")]
    assert sorted(shown, key=page.index) == shown


def test_what_has_no_day_is_listed_for_whoever_has_it() -> None:
    spec = read("A help desk: agents are assigned to tickets with subject and status")
    (part,) = spec.parts_of("worklist")
    assert part.options["label"] == "My tickets"
    assert "by" not in part.options


def test_one_who_works_alone_has_no_list_of_their_own() -> None:
    assert not read("A private list of my tasks with title, notes and status, only for me").parts_of("worklist")


def test_a_list_is_a_card_on_the_dashboard() -> None:
    spec = read("An office tool: invoices with amount, due date and status; a dashboard with overdue invoices")
    files = compile_app(spec)
    assert "<OverdueInvoicesWorklist />" in str(files["frontend/src/pages/DashboardPage.tsx"])


@pytest.mark.parametrize(
    "prompt",
    [
        "Repairs of an estate. Staff dispatch the repairs; repairs that exceed the time limit should be highlighted.",
        "An IT helpdesk. Employees submit tickets and agents resolve them. Overdue tickets are marked in red.",
        "A city hotline. Operators register complaints, and overdue complaints get yellow and red warnings.",
    ],
)
def test_work_that_is_late_has_a_due_day_and_is_listed(prompt: str) -> None:
    spec = read(prompt)
    part = spec.parts_of("worklist")[0]

    assert spec.entity(str(part.entity)).field(part.options["by"]).type.value in {"date", "datetime"}
    assert part.options["days"] == "past"
    assert not any(word in r.subject for r in spec.not_built for word in ("red", "limit", "highlight", "exceed"))
