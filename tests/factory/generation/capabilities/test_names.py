"""Modules and paths that capabilities bring along are theirs alone: no record is called like one of them."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.capabilities import contributions
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.reserved import fault_of_new_entity

FORUM = (
    "A forum site: members have profiles, post topics with replies, follow people, get notifications and send messages"
)
SHOP = "A shop site with products, cart, checkout, favourites, wish list, reviews, and questions of customers"
CLUB = "A chess club site with members and their ratings, tournaments that members review, and a ranking list"
LAWYERS = (
    "A site of lawyers: visitors search people by city, members have profiles, comment on templates and ask questions"
)
PROMPTS = (FORUM, SHOP, CLUB, LAWYERS, "A workspace with notifications, messages and live updates of tasks")


@pytest.mark.parametrize("prompt", PROMPTS)
def test_records_leave_the_modules_of_capabilities_alone(prompt: str) -> None:
    spec = read(prompt)
    assert compile_app(spec)
    for contribution in contributions(spec):
        for module in contribution.routers:
            of_a_record = any(name in module for entity in spec.entities for name in (entity.name, entity.plural))
            assert of_a_record or fault_of_new_entity(module), f"a record may be called {module}"
