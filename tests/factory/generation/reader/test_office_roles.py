"""Internal systems: who does what, as the prompt parts it between those who work there."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Access, AppSpec, Reach

_FLEET = (
    "Please implement a fleet system with a vehicle register, defect reports and work orders. Drivers should be able "
    "to report defects with a photo; mechanics should be able to take work orders, record used parts and hours, and "
    "mark them as finished; the fleet manager should be able to assign work orders to mechanics. Show work orders on "
    "a board with the columns Open, Waiting for parts and Ready, and a calendar."
)


def _access(spec: AppSpec, role: str, entity: str) -> Access:
    return spec.access(next(one for one in spec.roles if one.name == role), spec.entity(entity))


def _states(spec: AppSpec, entity: str) -> list[str]:
    return [choice.label for choice in spec.entity(entity).field("status").choices]


@pytest.mark.parametrize(
    ("told", "admin", "others"),
    [
        (
            "Sales staff should be able to record leads; the manager should be able to see charts",
            "Manager",
            ["Sales staff"],
        ),
        ("Nurses should be able to report defects; the head of IT should be able to see them", "Head of IT", ["Nurse"]),
        ("Parents submit excuses; the office should be able to approve excuses", "Office", ["Parent"]),
        (
            "Site managers should be able to record defects; the project lead should be able to close them",
            "Project lead",
            ["Site manager"],
        ),
        (
            "Branch managers should be able to plan shifts; HR should be able to manage employees",
            "HR",
            ["Branch manager"],
        ),
    ],
)
def test_whoever_should_be_able_to_do_something_has_a_role(told: str, admin: str, others: list[str]) -> None:
    roles = read(f"Please implement an internal management system. {told}.").roles
    assert [role.label for role in roles if role.admin] == [admin]
    assert [role.label for role in roles if not role.admin] == others


def test_what_one_is_entrusted_with_is_not_for_all_others() -> None:
    spec = read(_FLEET)
    assert _access(spec, "driver", "work_order") == Access()
    assert _access(spec, "mechanic", "work_order").update is Reach.ALL
    assert _access(spec, "mechanic", "vehicle") == Access(read=Reach.ALL)


def test_who_reports_something_writes_no_state_of_it() -> None:
    spec = read(_FLEET)
    defect = spec.entity("defect")
    assert _access(spec, "driver", "defect") == Access(read=Reach.OWN, create=True, update=Reach.OWN)
    assert defect.field("status").kept
    assert defect.field("reported_on").kept


@pytest.mark.parametrize(
    ("prompt", "role", "entity", "theirs"),
    [
        ("A school app. Teachers submit grades; parents see the grades.", "teacher", "grade", {"parent"}),
        (
            "A property tool. Caretakers file inspections; tenants see inspections.",
            "caretaker",
            "inspection",
            {"result", "tenant"},
        ),
        (
            "A training tool. Trainers submit assessments; trainees see their assessments.",
            "trainer",
            "assessment",
            {"status"},
        ),
        ("A warehouse. Workers send parcels; the manager creates orders.", "worker", "parcel", {"status"}),
    ],
)
def test_who_hands_in_their_own_work_fills_in_all_of_it(prompt: str, role: str, entity: str, theirs: set[str]) -> None:
    spec = read(prompt)
    fields = spec.entity(entity).fields
    assert _access(spec, role, entity) == Access(read=Reach.ALL, create=True, update=Reach.ALL)
    assert theirs <= {field.name for field in fields}
    assert not [field.name for field in fields if field.kept]


@pytest.mark.parametrize(
    ("told", "role", "entity"),
    [
        ("Employees submit timesheets; the manager approves timesheets.", "employee", "timesheet"),
        ("Teachers submit grades; the principal approves grades.", "teacher", "grade"),
        ("Employees submit leave requests; the manager creates shifts.", "employee", "leave_request"),
        ("Parents submit excuses; the office sees excuses.", "parent", "excuse"),
        ("Employees request leave and clock in and out, managers see all.", "employee", "leave_request"),
        ("Employees request leave. Managers approve or reject.", "employee", "leave_request"),
        ("Staff submit expenses, managers see everything.", "staff", "expense"),
        ("Workers file expense claims.", "worker", "expense"),
        ("Employees report IT problems, technicians solve them.", "employee", "problem"),
    ],
)
def test_what_others_see_to_that_was_handed_in_is_theirs_to_lead_on(told: str, role: str, entity: str) -> None:
    spec = read(f"Please implement an internal management system. {told}")
    assert _access(spec, role, entity) == Access(read=Reach.OWN, create=True, update=Reach.OWN)
    assert spec.entity(entity).field("status").kept


def test_whom_a_report_names_that_only_looks_on_is_for_the_sender_to_say() -> None:
    spec = read("A property tool. Caretakers report inspections; tenants see inspections.")
    assert {field.name for field in spec.entity("inspection").fields if field.kept} == {"result"}


def test_work_is_what_is_marked_and_the_columns_of_its_board_stay() -> None:
    assert _states(read(_FLEET), "work_order") == ["Open", "Waiting for parts", "Ready"]


def test_marks_of_two_words_are_one_state_beside_those_that_mean_the_same() -> None:
    spec = read("A clinic: receptionists schedule appointments and mark them as arrived, completed or no-show")
    assert _states(spec, "appointment") == ["Requested", "Confirmed", "Completed", "Cancelled", "Arrived", "No-show"]


@pytest.mark.parametrize(
    "columns",
    ["Reported, Scheduled, In workshop and Released", "reported, scheduled, in workshop and released"],
)
def test_columns_end_with_the_last_of_them_and_are_those_of_what_is_on_the_board(columns: str) -> None:
    spec = read(
        "A maintenance system for buses. The system should have functionalities for a register of buses, work orders "
        f"on a board with the columns {columns}, spare parts inventory, and inspections."
    )
    assert _states(spec, "work_order") == ["Reported", "Scheduled", "In workshop", "Released"]
    assert [board.entity for board in spec.boards] == ["work_order"]


def test_what_is_moved_through_stages_has_these_alone() -> None:
    spec = read(
        "A CRM system. Sales staff should be able to move leads through the stages New, Offer sent, Won and Lost on a "
        "board, log calls for each lead; the manager should be able to see the value of leads by stage"
    )
    lead = spec.entity("lead")
    assert [choice.label for choice in lead.field("status").choices] == ["New", "Offer sent", "Won", "Lost"]
    assert lead.field("status").label == "Stage"
    assert not [field.name for field in lead.fields if field.name == "stage"]


def test_them_of_a_later_clause_are_those_of_the_one_before() -> None:
    spec = read(
        "A construction tool. Site managers should be able to record defects; subcontractors should be able to see the "
        "defects assigned to them and mark them as fixed; the project lead should be able to accept or reopen them"
    )
    assert _access(spec, "subcontractor", "defect") == Access(read=Reach.OWN, update=Reach.OWN)
    steps = next(part for part in spec.parts if part.capability == "workflow")
    assert steps.entity == "defect"
    assert "accept" in steps.options


def test_who_only_asks_for_something_leads_on_nothing_else() -> None:
    spec = read(
        "An IT help desk: Users submit tickets and view the knowledge base. "
        "Engineers accept and resolve tickets. Managers manage engineers and tickets."
    )
    member = next(role for role in spec.roles if role.name == "member")
    guide = next(entity for entity in spec.entities if "knowledge" in entity.name)
    assert spec.access(member, guide) == Access(read=Reach.ALL)


@pytest.mark.parametrize("also", ["", " and cancel reservations"])
def test_who_only_books_confirms_nothing_of_colleagues(also: str) -> None:
    spec = read(
        f"A room system. Employees reserve meeting rooms{also}. Administrators approve reservations and manage rooms."
    )
    employee = next(role for role in spec.roles if role.name == "employee")
    booked = next(entity for entity in spec.entities if entity.name in {"booking", "reservation"})
    access = spec.access(employee, booked)
    assert (access.read, access.update, access.delete) == (Reach.OWN, Reach.NONE, Reach.NONE)
