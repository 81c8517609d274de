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


@pytest.mark.parametrize(
    ("trade", "functions", "kept", "missing"),
    [
        ("Chinese medicine clinic", "herb stock management and charging", {"Herb"}, {"Plant", "Charging"}),
        ("blood bank", "donor management and blood request management", {"Donor", "Blood request"}, {"Donation"}),
        ("bank loan", "customer management and loan application management", {"Loan application"}, {"Loan"}),
        ("hospital ward", "inpatient management and medical order management", {"Medical order"}, {"Order"}),
        ("security patrol", "patrol point management and patrol plan management", {"Patrol point"}, {"Reward"}),
        ("museum collection", "artifact management and loan management", {"Collection piece", "Loan"}, {"Book"}),
        ("bus company", "line management and driver management", {"Line", "Driver"}, {"Machine", "Company"}),
    ],
)
def test_what_is_managed_is_that_of_the_trade(trade: str, functions: str, kept: set[str], missing: set[str]) -> None:
    made = records(_system(trade, functions))
    assert kept <= made
    assert not missing & made


def test_the_stock_of_a_warehouse_of_medicines_is_these() -> None:
    made = records(
        "Please implement a warehouse inventory management system for a pharmaceutical company. Users should "
        "be able to register incoming and outgoing medicines and query stock. It should also have stocktaking records."
    )
    assert {"Medicine", "Stock movement", "Stock count"} <= made
    assert not {"Product", "Medicine movement"} & made
