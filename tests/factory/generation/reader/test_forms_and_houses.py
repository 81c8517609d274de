"""What forms are for, what things are sorted by, and houses whose rooms are let."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec


def parts(spec: AppSpec) -> set[tuple[str, str | None]]:
    return {(part.capability, part.entity) for part in spec.parts}


def test_what_things_are_sorted_by_has_the_values_that_are_told() -> None:
    spec = read("A furniture store that organises products by room: living room, bedroom, kitchen and office.")
    product = spec.entity("product")
    room = next(field for field in product.fields if field.label == "Room")
    assert [choice.label for choice in room.choices] == ["Living room", "Bedroom", "Kitchen", "Office"]
    assert not {"living_room", "bedroom", "office"} & {field.name for field in product.fields}
    assert "room" not in {entity.name for entity in spec.entities}
    assert ("cart", "product") in parts(spec)


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("A library app that lists books by author: title, year and publisher.", "Publisher"),
        ("An inventory app showing products by supplier: name, price and stock.", "Price"),
        ("A CRM where contacts are reached by phone: call, voicemail and text.", "Voicemail"),
        ("A store where customers pay by card: visa, mastercard and amex.", "Visa"),
    ],
)
def test_what_is_shown_of_things_and_how_something_is_done_are_no_values(prompt: str, told: str) -> None:
    chosen = {choice.label for entity in read(prompt).entities for field in entity.fields for choice in field.choices}
    assert told not in chosen


def test_a_savings_goal_has_an_amount_to_reach() -> None:
    goal = read("A personal finance tracker where users record income, expenses and savings goals.").entity(
        "savings_goal"
    )
    assert {"target_amount", "saved_amount", "due_on"} <= {field.name for field in goal.fields}


def test_pledged_money_is_a_donation_and_no_record_of_money() -> None:
    spec = read("A crowdfunding site. Backers pledge money to campaigns with a goal.")
    assert ("donations", "campaign") in parts(spec)
    assert "money" not in {entity.name for entity in spec.entities}


def test_a_name_ends_before_what_is_shown() -> None:
    assert read("A weather dashboard showing charts of temperature by city.").name == "Weather Dashboard"


@pytest.mark.parametrize("form", ["reservation form", "booking form"])
def test_a_form_for_reservations_takes_them(form: str) -> None:
    spec = read(f"A restaurant website with menu, opening hours and a {form}")
    assert "booking" in {part.capability for part in spec.parts}
    assert "order" not in {entity.name for entity in spec.entities}


@pytest.mark.parametrize(
    "prompt",
    [
        "A language school website with courses, teachers, timetable and an enrolment form.",
        "A kindergarten website with news, a gallery and an admission form",
    ],
)
def test_visitors_enrol_by_a_form(prompt: str) -> None:
    spec = read(prompt)
    assert ("record_form", "enrolment") in parts(spec)
    assert "enrolment" in {page.name for page in spec.pages}


def test_the_rooms_of_one_hotel_are_booked_and_not_the_hotel() -> None:
    spec = read(
        "A hotel booking website. Guests search rooms by date and book a room. Staff manage rooms and bookings."
    )
    assert {entity for capability, entity in parts(spec) if capability == "booking"} == {"room"}


def test_many_hotels_stay_records() -> None:
    spec = read("A hotel booking website where users search hotels by city and book rooms.")
    assert {"hotel", "room"} <= {entity.name for entity in spec.entities}


def test_rooms_of_a_shop_are_none_to_file() -> None:
    assert read("A furniture store where customers browse room files and buy sofas.").entity("product").fields
