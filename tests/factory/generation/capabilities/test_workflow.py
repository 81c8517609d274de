"""Who approves, ships and closes, as prompts say it."""

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Reach

LEAVE = "Employees submit leave requests, recruiters approve or reject leave requests, the admin sees everything"


def test_what_somebody_approves_has_steps_that_only_they_take() -> None:
    spec = read(LEAVE)
    part = spec.parts_of("workflow")[0]
    assert part.entity == "leave_request"
    assert part.options == {"field": "status", "approve": "approved recruiter", "reject": "rejected recruiter"}
    assert spec.entity("leave_request").access["recruiter"].update is Reach.ALL


def test_a_record_that_is_approved_has_the_state_for_it() -> None:
    order = read("Customers place orders, managers approve orders").entity("order")
    assert "approved" in {choice.value for choice in order.field("status").choices}


def test_records_that_nobody_decides_about_have_no_steps() -> None:
    assert read("Keep a list of my books").parts_of("workflow") == ()
