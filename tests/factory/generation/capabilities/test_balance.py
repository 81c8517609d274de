"""Balances: who has one, what moves it, and that the tests of the generated application notice what is left out."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.spec import Access, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

CARD = (
    "A member card system for a gym: members log in, recharge their member card, view their balance and the history of "
    "transactions. Staff manage members and refund payments."
)
WALLET = "A campus card app where students top up their wallet. Staff manage students."


def holders(spec: AppSpec) -> tuple[str, ...]:
    """Whose balances the list of payments tells of."""
    parts = spec.parts_of("balance")
    return spec.entity(str(parts[0].entity)).field("payer").holders if parts else ()


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (CARD, ("member",)),
        (WALLET, ("student",)),
        ("A site where users register, recharge and view their recharge records", ("member",)),
        ("A budget app: track accounts with their balance", ()),
        ("A mobile phone recharge website. Users browse phone plans.", ()),
        ("An online shop for candles: customers recharge, add to cart and check out", ()),
        ("A member site without recharge: members view events", ()),
    ],
)
def test_those_who_top_up_have_a_balance(prompt: str, expected: tuple[str, ...]) -> None:
    assert holders(read(prompt)) == expected


def test_those_who_work_here_charge_balances_and_members_see_their_own_payments() -> None:
    spec = read(CARD)
    ledger = spec.entity(str(spec.parts_of("balance")[0].entity))
    assert ledger.access["member"] == Access(read=Reach.OWN)
    assert ledger.access["staff"] == Access(read=Reach.ALL, create=True, update=Reach.ALL)


def test_what_is_paid_from_the_balance_has_a_price_and_its_own_state() -> None:
    spec = read(
        "A member card system for a gym: members log in, recharge their member card, view their balance and the "
        "history of transactions, and pay for classes from the balance. "
        "Staff manage members, classes and refund payments."
    )
    part = spec.parts_of("payments")[0]
    assert spec.entity(str(part.entity)).field(part.options["via"]).required
    assert spec.entity("fitness_class").field("price").type == "money"


def test_nobody_of_the_demonstration_has_spent_more_than_they_topped_up() -> None:
    spec = read(CARD)
    ledger = spec.entity(str(spec.parts_of("balance")[0].entity))
    left: dict[str, float] = {}
    for row in sorted(ledger.samples, key=lambda row: int(str(row["paid_on"])[:-1])):
        amount = float(str(row["amount"]))
        moved = amount if row["purpose"] == "top_up" else -amount if row["method"] == "from_balance" else 0
        left[str(row["payer"])] = left.get(str(row["payer"]), 0) + moved
        assert left[str(row["payer"])] >= 0
    assert left["member"] > 0


def test_a_balance_goes_with_the_list_of_payments() -> None:
    assert refine(read(WALLET), "Remove payments").spec.parts_of("balance") == ()


async def test_the_tests_of_balances_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    rules, routes = "backend/app/balance.py", "backend/app/routes/my_balance.py"
    mutations = [
        (rules, "    if left < amount:", "    if False:"),
        (rules, "    if payment.purpose is", "    if False and payment.purpose is"),
        (rules, "    if left < current.amount - stays:", "    if False:"),
        (rules, "    if counts and not", "    if False and not"),
        ("backend/app/paying.py", "    if is_top_up(row):", "    if False:"),
        (routes, "return db.scalars(same).one_or_none()", "return None"),
        (routes, "    require_in_charge(user)\n    holder", "    holder"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(CARD), "tests/test_balance.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []


def test_whoever_tops_up_is_no_second_member() -> None:
    spec = read("Report files of parcels. Guests and a member of the team handle a recharge record.")
    assert [role.name for role in spec.roles].count("member") <= 1
