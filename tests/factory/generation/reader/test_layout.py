"""Public sites: who gets one, which pages it has, and what visitors may do."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.site import Layout, Page, SectionKind
from millwright.factory.generation.spec import Access, Reach


def page(spec: AppSpec, name: str) -> Page:
    return next(page for page in spec.pages if page.name == name)


def kinds(spec: AppSpec, name: str) -> list[SectionKind]:
    return [section.kind for section in page(spec, name).sections]


def shown(spec: AppSpec, name: str) -> list[str | None]:
    return [section.entity for section in page(spec, name).sections if section.kind is SectionKind.RECORDS]


@pytest.mark.parametrize(
    "prompt",
    [
        "A website for a kindergarten with news and a photo gallery",
        "Create an online shop for handmade jewelry",
        "A personal blog",
        "A landing page for a meditation app with testimonials and pricing",
        "A mini-program for a museum. Users can browse works and artists.",
        "An app where travellers browse tours and read reviews",
    ],
)
def test_what_strangers_come_to_is_a_public_site(prompt: str) -> None:
    spec = read(prompt)
    assert spec.layout is Layout.SITE
    assert spec.pages[0].name == "home"
    assert spec.public_entities


@pytest.mark.parametrize(
    "prompt",
    [
        "A CRM for our sales team with companies, contacts and deals",
        "A warehouse management system. Users log in, browse and manage materials.",
        "A dashboard for monitoring our servers",
        "An internal tool to track repairs in our workshop",
        "A content management website. Users log in, create, edit and delete articles.",
    ],
)
def test_what_a_team_works_in_stays_behind_a_sign_in(prompt: str) -> None:
    spec = read(prompt)
    assert spec.layout is Layout.WORKSPACE
    assert all(entity.visitors == Access() for entity in spec.entities)


def test_listed_pages_are_there_and_hold_something() -> None:
    spec = read(
        "A website for a law firm called Harper & Finch. Pages such as home, about us, practice areas, our team, news, "
        "FAQ and contact us."
    )
    assert spec.name == "Harper & Finch"
    labels = {entity.plural_label for entity in spec.public_entities} | {page.label for page in spec.pages}
    assert {"Home", "About us", "Practice areas", "Team", "News", "FAQ", "Contact"} <= labels
    assert "Harper & Finch" in page(spec, "about").sections[0].text
    assert SectionKind.FORM in kinds(spec, "contact")
    assert [item.title for s in page(spec, "contact").sections for item in s.items][:2] == ["Address", "Telephone"]


def test_a_landing_page_holds_all_its_sections_itself_in_the_usual_order() -> None:
    spec = read(
        "A landing page for a coffee subscription with a hero section, features, testimonials, three plans: Basic, "
        "Plus and Pro, FAQ and contact form"
    )
    assert [found.name for found in spec.pages] == ["home"]
    assert kinds(spec, "home")[0] is SectionKind.HERO
    assert shown(spec, "home") == ["plan", "testimonial", "faq_item"]
    assert kinds(spec, "home").index(SectionKind.FEATURES) < kinds(spec, "home").index(SectionKind.FORM)


def test_plans_that_are_named_are_the_rows_and_no_others() -> None:
    spec = read("A landing page for an app with three plans: Basic, Plus and Pro, FAQ and a contact form")
    assert [row["name"] for row in spec.entity("plan").samples] == ["Basic", "Plus", "Pro"]


def test_a_page_that_no_list_knows_gets_the_name_that_the_prompt_gives() -> None:
    spec = read("A website for a choir with the pages home, rehearsals page, conductor page and contact")
    assert {"Conductor"} <= {found.label for found in spec.pages}


def test_the_words_of_pages_make_no_records() -> None:
    spec = read("Create a simple RV park website, including a homepage, about us page, and contact page.")
    assert not {"web_page", "contact", "lead"} & {entity.name for entity in spec.entities}


def test_visitors_never_read_people_money_or_messages() -> None:
    spec = read(
        "A clinic website with services, doctors, patients, invoices and a contact form. Visitors browse services."
    )
    public = {entity.name for entity in spec.public_entities}
    assert {"service", "doctor"} <= public
    assert not {"patient", "invoice", "contact_message"} & public


def test_published_content_has_no_drafts_unless_the_prompt_speaks_of_them() -> None:
    plain = read("A news website where readers browse articles").entity("article")
    assert all(field.name != "status" for field in plain.fields)
    edited = read("A news website where editors publish articles and readers browse them").entity("article")
    assert any(field.name == "status" for field in edited.fields)


def test_who_only_visits_has_no_account() -> None:
    spec = read("A company website with services, news and a contact page")
    assert [role.admin for role in spec.roles] == [True]


def test_who_signs_in_at_a_site_may_register() -> None:
    spec = read("A recipe website where users can log in, browse recipes and save their own recipes")
    assert any(role.signup for role in spec.roles)
    assert spec.entity("recipe").visitors.read is Reach.ALL


def test_news_are_shown_with_the_latest_first() -> None:
    spec = read("A website for a town with news and events")
    news = next(section for section in page(spec, "home").sections if section.entity == "article")
    assert news.sort == "-published_on"


def test_a_site_says_what_it_is_for_with_its_own_name() -> None:
    spec = read("A corporate website for Magnolia Mental Health Clinic PLLC with about, services and contact pages")
    assert spec.name == "Magnolia Mental Health Clinic PLLC"
    assert spec.description.startswith("At Magnolia Mental Health Clinic PLLC")
    assert "Magnolia Mental Health Clinic PLLC" in page(spec, "home").sections[0].text


def test_every_text_of_the_bank_fits_where_it_stands() -> None:
    for kind in ("restaurant", "hotel", "law firm", "charity", "gym", "museum", "school", "shop", "travel agency"):
        spec = read(f"A website for a {kind} with home, about us, contact us and privacy policy pages")
        assert all("NAME" not in s.text and "THINGS" not in s.text for found in spec.pages for s in found.sections)
        assert {"home", "about", "contact", "terms"} <= {found.name for found in spec.pages}


def test_records_that_the_prompt_wants_first_come_first() -> None:
    spec = read(
        "A movie website. Visitors browse popular movies and read movie details such as title, genre and rating."
    )
    movies = next(section for section in page(spec, "home").sections if section.entity == "movie")
    assert movies.title == "Popular movies"
    assert movies.sort == "-rating"


def test_what_belongs_to_customers_is_not_shown_to_visitors() -> None:
    spec = read("A bike repair shop website: customers book repairs of their bikes. Keep customers and bikes.")
    customer = next((entity for entity in spec.entities if entity.name == "customer"), None)
    owned = [e.name for e in spec.entities if customer and any(field.target == customer.name for field in e.fields)]
    assert owned
    assert not set(owned) & {entity.name for entity in spec.public_entities}


def test_home_shows_what_is_sold_before_what_makes_it_cheaper() -> None:
    spec = read("An online mall with coupons, products and a shopping cart. Users browse coupons and products")
    assert shown(spec, "home") == ["product", "coupon"]


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("Please implement a booking website for Hilltop, where guests reserve rooms.", "Hilltop Booking"),
        ("Please implement a website to show jobs related to Zephyr tourism, with salary and city.", "Zephyr Tourism"),
        ("A task app for Students and teachers with tasks", "Task"),
    ],
)
def test_a_site_is_called_after_whose_it_is(prompt: str, name: str) -> None:
    assert read(prompt).name == name


def test_a_site_of_pages_alone_keeps_no_more_than_it_shows() -> None:
    spec = read("A simple RV park website with a homepage, an about us page and a contact page")
    assert [entity.label for entity in spec.entities if not entity.internal] == ["Pitch", "Message"]


@pytest.mark.parametrize(
    ("prompt", "booked"),
    [
        ("Restaurant website: home, menu, about and reservations pages", "dining_table"),
        ("A hotel website with a booking page, rooms page and a contact page", "room"),
    ],
)
def test_a_page_on_which_something_is_done_is_more_than_a_text(prompt: str, booked: str) -> None:
    spec = read(prompt)
    assert [part.entity for part in spec.parts_of("booking")] == [booked]
    assert not {"booking", "reservations"} & {page.name for page in spec.pages}


@pytest.mark.parametrize(
    "prompt",
    [
        "Please implement a logistics company website with home and contact pages.",
        "Please design a website for a construction company with pages home, services and contact.",
        "Create an insurance company website with pages home, services and contact",
    ],
)
def test_the_site_of_a_company_keeps_neither_companies_nor_websites_nor_its_work(prompt: str) -> None:
    spec = read(prompt)
    assert {entity.label for entity in spec.entities if not entity.internal} == {"Service", "Message"}


def test_companies_and_websites_that_are_looked_after_are_kept() -> None:
    assert "Company" in [e.label for e in read("A CRM app for a company to manage companies and deals").entities]
    assert "Website" in [e.label for e in read("Make a system to monitor company websites").entities]


def test_a_page_that_each_record_has_is_none_of_the_site() -> None:
    spec = read("An online shop for kites with a product detail page, a shopping cart and a glossary page.")
    assert [page.label for page in spec.pages] == ["Home", "Glossary"]


def test_only_a_gallery_is_one_of_what_stands_behind_it() -> None:
    spec = read("A company website with pages for services, testimonials of customers and benefits of the product.")
    labels = {entity.label for entity in spec.entities}
    assert "Testimonial" in labels
    assert "Customer" not in labels


def test_sites_that_people_use_open_with_a_line_of_their_kind() -> None:
    spec = read("An online course platform where students browse courses.")
    hero = spec.pages[0].sections[0]
    assert hero.title == "Learn something that stays."
    assert hero.text.startswith("Courses and lessons for people who want to understand")
