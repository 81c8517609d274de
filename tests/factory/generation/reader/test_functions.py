"""What a prompt lists as functions is kept, and what it is searched and counted by is a field."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import FieldType
from tests.factory.generation.reader.kept import fields, records


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        (
            "Please implement a staff website. It should have functionalities for shifts, attendance, and payroll.",
            {"Shift", "Attendance record", "Payslip"},
        ),
        (
            "Implement a lift service system. It should have functionalities for work orders, visits, and billing.",
            {"Work order", "Service visit", "Invoice"},
        ),
        (
            "Implement a studio website. It should have functionalities such as meeting rooms, plans, and invoices.",
            {"Room", "Invoice"},
        ),
    ],
)
def test_things_among_the_functions_are_kept(prompt: str, kept: set[str]) -> None:
    assert kept <= records(prompt)


def test_what_is_chosen_among_the_functions_is_no_record() -> None:
    made = records(
        "Please implement a soup diary. It should have functionalities for recording soups, selecting bowls, spoons "
        "and herbs."
    )
    assert not {"Bowl", "Spoon"} & made


def test_codes_and_days_among_the_functions_are_fields_of_the_thing_before() -> None:
    spec = read(
        "Please implement a paint store system. It should have functionalities for product records, batch numbers and "
        "expiry dates, and supplier orders."
    )
    assert {"batch_number", "expiry_date"} <= set(fields(spec, "product"))


@pytest.mark.parametrize(
    ("prompt", "entity", "field"),
    [
        ("A landlord's tool: flats with rent, tenants; search flats by district and balcony", "flat", "district"),
        ("Track donations with amount and date; show donations by fund", "donation", "fund"),
        ("A rink: courses with price, people filter courses by age group and price", "course", "age_group"),
        ("A phone shop, people filter phones by colors, price and brand", "product", "color"),
        ("Complaints are reported by citizens; officials see complaints by cause", "complaint", "cause"),
    ],
)
def test_what_a_list_is_narrowed_by_is_a_choice_of_the_record(prompt: str, entity: str, field: str) -> None:
    assert fields(read(prompt), entity)[field] is FieldType.CHOICE


def test_what_is_counted_per_record_refers_to_it() -> None:
    spec = read("A school tool: manage subjects, students and exam results; show exam results by student")
    score = next(entity for entity in spec.entities if "points" in {field.name for field in entity.fields})
    assert "student" in {field.target for field in score.fields}


def test_who_does_it_and_what_one_pays_per_is_no_field() -> None:
    spec = read("A guest house: rooms with price per night; bookings are confirmed by staff")
    assert not {"night", "staff"} & {field.name for entity in spec.entities for field in entity.fields}


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        ("Alpine chalets: guests book weeks", {"Alpine chalet", "Booking"}),
        ("Owners with their horses, lessons with notes, exams with marks, yearly fees", {"Horse", "Lesson", "Exam"}),
        ("A parish council keeps permits, hearings and complaints", {"Permit", "Hearing", "Complaint"}),
        ("Officials assign complaints to departments", {"Complaint", "Department"}),
        ("Canoe hire: customers book canoes", {"Canoe", "Rental"}),
    ],
)
def test_titles_lists_and_who_keeps_things_name_records(prompt: str, kept: set[str]) -> None:
    assert kept <= records(prompt)


def test_kinds_of_one_record_are_its_choices() -> None:
    spec = read("Ski hire: skis, helmets and sledges with daily price, customers reserve them")
    item = next(entity for entity in spec.entities if entity.label == "Equipment item")
    assert {choice.label for choice in item.field("category").choices} == {"Ski", "Helmet", "Sledge"}


def test_an_unknown_act_in_a_series_is_no_record() -> None:
    assert "Extend" not in records("Members can reserve a drum, extend a loan, and pay a fee")


def test_what_people_choose_comes_to_the_record_and_leaves_what_it_has() -> None:
    order = fields(read("A frame maker: orders with a status; customers choose width, height and colour"), "order")
    assert {"width", "height", "colour", "status"} <= set(order)


def test_an_act_after_a_list_is_none_of_its_fields() -> None:
    spec = read("Staff report a fault with a photo, and see which lifts are broken. Pupils book lessons with a teacher")
    assert all("see" not in field.name.split("_") for entity in spec.entities for field in entity.fields)


def test_the_last_item_of_a_list_is_no_field_of_the_one_before() -> None:
    made = records("An office tool: manage desks, contracts with end dates, and visitors; staff see contracts")
    assert {"Contract", "Visitor"} <= made


def test_machines_and_gowns_can_be_booked() -> None:
    assert any(
        (part.capability, part.entity) == ("booking", "machine")
        for part in read("A maker space: members book machines by the hour").parts
    )
    assert "Gown" in records("A gown rental website: customers reserve gowns for a date")


def test_unknown_things_of_a_hire_shop_are_what_it_lets() -> None:
    spec = read("Tool rental for gardens: rotavators, shredders and mowers with daily price, customers reserve them")
    item = next(entity for entity in spec.entities if entity.label == "Equipment item")
    assert {"Rotavator", "Shredder"} <= {c.label for f in item.fields for c in f.choices}


def test_a_payment_of_rent_hires_nothing_out() -> None:
    assert "Rental" not in records("Tenants report faults and see their lease and rent payments")


def test_examples_of_extras_are_no_records() -> None:
    assert not {"Towel", "Breakfast"} & records("A hostel: guests book rooms, extras like towels and breakfast")
