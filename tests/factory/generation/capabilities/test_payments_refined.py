"""Wishes about applications that take payments: what paying needs stays, what it reads elsewhere keeps its new name."""

from functools import cache

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.refinement import refine
from millwright.kit.errors import DomainError

HOTEL = (
    "A hotel site: guests book rooms for some nights, pay for their booking online by card, can move or cancel it "
    "until 24 hours before. The receptionist manages bookings and refunds."
)
BILLS = (
    "An invoicing app for freelancers: clients, projects, time entries, invoices with line items and tax, invoice "
    "status draft, sent, paid, cancelled. Clients log in and pay invoices online."
)
WALLET = "A campus card app where students top up their wallet. Staff manage students."


@cache
def app(prompt: str) -> AppSpec:
    return read(prompt)


@pytest.mark.parametrize(
    ("prompt", "wish", "because"),
    [
        (HOTEL, "Remove the method from payments", "method is needed by the payments"),
        (HOTEL, "Remove the status field from payments", "status is needed by the payments"),
        (HOTEL, "Remove the amount from payments", "amount is needed by the payments"),
        (HOTEL, "Remove the refund reason from payments", "refund reason is needed by the payments"),
        (BILLS, "Remove the title from payments", "title is needed by the payments"),
        (BILLS, "Remove the reference code from payments", "reference code is needed by the payments"),
        (BILLS, "Rename payer to customer on payments", "payer is needed by the payments"),
        (BILLS, "Remove the invoice from payments", "invoice is needed by the payments"),
        (BILLS, "Remove the value Refunded from the status of payments", "refunded is needed by the payments"),
        (BILLS, "Make the amount of payments text", "Amount of payments is filled in by paying, as it is"),
        (
            BILLS,
            "Add a required department to payments",
            "Department of payments cannot be required: there are payments without it",
        ),
        (WALLET, "Remove purpose from payments", "purpose is needed by the balance"),
        (WALLET, "Rename the method Cash to Coins", "cash is needed by the balance"),
    ],
)
def test_what_paying_fills_in_stays(prompt: str, wish: str, because: str) -> None:
    with pytest.raises(DomainError, match="This changes nothing") as refusal:
        refine(app(prompt), wish)
    assert refusal.value.message.endswith(because)


@pytest.mark.parametrize(
    ("prompt", "wish", "option", "names"),
    [
        (HOTEL, "Rename payment status to settlement", "state", "settlement"),
        (HOTEL, "Rename the price of bookings to cost", "amount", "cost"),
        (HOTEL, "Rename the payment status Unpaid to Open", "open", "open"),
        (HOTEL, "Rename payments to transactions", "ledger", "transaction"),
        (HOTEL, "Rename bookings to stays", "by", "stay"),
        (BILLS, "Rename amount to total on invoices", "amount", "total"),
        (BILLS, "Rename the status of invoices to progress", "state", "progress"),
        (BILLS, "Rename the client account of invoices to debtor", "payer", "debtor"),
    ],
)
def test_payments_follow_new_names(prompt: str, wish: str, option: str, names: str) -> None:
    refined = refine(app(prompt), wish)
    (part,) = refined.spec.parts_of("payments")
    assert (part.options[option], refined.not_done) == (names, ())
    assert compile_app(refined.spec)


@pytest.mark.parametrize(
    ("prompt", "wish", "needed"),
    [
        (BILLS, "Remove the client account from invoices", "Account of the client"),
        (BILLS, "Remove the amount from invoices", "Amount"),
        (HOTEL, "Remove payment status from bookings", "Payment status"),
    ],
)
def test_payments_that_go_with_a_field_are_told(prompt: str, wish: str, needed: str) -> None:
    refined = refine(app(prompt), wish)
    assert refined.spec.parts_of("payments") == ()
    record = app(prompt).entity(str(app(prompt).parts_of("payments")[0].entity)).plural_label.lower()
    assert refined.changes[-1].text == f"The payments of {record} goes, since it needs {needed}"
    assert compile_app(refined.spec)


def test_what_payments_may_have_besides_is_added() -> None:
    refined = refine(app(BILLS), "Add a note and a department to payments")
    assert {"note", "department"} <= {field.name for field in refined.spec.entity("payment").fields}
    assert compile_app(refined.spec)
