"""Numbers that an application gives itself."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.spec import FieldSpec


def field(prompt: str, name: str) -> FieldSpec:
    return next(one for entity in read(prompt).entities for one in entity.fields if one.name == name)


@pytest.mark.parametrize(
    ("prompt", "name", "first"),
    [
        ("A tool to keep invoices and customers", "invoice_number", "INV-2041"),
        ("A purchasing tool with purchase orders and suppliers", "po_number", "PO-611"),
        ("A tool for orders with order number and status", "order_number", "SO-1041"),
        ("A helpdesk where agents process tickets. Every ticket has a ticket number.", "ticket_number", "TI-1001"),
    ],
)
def test_what_an_application_issues_is_numbered(prompt: str, name: str, first: str) -> None:
    assert field(prompt, name).numbered == first
    assert not field(prompt, name).kept


def test_who_sends_something_in_does_not_number_it() -> None:
    museum = "A museum website where visitors book guided tours and members buy event tickets"
    assert field(museum, "ticket_code").numbered
    assert field(museum, "ticket_code").kept


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("A tool for a parking with vehicles and plate number", "plate_number"),
        ("A tool for production batches", "batch_number"),
    ],
)
def test_what_stands_on_a_thing_is_typed(prompt: str, name: str) -> None:
    assert not field(prompt, name).numbered


def test_a_number_like_another_is_liked_by_nobody() -> None:
    spec = read("A CRM. Sales staff manage leads and orders. Orders have numbers like SO-1041.")
    assert not any(part.capability == "likes" for part in spec.parts)
