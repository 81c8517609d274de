"""Booking: what prompts ask for, in which of its three kinds, and what the generated application then keeps to."""

import re

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.field_types import days_from_today
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import Access, FieldType, Reach

HOTEL = "A hotel website with rooms where guests can book a room with check-in and check-out dates"
CLINIC = "A dental clinic website where patients see doctors and make appointments, cancelled up to 48 hours before"
STUDIO = "A yoga studio website where members book classes and see places left"


@pytest.mark.parametrize(
    ("prompt", "bookable", "kind"),
    [
        (HOTEL, "room", "range"),
        (CLINIC, "doctor", "slots"),
        (STUDIO, "fitness_class", "event"),
        ("A car rental website: customers browse cars, choose dates and rent one", "car", "range"),
        ("A restaurant website with its menu and table reservations", "dining_table", "slots"),
    ],
)
def test_what_is_booked_decides_how(prompt: str, bookable: str, kind: str) -> None:
    part = read(prompt).parts_of("booking")[0]
    assert (part.entity, part.options["kind"]) == (bookable, kind)


def test_days_have_a_beginning_and_an_end_and_cost_by_the_night() -> None:
    spec = read(HOTEL)
    (part,) = spec.parts_of("booking")
    record = spec.entity(part.options["record"])
    fields = [record.field(part.options[name]) for name in ("start", "end", "total")]
    assert [field.type for field in fields] == [FieldType.DATE, FieldType.DATE, FieldType.MONEY]
    assert part.options["per"] == "night"


def test_times_have_opening_hours_and_closures() -> None:
    spec = read(CLINIC)
    assert [spec.entity("opening_hour").field(name).type for name in ("opens", "closes")] == [FieldType.TIME] * 2
    assert spec.entity("closure").field("doctor").target == "doctor"
    assert spec.parts_of("booking")[0].options["notice"] == "48"


def test_people_see_only_their_own_bookings_and_enter_none_by_hand() -> None:
    spec = read(CLINIC)
    record = spec.entity(spec.parts_of("booking")[0].options["record"])
    assert record.access["patient"] == Access(read=Reach.OWN)
    assert record.visitors == Access()


def test_signing_in_is_needed_where_the_prompt_speaks_of_it() -> None:
    assert read(HOTEL).parts_of("booking")[0].options["guests"] == "yes"
    assert read(f"{HOTEL}. They log in first.").parts_of("booking")[0].options["guests"] == "no"


def test_whoever_books_from_outside_gets_a_public_site() -> None:
    assert read("Hair salon: customers choose a service and book a time slot").layout is Layout.SITE


def test_each_addition_names_its_cause_and_a_refusal_is_kept() -> None:
    assert any(reason.subject == "Booking of rooms" and "check-in" in reason.because for reason in read(HOTEL).reasons)
    assert not read("A hotel website with rooms, without reservations").parts_of("booking")


def test_several_things_are_booked_each_in_records_of_its_own() -> None:
    spec = read("A tourist website with scenic spot reservation and hotel reservation")
    records = [part.options["record"] for part in spec.parts_of("booking")]
    assert {part.entity for part in spec.parts_of("booking")} >= {"attraction", "hotel"}
    assert len(set(records)) == len(records) >= 2


@pytest.mark.parametrize("prompt", [HOTEL, CLINIC, STUDIO])
def test_the_application_says_what_is_free_and_has_the_rule_tested(prompt: str) -> None:
    spec = read(prompt)
    entity = spec.parts_of("booking")[0].entity
    files = compile_app(spec)
    assert "rules.lock(db, " in files[f"backend/app/routes/{entity}_booking.py"]
    assert "test_whoever_books_second_waits_and_is_refused" in files[f"tests/test_{entity}_booking.py"]


def test_the_form_of_a_booking_imports_each_of_its_fields() -> None:
    prompt = "A tent hire website: customers rent tents by the day; rentals have guest, tent, dates, rating and photo"
    files = compile_app(read(prompt))
    (form,) = (text for path, text in files.items() if "/booking/Book" in path and "test" not in path)
    fields = set(re.findall(r"<([A-Z]\w*Field)\b", form))
    assert "StarsField" in fields
    assert fields <= set(re.findall(r"\w+", " ".join(re.findall(r"import \{([^}]*)\}", form))))


def test_people_who_set_their_hours_are_booked_by_them():
    spec = read("A salon: stylists set their availability, clients book appointments online")
    (part,) = spec.parts_of("booking")
    assert part.entity == "stylist"
    hours = spec.entity("opening_hour")
    assert (hours.label, hours.field("stylist").required) == ("Available hours", False)
    assert hours.access["stylist"] == Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)
    rules = str(compile_app(spec)["backend/app/stylist_booking.py"])
    assert "stylist_id.is_(None)" in rules


def test_what_is_closed_or_in_repair_is_not_booked() -> None:
    files = compile_app(read("A site where people book venues with name, address, capacity and status (open, closed)"))
    assert "SHUT = (VenueStatus.CLOSED, )" in files["backend/app/venue_booking.py"]
    assert "SHUT" not in "".join(compile_app(read(CLINIC)).values())


def test_when_it_is_open_is_not_for_those_who_book_to_say() -> None:
    spec = read("A car rental website: customers sign in, browse cars, manage their rentals and rent a car")
    assert "customer" not in spec.entity("closure").access


def test_those_who_work_there_answer_what_is_booked() -> None:
    spec = read(CLINIC)
    (part,) = spec.parts_of("workflow")
    assert {"confirm", "complete", "cancel"} <= part.options.keys()


def test_what_visitors_do_not_see_they_do_not_book() -> None:
    spec = read("A clinic of animals: owners book visits for their pets, vets write treatments, managers see income")
    for part in spec.parts_of("booking"):
        seen = spec.entity(str(part.entity)).visitors.read is Reach.ALL
        assert (part.options["guests"] == "yes") is seen


def test_kinds_of_what_is_booked_do_not_shut_it() -> None:
    text = "A salon site where people book treatments with kind (facial, repair, full) and status (open, closed)"
    rules = compile_app(read(text))["backend/app/treatment_booking.py"]
    assert "SHUT = (TreatmentStatus.CLOSED, )" in rules


def test_what_begins_stands_first_and_what_is_over_is_not_booked() -> None:
    files = compile_app(read(STUDIO))
    assert "*(soonest(FitnessClass.starts_at, moments=True) if" in files["backend/app/routes/fitness_classes.py"]
    assert 'value: "coming"' in files["frontend/src/pages/site/FitnessClassPages.tsx"]
    form = files["frontend/src/components/booking/BookFitnessClass.tsx"]
    assert "Date.parse(row.starts_at ?? '') < Date.now()" in form
    assert "formatDateTime(row.begins)" in files["frontend/src/pages/booking/MyBookingPage.tsx"]
    assert "soonest" not in compile_app(read(HOTEL))["backend/app/pagination.py"]


def test_generated_tests_book_what_is_not_a_draft() -> None:
    tests = compile_app(read("A concert hall website where visitors book tickets for concerts"))
    assert 'status="draft"' not in tests["tests/test_concert_booking.py"]


def test_what_a_demonstration_shows_can_still_be_booked() -> None:
    spec = read("A city site where visitors book seats on guided tours; tours have a start time and a price.")
    moments = [days_from_today(row["start_time"]) for row in spec.entity("tour").samples]
    assert min(filter(None, moments)) >= -5
    assert max(filter(None, moments)) > 20


def test_tours_are_booked_for_the_day_they_leave() -> None:
    for prompt in (
        "A tour agency website with tours, prices, departure dates and booking",
        "A site for hiking tours; members book places on tours and cancel them",
    ):
        (part,) = read(prompt).parts_of("booking")
        assert (part.entity, part.options["kind"]) == ("tour", "event")


def test_closures_that_are_approved_have_a_state_in_every_row():
    spec = read("Members book parking spaces, staff approve blocked time")
    (closed,) = spec.entity("closure").samples
    assert {"reason", "status"} <= closed.keys()
