"""Forms that visitors send: contact, newsletter, requests."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.compiler.naming import pascal
from millwright.factory.generation.site import SectionKind
from millwright.factory.generation.spec import Access


def test_a_contact_page_has_a_form_that_visitors_send_and_only_the_team_reads() -> None:
    spec = read("A company website with home, services and contact us pages. Users log in to order services.")
    (part,) = spec.parts_of("contact_form")
    entity = spec.entity(str(part.entity))
    assert entity.visitors == Access(create=True)
    assert not any(spec.access(role, entity).read != "none" for role in spec.roles if role.signup)
    contact = next(page for page in spec.pages if page.name == "contact")
    assert SectionKind.FORM in {section.kind for section in contact.sections}


def test_the_form_asks_for_what_the_prompt_lists() -> None:
    spec = read(
        "A landing page for generating leads. The page should have a form submission feature, allowing users to input "
        "their name, email, and phone number."
    )
    (part,) = spec.parts_of("contact_form")
    types = [field.type.value for field in spec.entity(str(part.entity)).fields]
    assert types[:3] == ["text", "email", "phone"]
    assert set(types[3:]) <= {"choice", "long_text"}


@pytest.mark.parametrize(
    ("prompt", "capability"),
    [
        ("A company website with home, services and contact us pages.", "contact_form"),
        ("A website for a roofing company with services, projects and request a quote", "quote_request"),
    ],
)
def test_what_came_in_stays_as_it_was_written_and_is_answered(prompt: str, capability: str) -> None:
    spec = read(prompt)
    entity = spec.entity(str(spec.parts_of(capability)[0].entity))
    assert entity.received
    (state,) = [field for field in entity.fields if field.kept]
    assert [choice.label for choice in state.choices] == ["New", "Read", "Answered"]
    files = compile_app(spec)
    change = str(files[f"backend/app/schemas/{entity.plural}.py"]).partition("Update(Input)")[2].partition("\n\n\n")[0]
    assert "status: " in change
    assert "email: " not in change
    pages = next(text for path, text in files.items() if path.endswith(f"{pascal(entity.name)}Pages.tsx"))
    form = str(pages).partition("FormPage")[2]
    assert form.count("field(") == 1
    assert any(path.endswith("Answer.tsx") for path in files)
    assert "canAdd(user, records.subject)" in str(files["frontend/src/components/records.tsx"])


def test_what_visitors_send_no_more_is_written_by_hand() -> None:
    entity = read("A company website with home, services and contact us pages.").entity("contact_message")
    assert entity.received
    assert not entity.model_copy(update={"visitors": Access()}).received
    assert not entity.model_copy(update={"fields": tuple(f for f in entity.fields if not f.kept)}).received


def test_a_newsletter_takes_each_address_once() -> None:
    spec = read("A magazine website with articles and a newsletter signup")
    (part,) = spec.parts_of("newsletter")
    (address,) = spec.entity(str(part.entity)).fields
    assert address.unique
    assert address.required


def test_a_request_for_a_quote_has_a_page_of_its_own() -> None:
    spec = read("A website for a roofing company with services, projects and request a quote")
    assert spec.parts_of("quote_request")
    assert any(page.name == "request" for page in spec.pages)


@pytest.mark.parametrize("prompt", ["A website for a bakery without a newsletter", "A CRM with a newsletter"])
def test_a_newsletter_that_is_refused_or_has_no_site_is_not_built(prompt: str) -> None:
    assert not read(prompt).parts_of("newsletter")
