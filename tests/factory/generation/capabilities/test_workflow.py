"""Who approves, ships and closes, as prompts say it."""

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Reach

LEAVE = "Employees submit leave requests, recruiters approve or reject leave requests, the admin sees everything"


def test_what_somebody_approves_has_steps_that_only_they_take() -> None:
    spec = read(LEAVE)
    part = spec.parts_of("workflow")[0]
    assert part.entity == "leave_request"
    steps = {"approve": "approved recruiter", "reject": "rejected recruiter"}
    assert part.options == {"field": "status", "sent": "yes"} | steps
    assert spec.entity("leave_request").access["recruiter"].update is Reach.ALL


def test_a_record_that_is_approved_has_the_state_for_it() -> None:
    order = read("Customers place orders, managers approve orders").entity("order")
    assert "approved" in {choice.value for choice in order.field("status").choices}


def test_records_that_nobody_decides_about_have_no_steps() -> None:
    assert read("Keep a list of my books").parts_of("workflow") == ()


def test_a_state_that_is_still_to_be_decided_comes_before_the_decision() -> None:
    spec = read(
        "Employees submit leave requests with a status (approved, rejected, pending). "
        "Managers approve or reject leave requests."
    )
    status = spec.entity("leave_request").field("status")
    assert [choice.value for choice in status.choices] == ["pending", "approved", "rejected"]


def test_nobody_who_signs_up_decides_about_what_others_sent() -> None:
    spec = read("A delivery website. Restaurants sign up and accept orders. Customers sign up and place orders.")
    assert {role.name: role.signup for role in spec.roles if not role.admin} == {"restaurant": False, "customer": True}


def test_what_has_ended_is_put_away_at_most() -> None:
    spec = read("A clinic site where patients book appointments with doctors")
    steps = compile_app(spec)["frontend/src/components/workflow/AppointmentSteps.tsx"]
    assert '= ["done", "declined", "cancelled", ]' in steps
    assert "ended.includes(row.status)" in steps
