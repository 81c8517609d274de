"""Payments: which records of a prompt are paid, by whom, and what is made of that."""

import json

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.capabilities.payments.view import OwedView
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.spec import Access, FieldType, Part, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

BILLS = (
    "A utility portal: customers view their electricity bills and pay them online; staff issue bills and "
    "refund payments."
)
CLINIC = (
    "A clinic website where patients browse doctors, book an appointment and pay a deposit online. Patients cancel "
    "their appointments. Receptionists manage doctors, appointments and refunds."
)
COURSES = "A course website. Students browse courses, enrol and pay for courses. Teachers manage courses."
NOTHING_OWED = (
    "nothing here has an amount that people with an account of their own owe; money is recorded, never moved: "
    "no payment provider is connected"
)


def paid(spec: AppSpec) -> dict[str | None, str | None]:
    """What is paid, with the field of the amount or that by which it has a price."""
    return {part.entity: part.options.get("amount") or part.options.get("via") for part in spec.parts_of("payments")}


def part_of(spec: AppSpec) -> Part:
    return spec.parts_of("payments")[0]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (BILLS, {"bill": "amount"}),
        (
            "A library: readers borrow books and pay fines online. Librarians manage books and fines.",
            {"fine": "amount"},
        ),
        (CLINIC, {"appointment": "deposit"}),
        ("A hotel website where guests book a room and pay online. Staff manage rooms.", {"booking": "price"}),
        (COURSES, {"course_enrolment": "course"}),
        ("A gym site. Members subscribe to a membership plan and pay for it.", {"subscription": "plan"}),
        ("An online shop for candles: customers add to cart and pay by card", {}),
        ("An invoicing app for freelancers: keep clients and invoices, mark invoices as paid", {}),
        ("A tool to track tasks of a team, with online payment", {}),
        ("A utility portal where customers view their bills, without online payment", {}),
    ],
)
def test_what_people_owe_is_paid(prompt: str, expected: dict[str, str]) -> None:
    assert paid(read(prompt)) == expected


def test_bills_are_paid_by_those_to_whom_they_are_issued() -> None:
    spec = read(BILLS)
    bill, payment = spec.entity("bill"), spec.entity("payment")
    assert bill.field(part_of(spec).options["payer"]).holders == ("customer",)
    assert (bill.access["customer"], payment.access["customer"]) == (Access(read=Reach.OWN), Access(read=Reach.OWN))
    assert payment.access["staff"] == Access(read=Reach.ALL, create=True, update=Reach.ALL)
    assert payment.export
    assert part_of(spec).options["open"] == "sent overdue"


def test_payments_are_told_to_be_tests_and_nothing_of_them_is_listed_as_not_built() -> None:
    spec = read(BILLS)
    assert next(r.because for r in spec.reasons if r.subject == "Payments") == (
        "assumed: payments are test payments, since no payment provider is connected"
    )
    assert not any("payment provider" in reason.because for reason in spec.not_built)


def test_where_nothing_is_owed_the_wish_is_listed_with_the_reason() -> None:
    spec = read("Build a task app with drag-and-drop and online payment")
    assert [r.because for r in spec.not_built if r.subject == "online payment"] == [NOTHING_OWED]


def test_what_is_booked_and_paid_is_booked_with_an_account_and_has_a_deposit() -> None:
    spec = read(CLINIC)
    assert spec.parts_of("booking")[0].options["guests"] == "no"
    assert spec.entity("doctor").field("deposit").type is FieldType.MONEY
    assert part_of(spec).options["shut"] == "declined cancelled"
    assert [role.signup for role in spec.roles if role.name == "patient"] == [True]


def test_a_list_of_refunds_is_one_of_payments() -> None:
    spec = read(CLINIC)
    assert [entity.label for entity in spec.entities if entity.name in {"payment", "refund"}] == ["Payment"]


def test_whoever_asks_for_something_does_not_say_what_it_costs_or_that_it_is_paid() -> None:
    spec = read(COURSES)
    enrolment = spec.entity("course_enrolment")
    assert enrolment.field("payment_status").kept
    assert not any(field.type is FieldType.MONEY for field in enrolment.fields)


@pytest.mark.parametrize("prompt", [BILLS, CLINIC, COURSES])
def test_demonstration_rows_agree_with_their_payments(prompt: str) -> None:
    spec = read(prompt)
    part, options = part_of(spec), part_of(spec).options
    record, ledger = spec.entity(str(part.entity)), spec.entity(options["ledger"])
    by_row = {row[options["by"]]: row for row in ledger.samples}
    assert len(by_row) == len(ledger.samples) > 3
    for place, row in enumerate(record.samples):
        payment = by_row.get(place)
        state = row[options["state"]]
        assert (payment is None) is (state in options["open"].split())
        if payment is not None:
            assert payment["status"] == ("paid" if state == options["paid"] else "refunded")
            assert payment["amount"] == row[options["amount"]] if "amount" in options else payment["amount"]
            assert str(payment["paid_on"]).startswith("-")


def test_money_that_comes_in_is_shown_by_month() -> None:
    chart = next(chart for chart in read(BILLS).charts if chart.entity == "payment")
    assert (chart.of, chart.by, chart.split) == ("amount", "paid_on", "status")


def test_people_who_only_pay_do_not_see_the_link_of_those_who_do_not() -> None:
    layout = compile_app(read(BILLS))["frontend/src/components/Layout.tsx"]
    assert 'label: "My payments", icon: CreditCard, roles: ["customer"]' in layout


@pytest.mark.parametrize(
    ("prompt", "thing"),
    [("A hotel website where guests book a room and pay online. Staff manage rooms.", "room"), (CLINIC, "doctor")],
)
def test_what_is_booked_and_paid_keeps_what_it_costs(prompt: str, thing: str) -> None:
    files = compile_app(read(prompt))
    assert "costs_otherwise(current" in files[f"backend/app/{thing}_booking.py"]
    assert "test_what_is_paid_keeps_what_it_costs" in files[f"tests/test_{thing}_booking.py"]
    assert ("keep its length" in files[f"backend/app/routes/{thing}_booking.py"]) is (thing == "room")


def test_what_ran_out_is_not_paid_back() -> None:
    said = "Subscriptions have a member, a start and a status (active, expired, cancelled)."
    spec = read(f"A gym site. Members subscribe to a membership plan and pay for it. {said}")
    options = part_of(spec).options
    assert (options["shut"], options["back"]) == ("expired cancelled", "cancelled")
    files = compile_app(spec)
    assert "BACK = (SubscriptionStatus.CANCELLED, )" in files["backend/app/owed/subscriptions.py"]
    assert "test_what_only_ran_out_is_not_paid_back" in files["tests/test_paying_subscriptions.py"]
    for row in spec.entity("subscription").samples:
        assert row["status"] != "expired" or row["payment_status"] != "refunded"


def test_parts_of_before_know_what_is_paid_back() -> None:
    part = part_of(read(CLINIC))
    older = part.model_copy(update={"options": {k: v for k, v in part.options.items() if k != "back"}})
    assert OwedView(read(CLINIC), older).back == ("declined", "cancelled")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("student, wallet balance and fee", "fee"),
        ("student and wallet balance", "total"),
    ],
)
def test_what_people_have_in_hand_is_no_amount_to_pay(fields: str, expected: str) -> None:
    prompt = "A school portal: students pay for their enrolments online; staff manage enrolments."
    assert paid(read(f"{prompt} Enrolments have {fields}.")) == {"enrolment": expected}


def test_payments_go_with_what_is_paid() -> None:
    spec = refine(read(BILLS), "Remove bills").spec
    assert spec.parts_of("payments") == ()
    compile_app(spec)


async def test_the_tests_of_payments_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    rules = "backend/app/paying.py"
    mutations = [
        (rules, "    hold(db, row)\n    if is_settled(db, owed, row)", "    if is_settled(db, owed, row)"),
        (rules, "    charge(card.card_number, card.card_expiry, card.card_code)\n", ""),
        (rules, "    if payment.status is PaymentStatus.REFUNDED:", "    if False:"),
        ("backend/app/owed/__init__.py", ", self.payer() == user.id)\n        row", ")\n        row"),
        ("backend/app/routes/paying.py", "    require_in_charge(user)\n    payment", "    payment"),
        (rules, "    if paid_here and", "    if False and"),
        (rules, " and payment_of(db, owed, row) is None:", ":"),
        ("backend/app/owed/__init__.py", ", self.has_no_payment())\n        rows", ")\n        rows"),
    ]
    whole, unnoticed = await outcome(
        read(BILLS), "tests/test_paying_bills.py", mutations, tools=(sandbox, toolchain), pool=pool
    )
    assert b" passed" in whole
    assert b"failed" not in whole
    assert json.dumps(unnoticed) == "[]"


def test_bookings_are_not_made_for_those_whose_lessons_are_booked() -> None:
    spec = read("A music school site where students book lessons with teachers and pay online.")
    assert [part.entity for part in spec.parts_of("payments")] == ["enrolment"]
    assert "booking" not in {entity.name for entity in spec.entities}
    compile_app(spec)


def test_fines_are_paid_by_those_who_are_fined_and_not_what_they_reserve() -> None:
    spec = read(
        "A library where members borrow books, are charged late fines and pay the fines online. "
        "Librarians manage loans and reservations."
    )
    assert [part.entity for part in spec.parts_of("payments")] == ["fine"]
    member = next(role for role in spec.roles if role.signup)
    assert not spec.access(member, spec.entity("fine")).create
