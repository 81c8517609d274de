"""What the title of a prompt says that an application is for, and what it has besides."""

import pytest

from millwright.factory.generation.reader import read
from tests.factory.generation.reader.kept import fields, records


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        (
            "A hospital inventory management system for medicines with expiry dates, low stock alerts and suppliers",
            {"Medicine", "Supplier", "Stock movement"},
        ),
        ("A clinic stock system: drugs, expiry dates, stock in and out", {"Drug", "Supplier", "Stock movement"}),
        (
            "A warehouse inventory system for spare parts with suppliers and low stock alerts",
            {"Part", "Supplier", "Stock movement", "Warehouse"},
        ),
        (
            "A nursing home medication inventory with expiration dates and suppliers",
            {"Medicine", "Supplier", "Stock movement"},
        ),
    ],
)
def test_a_house_counts_what_it_names_once_and_is_no_record_itself(prompt: str, kept: set[str]) -> None:
    assert records(prompt) - {"Saved report"} == kept


def test_a_medicine_has_one_day_on_which_it_expires() -> None:
    spec = read("A hospital inventory management system for medicines with expiry dates and suppliers")
    assert [name for name in fields(spec, "medicine_item") if "expir" in name] == ["expiry_date"]
