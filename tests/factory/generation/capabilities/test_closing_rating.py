"""Ratings at the end: of what, in which states, and that generated tests notice when others rate, early or twice."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.spec import Part
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

DESK = (
    "An IT help desk ticket system. Users can submit tickets with category and urgency and rate the service after the "
    "ticket is closed. Engineers can accept and resolve tickets."
)
COMPLAINTS = (
    "A complaint management system with functionalities for complaint submission, handling records, and satisfaction "
    "ratings. Customers submit complaints and rate the handling after the complaint is closed. Agents answer them."
)


def rated(spec: AppSpec) -> Part:
    (part,) = spec.parts_of("closing_rating")
    return part


@pytest.mark.parametrize(
    ("prompt", "record", "ended"),
    [
        (DESK, "ticket", "resolved closed"),
        (COMPLAINTS, "complaint", "closed"),
        (
            "Property repairs: residents submit repair requests and confirm and rate when repaired.",
            "repair_request",
            "done",
        ),
        (
            "A car workshop. Mechanics complete repair orders. Customers can evaluate the service after completion.",
            "repair",
            "",
        ),
        (
            "A helpdesk. Employees submit tickets. Once a ticket is closed, employees rate it. Agents process tickets.",
            "ticket",
            "closed",
        ),
        (
            "A legal case system. Lawyers handle cases. Clients evaluate the lawyer after the case is closed.",
            "case_file",
            "closed",
        ),
    ],
)
def test_what_was_asked_for_is_rated_at_the_end(prompt: str, record: str, ended: str):
    spec = read(prompt)
    part = rated(spec)
    assert part.entity == record
    assert {*ended.split()} <= {*part.options["ended"].split()}
    assert spec.entity(record).field("rating").kept
    assert not any(entity.name == "rating" for entity in spec.entities)
    values = [row.get(part.options["state"]) for row in spec.entity(record).samples if row.get("rating") is not None]
    assert {*values} <= {*part.options["ended"].split()}


def test_what_is_shown_is_reviewed_at_any_time():
    spec = read("A recipe website where members rate recipes and write reviews")
    assert not spec.parts_of("closing_rating")


async def test_generated_tests_notice_others_early_ones_and_second_ones(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    path, rules_path = "backend/app/routes/rating_tickets.py", "backend/app/rating_tickets.py"
    rules = [
        (path, "if not asked_by(user, row):", "if False:"),
        (path, "not in ENDED:", "is None:"),
        (path, "Ticket.rating.is_(None)", "True"),
        (rules_path, "if name in body.model_fields_set and", "if False and"),
    ]
    tools = (sandbox, toolchain)
    whole, unnoticed = await outcome(read(DESK), "tests/test_rating_tickets.py", rules, tools=tools, pool=pool)
    assert b"passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
