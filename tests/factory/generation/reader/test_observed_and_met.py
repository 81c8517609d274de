"""What is observed, tasted, priced and counted; guides, ferries, tickets, cages and halls that people book."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Entity
from tests.factory.generation.reader.kept import records


def _booked(spec: AppSpec) -> set[str]:
    return {part.entity for part in spec.parts if part.capability == "booking" and part.entity}


def _one(spec: AppSpec, name: str) -> Entity:
    return next(entity for entity in spec.entities if entity.name == name)


@pytest.mark.parametrize(
    ("prompt", "kept", "never"),
    [
        ("A butterfly watching record website. Users enter the species, quantity, and place.", "Sighting", "Product"),
        ("A coffee roasting data website. Users view the weight loss rate of each roast.", "Roast", "Sale"),
        ("A market price monitoring website. Collectors enter the prices of meat and eggs.", "Price", "Egg"),
        ("A housing price trend query website that displays the price of each area.", "Housing price", "Location"),
        ("A family genealogy website. Users can view the family tree.", "Family member", "Plant"),
        ("A roommate matching website. Users fill in the pets and habits and view candidates.", "Candidate", "Pet"),
    ],
)
def test_what_a_trade_notes_down_is_its_record(prompt: str, kept: str, never: str) -> None:
    assert kept in records(prompt)
    assert never not in records(prompt)


@pytest.mark.parametrize(
    ("prompt", "booked"),
    [
        ("A ferry ticket reservation website. Users query voyages by date and port and book tickets.", "voyage"),
        ("A hot spring resort ticket booking website. Users browse tickets and book tickets.", "ticket"),
        ("A local tour guide appointment website. Tourists choose guides by language and book a guide.", "guide"),
        ("A pet boarding reservation website. Users reserve a cage according to the pet's size.", "cage"),
        ("A wedding banquet hall reservation website. Users query free halls and book a hall.", "hall"),
        ("A nail salon reservation website. Users select a manicurist and time and make a reservation.", "manicurist"),
    ],
)
def test_what_is_booked_is_what_the_trade_lets(prompt: str, booked: str) -> None:
    spec = read(prompt)
    label = _one(spec, next(iter(_booked(spec)))).label.lower()
    assert booked in {label, "manicurist" if label == "stylist" else label}


def test_what_is_chosen_by_its_values_is_a_choice_of_what_people_ask_for() -> None:
    spec = read("A banquet hall booking website. Users browse halls, choose lunch or dinner, and book a hall.")
    booking = next(entity for entity in spec.entities if any(field.name == "meal" for field in entity.fields))
    meal = next(field for field in booking.fields if field.name == "meal")
    assert [choice.label for choice in meal.choices] == ["Lunch", "Dinner"]
    assert not [told for told in spec.not_built if "lunch" in told.subject]


def test_values_that_end_alike_are_called_by_that_word() -> None:
    spec = read(
        "A housekeeping service appointment website. Users choose daily cleaning, deep cleaning, or window cleaning "
        "and choose the time."
    )
    given = [field for entity in spec.entities for field in entity.fields if field.name == "cleaning_type"]
    assert given
    assert [choice.label for choice in given[0].choices] == ["Daily cleaning", "Deep cleaning", "Window cleaning"]


def test_fields_and_things_to_choose_from_are_no_values() -> None:
    spec = read("A doctor appointment website. Patients choose a doctor or a department and choose a date or a time.")
    assert not [field for entity in spec.entities for field in entity.fields if field.name in {"option", "length"}]


def test_what_is_chosen_of_services_names_their_rows() -> None:
    spec = read(
        "A barbershop appointment website. Customers choose services, choose haircut, dyeing, or perming, and book a "
        "stylist."
    )
    assert {row["name"] for row in _one(spec, "service").samples} == {"Haircut", "Dyeing", "Perming"}


def test_participles_and_halves_are_no_records() -> None:
    kept = records(
        "A local tour guide appointment website. Tourists book half a day or a whole day; the money spent can only be "
        "seen after both sides agree."
    )
    assert not {"Half", "Spent", "Seen"} & set(kept)


def test_a_field_that_is_there_is_not_told_as_missing() -> None:
    spec = read("A private chef booking website. Users browse and book chefs. Chefs set their service areas.")
    assert not [told for told in spec.not_built if "service area" in told.subject]


@pytest.mark.parametrize(
    ("prompt", "never"),
    [
        ("A fish shop. Users browse fish, view the water temperature, and check whether they fit.", "Inspection"),
        ("A renovation site management system. Managers apply for acceptance of masonry and painting.", "Artwork"),
        ("An online auction website for stamps with bidding. Users place bids on items.", "Tender"),
        ("A perfume mall that displays the fragrance notes of each perfume.", "Note"),
        ("A group purchase website. Leaders publish group purchases and view their commission.", "Commission"),
        ("A homestay booking platform. Guests search for rooms by city and book rooms.", "Hotel"),
        ("An RV rental website. Users choose a vehicle and view the cost including the return fee.", "Expense"),
    ],
)
def test_a_word_is_taken_in_the_sense_of_its_trade(prompt: str, never: str) -> None:
    assert never not in records(prompt)


def test_functions_that_are_listed_are_nothing_that_is_given_stars() -> None:
    spec = read(
        "A repair order system. The system should have functionalities for repair reporting, order dispatching, "
        "progress tracking, and satisfaction evaluation. Owners submit repairs and evaluate them."
    )
    stars = [field.name for entity in spec.entities for field in entity.fields if field.name.endswith("_stars")]
    assert not [name for name in stars if "tracking" in name or "dispatching" in name]


def test_the_sides_of_an_application_are_no_fields() -> None:
    spec = read("A specialties mall, including a tourist end, a store end, and a backend management end.")
    assert not [field.name for entity in spec.entities for field in entity.fields if field.name.endswith("_end")]


def test_a_franchise_that_is_presented_is_no_wish_for_many_tenants() -> None:
    spec = read("A hot pot franchise website for attracting franchisees with brand introduction and contact.")
    assert not [told for told in spec.not_built if "organisation" in told.because]


def test_seats_that_are_picked_on_a_plan_are_told_as_not_built() -> None:
    spec = read("A ferry ticket website. Users query voyages, select seats on the deck map, and book tickets.")
    assert [told for told in spec.not_built if "seat" in told.subject]


def test_what_is_done_next_is_no_topic_of_what_was_found() -> None:
    spec = read(
        "A banquet hall booking website. Users query free halls on lucky days, choose lunch or dinner, and book."
    )
    choices = [choice.label for entity in spec.entities for field in entity.fields for choice in field.choices]
    assert not [name for name in choices if name.startswith("Choose")]


def test_whoever_books_at_the_end_of_a_sentence_reads_no_book() -> None:
    assert "Book" not in records("A coach website. Users search for trips by date, choose the departure, and book.")


def test_a_situation_that_is_filled_in_is_a_field() -> None:
    spec = read("A matchmaking website. Parents fill in their children's height, education, and housing situation.")
    assert [field for entity in spec.entities for field in entity.fields if field.name == "housing_situation"]
