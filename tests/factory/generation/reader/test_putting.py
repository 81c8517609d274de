"""What is put on a list is not made anew, and points that are places are earned by nobody."""

import pytest

from millwright.factory.generation import read


@pytest.mark.parametrize(
    ("said", "record"),
    [
        ("Users search products and add products to the inquiry list and submit it.", "product"),
        ("Users browse tours and add tours to their itinerary.", "tour"),
        ("Users browse courses and put courses on their wishlist.", "course"),
    ],
)
def test_who_puts_things_on_a_list_makes_none(said: str, record: str) -> None:
    spec = read(f"A catalogue website. {said}")
    entity = spec.entity(record)
    assert not any(spec.access(role, entity).create for role in spec.roles if not role.admin)


def test_who_also_writes_them_makes_some() -> None:
    spec = read("A recipe site where members publish recipes and add recipes to their collection")
    member = next(role for role in spec.roles if not role.admin)
    assert spec.access(member, spec.entity("recipe")).create


@pytest.mark.parametrize("place", ["pickup point management", "charging point management", "collection points"])
def test_points_that_are_places_are_no_rewards(place: str) -> None:
    spec = read(f"A delivery website with orders, products and {place}, where users place orders")
    assert not spec.parts_of("points")


def test_points_that_are_earned_stay_points() -> None:
    assert read("A shop website with a cart, orders and points management where customers earn points").parts_of(
        "points"
    )


def test_a_list_of_inquiries_in_a_catalogue_asks_for_offers() -> None:
    spec = read("A product catalogue website for pumps. Visitors add products to an inquiry list and send it.")
    assert spec.parts_of("inquiry_list")
