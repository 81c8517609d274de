"""What people say when they order or book, and by what they look through things."""

import pytest

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec

_FLOWERS = (
    "A flower shop website. Customers browse bouquets by occasion and flower type, choose the delivery date and time "
    "slot, write a greeting card for the recipient, and place orders."
)


def _names(spec: AppSpec, entity: str) -> list[str]:
    return [field.name for field in spec.entity(entity).fields]


def _asked(spec: AppSpec, entity: str) -> set[str]:
    return {field.name for field in spec.entity(entity).fields if field.asked}


def test_what_buyers_choose_and_write_is_said_with_the_order_and_is_no_record() -> None:
    spec = read(_FLOWERS)
    assert {"delivery_date", "time_slot", "greeting_card"} <= _asked(spec, "order")
    assert "delivery_date" not in _names(spec, "product")
    assert not {"delivery", "card_text", "greeting_card"} & {entity.name for entity in spec.entities}


def test_the_checkout_asks_for_it_and_the_order_shows_it() -> None:
    files = compile_app(read(_FLOWERS))
    assert '"Greeting card"' in files["frontend/src/pages/cart/CheckoutPage.tsx"]
    assert "order.greeting_card" in files["frontend/src/pages/cart/OrderPage.tsx"]
    assert "test_a_day_that_is_over_is_not_chosen" in files["tests/test_checkout.py"]


@pytest.mark.parametrize(
    ("prompt", "record", "expected"),
    [
        (
            "A car rental website. Users rent cars and choose pick-up and return locations, insurance and child seats.",
            "rental",
            {"pickup_location", "return_location", "insurance", "child_seats"},
        ),
        (
            "A dental clinic appointment website. Patients book an appointment with a dentist, fill in the symptoms.",
            "appointment",
            {"symptoms"},
        ),
        (
            "A cake shop website. Customers choose a pick-up point and inscription, leave a delivery note, buy cakes.",
            "order",
            {"pickup_point", "engraving", "order_note"},
        ),
    ],
)
def test_what_is_said_belongs_to_the_request(prompt: str, record: str, expected: set[str]) -> None:
    assert expected <= _asked(read(prompt), record)


def test_kinds_that_the_prompt_names_are_the_choices() -> None:
    spec = read(
        "A museum ticket booking website. Visitors book tickets for exhibitions and select ticket types such as adult, "
        "child and senior."
    )
    field = spec.entity("event_ticket").field("ticket_type")
    assert [choice.label for choice in field.choices] == ["Adult", "Child", "Senior"]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("browse tea by origin, picking season, and degree of fermentation", "degree_of_fermentation"),
        ("browse products by brand, skin type, and effect", "effect"),
        ("browse products by brand, skin type, and effect", "skin_type"),
        ("browse products by material, application, and colour", "application"),
        ("browse fruit by season, origin, and farm", "farm"),
    ],
)
def test_a_series_by_which_things_are_looked_through_is_read_to_its_end(prompt: str, expected: str) -> None:
    spec = read(f"An online shop. Customers should be able to {prompt}, add products to the cart and place orders.")
    sold = spec.entity(str(spec.parts_of("cart")[0].entity))
    assert sold.field(expected).sought


def test_a_series_ends_before_what_is_done_next() -> None:
    spec = read("An online shop. Customers browse candles by scent, shopping cart and checkout.")
    assert "shopping_cart" not in _names(spec, str(spec.parts_of("cart")[0].entity))


def test_what_equipment_is_told_with_are_no_records() -> None:
    spec = read(
        "A meeting room booking system. Employees view rooms with capacity and equipment such as projectors and "
        "whiteboards, and book a room."
    )
    assert not {"projector", "whiteboard"} & {entity.name for entity in spec.entities}


def test_a_catalogue_sells_nothing_and_shows_what_its_title_names() -> None:
    spec = read("A luxury watch catalogue website. Visitors browse watches by collection, strap, and movement.")
    assert [e.name for e in spec.entities if e.name in {"order", "watch", "product"}] == ["watch"]
    assert not spec.parts_of("cart")
    assert {"sku", "strap", "movement"} <= {*_names(spec, "watch")}


@pytest.mark.parametrize(
    ("prompt", "bookable"),
    [
        (
            "A pet grooming reservation app. Users add their pets, select a groomer and time, and book appointments.",
            "groomer",
        ),
        ("A hospital appointment website. Patients select a department and doctor and book an appointment.", "doctor"),
        ("A yoga studio website. Members choose a teacher and a time slot, and cancel the booking.", "teacher"),
    ],
)
def test_whoever_is_chosen_when_booking_can_be_booked(prompt: str, bookable: str) -> None:
    spec = read(prompt)
    assert bookable in {part.entity for part in spec.parts_of("booking")}


def test_a_report_of_an_inspection_is_a_paper_and_makes_no_report_builder() -> None:
    spec = read("A used car website. Users browse cars and view the inspection report of each car.")
    assert not spec.parts_of("report")


def test_what_is_done_to_something_of_one_person_is_no_act_of_theirs() -> None:
    spec = read(
        "A hospital website. The website should have functionalities for doctor schedule viewing and appointment "
        "booking. Patients select a doctor and book appointments."
    )
    assert "viewing" not in {entity.name for entity in spec.entities}


@pytest.mark.parametrize(
    ("prompt", "record", "expected"),
    [
        (
            "A cosmetics shop. Customers browse products, view ingredients and usage instructions, and place orders.",
            "product",
            {"ingredients", "usage_instructions"},
        ),
        (
            "A homestay booking site. Guests browse rooms, view room photos, facilities, and house rules, book rooms.",
            "room",
            {"facilities", "house_rules"},
        ),
    ],
)
def test_what_is_told_of_a_thing_are_its_fields_and_no_records(prompt: str, record: str, expected: set[str]) -> None:
    spec = read(prompt)
    assert expected <= {*_names(spec, record)}
    assert not {"ingredient", "rule", "photo", "facility", "hotel_facility"} & {entity.name for entity in spec.entities}


def test_files_to_download_come_with_what_a_catalogue_shows() -> None:
    spec = read(
        "A medical device product catalogue website with document download and quotation requests. Users compare the "
        "technical parameters of products."
    )
    assert {"document_file", "technical_specifications"} <= {*_names(spec, "product")}
    assert "parameter" not in {entity.name for entity in spec.entities}


def test_a_word_that_names_nothing_in_a_shop_may_stand_before_what_is_done() -> None:
    spec = read("An online shop. The website has functionalities for room display, parameter display and orders.")
    assert spec.parts_of("cart")


def test_a_membership_card_is_no_subscription() -> None:
    spec = read("A hair salon website. Users browse stylists and book haircuts. The owner manages membership cards.")
    assert "membership_card" in {entity.name for entity in spec.entities}
