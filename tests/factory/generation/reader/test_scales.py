"""Values that a prompt tells in running words."""

import pytest

from millwright.factory.generation import read


@pytest.mark.parametrize(
    ("prompt", "place", "values"),
    [
        (
            "A list of defects with a severity of minor, major or critical and a floor",
            "severity",
            "Minor Major Critical",
        ),
        ("Complaints with importance low, normal or high", "importance", "Low Normal High"),
        ("A garden diary; each shrub is healthy, thirsty or dead", "status", "Healthy Thirsty Dead"),
        (
            "A laundry: customers bring garments, clerks write tickets; priority normal, express or same-day",
            "priority",
            "",
        ),
    ],
)
def test_what_a_field_is_one_of_are_its_choices(prompt: str, place: str, values: str) -> None:
    spec = read(prompt)
    fields = [field for entity in spec.entities for field in entity.fields if field.name.split("_")[-1] == place]
    assert fields
    assert any({choice.label for choice in field.choices} >= set(values.split()) for field in fields)
    assert not [
        f.name for entity in spec.entities for f in entity.fields if f.name in {"major", "medium", "normal", "thirsty"}
    ]
