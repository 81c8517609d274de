"""Calculators: which formula a prompt means, what it is told where none is known, and what is kept of it: nothing."""

import re

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.capabilities.calculator.estimates import formula_of_options
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


@pytest.mark.parametrize(
    ("prompt", "options"),
    [
        (
            "An insurance website. Users can input age, gender and insured amount to calculate the premium.",
            {
                "results": "Premium",
                "of_money": "yes",
                "number_1": "Age",
                "choice_2": "Gender",
                "number_3": "Insured amount",
            },
        ),
        (
            "A seed shop website. Users can enter the planting area to calculate the amount of seeds required.",
            {"results": "Seeds", "of_money": "no", "number_1": "Planting area"},
        ),
        (
            "A curtain shop website. Users can calculate the price by entering width, height and loss rate.",
            {"results": "Price", "of_money": "yes", "number_1": "Width", "number_2": "Height", "share_3": "Loss rate"},
        ),
        (
            "A notice site with price calculation. Users enter the word count and publication days and see the price.",
            {"results": "Price", "of_money": "yes", "number_1": "Word count", "duration_2": "Publication days"},
        ),
        (
            "A specialties mall. Users can calculate the postage according to weight and province.",
            {"results": "Postage", "of_money": "yes", "number_1": "Weight", "choice_2": "Province"},
        ),
    ],
)
def test_what_no_formula_is_known_for_is_estimated_by_what_is_entered(prompt: str, options: dict[str, str]) -> None:
    spec = read(prompt)
    (part,) = spec.parts_of("calculator")
    assert {key: text for key, text in part.options.items() if not key.startswith(("choices", "rates"))} == options
    assert not spec.not_built


def test_an_estimate_multiplies_by_durations_shares_and_choices() -> None:
    made = formula_of_options(
        {
            "results": "Rent",
            "of_money": "yes",
            "number_1": "Pallets",
            "duration_2": "Months",
            "share_3": "Loss rate",
            "choice_4": "Zone",
            "choices_4": "Ambient, Frozen",
        }
    )
    assert made.results[0].expression == (
        "(r.base + v.months * (v.pallets * r.per_pallets)) * (1 + v.loss_rate / 100) * [r.zone_0, r.zone_1][v.zone]!"
    )
    assert made.example == ("157.5",)
    assert [(rate.name, rate.value) for rate in made.rates] == [
        ("base", 0),
        ("per_pallets", 5),
        ("zone_0", 1),
        ("zone_1", 1.2),
    ]


def test_averages_of_records_are_no_calculator() -> None:
    spec = read("A car review website that calculates the average fuel consumption of each model.")
    assert not spec.parts_of("calculator")


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
