"""What the title of a prompt says that an application is for, and what it has besides."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Reach
from tests.factory.generation.reader.kept import fields, records, records_of


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        (
            "A hospital inventory management system for medicines with expiry dates, low stock alerts and suppliers",
            {"Medicine", "Supplier", "Stock movement"},
        ),
        ("A clinic stock system: drugs, expiry dates, stock in and out", {"Drug", "Supplier", "Stock movement"}),
        (
            "A warehouse inventory system for spare parts with suppliers and low stock alerts",
            {"Part", "Supplier", "Stock movement", "Warehouse"},
        ),
        (
            "A nursing home medication inventory with expiration dates and suppliers",
            {"Medicine", "Supplier", "Stock movement"},
        ),
    ],
)
def test_a_house_counts_what_it_names_once_and_is_no_record_itself(prompt: str, kept: set[str]) -> None:
    assert records(prompt) - {"Saved report"} == kept


def test_a_medicine_has_one_day_on_which_it_expires() -> None:
    spec = read("A hospital inventory management system for medicines with expiry dates and suppliers")
    assert [name for name in fields(spec, "medicine_item") if "expir" in name] == ["expiry_date"]


@pytest.mark.parametrize(
    "prompt",
    [
        "A freelancer website where clients post projects, freelancers send proposals and clients accept proposals",
        "A gig platform: clients post jobs, freelancers submit bids, clients accept a bid",
    ],
)
def test_clients_put_up_projects_and_accept_the_proposals_for_theirs(prompt: str) -> None:
    spec = read(prompt)
    assert {role.name: role.signup for role in spec.roles if not role.admin} == {"client": True, "freelancer": True}
    project, (part,) = spec.entity("client_project"), spec.parts_of("joining")
    assert {"budget", "skills"} <= {field.name for field in project.fields}
    proposal = spec.entity(part.entity or "")
    assert "client_project" in {field.target for field in proposal.fields}
    client, freelancer = (role for role in spec.roles if not role.admin)
    assert (spec.access(client, project).create, spec.access(freelancer, project).create) == (True, False)
    assert (spec.access(client, proposal).update, spec.access(client, proposal).create) == (Reach.OWN, False)


def test_what_is_paid_is_kept() -> None:
    assert "Milestone" in records("A freelance platform: clients post jobs, freelancers bid, milestones are paid")


def test_residents_are_whom_the_title_names() -> None:
    spec = read("A system for residents: pay fees, submit complaints, book facilities and register visitors")
    assert [role.name for role in spec.roles if role.signup] == ["resident"]
    assert spec.parts_of("payments")
    assert {"capacity", "opening_hours"} <= fields(spec, "facility").keys()


def test_suppliers_register_and_what_is_listed_of_them_is_kept() -> None:
    spec = read("A vendor portal with vendor registration, qualification review, contract management, price comparison")
    assert {"Qualification", "Contract", "Supplier price"} <= records_of(spec)
    assert [role.label for role in spec.roles if role.signup] == ["Vendor"]


def test_the_number_of_the_table_is_told_of_the_order() -> None:
    spec = read("A cafe ordering website with menu categories, cart, table number and order status")
    assert "table_number" in fields(spec, "order")
    assert "table_number" not in fields(spec, "menu_item")
