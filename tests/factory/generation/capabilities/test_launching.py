"""Launching: what members put up for each other, how many join, and that whoever launched it answers them."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.capabilities.joining.writing import Joining
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import FieldType, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome


def joining(spec: AppSpec) -> Joining:
    """The one thing that is launched and joined there."""
    (part,) = spec.parts_of("joining")
    return Joining(spec, part)


GROUPS = (
    "Please implement a community group buying website for tea. Group leaders log in, launch a group with a minimum "
    "number of shares and a deadline, and view the participants. Users browse ongoing groups, join groups, and select "
    "a pickup point."
)


@pytest.mark.parametrize(
    "prompt",
    [
        GROUPS,
        (
            "A fresh seafood group buying website. Organisers log in, start a group buy with product, price, minimum "
            "number of participants and end date. Neighbours browse open group buys and join with a quantity."
        ),
        (
            "A wine group purchase website. Users launch a group purchase for a wine, share it, others join before it "
            "ends, and the group succeeds when enough people have joined."
        ),
    ],
)
def test_a_group_purchase_comes_about_by_how_many_join_until_when(prompt: str) -> None:
    one = joining(read(prompt))
    least = one.of_subject("least")
    assert least is not None
    assert least.kind is FieldType.INTEGER
    assert one.of_record("quantity") is not None
    assert one.of_subject("begins") is not None
    assert one.joined
    assert one.subject.find("status") is None


@pytest.mark.parametrize(
    ("needed", "counted"),
    [
        ("number of participants", "func.count()"),
        ("members", "func.count()"),
        ("quantity", "func.sum(GroupShare.quantity)"),
        ("number of shares", "func.sum(GroupShare.quantity)"),
    ],
)
def test_where_so_many_people_are_needed_each_is_one_however_much_they_take(needed: str, counted: str) -> None:
    spec = read(
        "A tea group buying website. Organisers log in, start a group buy with product, price, "
        f"minimum {needed} and end date. Neighbours browse open group buys and join with a quantity."
    )
    one = joining(spec)
    rules = compile_app(spec)[f"backend/app/joining_{one.record.plural}.py"]
    assert counted.replace("GroupShare", one.record.cls) in rules
    rows = next(made.rows for made in one.subject.spec.formulas if made.name == one.joined)
    assert rows is not None
    assert (rows.of is None) == (counted == "func.count()")


def test_nobody_joins_with_nothing_and_what_was_fetched_is_settled() -> None:
    one = joining(read(CODES))
    quantity = one.of_record("quantity")
    assert quantity is not None
    assert quantity.spec.minimum == 1
    assert one.settled == ["picked_up"]


@pytest.mark.parametrize(
    ("prompt", "leader", "asker"),
    [
        (
            (
                "Please implement a carpooling website. Drivers publish trips with destination, time, and number "
                "of seats. Passengers apply to join a trip. Drivers accept or reject applicants."
            ),
            "driver",
            "passenger",
        ),
        (
            (
                "A tennis partner finding website. Players post invitations with court and number of players needed, "
                "others apply to join, and the initiator accepts or rejects applicants."
            ),
            "player",
            "player",
        ),
        (
            (
                "Please implement a toy exchange website. Members list books, propose an exchange for another, "
                "and accept or decline proposals."
            ),
            "member",
            "member",
        ),
    ],
)
def test_whoever_launched_it_answers_who_joins_and_nobody_themselves(prompt: str, leader: str, asker: str) -> None:
    one = joining(read(prompt))
    assert one.leaders == (leader,)
    assert asker in one.askers
    assert one.granting == ["accepted"]
    assert one.self_too is (leader != asker)
    assert one.pending == ["requested"]
    access = one.record.spec.access[asker]
    assert (access.read, access.create) == (Reach.OWN, True)
    assert one.status is not None
    assert one.status.spec.kept


def test_only_what_is_to_be_exchanged_is_asked_for() -> None:
    spec = read(
        "A website for collectors of coins. Users create albums, add coins with country and condition, mark coins as "
        "exchangeable, send exchange requests to other users, and accept or reject received requests."
    )
    one = joining(spec)
    only = one.of_subject("only")
    assert only is not None
    assert only.kind is FieldType.BOOLEAN


def test_numbers_of_those_who_come_are_no_list_of_people() -> None:
    spec = read("A website for game nights. Users organise game nights with a place and maximum players.")
    (game,) = [entity for entity in spec.entities if any("maximum" in field.name for field in entity.fields)]
    assert all(field.target is None for field in game.fields)


def test_a_pickup_code_is_shown_and_handed_over_against_once_by_whoever_launched_it() -> None:
    spec = read(GROUPS.replace("a pickup point.", "a pickup point, and view the pickup code."))
    (part,) = spec.parts_of("check_in")
    assert (part.options["said"], part.options["come"]) == ("fetch", "picked_up")
    share = spec.entity(str(part.entity))
    assert share.field("pickup_point").target == "pickup_station"
    assert share.field("pickup_point").required
    tree = compile_app(spec)
    assert "answers(user, row)" in str(tree[f"backend/app/routes/{share.name}_passes.py"])
    assert "Pickup code" in str(tree["frontend/src/components/passes/PassSection.tsx"])


def test_others_who_join_join_what_was_put_up_before() -> None:
    one = joining(read("A board game website. Users organise game nights with a place; others join until it is full."))
    assert one.subject.name == "event_listing"


def test_what_two_sides_do_not_do_is_told() -> None:
    spec = read(
        "Please implement a toy exchange website. Members list toys, propose an exchange for another, accept "
        "or decline proposals, both sides confirm the exchange, and rate each other."
    )
    assert {"both sides confirm the exchange"} == {wish.subject for wish in spec.not_built}
    assert spec.parts_of("mutual_rating")


CODES = GROUPS.replace("a pickup point.", "a pickup point, and view the pickup code.")


@pytest.mark.parametrize(
    ("prompt", "tests", "rules"),
    [
        (
            CODES,
            "tests/test_joining_group_shares.py",
            [
                ("backend/app/joining_group_shares.py", "return Outcome.SUCCEEDED", "return Outcome.OPEN"),
                ("backend/app/joining_group_shares.py", "else Outcome.FAILED", "else Outcome.OPEN"),
                ("backend/app/joining_group_shares.py", "SETTLED = (GroupShareStatus.PICKED_UP,)", "SETTLED = ()"),
            ],
        ),
        (
            CODES,
            "tests/test_group_share_passes.py",
            [("backend/app/routes/group_share_passes.py", "answers(user, row)", "False")],
        ),
        (
            (
                "Please implement a toy exchange website. Members list toys, propose a swap for another, and accept "
                "or decline proposals."
            ),
            "tests/test_joining_proposals.py",
            [
                ("backend/app/joining_proposals.py", "if toy.owner_id == user.id:", "if False:"),
                ("backend/app/permissions.py", "own(user, target)", "True"),
            ],
        ),
    ],
)
async def test_the_tests_of_launching_notice_each_rule_that_is_taken_out(
    prompt: str,
    tests: str,
    rules: list[tuple[str, str, str]],
    sandbox: Sandbox,
    toolchain: Toolchain,
    pool: PythonPool,
) -> None:
    whole, unnoticed = await outcome(read(prompt), tests, rules, tools=(sandbox, toolchain), pool=pool)
    assert b"passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
