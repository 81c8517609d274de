"""What plants, yards and counters keep: each trade's own records, and nothing that the prompt only mentions."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec


def _records(spec: AppSpec) -> set[str]:
    return {entity.label for entity in spec.entities if not entity.internal}


def _booked(spec: AppSpec) -> set[str]:
    return {str(part.entity) for part in spec.parts if part.capability == "booking"}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "A pawn management system. Staff register pawned items and issue pawn tickets.",
            {"Pawned item", "Pawn ticket"},
        ),
        (
            "A gas bottle management system. Staff keep cylinder files and filling records, and record deliveries.",
            {"Cylinder", "Filling", "Delivery"},
        ),
        (
            "A mould management system. Workers register moulds, record shots and mold borrowing.",
            {"Mold loan"},
        ),
        (
            "A carbon accounting website. Users manage emission factors and enter the emissions of each factory.",
            {"Emission factor", "Emission"},
        ),
        (
            "A freight exchange platform. Cargo owners publish cargo sources, drivers publish empty trucks.",
            {"Cargo", "Empty truck"},
        ),
        (
            "A sewage treatment plant system. Laboratory staff enter laboratory data and chemical consumption.",
            {"Water sample", "Chemical use"},
        ),
    ],
)
def test_a_trade_has_its_own_records(prompt: str, expected: set[str]) -> None:
    assert expected <= _records(read(prompt)), _records(read(prompt))


@pytest.mark.parametrize(
    ("prompt", "booked"),
    [
        ("A container shipping space booking website. Users submit a booking.", "cargo_sailing"),
        ("A warehouse dock appointment system. Drivers book docks for a time slot.", "shipping_dock"),
    ],
)
def test_what_a_trade_books_is_its_own_and_no_service(prompt: str, booked: str) -> None:
    assert _booked(read(prompt)) == {booked}


def test_the_last_part_of_a_word_with_hyphens_is_no_record() -> None:
    spec = read(
        "A port throughput statistics platform. Users view the throughput and year-on-year comparison by terminal."
    )
    assert "On" not in _records(spec)


def test_tickets_that_are_reserved_for_a_place_are_its_bookings_and_kept_once() -> None:
    spec = read(
        "A strawberry picking garden website with picking ticket reservation. Visitors reserve tickets of a day."
    )
    assert [entity.label for entity in spec.entities if entity.label.endswith("icket")] == ["Ticket"]
    assert _booked(spec) == {"picking_plot"}


def test_what_a_choice_has_as_values_becomes_no_field() -> None:
    spec = read("A wind farm system. Staff report turbine faults and count faults by gearbox, blade, and pitch system.")
    fault = next(entity for entity in spec.entities if entity.label.endswith("ault"))
    assert not {"gearbox", "blade"} & {field.name for field in fault.fields}
    values = next(field for field in fault.fields if field.name == "component").choices
    assert "gearbox" in {choice.value for choice in values}


def test_words_that_describe_are_no_records() -> None:
    spec = read("A watch forum. Members post photos and vote for genuine or fake, buyers record qualified quantities.")
    assert not {"Genuine", "Fake", "Qualified"} & _records(spec)


def test_examples_before_what_they_are_examples_of_are_no_records() -> None:
    spec = read("A tool lending site for neighbours. Users publish electric drills, ladders, and other tools to lend.")
    assert not {"Electric drill", "Ladder"} & _records(spec)


def test_states_by_which_people_look_for_things_are_states_of_them() -> None:
    spec = read("A shipment tracking system. Staff enter shipments and filter delayed, lost, and damaged shipments.")
    status = spec.entity("shipment").field("status")
    assert {"Delayed", "Lost", "Damaged"} <= {choice.label for choice in status.choices}


def test_photos_that_come_with_a_report_are_no_record_beside_it() -> None:
    spec = read("A farm community. Members post questions, upload photos, and answer questions of others.")
    assert "Photo" not in _records(spec)
    assert "photos" in {field.name for entity in spec.entities for field in entity.fields}


@pytest.mark.parametrize(
    ("prompt", "unwanted"),
    [
        (
            "A wine shop website. Customers view tasting notes and food pairing, order by bottle or case.",
            {"Case", "Match"},
        ),
        (
            "An electronic parts mall. Users view the price breaks, search with datasheet viewing, place orders.",
            {"Viewing"},
        ),
        ("A pig farm management system. Staff record matings and the transfer of pigs between pens.", {"Pig farm"}),
    ],
)
def test_words_of_other_trades_are_no_records_here(prompt: str, unwanted: set[str]) -> None:
    assert not unwanted & _records(read(prompt))
