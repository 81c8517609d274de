"""Rankings by the number that a superlative means."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.spec import Reach


@pytest.mark.parametrize(
    ("prompt", "entity", "by"),
    [
        (
            "A fishing forum. Members record their catches. The website displays a ranking of the largest catches.",
            "fish_catch",
            "weight_kg",
        ),
        (
            "A running club site: members log runs with distance and duration. It shows a ranking of the longest runs.",
            "run",
            "distance_km",
        ),
    ],
)
def test_superlatives_say_what_is_ranked_and_all_members_see_it(prompt: str, entity: str, by: str) -> None:
    spec = read(prompt)
    (part,) = spec.parts_of("ranking")
    assert (part.entity, part.options["by"]) == (entity, by)
    assert all(spec.access(role, spec.entity(entity)).read is Reach.ALL for role in spec.roles)
