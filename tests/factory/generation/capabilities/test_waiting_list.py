"""Waiting lists: where, and that generated tests notice when nobody waits or nobody moves up."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.capabilities.joining.writing import Joining
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

SHIFTS = (
    "A volunteer shift website. Volunteers sign up for shifts. A shift has a limited number of places; when it is full "
    "they get on a waiting list."
)


@pytest.mark.parametrize(
    ("prompt", "record"),
    [
        (SHIFTS, "registration"),
        (
            (
                "A pottery class website. Students join a class, and if the class is full, join the waiting list and "
                "be moved up automatically when someone cancels."
            ),
            "participation",
        ),
        (
            (
                "A lecture registration system. Students register for lectures, cancel their registration, and queue "
                "for a place when all places are taken."
            ),
            "registration",
        ),
        (
            (
                "A training platform with course registration and waiting list. Residents register for courses with "
                "limited places. When someone cancels, the first person on the waiting list is admitted."
            ),
            "course_enrolment",
        ),
        ("A yoga studio website: members book classes, and join the waiting list when a class is full.", "enrolment"),
        ("A cooking school where guests book courses with date and places; a waiting list when full.", "enrolment"),
        (
            (
                "Enterprise training. Employees register for sessions with remaining places; when someone cancels, the "
                "first person on the waiting list should be automatically admitted."
            ),
            "enrolment",
        ),
        (
            (
                "A meditation retreat booking website. Users can select a retreat, fill in emergency contacts, and "
                "wait for the review of the temple. When the places are full, users can join the waiting list."
            ),
            "retreat_registration",
        ),
    ],
)
def test_who_comes_too_late_waits(prompt: str, record: str) -> None:
    spec = read(prompt)

    (part,) = spec.parts_of("waiting_list")
    assert str(part.entity) == record or spec.entity(str(part.entity)).label in {"Enrolment", "Participation"}
    (joining,) = (known for known in spec.parts_of("joining") if known.entity == part.entity)
    state = spec.entity(str(part.entity)).field(joining.options["status"])
    assert "waiting_list" in {choice.value for choice in state.choices}
    assert joining.options["places"]
    assert not {"waiting list", "automatically"} & {reason.subject for reason in spec.not_built}


def test_where_nobody_joins_anything_it_is_told() -> None:
    spec = read("A knife maker's site with a gallery, an order waiting list, and a contact form.")

    assert not spec.parts_of("waiting_list")
    assert any("waiting list" in reason.subject for reason in spec.not_built)


def test_what_is_not_answered_yet_has_a_place_where_others_wait_in_line() -> None:
    spec = read(
        "A training platform with course registration and waiting list. Residents register for courses with limited "
        "places, and staff approve or reject the registrations."
    )
    (part,) = spec.parts_of("joining")
    assert spec.parts_of("waiting_list")
    joining = Joining(spec, part)
    assert joining.granting
    assert joining.pending == []
    assert joining.counted == [value for value in joining.holding if value != "waiting_list"]


async def test_generated_tests_notice_who_does_not_wait_or_move_up(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    path, rules_path = "backend/app/routes/joining_registrations.py", "backend/app/joining_registrations.py"
    rules = [
        (path, "rules.WAITING if full else ", ""),
        (path, "    rules.move_up(db, shift)\n", ""),
        (rules_path, ".order_by(Registration.id)", ".order_by(Registration.id.desc())"),
        (rules_path, "    row.status = RegistrationStatus.WITHDRAWN\n", ""),
        (rules_path, "    if shift.id is not None:\n", "    if False:\n"),
        (rules_path, "{row.shift_id, *left}", "{row.shift_id}"),
    ]
    tests = "tests/test_joining_registrations.py"
    whole, unnoticed = await outcome(read(SHIFTS), tests, rules, tools=(sandbox, toolchain), pool=pool)
    assert b"passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
