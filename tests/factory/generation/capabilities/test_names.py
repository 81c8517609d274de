"""What capabilities bring along is theirs alone: no record is called like a module, a path or a type of theirs."""

import re
from collections import Counter

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.capabilities import contributions
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine
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


HOTEL = "A hotel site: guests book rooms for some nights, pay for their booking online by card, can move or cancel it."
_IMPORTED = re.compile(r"^import (?:type )?\{(?P<names>[^}]*)\}", re.MULTILINE)
_DECLARED = re.compile(r"^(?:export )?(?:interface|type|function|const|class) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("wish", ["Rename bookings to stays", "Rename rooms to stays", "Rename bookings to free days"])
def test_a_module_declares_and_imports_each_name_once(wish: str) -> None:
    files = compile_app(refine(read(HOTEL), wish).spec)
    for path, text in files.items():
        if path.startswith("frontend/src") and path.endswith((".ts", ".tsx")):
            imported = [name for part in _IMPORTED.findall(text) for name in re.findall(r"(\w+)\s*(?:,|$)", part)]
            names = Counter([*imported, *_DECLARED.findall(text)])
            assert [name for name, times in names.items() if times > 1] == [], path
