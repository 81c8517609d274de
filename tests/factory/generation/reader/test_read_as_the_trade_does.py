"""Words that mean something else in a trade, or beside what they stand with, than everywhere."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.site import Look
from millwright.factory.generation.spec import AppSpec, FieldType


def parts(spec: AppSpec, capability: str) -> set[str]:
    return {str(part.entity) for part in spec.parts if part.capability == capability}


def test_call_numbers_of_a_library_call_nobody():
    spec = read("A library lending system. Librarians enter books with call numbers. Readers borrow and reserve books.")
    assert not parts(spec, "queueing")
    clinic = read("A town hall app where citizens take numbers and staff call numbers.")
    assert parts(clinic, "queueing")


def test_what_readers_reserve_is_held_for_them():
    spec = read("A library system. Librarians manage books and overdue fines. Readers reserve books that are lent out.")
    hold = spec.entity("library_hold")
    assert any(field.target == "library_book" for field in hold.fields)


def test_a_review_committee_is_who_somebody_is():
    spec = read(
        "A telescope observation reservation system. Users submit proposals with target coordinates and exposure time. "
        "The review committee can score proposals."
    )
    assert "review_committee" in {role.name for role in spec.roles} or "committee" in {role.name for role in spec.roles}
    assert not parts(spec, "reviews")
    assert not parts(spec, "maps")
    assert spec.entity("observing_proposal").field("target_coordinates").type is FieldType.TEXT


@pytest.mark.parametrize(
    ("prompt", "record"),
    [
        (
            "An observatory tool to submit observation proposals and view allocated nights on a calendar.",
            "allocated_night",
        ),
        ("A music school system. Staff manage lessons and exams, and view exams in a calendar.", "exam"),
    ],
)
def test_the_calendar_shows_what_is_said_to_stand_in_it(prompt: str, record: str):
    assert parts(read(prompt), "calendar") == {record}


def test_handling_returns_is_no_field_of_what_was_listed_before():
    spec = read("A library system. Librarians enter books with call numbers, handle borrowing and returning by hand.")
    assert not {"loan", "borrowing"} & {field.name for field in spec.entity("library_book").fields}


def test_what_is_sold_is_shown_with_its_price():
    spec = read("A mineral mall where customers buy mineral specimens with a shopping cart and filter them by origin.")
    assert spec.entity("collected_specimen").look is Look.CARDS


def test_pictures_from_several_angles_are_pictures_of_it():
    spec = read(
        "A mall for fossil specimens with a shopping cart. Users filter specimens and view multi-angle pictures."
    )
    names = {entity.name for entity in spec.entities}
    assert not {"photo", "angle_picture"} & names
    assert FieldType.IMAGES in {field.type for field in spec.entity("collected_specimen").fields}


def test_what_is_filled_in_beside_a_reservation_belongs_to_it():
    spec = read(
        "An instrument sharing platform. Researchers browse instruments, apply for operation qualification, reserve "
        "instruments and fill in the sample information."
    )
    booked = next(part.options for part in spec.parts if part.capability == "booking")
    record = spec.entity(str(booked.get("record", "booking")))
    assert record.field("sample_information").type is FieldType.LONG_TEXT


def test_the_number_of_something_is_entered():
    spec = read("A landing page for a dental clinic with a contact form. Visitors select the number of missing teeth.")
    assert "number_of_missing_teeth" in {f.name for f in spec.entity("contact_message").fields}


def test_stories_in_the_plural_are_a_page_of_them():
    spec = read("A website for a hospice. It includes home, about us, our services, stories, and contact us.")
    assert "life_story" in {entity.name for entity in spec.entities}
    one = read("A bakery website with home, our story and contact pages.")
    assert "life_story" not in {entity.name for entity in one.entities}


def test_whom_a_site_is_for_is_no_record_of_it():
    spec = read("A website for a nonprofit hospice organization with home, about us, our services and contact pages.")
    assert not {"hospice", "nonprofit_hospice"} & {entity.name for entity in spec.entities}


def test_who_is_looked_at_before_adopting_gets_no_stars():
    spec = read(
        "A stray animal adoption platform with animal files, home visit records and sharing after adoption. Rescue "
        "stations publish animals and review adopters. Users fill in the adoption questionnaire."
    )
    assert not parts(spec, "reviews")
    assert {"adoption_visit", "adoption_story"} <= {entity.name for entity in spec.entities}
    assert "rescue_station" in {role.name for role in spec.roles}


def test_a_questionnaire_for_an_adoption_is_filled_in_on_the_page_of_the_animal():
    spec = read(
        "A stray animal adoption platform. Users browse animals, fill in the adoption questionnaire and view the "
        "application progress. Rescue stations publish animals and review adopters."
    )
    assert parts(spec, "joining") == {"adoption"}
    assert spec.entity("adoption").field("adoption_animal").required


def test_what_members_share_after_an_adoption_is_written_by_members():
    spec = read("A stray animal adoption site with animal files and sharing after adoption. Users log in and browse.")
    member = next(role.name for role in spec.roles if not role.admin)
    assert spec.entity("adoption_story").access[member].create


def test_what_times_of_the_day_all_are_is_no_part_of_their_names():
    spec = read(
        "A hospital appointment registration website. Patients select a department and choose the morning or "
        "afternoon number source."
    )
    field = next(field for field in spec.entity("appointment").fields if field.name == "time_of_day")
    assert [choice.label for choice in field.choices] == ["Morning", "Afternoon"]
