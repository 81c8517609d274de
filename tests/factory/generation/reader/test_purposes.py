"""What people enter to find things is a fact of these, and what they enter to have something worked out is none."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import FieldType


def test_what_is_entered_to_find_things_narrows_their_list() -> None:
    spec = read("An online shop for gaskets. Users can input the inner diameter and width to find products.")
    fields = {field.name: field for field in spec.entity("product").fields}
    assert fields["inner_diameter"].type is FieldType.DECIMAL


@pytest.mark.parametrize(
    "prompt",
    [
        (
            "A shipping company website. Users select the departure port to view the reference transit time, and send "
            "quotation requests."
        ),
        "A tackle shop website. Users select the target fish to get a recommended combination of rods.",
    ],
)
def test_what_is_worked_out_of_what_is_entered_is_no_field(prompt: str) -> None:
    names = {field.name for entity in read(prompt).entities for field in entity.fields}
    assert not names & {"departure_port", "transit_time", "target_fish"}


def test_words_that_share_their_last_one_are_kinds_and_no_fields() -> None:
    spec = read("A website of a freight forwarder. Users view sea, air, and rail services and send quotation requests.")
    assert not {"sea", "air"} & {field.name for entity in spec.entities for field in entity.fields}


def test_the_price_of_many_things_is_no_field_of_something_else() -> None:
    spec = read("A metal news site. Users browse news and view the daily price of rebar, hot rolled coil, and pipes.")
    assert "hot_rolled_coil" not in {field.name for entity in spec.entities for field in entity.fields}
