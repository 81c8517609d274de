"""Words are taken in the sense of the prompt's own trade: the cases of an installer go to no court."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Entity, Layout
from tests.factory.generation.reader.kept import fields, records, records_of

_SYSTEM = "Please implement a management system for a ceramics studio. Staff can add, edit, and delete {}."


def _called(prompt: str, label: str) -> Entity:
    return next(entity for entity in read(prompt).entities if entity.label == label)


@pytest.mark.parametrize(
    ("prompt", "label", "theirs", "of_another"),
    [
        (_SYSTEM.format("cases"), "Case", "handler", "court"),
        (_SYSTEM.format("disputes"), "Dispute", "priority", "opposing_party"),
        (_SYSTEM.format("programs"), "Program", "starts_on", "video_address"),
        (_SYSTEM.format("visits"), "Visit", "purpose", "customer_name"),
        (_SYSTEM.format("treatments"), "Treatment", "name", "patient_name"),
        (_SYSTEM.format("units"), "Unit", "name", "rent"),
        (_SYSTEM.format("releases"), "Release", "name", "environment"),
        ("A community website where users publish and browse offers.", "Offer", "valid_until", "percent"),
        ("A community website where users publish and browse shows.", "Show", "starts_at", "director"),
        ("A community website where users publish and browse characters.", "Character", "photo", "shirt_number"),
    ],
)
def test_a_word_has_no_fields_of_a_trade_that_the_prompt_does_not_speak_of(
    prompt: str, label: str, theirs: str, of_another: str
) -> None:
    names = {field.name for field in _called(prompt, label).fields}
    assert theirs in names
    assert of_another not in names


@pytest.mark.parametrize(
    ("prompt", "label", "field"),
    [
        ("A law firm system to manage clients, cases, and hearings.", "Case", "court"),
        ("A website where an attorney office records cases, courts and verdicts.", "Case", "court"),
        ("A clinic system to manage patients and treatments.", "Treatment", "treated_on"),
        ("A system for landlords to manage tenants and units.", "Unit", "rent"),
    ],
)
def test_a_word_has_the_fields_of_its_trade_where_the_prompt_speaks_of_it(prompt: str, label: str, field: str) -> None:
    assert field in {known.name for known in _called(prompt, label).fields}


@pytest.mark.parametrize("house", ["translation agency", "law firm", "dental practice", "moving company", "bakery"])
def test_the_title_of_a_firms_site_tells_its_pages(house: str) -> None:
    spec = read(f"Please implement a {house} website with services, cases, partners, and news.")
    assert {"Service", "Case", "Article"} <= records_of(spec)
    assert spec.layout is Layout.SITE
    case = next(entity for entity in spec.entities if entity.label == "Case")
    assert case.name == "portfolio_project"


def test_those_who_work_for_a_firm_are_shown_where_nobody_books_them() -> None:
    shown = records("Please implement an architecture office website with projects, architects, and a contact form.")
    assert "Architect" in shown
    booked = read("Please create a hair salon website with services, stylists, prices, and online booking.")
    assert any(part.capability == "booking" for part in booked.parts)


def test_a_house_that_shows_itself_keeps_no_more_than_its_pages() -> None:
    spec = read("Please build a website for a veterinary practice with treatments, vets, opening hours, and news.")
    assert records_of(spec) == {"Treatment", "Vet", "Article"}


def test_a_study_abroad_agency_is_no_school() -> None:
    shown = records("Please implement a study abroad agency website with programs, consultants, and an inquiry form.")
    assert "Consultant" in shown
    assert not shown & {"School class", "Video", "Teacher"}


@pytest.mark.parametrize(
    ("act", "label"), [("break them down into tasks", "Break"), ("outline them in scenes", "Outline")]
)
def test_what_is_done_to_what_was_named_is_an_act_and_said_when_unknown(act: str, label: str) -> None:
    spec = read(f"Please implement a planning app. Users can create goals, {act}, and check them off.")
    assert label not in records_of(spec)
    assert act in [reason.subject for reason in spec.not_built]


def test_models_of_a_firm_are_its_products_with_the_parameters_that_are_seen() -> None:
    spec = read(
        "Please implement a company website for a crane maker to display its products and news. Visitors browse crane "
        "models, view parameters such as load capacity and boom length, and submit a maintenance quotation request by "
        "filling in the site address and crane quantity."
    )
    assert {"load_capacity", "boom_length"} <= fields(spec, "product").keys()
    assert "article" not in fields(spec, "product")
    assert {"site_address", "crane_quantity"} <= fields(spec, "quote_request").keys()
    assert not records_of(spec) & {"Model", "Crane model", "Parameter"}


def test_what_is_looked_for_by_is_no_act_though_it_could_be_one() -> None:
    spec = read(
        "Please implement a renter review website. Users register, log in, search apartments by district and rent, "
        "rate apartments on noise and heating, and read reviews."
    )
    assert "Rental" not in records_of(spec)
    assert any(part.capability == "reviews" for part in spec.parts)


def test_a_field_that_is_named_by_what_it_is_of_is_not_kept_twice() -> None:
    spec = read("A fishing community. Users register and publish catches with fish species and weight.")
    names = fields(spec, "fish_catch").keys()
    assert "fish_species" in names
    assert "species" not in names


def test_what_is_done_each_month_is_a_list_and_no_calendar_of_articles() -> None:
    spec = read("Please implement a gardening blog with articles, a monthly planting calendar, and comments.")
    assert "Monthly work" in records_of(spec)
    assert not any(part.capability == "calendar" for part in spec.parts)


def test_who_applies_for_certification_is_decided_on_and_bears_no_mark() -> None:
    spec = read(
        "A question and answer forum. Users post questions. Experts can apply for certification and have a badge "
        "displayed after being approved by the administrator."
    )
    assert "Certification" in records_of(spec)
    assert any(part.capability == "workflow" for part in spec.parts)
    assert "badge displayed" in [reason.subject for reason in spec.not_built]


def test_what_was_there_before_and_after_is_shown_side_by_side() -> None:
    spec = read("A landing page for a hair clinic with before and after photos, doctors, and an inquiry form.")
    assert {"before_photo", "after_photo"} <= fields(spec, "before_after_case").keys()


@pytest.mark.parametrize("firm", ["translation agency", "mining company", "freight forwarding company"])
def test_what_a_firm_is_called_is_no_wish_that_is_not_built(firm: str) -> None:
    spec = read(f"Please implement a company website for a {firm} to display its services, cases, and news.")
    assert spec.not_built == ()


def test_a_site_that_shows_its_work_is_not_one_of_it_services() -> None:
    spec = read("Please implement a company website for a winery to display its services, cases, and news.")
    shown = [str(row["name"]) for row in spec.entity("service").samples]
    assert "Help desk" not in shown
    assert spec.name == "Our Winery"
    assert read("A company website for a pharmaceutical company to display its news.").name == "Pharmaceutical Company"


@pytest.mark.parametrize(
    "form",
    [
        "a quote request form with origin, destination, floor, and moving date",
        "a free estimate form asking for origin, destination, floor, and moving date",
    ],
)
def test_a_form_by_which_people_want_an_offer_asks_what_it_is_said_to_ask(form: str) -> None:
    spec = read(f"Please implement a moving company website with services, prices, and {form}.")
    assert {"origin", "destination", "floor", "moving_date"} <= fields(spec, "quote_request").keys()
    assert "Attraction" not in records_of(spec)


def test_a_contact_form_keeps_its_fields_where_it_names_a_page() -> None:
    spec = read("A website for a photographer with packages, a blog, and an inquiry form with wedding date and venue.")
    assert {"wedding_date", "venue"} <= fields(spec, "contact_message").keys()


def test_commissions_partners_and_questions_are_those_of_the_trade() -> None:
    spec = read("A portfolio website for an illustrator with works by category, commissions, and a contact form.")
    assert "employee_name" not in fields(spec, "commission_work")
    spec = read("A community website where newcomers ask questions, share posts, and find hiking partners.")
    assert "Hiking partner" in records_of(spec)
    assert not any("answer_text" in fields(spec, entity.name) for entity in spec.entities)


def test_textbooks_are_looked_for_by_major_too() -> None:
    spec = read(
        "A second-hand textbook website. Students publish textbooks and search textbooks by ISBN, course, or major."
    )
    assert {"course", "major"} <= fields(spec, spec.public_entities[0].name).keys()
