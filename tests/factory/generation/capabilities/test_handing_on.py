"""Work that goes from hand to hand: who has it, who gives it to whom, and what is written down of it."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import FieldType, Part, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

DESK = (
    "An IT help desk ticket system. Users should be able to log in, submit tickets with category and urgency, and view "
    "the processing progress. Engineers can accept, transfer, and resolve tickets."
)


def handed(spec: AppSpec) -> dict[str, Part]:
    return {str(part.entity): part for part in spec.parts_of("handing_on")}


WORKSHOP = (
    "A car workshop management system. Reception staff create repair orders and assign them to mechanics. "
    "Mechanics can claim repair orders, transfer them to a colleague and complete them."
)
COMPLAINTS = (
    "A complaint management system with functionalities for complaint submission and complaint assignment. "
    "Customers submit complaints. Agents handle complaints and can escalate them to supervisors."
)


@pytest.mark.parametrize(
    ("prompt", "record", "holders", "says"),
    [
        (DESK, "ticket", ("engineer",), ("assign", "transfer")),
        (WORKSHOP, "repair", ("mechanic",), ("assign", "transfer")),
        (COMPLAINTS, "complaint", ("supervisor",), ("assign", "escalate")),
        (
            "A legal case management system. Lawyers accept cases and transfer cases to other lawyers.",
            "case_file",
            ("lawyer",),
            ("assign", "transfer"),
        ),
        (
            "A construction task board with functionalities for creating tasks and assigning persons in charge.",
            "task",
            (),
            ("assign", ""),
        ),
    ],
)
def test_what_is_worked_on_goes_from_hand_to_hand(
    prompt: str, record: str, holders: tuple[str, ...], says: tuple[str, str]
):
    spec = read(prompt)
    part = handed(spec)[record]
    field = spec.entity(record).field(part.options["by"])
    assert field.type is FieldType.ACCOUNT
    assert {*holders} <= {*field.holders}
    assert (part.options["first"], part.options.get("verb", "")) == says
    assert any(one.entity == record for one in spec.parts_of("work_log"))


def test_who_accepts_work_has_it_then_and_decides_nothing():
    spec = read(DESK)
    (taken,) = spec.parts_of("taking")
    (steps,) = spec.parts_of("workflow")
    assert (taken.entity, taken.options["verb"]) == ("ticket", "accept")
    assert "decline" not in steps.options
    assert spec.entity("ticket").access["member"].read is Reach.OWN


@pytest.mark.parametrize(
    "prompt",
    [
        "A bank app where customers transfer money to other members",
        "A school system. Teachers create assignments and students submit assignments.",
        "A clinic. Administrators assign user roles and permissions. Doctors accept appointments.",
        "A shop site. Customers forward products to friends.",
        "Leave requests: employees submit leave requests, managers accept or decline leave requests.",
    ],
)
def test_other_transfers_and_decisions_are_none(prompt: str):
    spec = read(prompt)
    assert not spec.parts_of("handing_on")
    assert not spec.parts_of("taking")


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("write processing records", "Processing records"),
        ("add treatment logs", "Treatment logs"),
        ("add progress updates", "Progress"),
        ("record processing steps", "Progress"),
    ],
)
def test_what_is_written_while_working_stands_on_the_page(words: str, label: str):
    spec = read(f"An app for tenants. Residents submit repair requests. Technicians {words} and close repair requests.")
    (part,) = spec.parts_of("work_log")
    assert (part.entity, part.options["label"]) == ("repair_request", label)
    shown = {entity.name for entity in spec.entities if not entity.internal}
    assert shown <= {"repair_request", "property"}


def test_the_button_imports_what_every_application_has():
    spec = read("A construction task board with functionalities for creating tasks and assigning persons in charge.")
    assert "isInCharge" not in compile_app(spec)["frontend/src/components/handing/HandOnTask.tsx"]


def test_follow_ups_tell_of_which_lead_they_are():
    spec = read("A CRM. Sales staff record leads and add follow-up records.")
    assert "lead" in {field.target for field in spec.entity("activity").fields}


async def test_generated_tests_notice_when_others_give_or_nothing_is_written_down(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    path, tools = "backend/app/routes/hand_on_ticket.py", (sandbox, toolchain)
    rules = [
        (path, "if not (theirs or decides):", "if False:"),
        (path, "person.role not in HOLDERS", "False"),
        ("backend/app/work_log.py", "if text:", "if False:"),
    ]
    whole, unnoticed = await outcome(read(DESK), "tests/test_hand_on_ticket.py", rules, tools=tools, pool=pool)
    assert b"passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
