"""Parts of public sites: carousel, search, the way there."""

from millwright.factory.generation import read
from millwright.factory.generation.site import SectionKind


def test_a_carousel_stands_on_home_below_its_opening() -> None:
    spec = read("A kindergarten website with a carousel on the home page, news and a photo gallery")
    assert [section.kind for section in spec.pages[0].sections][1] is SectionKind.CAROUSEL
    assert any(reason.because == "carousel" for reason in spec.reasons)


def test_a_carousel_behind_a_sign_in_is_listed_as_not_built() -> None:
    spec = read("An internal tool for our team to track tasks, with a carousel")
    assert not spec.parts_of("carousel")
    assert any(reason.subject == "carousel" for reason in spec.not_built)


def test_a_site_that_can_be_searched_has_one_box_for_all() -> None:
    spec = read("A business website with products and news. The website should have a search function.")
    assert spec.parts_of("site_search")


def test_a_workspace_is_searched_list_by_list() -> None:
    spec = read("A warehouse management system with materials and a search function")
    assert not spec.parts_of("site_search")
    assert not any("search" in reason.subject for reason in spec.not_built)


def test_a_map_is_a_link_to_the_address_of_the_contact_page() -> None:
    spec = read("A restaurant website with menu, a contact page and a map")
    (part,) = spec.parts_of("map_link")
    contact = next(page for page in spec.pages if page.name == "contact")
    assert part.options["address"] in {item.text for section in contact.sections for item in section.items}
