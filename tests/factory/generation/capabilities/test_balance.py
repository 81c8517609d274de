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
SENT = "A wallet app: users top up, transfer money to other users, withdraw money and view their transaction records."
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
        ("A wallet app where users top up, send money to each other and withdraw. Staff pay out.", ("member",)),
        (
            "A wallet where customers top up, send money to customers and pay merchants. Merchants view orders.",
            ("customer", "merchant"),
        ),
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


@pytest.mark.parametrize("prompt", [CARD, SENT])
def test_nobody_of_the_demonstration_has_spent_more_than_they_topped_up(prompt: str) -> None:
    spec = read(prompt)
    ledger = spec.entity(str(spec.parts_of("balance")[0].entity))
    left: dict[str, float] = {}
    for row in sorted(ledger.samples, key=lambda row: int(str(row["paid_on"])[:-1])):
        amount = float(str(row["amount"]))
        moved = amount if row["purpose"] == "top_up" else -amount if row["method"] == "from_balance" else 0
        left[str(row["payer"])] = left.get(str(row["payer"]), 0) + moved
        assert left[str(row["payer"])] >= 0
    assert left[holders(spec)[0]] > 0


def test_a_balance_goes_with_the_list_of_payments() -> None:
    assert refine(read(WALLET), "Remove payments").spec.parts_of("balance") == ()


async def test_the_tests_of_balances_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    rules, routes = "backend/app/balance.py", "backend/app/routes/my_balance.py"
    mutations = [
        (rules, "    if left < amount:", "    if False:"),
        (rules, "        if left < payment.amount:", "        if False:"),
        (rules, "    if left < current.amount - stays:", "    if False:"),
        (rules, "    if counts and not", "    if False and not"),
        ("backend/app/paying.py", "    if is_top_up(row):", "    if False:"),
        ("backend/app/attempts.py", "return db.scalars(same).one_or_none()", "return None"),
        (routes, "    if kind is not None:", "    if False:"),
        (routes, "    require_in_charge(user)\n    holder", "    holder"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(CARD), "tests/test_balance.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []


async def test_the_tests_of_transfers_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    rules, routes = "backend/app/balance.py", "backend/app/routes/transfers.py"
    mutations = [
        (rules, "    if left < amount:", "    if False:"),
        (rules, "    check_hand(after)", "    pass"),
        (rules, "holder = payment.payee_id", "holder = None"),
        (routes, "    made = once(db, user, body.attempt)", "    made = None"),
        (routes, " and person.active", ""),
        (routes, " and person.id != user.id", ""),
        (routes, " and person.role in HOLDERS", ""),
        (routes, "    if len(words) < SHORTEST:", "    if False:"),
        ("backend/app/routes/my_balance.py", "    mine = or_(mine,", "    or_(mine,"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(SENT), "tests/test_transfers.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []


async def test_the_tests_of_withdrawals_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    rules, routes = "backend/app/balance.py", "backend/app/routes/withdrawals.py"
    mutations = [
        (rules, "HELD = Payment.status.in_((PaymentStatus.PAID, PaymentStatus.REQUESTED))", "HELD = STANDS"),
        (routes, "    made = once(db, user, body.attempt)", "    made = None"),
        (routes, "        spend(db, user, body.amount)", "        pass"),
        (routes, "or found.payer_id != user.id ", ""),
        (routes, "    if found.status is not PaymentStatus.REQUESTED:", "    if False:"),
        (
            routes,
            "if found is None or found.purpose is not PaymentPurpose.WITHDRAWAL:\n        raise NotFound\n    return",
            "if found is None:\n        raise NotFound\n    return",
        ),
        ("backend/app/paying.py", "    if payment.status is not PaymentStatus.PAID:", "    if False:"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(SENT), "tests/test_withdrawals.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (SENT, {"transfers": "yes", "withdrawals": "yes"}),
        ("A payment platform with member-to-member transfer. Users top up and transfer funds.", {"transfers": "yes"}),
        ("A trading website with deposit and withdrawal operations for users", {"withdrawals": "yes"}),
        (WALLET, {}),
    ],
)
def test_money_is_sent_and_paid_out_where_the_prompt_says_so(prompt: str, expected: dict[str, str]) -> None:
    spec = read(prompt)
    assert {name: spec.parts_of("balance")[0].options.get(name) for name in expected} == expected
    assert set(spec.parts_of("balance")[0].options) == set(expected)
    assert not spec.not_built


def test_money_between_accounts_of_ones_own_is_written_down() -> None:
    assert holders(read("A budget app to track accounts and transfer money between accounts")) == ()


def test_whoever_tops_up_is_no_second_member() -> None:
    spec = read("Report files of parcels. Guests and a member of the team handle a recharge record.")
    assert [role.name for role in spec.roles].count("member") <= 1
