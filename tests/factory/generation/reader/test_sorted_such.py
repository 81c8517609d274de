"""What things are looked through by, with its values; and the trades whose functions are records of their own."""

import pytest

from millwright.factory.generation.reader.pipeline import read
from millwright.factory.generation.spec import AppSpec

_TROUPE = """A website of an opera troupe. Users browse plays by role type such as Sheng, Dan, Jing, and Chou, view the
synopsis of each play, and read news."""
_LAMPS = """An online store for lamps. Customers filter lamps by room and style such as rustic, modern, and industrial,
add them to the cart and order."""
_TASKS = "A volunteer portal where visitors browse tasks by life area such as home, sport or school and sign up."
_FIRE = """Please build a fire safety education website. Users should be able to browse fire prevention knowledge
according to places such as homes, schools, and shopping malls, and read news."""
_FREEZER = """Please implement a laboratory sample freezer management system. The system should have functionalities for
freezer and box management, sample storage, sample retrieval, and freeze-thaw records."""
_THESIS = """Please implement a graduation thesis topic selection management system with functionalities for topic
declaration, two-way selection, mid-term inspection, and defense scores."""
_VACCINE = """Please build a vaccine appointment website for residents. It should have functionalities for vaccination
site inquiry, vaccine inventory display, and vaccination appointments."""
_HERITAGE = """Please build an intangible cultural heritage website. The website should have functionalities for project
introduction, inheritor introduction, craft process display, and news."""
_HOTLINE = """Please implement a citizen hotline system. It should have functionalities for work order registration,
dispatch, handling, supervision, and return visits."""
_COMPOSER = """Please create a personal portfolio website for a composer. The website should include a biography, list
of works, score excerpts, and concert schedule."""
_SEATS = """A theatre ticketing system with online seat selection. Users log in, view the performances, select seats
with different prices on the seat map, and complete the payment."""

_DOJO = """A karate school website for attracting students. The website should have clear navigation, including home
page, coach team, course introduction, belt grading system, and contact us."""
_FITNESS = """A student physical fitness test data platform. Teachers enter height, weight, vital capacity, 50-meter run
and sit-and-reach results. Students view their own report and compare it with the previous year."""

_RELICS = """A museum collection management system. Users register the name, era, texture, size, and degree of integrity
of the collection, query the location of relics, and apply for loan."""
_STRAYS = """A stray animal adoption platform for matching stray animals with adopters. Stations publish animal
information including sterilization and vaccine status. Users browse animals and apply."""

_BLOOD = """A blood donation appointment site with blood station inquiry and donation appointments. Users make an
appointment and see the date when they can donate next."""


@pytest.mark.parametrize(
    ("prompt", "field", "values"),
    [
        (_TROUPE, "role_type", ["Sheng", "Dan", "Jing", "Chou"]),
        (_LAMPS, "style", ["Rustic", "Modern", "Industrial"]),
        (_TASKS, "life_area", ["Home", "Sport", "School"]),
    ],
)
def test_what_things_are_looked_through_by_has_the_values_that_are_told(
    prompt: str, field: str, values: list[str]
) -> None:
    spec = _read(prompt)
    fields = [known for entity in spec.entities for known in entity.fields]
    assert [[choice.label for choice in known.choices] for known in fields if known.name == field] == [values]
    assert not {value.lower() for value in values} & {known.name for known in fields}


def test_what_is_seen_after_what_one_browses_by_are_no_values_of_it() -> None:
    spec = read(
        "A railway museum website. Users browse locomotives by era, view details such as track gauge and top speed."
    )
    choices = [choice.label for entity in spec.entities for field in entity.fields for choice in field.choices]
    assert not {"Track gauge", "Top speed"} & {*choices}


def test_places_that_are_only_values_tell_no_kind_of_application() -> None:
    spec = _read(_FIRE)
    assert "cart" not in {part.capability for part in spec.parts}
    assert not {"product", "order"} & {entity.name for entity in spec.entities}


@pytest.mark.parametrize(
    ("prompt", "labels"),
    [
        (_FREEZER, {"Freezer", "Box", "Sample", "Retrieval"}),
        (_THESIS, {"Topic", "Topic choice", "Thesis paper", "Defense score"}),
        (_VACCINE, {"Vaccination site", "Vaccine"}),
        (_HERITAGE, {"Heritage item", "Inheritor", "Step"}),
        (_HOTLINE, {"Work order", "Supervision", "Return visit"}),
    ],
)
def test_functions_of_a_trade_are_its_records(prompt: str, labels: set[str]) -> None:
    said = _labels(_read(prompt))
    assert labels - said == set()
    assert not {"Shipment", "Experiment", "Job posting", "Score", "Inspection"} & said


def test_a_schedule_among_the_pages_of_a_site_shows_what_it_is_of() -> None:
    assert {"Score", "Performance"} <= _labels(_read(_COMPOSER))


@pytest.mark.parametrize(
    "prompt",
    [
        "A student dormitory management system with bed allocation, late return registration, and repair reporting.",
        "A hospital system for reporting and handling equipment failures. Nurses report repairs.",
        "A park safety tool with hazard reporting, inspections and tasks for rangers.",
    ],
)
def test_who_reports_what_is_broken_asks_for_no_reports_of_figures(prompt: str) -> None:
    assert "report" not in {part.capability for part in read(prompt).parts}


def test_what_a_site_introduces_is_a_page_with_its_record() -> None:
    spec = _read(_DOJO)
    assert {"Course", "Belt"} <= _labels(spec)


def test_more_numbers_than_an_option_holds_are_compared_as_far_as_it_does() -> None:
    part = next(part for part in _read(_FITNESS).parts if part.capability == "side_by_side")
    assert len(part.options["numbers"].split()) > 1


def test_what_people_register_of_a_thing_is_fields_of_it() -> None:
    spec = _read(_RELICS)
    relic = {field.name for field in next(e for e in spec.entities if "period" in {f.name for f in e.fields}).fields}
    assert {"era", "texture", "size", "degree_of_integrity"} <= relic
    assert not {"Era", "Texture", "Degree"} & _labels(spec)


def test_what_something_is_matched_with_is_no_field_of_it() -> None:
    spec = _read(_STRAYS)
    animal = [field.name for field in spec.entity("adoption_animal").fields]
    assert {"species", "photo", "sterilization"} <= {*animal}
    assert "adopters" not in animal


def test_those_who_give_blood_give_no_money() -> None:
    spec = _read(_BLOOD)
    assert "Donation appointment" in _labels(spec)
    assert not {"donations", "payments"} & {part.capability for part in spec.parts}


def test_what_is_paid_for_takes_the_place_of_a_text_of_its_name() -> None:
    assert {"Seat", "Payment"} <= _labels(_read(_SEATS))


def _read(prompt: str) -> AppSpec:
    """The application of a prompt that stands here in several lines."""
    return read(" ".join(prompt.split()))


def _labels(spec: AppSpec) -> set[str]:
    return {entity.label for entity in spec.entities}
