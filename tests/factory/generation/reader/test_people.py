"""Who does something in a prompt signs in as that, and who is called in charge is the administrator."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Reach


def _roles(prompt: str) -> dict[str, str]:
    """By label, `admin`, `signup` or `staff`."""
    return {role.label: "admin" if role.admin else "signup" if role.signup else "staff" for role in read(prompt).roles}


def test_people_without_a_word_of_their_own_are_roles_when_they_act() -> None:
    roles = _roles("A bakery tool: sales staff record orders, the kitchen sees what to bake, managers see charts")
    assert roles == {"Manager": "admin", "Sales staff": "staff", "Kitchen": "staff"}


def test_whoever_only_answers_and_closes_is_a_role_too() -> None:
    roles = _roles("Service desk: callers open requests with a category, technicians reply and close them")
    assert roles.get("Technician") == "staff"


@pytest.mark.parametrize(
    ("prompt", "admin", "others"),
    [
        ("A website for fairs. Organizers create events with a date; admins approve organizers", "Admin", "Organizer"),
        ("A holiday cottage site: landlords list cottages with rent and photos", "Manager", "Landlord"),
        ("A cat sitting service: owners register their cats and rate the sitters", "Administrator", "Owner"),
    ],
)
def test_many_who_keep_their_own_sign_up_and_do_not_administer(prompt: str, admin: str, others: str) -> None:
    roles = _roles(prompt)
    assert (roles.get(admin), roles.get(others)) == ("admin", "signup"), roles


def test_a_treasurer_is_no_administrator_where_there_is_a_president() -> None:
    roles = _roles("A rowing club: members pay fees, the treasurer records payments, the president sees everything")
    assert (roles.get("President"), roles.get("Treasurer")) == ("admin", "staff"), roles


def test_organisations_that_list_something_sign_up() -> None:
    roles = _roles("A delivery website where bakeries and restaurants list dishes and customers order them")
    assert roles.get("Restaurant") == "signup", roles


def test_reply_and_apply_are_verbs() -> None:
    spec = read("A volunteering site where charities publish projects and visitors apply for projects")
    assert any("pplication" in entity.label for entity in spec.entities), [e.label for e in spec.entities]


def test_whoever_is_said_to_see_only_their_own_sees_no_more() -> None:
    spec = read("An insurance CRM: clients, contracts and claims; brokers see their own clients only")
    broker = next(role for role in spec.roles if role.label == "Broker")
    access = spec.access(broker, spec.entity("client"))
    assert (access.read, access.create, access.update) == (Reach.OWN, True, Reach.OWN)


def test_others_who_rate_write_reviews() -> None:
    spec = read("A site for board games: members add games, others rate and discuss them")
    assert [part.entity for part in spec.parts_of("reviews")] == ["game"]


def test_what_visitors_apply_for_has_a_form() -> None:
    spec = read("An animal shelter website: visitors search by breed and apply for adoption")
    assert [part.entity for part in spec.parts_of("record_form")] == ["adoption"]


@pytest.mark.parametrize(
    ("words", "primary", "background"),
    [
        ("black background with gold accents", "#ffd700", "#000000"),
        ("navy buttons on an ivory background", "#000080", "#fffff0"),
    ],
)
def test_colours_are_said_in_many_ways(words: str, primary: str, background: str) -> None:
    spec = read(f"A photography portfolio with albums and an about page, {words}")
    assert (spec.theme.primary, spec.theme.background) == (primary, background)
    assert not [reason for reason in spec.not_built if "understood" in reason.because]


def test_a_colour_that_there_is_no_place_for_is_said() -> None:
    spec = read("A company website with services and a quote form; navy and orange")
    assert spec.theme.primary == "#000080"
    assert any(reason.subject == "orange" for reason in spec.not_built)


def test_an_office_of_two_words_is_a_role() -> None:
    roles = _roles("A concert hall: visitors reserve seats, the box office checks tickets, the director sees sales")
    assert (roles.get("Box office"), roles.get("Director")) == ("staff", "admin"), roles


def test_the_pale_one_of_two_colours_is_the_background() -> None:
    theme = read("A company website with services and a team; navy and cream").theme
    assert (theme.primary, theme.background) == ("#000080", "#fffdd0")


def test_an_office_of_the_house_signs_nobody_up_and_sees_what_comes_in() -> None:
    spec = read(
        "A foundry website. Visitors send a quote request. "
        "The foundry office should be able to log in, see the incoming quote requests and mark them as answered."
    )
    office = next(role for role in spec.roles if role.name == "foundry_office")
    assert not office.signup
    assert spec.access(office, spec.entity("quote_request")).update is Reach.ALL
