"""Choices that narrow each other: which facts are a chain, and whether rows or things that go with them have these."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import AppSpec


def chain(spec: AppSpec) -> list[str]:
    """The labels of what is chosen, one after the other."""
    (part,) = spec.parts_of("finder")
    holder = spec.entity(part.options.get("table") or str(part.entity))
    return [holder.field(name).label for name in part.options["by"].split(",")]


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        (
            "Users select the vehicle brand, series, and year for matching parts.",
            ["Vehicle brand", "Series", "Year"],
        ),
        (
            "It has a function of finding matching parts by car brand, model, and year.",
            ["Car brand", "Model", "Year"],
        ),
        ("Users pick the appliance brand and model and see the fitting parts.", ["Appliance brand", "Model"]),
        ("A vehicle selector (brand, model, year) shows suitable parts.", ["Brand", "Model", "Year"]),
    ],
)
def test_what_fits_several_things_has_rows_that_say_which(said: str, labels: list[str]) -> None:
    spec = read(f"An auto parts catalogue website with parts and prices. {said}")
    assert chain(spec) == labels
    (part,) = spec.parts_of("finder")
    assert part.options["table"] == "fitment"
    assert not {"vehicle", "brand"} & {entity.name for entity in spec.entities}
    assert len({row["year"] for row in spec.entity("fitment").samples if "year" in row}) != 1


@pytest.mark.parametrize(
    ("prompt", "record", "labels"),
    [
        ("A second-hand car website. Users choose the brand, series and year to find cars.", "sold_car", 3),
        ("A store locator website where users choose the province, city, and district to find stores.", "location", 3),
        ("A rental housing website. Users should be able to filter houses by city and district.", "house", 2),
        ("A phone repair website. Users select the phone brand and model to see the repair price.", "listed_price", 2),
    ],
)
def test_what_is_described_by_them_has_them_itself(prompt: str, record: str, labels: int) -> None:
    spec = read(prompt)
    (part,) = spec.parts_of("finder")
    assert (part.entity, "table" in part.options, len(chain(spec))) == (record, False, labels)


def test_the_demonstration_s_values_belong_together() -> None:
    spec = read("A store locator website where users choose the province, city, and district to find stores.")
    rows = spec.entity("location").samples
    assert {row["province"] for row in rows if row["city"] == "Shenzhen"} == {"Guangdong"}


@pytest.mark.parametrize(
    "prompt",
    [
        "A task management app with status and priority.",
        "An inventory system. Staff add parts with brand, model and year.",
        "A cinema website where users search films by year.",
    ],
)
def test_facts_that_are_only_entered_narrow_nothing(prompt: str) -> None:
    assert not read(prompt).parts_of("finder")


def test_behind_a_sign_in_nobody_finds_without_an_account() -> None:
    prompt = "A used car price trend website. Users select the brand, model and year, and view price trend charts."
    spec = read(prompt)
    assert spec.layout is Layout.WORKSPACE
    assert chain(spec)
    (route,) = (text for path, text in compile_app(spec).items() if path.startswith("backend/app/routes/find_"))
    assert "CurrentUser" in route
    assert "MaybeUser" not in route
