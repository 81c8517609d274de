"""Which records a prompt asks for, with which fields, where it lists them."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import FieldType
from tests.factory.generation.reader.kept import fields, records


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        ("A sales tool: reps track leads, offers with stages on a board, meetings and tasks", {"Meeting", "Task"}),
        ("A party planner: guests with RSVP and table, vendors, budget items, a checklist with due dates", {"Vendor"}),
        ("Stock for a garage: parts with minimum stock, suppliers, purchase orders", {"Supplier", "Purchase order"}),
        ("A studio: rooms with price per hour, members book them, invoices", {"Room", "Booking", "Invoice"}),
        ("A cafe site: menu with drinks and cakes, table reservations, reviews", {"Reservation", "Review"}),
        ("An agency tool: clients see the status of their orders, files and invoices", {"File", "Invoice"}),
        ("A tracker: log runs with distance, pace and shoes, set goals", {"Goal"}),
    ],
)
def test_a_list_goes_on_after_what_it_tells_of_one_item(prompt: str, kept: set[str]) -> None:
    assert kept <= records(prompt)


def test_fields_of_one_item_are_not_those_of_the_next() -> None:
    spec = read("Stock for a garage: parts with minimum stock, suppliers, purchase orders")
    assert "minimum_stock" in fields(spec, "part")
    assert "minimum_stock" not in fields(spec, "supplier")


def test_each_record_has_one_of_what_a_list_gives_them_in_the_plural() -> None:
    spec = read("A course platform: courses with teachers and levels, students enroll")
    names = fields(spec, "course")
    assert {"teacher", "level"} <= set(names)
    assert not {"teachers", "levels"} & set(names)


def test_an_amount_for_a_time_is_one_field() -> None:
    room = fields(read("A guest house: rooms with price per night and view, guests book them"), "room")
    assert room["price_per_night"] is FieldType.MONEY
    assert "price" not in room


def test_a_record_keeps_its_day_and_states_beside_listed_fields_but_not_beside_what_it_just_has() -> None:
    run = fields(read("Log workouts with exercise, weight and notes"), "workout")
    assert run["done_on"] is FieldType.DATE
    assert list(fields(read("Each task has a title, a due date and an assignee"), "task")) == [
        "title",
        "due_date",
        "assignee",
    ]


def test_pictures_of_what_is_for_sale_are_fields_of_it() -> None:
    spec = read("A flea market website where people list things for sale with pictures and prices")
    assert {"pictures", "price"} <= set(fields(spec, "product"))
    assert "photo" not in {entity.name for entity in spec.entities}


@pytest.mark.parametrize(
    ("prompt", "absent"),
    [
        ("A hockey club site: members pay yearly fees and see events", "Match"),
        ("A museum site: exhibitions, guided tours and news", "Artwork"),
        ("A polling website where users vote twice and see the results", "Twice"),
        ("Ticket desk: customers open tickets, agents answer them", "Customer"),
        ("A ride service: passengers request rides and rate the riders", "Rider"),
        ("A ward planner: shifts per week on a calendar, nurses swap shifts", "Patient"),
    ],
)
def test_nothing_is_kept_that_nobody_asked_for(prompt: str, absent: str) -> None:
    assert absent not in records(prompt)


@pytest.mark.parametrize(
    ("prompt", "record"),
    [
        ("A riding club: members pay dues", "Due"),
        ("A ward planner: nurses swap shifts, the head approves swaps", "Shift swap"),
        ("Walking service for dogs: owners request walks", "Walk"),
        ("A garage site: test drives, cars for sale", "Test drive"),
        ("Auction website: sellers list items with starting price, bidders place bids", "Bid"),
        ("A clinic for backs: patients, exercise plans", "Exercise plan"),
        ("A podcast website with episodes and a newsletter", "Episode"),
    ],
)
def test_what_people_do_to_each_other_has_a_record_of_its_own(prompt: str, record: str) -> None:
    assert record in records(prompt)


def test_people_that_no_list_knows_have_names_and_addresses() -> None:
    spec = read("A choir: contributors, concerts, rehearsals")
    assert list(fields(spec, "contributor")) == ["name", "email", "phone", "notes"]


def test_owners_of_things_are_referred_to_by_a_name_that_no_row_has_already() -> None:
    spec = read("Estate tool: properties, owners, buyers, viewings")
    names = {field.name for entity in spec.entities for field in entity.fields if field.target == "owner"}
    assert names
    assert "owner" not in names


def test_what_one_takes_along_is_referred_to_by_what_takes_place() -> None:
    spec = read("A riding school: pupils book lessons with instructors and horses, exams")
    assert any(field.target == "instructor" for field in spec.entity("lesson").fields)


def test_prices_of_things_open_no_page() -> None:
    spec = read("A bakery shop: cakes with allergens, photos and prices, pre-orders, opening hours")
    assert "plan" not in {entity.name for entity in spec.entities}


@pytest.mark.parametrize(
    ("prompt", "key", "no_field", "capability"),
    [
        (
            "A running club site. Runners can browse runs with limited places, join or leave a run.",
            "run",
            "leave",
            "joining",
        ),
        ("Students browse courses with free places and enrol.", "course", "enrol", "joining"),
        (
            "A cooking school. Users can view classes with photos and prices and register for them.",
            "school_class",
            "register",
            "joining",
        ),
        (
            "A youth club site. Members can browse activities with limited places and sign up for activities.",
            "activity",
            "sign",
            "booking",
        ),
        ("Users see recipes with ingredients and photos and log in to comment on them.", "recipe", "log", "comments"),
    ],
)
def test_what_people_do_next_is_no_field_of_a_list(prompt: str, key: str, no_field: str, capability: str) -> None:
    spec = read(prompt)
    assert no_field not in " ".join(field.name for field in spec.entity(key).fields)
    assert any(spec.parts_of(capability))


def test_places_that_are_left_are_those_that_there_are() -> None:
    course = read("Students browse courses with free places and enrol in courses.").entity("course")
    counted = [field.name for field in course.fields if field.name in {"seats", "places", "free_places"}]
    assert counted == ["places"]


def test_a_date_alone_is_the_day_that_the_record_has() -> None:
    event = read("Organisers create events with a date and a price. Members see events.").entity("event_listing")
    assert [field.name for field in event.fields if field.type in {FieldType.DATE, FieldType.DATETIME}] == ["starts_at"]


def test_what_stands_in_brackets_after_a_record_is_its_fields() -> None:
    spec = read("Recording hive inspections (date, hive, number of mites, honey frames, queen seen or not).")
    assert {"mite", "honey_frame", "queen_seen"} & {entity.name for entity in spec.entities} == set()
    assert {"number_of_mites", "honey_frames", "queen_seen"} <= set(fields(spec, "inspection"))


@pytest.mark.parametrize(
    ("prompt", "key", "named"),
    [
        (
            "A foundry website with services (casting, retuning, cracked-bell repair, belfry frames) and contact.",
            "service",
            ["Casting", "Retuning", "Cracked bell repair", "Belfry frames"],
        ),
        (
            "A yoga studio website with classes such as hatha, vinyasa, yin and prenatal. Members book classes.",
            "fitness_class",
            ["Hatha", "Vinyasa", "Yin", "Prenatal"],
        ),
    ],
)
def test_examples_of_what_is_offered_are_its_rows(prompt: str, key: str, named: list[str]) -> None:
    entity = read(prompt).entity(key)
    assert [row[entity.title_field.name] for row in entity.samples] == named


def test_a_board_has_the_states_that_work_moves_through() -> None:
    spec = read("A board on which faults move through reported, assigned, in repair and done, and a list of elevators.")
    assert [choice.label for choice in spec.entity("fault").field("status").choices] == [
        "Reported",
        "Assigned",
        "In repair",
        "Done",
    ]
    assert "Maya Lindqvist" not in {row["name"] for row in spec.entity("elevator").samples}


def test_what_things_are_filtered_by_is_no_record_of_its_own() -> None:
    spec = read("A pet adoption website with pet profiles, filters by species, age and city, and success stories")
    assert not {"location", "pet_profile", "person"} & {entity.name for entity in spec.entities}
    assert {"species", "age", "city"} <= {field.name for field in spec.entity("pet").fields}


def test_a_cinema_that_sells_tickets_has_showtimes_and_its_films_are_what_is_reviewed() -> None:
    spec = read("A movie ticket website showing movies and showtimes; users buy tickets and review movies")
    assert [part.entity for part in spec.parts_of("booking")] == ["showtime"]
    assert [part.entity for part in spec.parts_of("reviews")] == ["movie"]


def test_locations_on_a_map_are_places_and_a_quotation_form_is_one() -> None:
    spec = read("A furniture company website with showroom locations on a map, about us and a quotation request form")
    assert [part.entity for part in spec.parts_of("maps")] == ["location"]
    assert spec.parts_of("quote_request")
    assert not spec.parts_of("map_link")
