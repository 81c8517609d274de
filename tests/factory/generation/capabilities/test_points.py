"""Points: who has some, what earns and costs them, and that the tests of the application notice what is left out."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.capabilities.points.view import PointsView
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

SHOP = (
    "An online shop for candles with user points and member points. Users browse products, place orders, write reviews "
    "and view point balances. Products can be shared."
)
COURSES = (
    "An online course platform with courses and lessons, where students earn points and badges for finished lessons, "
    "with a leaderboard"
)


def earned(spec: AppSpec) -> list[str]:
    """What earns points; nothing where there are none."""
    return [source.name for part in spec.parts_of("points") for source in PointsView(spec, part).sources]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (SHOP, ["order", "review", "shared"]),
        (f"{SHOP} Users earn points for reviews.", ["order", "review", "shared"]),
        (COURSES, ["done"]),
        ("A community forum where members earn points for posts, with badges", ["made"]),
        ("A diary app with a daily check-in button where users earn points for each check-in", ["came"]),
        ("A bike rental website where customers book bikes and earn points", ["order"]),
        ("A fitness app where members earn points for workouts and unlock badges", ["made"]),
        ("Conference management: attendees print badges and sessions have speakers", []),
        ("A loyalty card app: customers collect stamps and redeem rewards", []),
        ("An HR system with employees, rewards and punishments", []),
        ("A ping pong game: players score points and challenge high scores", []),
        ("An online shop for candles without member points", []),
        ("A quiz site where students answer questions and see the points of each question", []),
    ],
)
def test_points_are_earned_by_what_there_is(prompt: str, expected: list[str]) -> None:
    assert earned(read(prompt)) == expected


def test_who_comes_and_goes_earns_points_once_a_day() -> None:
    spec = read("A diary app with a daily check-in button where users earn points for each check-in")
    rules = compile_app(spec)["backend/app/points.py"]
    assert "if isinstance(row, Attendance) and row in db.new:" in rules
    assert "str(row.created_at.date())" in rules


def test_points_are_a_list_that_nobody_types() -> None:
    spec = read(SHOP)
    assert spec.entity("point_move").internal
    assert [entity.name for entity in spec.entities if not entity.internal] == [
        "product",
        "order",
        "review",
        "loyalty_reward",
    ]
    assert "points" not in " ".join(reason.subject.lower() for reason in spec.not_built)


def test_badges_alone_are_redeemed_for_nothing() -> None:
    spec = read(COURSES)
    view = PointsView(spec, spec.parts_of("points")[0])
    assert (view.reward, view.badge is None, view.ranked) == (None, False, True)


def test_tasks_of_a_game_are_done_by_each_and_those_of_work_are_given_to_somebody() -> None:
    spec = read(
        "A daily activity page for a game with task lists, activity rules and rewards. Users register, view task lists "
        "and task progress, and receive rewards."
    )
    view = PointsView(spec, spec.parts_of("points")[0])
    assert (view.task_title, view.each_day) == ("title", True)
    names = {field.name for field in spec.entity("task").fields}
    assert "points" in names
    assert not {"status", "assignee", "due_on"} & names
    assert [a.create for a in spec.entity("task").access.values()].count(True) == 0
    spec = read("A to-do app where users earn points for completed tasks")
    assert PointsView(spec, spec.parts_of("points")[0]).task is None
    assert earned(spec) == ["made"]
    assert spec.entity("task").field("status").required


def test_clicks_on_what_one_shares_are_counted_and_no_earnings_are_typed() -> None:
    spec = read(
        "A news sharing website that rewards users for sharing news, tracks clicks and calculates earnings. Users log "
        "in, browse news, share news and view the clicks and earnings. With user rankings and earnings details."
    )
    view = PointsView(spec, spec.parts_of("points")[0])
    assert ([entity.name for entity in view.clicks], view.ranked) == (["article"], True)
    assert earned(spec) == ["shared", "click"]
    assert [entity.name for entity in spec.entities if not entity.internal] == ["article", "loyalty_reward"]
    assert [reason.subject for reason in spec.not_built] == []


def test_a_diary_is_shared_as_its_text() -> None:
    spec = read("A tea diary app: users record tea drinking diaries and share their tea diaries. They receive badges.")
    assert [part.options for part in spec.parts_of("sharing")] == [{"as": "text"}]
    assert "shared" in earned(spec)


@pytest.mark.parametrize(
    ("said", "pays"),
    [
        ("Customers earn points and use points at checkout.", True),
        ("Customers pay with points.", True),
        ("Customers redeem points for rewards.", False),
        ("Customers view their member points.", False),
    ],
)
def test_points_pay_for_a_part_of_an_order_where_the_prompt_says_so(said: str, pays: bool) -> None:
    spec = read(f"An online shop for candles with a cart. {said}")
    assert PointsView(spec, spec.parts_of("points")[0]).pays is pays


def test_nobody_of_the_demonstration_has_redeemed_more_than_they_had() -> None:
    left: dict[str, int] = {}
    for row in reversed(read(SHOP).entity("point_move").samples):
        left[str(row["member"])] = left.get(str(row["member"]), 0) + int(str(row["points"]))
        assert left[str(row["member"])] >= 0
    assert left["customer"] > 0


async def test_the_tests_of_points_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    rules, routes = "backend/app/points.py", "backend/app/routes/my_points.py"
    mutations = [
        (rules, "    if left + points < 0:", "    if False:"),
        (rules, "role not in HOLDERS", "False"),
        (rules, "(actor is None or actor in HOLDERS)", "actor is None"),
        (rules, "row.status in PAID", "False"),
        (rules, "row.status in UNDONE", "False"),
        (routes, "    require_in_charge(user)\n    holder", "    holder"),
        (routes, "RewardClaim.status == RewardClaimStatus.REQUESTED", "RewardClaim.id > 0"),
        (routes, "        take_one(db, reward)", "        pass"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(SHOP), "tests/test_points.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
