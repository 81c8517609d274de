"""What a prompt calls by two names is kept once."""

import pytest

from millwright.factory.generation.reader import read


def kept(prompt: str) -> list[str]:
    return [entity.label for entity in read(prompt).entities if not entity.internal]


@pytest.mark.parametrize(
    ("prompt", "stays", "goes"),
    [
        (
            (
                "A dormitory repair ticket system. It has repair submission and ticket assignment. "
                "Students submit repair requests with photos. Administrators assign tickets to repair workers."
            ),
            "Repair request",
            {"Ticket", "Repair", "Worker"},
        ),
        (
            (
                "A hotel maintenance system with functionalities for ticket management. Reception staff submit repair "
                "requests with room number and photo, engineers accept tickets and record the result."
            ),
            "Repair request",
            {"Ticket"},
        ),
        (
            (
                "A residential repair system. Owners log in, submit repairs with pictures and urge the order. Property "
                "staff dispatch orders to electricians."
            ),
            "Repair",
            {"Order"},
        ),
        (
            (
                "An equipment management system for a laboratory with functionalities for equipment registration and "
                "borrowing. Users browse equipment items and borrow them."
            ),
            "Equipment item",
            {"Asset"},
        ),
        (
            (
                "A scholarship website with scholarship display and application review. Students can "
                "apply for scholarships, and teachers approve or reject the applications."
            ),
            "Application",
            set[str](),
        ),
        (
            "A barber appointment app. Customers choose a barber, book a time, and view their orders.",
            "Booking",
            {"Order", "Appointment"},
        ),
        (
            (
                "A purchasing system with purchase requests, purchase orders and suppliers. Staff submit "
                "purchase requests, managers approve them, and buyers create orders for approved requests."
            ),
            "Purchase order",
            {"Order"},
        ),
        (
            (
                "A mold management system for a factory with functionalities for mold files and mold borrowing. Users "
                "register new molds and view the molds that are out."
            ),
            "Mold",
            {"Mold file"},
        ),
    ],
)
def test_what_has_two_names_is_kept_once(prompt: str, stays: str, goes: set[str]) -> None:
    found = kept(prompt)
    assert found.count(stays) == 1
    assert not goes & {*found}


@pytest.mark.parametrize(
    ("prompt", "both"),
    [
        ("A facility system where users create work orders, repairs and tickets.", {"Work order", "Repair", "Ticket"}),
        (
            (
                "A furniture shop. Customers place orders, book a measuring appointment, and view their orders. "
                "Staff process orders and confirm appointments."
            ),
            {"Order", "Appointment"},
        ),
        (
            "A property system. Residents submit complaints, and the manager dispatches work orders to technicians.",
            {"Complaint", "Work order"},
        ),
    ],
)
def test_what_is_told_of_both_keeps_both(prompt: str, both: set[str]) -> None:
    assert both <= {*kept(prompt)}


def test_the_trade_of_those_who_work_is_no_act() -> None:
    spec = read("A dormitory desk. Staff assign repair requests to repair workers, and store staff hand out parts.")
    assert "Worker" not in [entity.label for entity in spec.entities]
