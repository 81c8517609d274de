"""Examples: the values of what people choose, and the kinds of what a shop sells."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.spec import AppSpec, FieldSpec


def _field(spec: AppSpec, name: str) -> FieldSpec:
    return next(field for entity in spec.entities for field in entity.fields if field.name == name)


@pytest.mark.parametrize(
    ("prompt", "field", "values"),
    [
        (
            (
                "A fish shop. Users should be able to choose the processing method such as live, cleaned, or sliced, "
                "and place an order."
            ),
            "processing_method",
            ["Live", "Cleaned", "Sliced"],
        ),
        (
            (
                "A tailor's online shop. Users can choose the collar style such as pointed, rounded, or stand-up, and "
                "place an order."
            ),
            "collar_style",
            ["Pointed", "Rounded", "Stand up"],
        ),
        (
            "An egg farm online store. Users can select the packaging method such as tray, carton or gift box.",
            "packaging_method",
            ["Tray", "Carton", "Gift box"],
        ),
    ],
)
def test_examples_of_what_people_choose_are_its_values(prompt: str, field: str, values: list[str]) -> None:
    spec = read(prompt)
    assert [choice.label for choice in _field(spec, field).choices] == values
    assert not {value.lower().replace(" ", "_") for value in values} & {entity.name for entity in spec.entities}
    assert not spec.not_built


@pytest.mark.parametrize(
    ("prompt", "kinds"),
    [
        (
            "An online shop for refurbished network equipment such as switches, routers, and firewalls.",
            ["Switches", "Routers", "Firewalls"],
        ),
        (
            "A mall for hospital furniture including beds, bedside tables and wheelchairs.",
            ["Beds", "Bedside tables", "Wheelchairs"],
        ),
        (
            "A website selling laboratory consumables like pipettes, gloves, and test tubes.",
            ["Pipettes", "Gloves", "Test tubes"],
        ),
    ],
)
def test_examples_of_what_is_sold_are_kinds_of_goods(prompt: str, kinds: list[str]) -> None:
    spec = read(prompt)
    assert [row["name"] for row in spec.entity("category").samples] == kinds
    assert not {"bed", "wheelchair", "glove"} & {entity.name for entity in spec.entities}
    assert not spec.not_built


def test_goods_that_are_known_by_their_examples_keep_their_articles() -> None:
    spec = read("An online store for camping gear such as tents, stoves and headlamps.")
    assert "Two-person tent, 1.9 kg" in {row["name"] for row in spec.entity("product").samples}
