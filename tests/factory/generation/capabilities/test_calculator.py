"""Calculators: which formula a prompt means, what it is told where none is known, and what is kept of it: nothing."""

import re

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.capabilities.calculator.formulas import formula
from millwright.factory.generation.reader.data import rows


@pytest.mark.parametrize(
    ("prompt", "meant"),
    [
        ("A solar installation company website with a savings calculator where users enter the roof area.", "solar"),
        ("A home loan website with news and a mortgage calculator.", "loan"),
        ("A freight forwarding website where users calculate volumetric weight of goods.", "volumetric_weight"),
        ("A logistics company website with services and a freight calculator.", "freight"),
        ("A gym website with classes and a BMI calculator.", "bmi"),
        ("A moving company website with a moving cost estimate by volume and distance.", "moving"),
        ("A decoration company website with cases and a renovation budget calculator.", "renovation"),
        ("A cleaning company website with services and a price calculator by area.", "cleaning"),
        ("A paint brand website with products and a paint calculator.", "paint"),
        ("A tile company website with a tile calculator.", "tiles"),
    ],
)
def test_a_calculator_is_that_of_its_words_and_trade(prompt: str, meant: str) -> None:
    (part,) = read(prompt).parts_of("calculator")
    assert part.options["formulas"] == meant


def test_what_is_put_in_is_kept_nowhere() -> None:
    spec = read(
        "A home solar installation company website with services, a savings calculator where users enter the roof area "
        "and monthly electricity bill to see the estimated savings, and a quote request form."
    )
    assert {entity.name for entity in spec.entities} == {"service", "calculation_rate", "quote_request"}
    assert not spec.not_built


def test_visitors_reckon_with_rates_that_only_the_team_sees_as_records() -> None:
    spec = read("A logistics company website with services and a freight calculator.")
    rates = spec.entity("calculation_rate")
    assert rates not in spec.public_entities
    assert rates.field("rate_value").minimum == 0
    assert {row["rate_code"] for row in rates.samples} == {"freight-per_kg", "freight-minimum"}


def test_a_calculator_without_a_known_formula_is_told() -> None:
    spec = read("An insurance company website with products and a premium calculator.")
    assert not spec.parts_of("calculator")
    assert any("no formula" in reason.because for reason in spec.not_built)


def test_what_records_come_to_is_no_calculator_of_a_site() -> None:
    assert not read("An invoice system that calculates the total of each invoice.").parts_of("calculator")


@pytest.mark.parametrize("name", rows("calculators"))
def test_every_formula_has_what_its_results_name(name: str) -> None:
    one = formula(name)
    assert one.source
    assert len(one.example) == len(one.results)
    for result in one.results:
        known = {f"v.{each.name}" for each in one.inputs} | {f"r.{each.name}" for each in one.rates}
        assert {*re.findall(r"\b[rv]\.\w+", result.expression)} <= known
