"""Sites of firms, houses and single people: what visitors send in, the pages a prompt names, and whose site it is."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec


def labels(spec: AppSpec) -> set[str]:
    return {entity.label for entity in spec.entities}


def fields_of(spec: AppSpec, entity: str) -> list[str]:
    return [field.name for field in spec.entity(entity).fields]


_SENT = "A website of {whose}. Users should be able to {act}."


@pytest.mark.parametrize(
    ("whose", "act", "called", "asked"),
    [
        (
            "a law firm",
            "submit a consultation request with their name, phone number, and a description of the matter",
            "Consultation request",
            {"name", "phone_number", "description_of_matter"},
        ),
        (
            "an architecture company",
            "submit a project inquiry with budget and timeline",
            "Project inquiry",
            {"budget", "timeline"},
        ),
        (
            "a dental clinic",
            "send a callback request with their name, phone number and preferred time of day",
            "Callback request",
            {"name", "phone_number", "preferred_time_of_day"},
        ),
        (
            "a furniture restoration company",
            "send a restoration inquiry including the kind of furniture, its size, and photos",
            "Restoration inquiry",
            {"kind_of_furniture", "size", "photos"},
        ),
    ],
)
def test_what_visitors_send_in_is_a_form_with_just_what_is_asked(
    whose: str, act: str, called: str, asked: set[str]
) -> None:
    spec = read(_SENT.format(whose=whose, act=act))
    message = spec.entity("contact_message")
    assert message.label == called
    assert asked <= {field.name for field in message.fields}
    assert message.visitors.create
    assert "contact_form" in {part.capability for part in spec.parts}
    assert not {part.capability for part in spec.parts} & {"booking"}


def test_requests_about_which_somebody_decides_are_no_messages() -> None:
    spec = read(
        "A website of a library. Members submit a purchase request with title and author; librarians approve it."
    )
    assert "contact_form" not in {part.capability for part in spec.parts}


def test_what_visitors_enter_before_a_form_belongs_to_the_form() -> None:
    spec = read(
        "A landing page for a solar company. Users should be able to enter their roof area and monthly electricity "
        "bill, and then fill out the contact form, submitting their name, email, phone number, and address."
    )
    asked = set(fields_of(spec, "contact_message"))
    assert {"roof_area", "monthly_electricity_bill", "name", "email", "phone_number", "address"} <= asked
    assert not {"Invoice", "Location"} & labels(spec)


@pytest.mark.parametrize(
    ("page", "label"),
    [
        ("about the artist", "About the artist"),
        ("care instructions", "Care instructions"),
        ("wood care instructions", "Wood care instructions"),
        ("file preparation guidelines", "File preparation guidelines"),
    ],
)
def test_a_page_that_a_list_names_is_there_under_its_name(page: str, label: str) -> None:
    spec = read(f"A website of a workshop. The website should include a gallery of works, {page}, and contact.")
    found = next(found for found in spec.pages if found.label == label)
    assert all(section.text or section.items for section in found.sections)


def test_a_timeline_of_history_is_kept_and_press_reports_are_no_reports_that_one_makes() -> None:
    spec = read("A corporate website of a bell foundry with company history timeline, press reports and contact.")
    assert {"Milestone", "Press mention"} <= labels(spec)
    assert "report" not in {part.capability for part in spec.parts}
    assert not any("timeline" in reason.subject for reason in spec.not_built)


def test_a_gallery_of_works_shows_the_works_and_nothing_beside_them() -> None:
    spec = read(
        "A portfolio website for a tattoo artist, including a works gallery and contact. Users browse works by style."
    )
    assert "Photo" not in labels(spec)
    assert {"image", "images"} & {field.type for field in spec.entity("work").fields}


def test_whose_portfolio_it_is_runs_it_and_nobody_registers() -> None:
    spec = read(
        "A personal portfolio website for a tattoo artist to display works. Users should be able to browse works by "
        "style and body part, and submit an inquiry including the desired size and position."
    )
    assert [role.label for role in spec.roles] == ["Artist"]
    assert {field.name: field.type for field in spec.entity("contact_message").fields}["position"] == "text"


def test_the_one_who_blogs_is_in_charge_and_readers_who_comment_have_an_account() -> None:
    spec = read(
        "A travel blog website. Users should be able to read articles and leave comments. The blogger should be able "
        "to log in and write articles."
    )
    assert [role.label for role in spec.roles] == ["Blogger", "Member"]


def test_details_that_people_see_are_those_of_what_they_browse() -> None:
    spec = read(
        "An official website for a railway museum. Users should be able to browse the locomotives by era, view "
        "detailed information such as track gauge and top speed, and check current and upcoming exhibitions."
    )
    assert {"name", "track_gauge", "top_speed", "era"} <= set(fields_of(spec, "locomotive"))
    assert not any("check" in field.name for entity in spec.entities for field in entity.fields)


def test_a_site_told_in_one_sentence_is_a_site_with_its_pages() -> None:
    spec = read(
        "A website of a tax consultancy where visitors read about the services, the team and tax news, and submit a "
        "consultation request with name, company, phone and a description of the matter."
    )
    assert spec.layout == "site"
    assert fields_of(spec, "contact_message")[:4] == ["name", "company", "phone", "description_of_matter"]
    assert {"Service", "Team member", "Article"} <= labels(spec)


def test_a_museum_shows_its_collection_and_exhibitions_that_run_for_weeks() -> None:
    spec = read(
        "An official website for a ceramics museum, displaying collections, exhibitions and opening hours. Users should"
        " be able to browse the collections by dynasty and kiln, view detailed information such as size, glaze color, "
        "and place of excavation, and check current and upcoming exhibitions."
    )
    assert labels(spec) == {"Collection piece", "Exhibition"}
    piece = {field.name for field in spec.entity("museum_piece").fields}
    assert {"dynasty", "kiln", "size", "glaze_color", "place_of_excavation"} <= piece
    assert {"starts_on", "ends_on"} <= set(fields_of(spec, "museum_exhibition"))


def test_readers_send_tip_offs_with_pictures_without_an_account() -> None:
    spec = read(
        "A county news website for publishing local news. Users should be able to browse news by column and township, "
        "and submit tip-offs with pictures. The home page has a breaking news marquee."
    )
    tip = spec.entity("tip_off")
    assert tip.visitors.create
    assert len([field for field in tip.fields if field.type.startswith("image")]) == 1
    assert ("carousel", "article") in {(part.capability, part.entity) for part in spec.parts}
    assert all(role.label != "Member" for role in spec.roles)


def test_cases_of_a_law_firm_are_those_that_its_site_shows() -> None:
    spec = read(
        "A company website for a law firm to display its lawyers and practice areas. The website should have "
        "functionalities for browsing lawyer profiles, practice areas, successful cases, and legal news. Users should "
        "be able to filter lawyers by field of expertise and city, and view case details."
    )
    assert labels(spec) == {"Lawyer", "Practice area", "Successful case", "Article"}
    assert {"field_of_expertise", "city"} <= set(fields_of(spec, "lawyer"))


def test_stages_gear_and_rides_of_a_cycling_blog_are_no_lifts_and_nothing_for_hire() -> None:
    spec = read(
        "A cycling travel blog website for recording long-distance rides. The website should have functionalities for "
        "publishing articles, route stage display, and equipment list display. The blogger enters daily mileage."
    )
    assert {"Ride", "Stage", "Gear", "Article"} == labels(spec)
    assert "seats" not in {field.name for entity in spec.entities for field in entity.fields}


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("A personal portfolio website for a tattoo artist with works and contact.", "Tattoo Artist"),
        (
            "Please design a lead generation landing page for a solar panel company with a contact form.",
            "Solar Panel Company",
        ),
    ],
)
def test_a_site_is_called_after_those_whose_it_is(prompt: str, name: str) -> None:
    assert read(prompt).name == name
