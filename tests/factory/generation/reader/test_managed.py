"""What a management system is said to manage is kept, in the sense of its trade; who it is for is no record."""

import pytest

from millwright.factory.generation.reader import read
from tests.factory.generation.reader.kept import records


def _system(trade: str, functions: str) -> str:
    return f"Please implement a {trade} management system with functionalities for {functions}."


@pytest.mark.parametrize(
    ("trade", "functions", "kept"),
    [
        ("pharmacy", "supplier management, purchase management, and sales management", {"Supplier", "Sale"}),
        ("logistics", "vehicle management, route management, and driver management", {"Route", "Driver", "Vehicle"}),
        ("law firm", "case management, client management, and fee management", {"Case", "Customer", "Fee"}),
        ("library", "book management, reader management, and fine management", {"Book", "Borrower", "Fee"}),
    ],
)
def test_each_function_that_manages_something_keeps_it(trade: str, functions: str, kept: set[str]) -> None:
    assert kept <= records(_system(trade, functions))


@pytest.mark.parametrize("house", ["pharmacy", "laundry", "canteen", "veterinary clinic"])
def test_the_house_of_the_title_is_no_record(house: str) -> None:
    assert house.capitalize() not in records(_system(house, "customer management and order management"))


def test_a_function_tells_less_of_the_trade_than_the_title() -> None:
    spec = read(_system("clinic", "patient management, customer management, and project management"))
    assert spec.roles[0].label == "Administrator"
