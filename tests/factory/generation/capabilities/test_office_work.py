"""Work in a house: who made a row is known by itself, and what nobody has is taken."""

import pytest

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.reader import read
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.spec import AppSpec

_DESK = (
    "An IT helpdesk system. Employees should be able to submit tickets; technicians should be able to take tickets and "
    "close them; the head of IT should be able to see open tickets by priority."
)
_LEAVE = (
    "A leave system with employees and leave requests. Employees should be able to request leave with start date and "
    "reason; HR should be able to manage employees and approve leave requests."
)


def _signed(spec: AppSpec) -> dict[str, str]:
    return {str(part.entity): part.options["label"] for part in spec.parts_of("signed")}


@pytest.mark.parametrize(
    ("prompt", "entity", "label", "gone"),
    [
        (_DESK, "ticket", "Requester", {"requester", "requester_email"}),
        (_LEAVE, "leave_request", "Employee", {"employee"}),
        (
            "A fleet tool: drivers should be able to report defects; the manager should be able to close defects",
            "defect",
            "Reported by",
            {"reported_by"},
        ),
    ],
)
def test_nobody_types_who_they_are(prompt: str, entity: str, label: str, gone: set[str]) -> None:
    spec = read(prompt)
    assert _signed(spec)[entity] == label
    assert not gone & {field.name for field in spec.entity(entity).fields}


def test_lists_and_pages_tell_who_made_a_row() -> None:
    pages = compile_app(read(_LEAVE))["frontend/src/pages/leave-requests/LeaveRequestPages.tsx"]
    assert """{ name: 'byline', label: "Employee", cell: (row) => row.byline, unsorted: true },""" in pages
    assert '<Detail label="Employee">{record.byline}</Detail>' in pages


def test_what_a_public_site_shows_is_not_signed() -> None:
    assert not _signed(read("A news website where editors publish articles and readers comment on them"))


def test_who_takes_work_gets_a_button_for_it_that_begins_it() -> None:
    spec = read(_DESK)
    (part,) = spec.parts_of("taking")
    assert (part.entity, part.options) == ("ticket", {"by": "assignee", "state": "status", "begun": "in_progress"})
    assert spec.entity("ticket").field("assignee").holders == ("technician",)
    files = compile_app(spec)
    assert "TAKERS = frozenset({Role.TECHNICIAN, })" in files["backend/app/routes/take_ticket.py"]
    assert "<TakeTicket row={record} onChange={reload} />" in files["frontend/src/pages/tickets/TicketPages.tsx"]


def test_in_the_demonstration_there_is_something_to_take() -> None:
    rows = read(_DESK).entity("ticket").samples
    assert "open" in {row["status"] for row in rows if "assignee" not in row}


def test_attendance_that_is_taken_is_no_work_to_take() -> None:
    assert not read("A school: teachers take attendance for each lesson, the office sees it").parts_of("taking")


def test_taking_leads_to_no_state_that_others_decide_about() -> None:
    spec = read(
        "A job system. Technicians should be able to take jobs; the manager should be able to accept or reject jobs. "
        "Jobs have the status Open, Accepted or Rejected."
    )
    (part,) = spec.parts_of("taking")
    assert part.options == {"by": "assigned_to"}


@pytest.mark.parametrize("wish", ["Rename the status in progress to working", "Remove the status in progress"])
def test_the_state_that_taking_leads_to_follows_its_name(wish: str) -> None:
    spec = refine(read(_DESK), wish).spec
    assert "IN_PROGRESS" not in compile_app(spec)["backend/app/routes/take_ticket.py"]


def test_who_may_only_see_takes_nothing() -> None:
    spec = refine(read(_DESK), "Technicians may only see tickets").spec
    assert "Role.TECHNICIAN" not in compile_app(spec).get("backend/app/routes/take_ticket.py", "")


def test_who_entered_it_is_told_where_that_is_asked_for() -> None:
    kept = read("A tool for a parts catalogue. Staff record parts and see who entered it.")
    assert _signed(kept)["part"] == "Made by"
    spec = read("A website where visitors read recipes and see who wrote it.")
    assert _signed(spec) or any("who wrote it" in reason.subject for reason in spec.not_built)
