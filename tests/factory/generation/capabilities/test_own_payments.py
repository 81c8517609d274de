"""Payments without a price: who makes them, in which ways, and that the application's tests notice what is left out."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

OPERATIONS = (
    "A login system for a company's users with registration, login and payment. Users register, perform payment "
    "operations and view payment records. Administrators manage users and payment records."
)
METHODS = (
    "A payment aggregation website. Users create orders, select a payment method (such as WeChat, Alipay, Cloud Flash "
    "Pay, or bank app scan code payment), make payments and view transaction "
    "records. Merchants manage their own transactions."
)
NUMBERS = (
    "A TV website for playing videos, with TV set-top box charging and mobile phone recharge. Users log in, browse "
    "videos, manage their own charging information, and perform mobile phone recharge operations."
)

WALLET = (
    "An online wallet platform with customers, merchants and administrators. Customers top up, transfer money to other "
    "customers and pay merchants. Merchants view their own transactions. Administrators manage payment records."
)


def payers(spec: AppSpec) -> tuple[str, ...]:
    """Those who pay for purposes of their own."""
    parts = spec.parts_of("own_payments")
    return spec.entity(str(parts[0].entity)).field("payer").holders if parts else ()


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (OPERATIONS, ("member",)),
        (METHODS, ("customer",)),
        (NUMBERS, ("member",)),
        ("A bill site where residents pay property fees. The manager issues fees and views payment records.", ()),
        ("An online shop for candles with cart, checkout and payments", ()),
        ("An HR system where managers make salary payments and view payment records", ()),
        ("A bookkeeping app to record payments and expenses", ()),
        ("A login system without payment: users register and view payment records", ()),
    ],
)
def test_who_pays_what_has_no_price(prompt: str, expected: tuple[str, ...]) -> None:
    assert payers(read(prompt)) == expected


def test_one_pays_in_exactly_the_ways_that_are_named() -> None:
    spec = read(METHODS)
    part = spec.parts_of("own_payments")[0]
    ledger = spec.entity(str(part.entity))
    assert part.options == {"methods": "wechat alipay cloud_flash_pay bank_app_scan_code", "payees": "merchant"}
    assert [choice.label for choice in ledger.field("method").choices] == [
        "Cash",
        "Bank transfer",
        "WeChat",
        "Alipay",
        "Cloud Flash Pay",
        "Bank app (scan code)",
    ]
    assert {row["method"] for row in ledger.samples} == set(part.options["methods"].split())
    assert ledger.field("payee").holders == ("merchant",)


@pytest.mark.parametrize(
    ("said", "methods"),
    [
        ("pay property fees by WeChat Pay or Alipay", "wechat_pay alipay"),
        ("choose a payment method (credit card, PayPal) to pay property fees", "credit_card paypal"),
        ("pay property fees by credit card", None),
        ("log in with WeChat and pay property fees", None),
    ],
)
def test_the_ways_to_pay_what_is_owed_are_those_that_are_named(said: str, methods: str | None) -> None:
    spec = read(f"A property site where residents {said}. The manager issues fees.")
    assert spec.parts_of("payments")[0].options.get("methods") == methods


def test_what_is_paid_for_a_number_says_so() -> None:
    spec = read(NUMBERS)
    ledger = spec.entity(str(spec.parts_of("own_payments")[0].entity))
    services = [choice.label for choice in ledger.field("service").choices]
    assert services == ["Mobile phone recharge", "TV set-top box charging"]
    assert not [reason.subject for reason in spec.not_built if "charg" in reason.subject]


async def test_the_tests_of_own_payments_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    routes = "backend/app/routes/own_payments.py"
    mutations = [
        (routes, "    if user.role not in PAYERS:\n        raise Forbidden\n    made", "    made"),
        (routes, "    made = once(db, user, body.attempt)", "    made = None"),
        (routes, "    if payee is None:", "    if False:"),
        (routes, "found.active and ", ""),
        (routes, "found.role in PAYEES", "True"),
        (
            "backend/app/paying.py",
            "    if card.method is None or card.method not in WAYS:",
            "    if card.method is None:",
        ),
        ("backend/app/schemas/moving.py", "gt=0, le=MOST, ", ""),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(METHODS), "tests/test_own_payments.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []


async def test_beside_balances_merchants_are_paid_and_what_they_got_is_refunded(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    mutations = [
        ("backend/app/routes/own_payments.py", "PAYERS = (Role.CUSTOMER,", "PAYERS = (Role.CUSTOMER, Role.MERCHANT,"),
        ("backend/app/balance.py", "payment.purpose is TransactionPurpose.TRANSFER:", "payment.payee_id:"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(WALLET), "tests/test_own_payments.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
