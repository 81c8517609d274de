"""Suggestions: where a prompt gets them, by what, what is told as not built, and that the rule holds."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

MOVIES = "A movie website with recommendations. Users browse movies by genre and save favourites."


def suggested(spec: AppSpec) -> dict[str | None, str]:
    """What is suggested, and by what it is alike."""
    return {part.entity: part.options["by"] for part in spec.parts_of("suggestions")}


@pytest.mark.parametrize(
    ("prompt", "entity"),
    [
        (MOVIES, "movie"),
        ("A recipe site where users save recipes and see similar recipes below each recipe", "recipe"),
        ("An online shop for cosmetics that recommends similar products on the product page", "product"),
        ("A news site with articles, categories and related articles below each article", "article"),
        ("An online shop for candles with a section you may also like", "product"),
    ],
)
def test_what_is_alike_is_suggested(prompt: str, entity: str):
    spec = read(prompt)
    assert list(suggested(spec)) == [entity]
    assert not [reason for reason in spec.not_built if "recommend" in reason.because]


def test_what_the_rule_does_not_know_is_told():
    (reason,) = read("A movie site with movies by genre that recommends movies based on the mood of the user").not_built
    assert reason.subject == "based on the mood"
    browsed = read("A movie site with movies by genre that recommends movies based on browsing history")
    assert browsed.not_built == ()


def test_where_nothing_is_shown_nothing_is_suggested_and_that_is_told():
    spec = read("An internal system that tracks machines and recommends maintenance")
    assert not suggested(spec)
    assert any("by a model" in reason.because for reason in spec.not_built)


ROUTES = "backend/app/routes/movie_suggestions.py"
MUTATIONS = [
    (ROUTES, "if row.id in taken:", "if False:"),
    (ROUTES, ".where(MovieFavourite.owner_id == user.id)", ""),
    (ROUTES, "if row.id != one.id]", "]"),
    (ROUTES, "if score:", "if False:"),
]


@pytest.mark.slow
async def test_its_tests_pass_and_taking_out_a_rule_makes_one_fail(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
):
    tests = "tests/test_movie_suggestions.py"
    whole, survivors = await outcome(read(MOVIES), tests, MUTATIONS, tools=(sandbox, toolchain), pool=pool)
    assert b"failed" not in whole
    assert survivors == []
