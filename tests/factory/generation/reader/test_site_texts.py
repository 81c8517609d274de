"""What public pages say: of the house that the prompt names, and never of another trade."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.spec import AppSpec

_FIRM = ("fair prices", "answers the phone", "done with care", "one desk")


def _said(spec: AppSpec) -> str:
    return " ".join(
        text
        for page in spec.pages
        for section in page.sections
        for text in (section.title or "", section.text, *(f"{item.title} {item.text}" for item in section.items))
    ).lower()


@pytest.mark.parametrize(
    ("house", "own"),
    [
        ("a village museum", "collection"),
        ("a Peking Opera troupe", "paint"),
        ("a mountain village", "greet"),
        ("an ocean research institute", "publishes"),
        ("a taekwondo hall", "trial class"),
        ("a ceramic artist", "kiln"),
        ("a hospice", "not alone"),
        ("a rural education foundation", "learn"),
        ("a county newspaper", "what happened here"),
        ("a lion dance troupe", "lion"),
    ],
)
def test_a_house_speaks_as_what_it_is(house: str, own: str) -> None:
    said = _said(read(f"An official website for {house} with about us, news, photos and contact us pages."))
    assert own in said
    assert not any(words in said for words in _FIRM)


def test_where_no_trade_is_known_nothing_of_a_firm_is_promised() -> None:
    spec = read("An official website for the Wendlow marsh with about us, news, photos and contact us pages.")
    said = _said(spec)
    assert "wendlow marsh" in said
    assert not any(words in said for words in _FIRM)


def test_a_firm_of_no_known_trade_speaks_as_a_firm() -> None:
    assert "fair prices" in _said(read("A company website with home, services and contact us pages."))


def test_opening_hours_are_those_of_the_house() -> None:
    spec = read("An official website for a village museum with about us, exhibits and contact us pages.")
    hours = [i.text for p in spec.pages for s in p.sections for i in s.items if i.title == "Opening hours"]
    assert hours == ["Tuesday to Sunday, 10:00 to 17:00"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a personal portfolio website for a composer to display musical works", "Composer"),
        ("a modern showcase website for a moving company", "Moving Company"),
    ],
)
def test_a_site_is_called_after_those_whose_it_is(title: str, name: str) -> None:
    assert read(f"Please create {title}. The website should include services and a contact form.").name == name
