"""Both sides rate each other: of what, and that generated tests notice when others rate, early or twice."""

import pytest

from millwright.factory.generation import read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

BOOKS = (
    "A second-hand book exchange. Users log in, publish books, send exchange requests, accept or reject them, and "
    "evaluate each other after the exchange is completed."
)


@pytest.mark.parametrize(
    ("prompt", "record"),
    [
        (BOOKS, "swap_proposal"),
        (
            (
                "A carpool website with publishing routes, seat confirmation, and mutual evaluation. Users log in "
                "and publish the departure area, time, and number of vacant seats."
            ),
            "ride_request",
        ),
        (
            (
                "A travel companion website. Users publish travel plans, apply to join, and the initiator can agree or "
                "refuse. After the trip, companions can evaluate each other."
            ),
            "application",
        ),
        (
            (
                "Photographers and models. Members publish shooting invitations, others apply for them, the "
                "publisher accepts or declines, and mutual evaluation follows after the shooting."
            ),
            "application",
        ),
    ],
)
def test_both_sides_of_what_members_answer_rate_each_other(prompt: str, record: str) -> None:
    spec = read(prompt)

    (part,) = spec.parts_of("mutual_rating")
    assert part.entity == record
    assert {*part.options["ended"].split()} <= {
        c.value for c in spec.entity(record).field(part.options["state"]).choices
    }
    assert not spec.parts_of("closing_rating")
    assert "review" not in {entity.name for entity in spec.entities}


def test_where_nothing_is_answered_it_is_told() -> None:
    spec = read("A notice board where members post notices and rate each other.")

    assert not spec.parts_of("mutual_rating")
    assert "rate each other" in {reason.subject for reason in spec.not_built}


async def test_generated_tests_notice_others_early_ones_and_second_ones(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    path, rules_path = "backend/app/routes/evaluating_swap_proposals.py", "backend/app/evaluating_swap_proposals.py"
    rules = [
        (path, "if rules.other_side(db, user, row) is None:", "if False:"),
        (rules_path, "not in ENDED:", "is None:"),
        (rules_path, "if given_by(db, user.id, row) is not None:", "if False:"),
        (rules_path, "return other if other != user.id else None", "return other"),
    ]
    tools = (sandbox, toolchain)
    whole, unnoticed = await outcome(
        read(BOOKS), "tests/test_evaluating_swap_proposals.py", rules, tools=tools, pool=pool
    )
    assert b"passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
