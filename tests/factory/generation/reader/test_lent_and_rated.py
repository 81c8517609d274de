"""What is browsed, lent and rated is the record; lists of one's own, lenders and stars stand beside it."""

import pytest

from millwright.factory.generation.reader import read
from tests.factory.generation.reader.kept import fields, records, records_of


def _parts(prompt: str) -> set[tuple[str, str | None]]:
    return {(part.capability, part.entity) for part in read(prompt).parts}


def test_a_list_of_ones_own_leaves_the_thing_what_it_is() -> None:
    prompt = "Please implement a series website where users can browse films by country and create watchlists."
    assert "Watchlist" not in records(prompt)
    assert ("favourites", "film") in _parts(prompt)


def test_who_lends_is_no_thing_that_is_lent() -> None:
    kept = records(
        "A costume lending site where members lend costumes to each other, request to borrow and rate lenders"
    )
    assert "Lender" not in kept
    assert "Costume" in kept


def test_whoever_asked_for_it_rates_what_was_done() -> None:
    spec = read(
        "Please implement a repair request website. Tenants submit repair requests with photos, caretakers process "
        "them, tenants can evaluate the service."
    )
    asked = next(entity for entity in spec.entities if {f.name for f in entity.fields} >= {"rating", "feedback"})
    assert any(field.name == "photos" for field in asked.fields)
    assert not [told for told in spec.not_built if "evaluate" in told.subject]


def test_applications_are_reviewed_by_those_who_decide_and_get_no_stars() -> None:
    prompt = (
        "Please implement a scholarship website. Students browse scholarships and apply, the committee reviews "
        "applications and administrators manage scholarships."
    )
    assert not {part for part in _parts(prompt) if part[0] == "reviews"}


def test_a_genitive_is_two_records_with_a_reference() -> None:
    spec = read("A tender tool: projects, offers of suppliers, contracts, invoices")
    offer = next(entity for entity in spec.entities if entity.label == "Offer")
    assert "Supplier" in records_of(spec)
    assert "supplier" in fields(spec, offer.name)


def test_things_side_by_side_are_kinds_of_one_record() -> None:
    spec = read("A coworking website to browse desks and meeting rooms, with booking by the hour")
    kinds = next(field for field in spec.entity("room").fields if field.name == "room_type")
    assert [choice.label for choice in kinds.choices] == ["Desk", "Meeting room"]


def test_what_a_site_is_browsed_for_is_kept_though_nobody_knows_it() -> None:
    assert "Windmill" in records("Please implement a website where users can browse windmills by district.")


def test_lessons_of_an_online_course_are_read_at_any_time() -> None:
    spec = read("Please implement an online course website for learners with lessons, enrollment and progress.")
    lesson = fields(spec, "lesson") if "lesson" in {e.name for e in spec.entities} else fields(spec, "course_lesson")
    assert "starts_at" not in lesson
    assert not [part for part in spec.parts if part.capability == "booking"]


def test_athletes_have_results_at_competitions() -> None:
    assert {"Athlete", "Competition", "Result"} <= records("A swim club: athletes, competitions, results and fees")


def test_a_schedule_of_a_conference_is_its_sessions() -> None:
    kept = records("A convention website with speakers, schedule by day and room, registration with ticket types, map")
    assert "Session" in kept
    assert "Room" not in kept


def test_a_list_under_a_condition_is_a_view_of_what_is_kept() -> None:
    prompt = (
        "Eye clinic: patients, appointments per doctor, recall list of patients not seen for a year, late invoices list"
    )
    spec = read(prompt)
    assert "Recall" not in records_of(spec)
    assert {part.entity for part in spec.parts_of("worklist")} == {"appointment", "patient", "invoice"}
    assert "recall_on" in fields(spec, "patient")


def test_what_is_late_has_a_day_by_which_it_was_due() -> None:
    spec = read("A laundry: customers, shipments with a code and a late shipments list")
    assert "due_on" in fields(spec, "shipment")


def test_a_bid_names_what_one_bids_on() -> None:
    spec = read("Please implement a site where shippers publish loads and carriers bid on loads.")
    assert "load" in fields(spec, "bid")


def test_enrolling_is_something_done_in_a_list_of_functions() -> None:
    prompt = (
        "Please implement a pottery website with functionalities for browsing courses, enrolling in courses, and news."
    )
    assert "Enrolment" in records(prompt)


def test_whoever_a_site_is_built_for_are_its_users() -> None:
    spec = read("Please implement a share tips website for investors to read stock reports. Users can rate reports.")
    assert {role.label for role in spec.roles if role.signup} == {"Investor"}


def test_whom_a_tool_is_for_brings_no_records() -> None:
    prompt = (
        "Please implement a repair request website for a university. Staff submit requests, technicians complete them."
    )
    assert not {"Student", "Teacher", "School class"} & records(prompt)


def test_a_blog_at_the_end_of_a_list_is_built() -> None:
    assert "Article" in records("A brewery's shop: beers by style, cart, beer club with a monthly fee, blog")


@pytest.mark.parametrize(
    "prompt",
    [
        "A recruiting system: recruiters review applications by experience, skills and salary.",
        "A school app where teachers review homework by quality and effort",
        "A hotel site. Managers see the occupancy rate by month and average length of stay.",
    ],
)
def test_what_is_examined_or_counted_gets_no_stars(prompt: str) -> None:
    assert not {part for part in _parts(prompt) if part[0] == "reviews"}
    assert not [
        name for entity in read(prompt).entities for name in fields(read(prompt), entity.name) if "stars" in name
    ]


def test_leaving_something_is_no_leave() -> None:
    prompt = "A hotel booking site: guests choose the arrival date and number of guests, leave a note for the driver"
    assert "Leave request" not in records(prompt)


def test_news_about_something_are_not_alike() -> None:
    assert not [part for part in _parts("A site with traffic-related news") if part[0] == "suggestions"]
    assert ("suggestions", "article") in _parts("A news site with categories and related news below each article")


def test_what_is_done_to_things_is_no_thing() -> None:
    prompt = (
        "Driving school: students book lessons, instructors record progress and mistakes, the theory test results are "
        "kept, seats left are shown."
    )
    assert not {"Kept", "Shown", "Quality check"} & records(prompt)
    assert "Exam" in records(prompt)
