"""Numbers that are worked out of others of a row, where sentences ask for them."""

import pytest

from millwright.factory.generation.formulas import Formula, Operation
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec


def formulas(spec: AppSpec) -> dict[str, Formula]:
    return {formula.name: formula for entity in spec.entities for formula in entity.formulas}


@pytest.mark.parametrize(
    ("prompt", "name", "of"),
    [
        (
            "Orders have quantity, unit price and amount; amount = quantity × unit price",
            "amount",
            "quantity unit_price",
        ),
        ("Record items with cost price and sale price and show the profit", "profit", "sale_price cost_price"),
        ("A register of patients with date of birth, height and weight that shows BMI", "bmi", "weight height"),
        ("A register of patients with name and date of birth that shows their age", "age", "date_of_birth"),
        ("A library lends books to borrowers; show days overdue for each loan", "overdue", "due_on"),
    ],
)
def test_a_number_is_worked_out_where_it_is_asked_for(prompt: str, name: str, of: str) -> None:
    assert " ".join(formulas(read(prompt))[name].of) == of


@pytest.mark.parametrize(
    ("prompt", "entity", "name", "of"),
    [
        (
            "An asset management system. Users register assets with purchase price. It has depreciation calculation.",
            "asset",
            "depreciation",
            "purchase_price residual_value useful_life_years",
        ),
        (
            "A payroll system. HR keeps payslips with allowances and social insurance. Monthly payroll is calculated.",
            "payslip",
            "net_pay",
            "gross_amount allowances social_insurance income_tax",
        ),
        (
            "A fleet management system for trips. Users record fuel entries and calculate the fuel consumption.",
            "fuel_entry",
            "fuel_consumption",
            "litres distance_km",
        ),
    ],
)
def test_what_is_missing_of_it_is_added_where_it_is_to_be_calculated(
    prompt: str, entity: str, name: str, of: str
) -> None:
    record = read(prompt).entity(entity)
    (formula,) = (formula for formula in record.formulas if formula.name == name)
    assert " ".join(formula.of) == of
    assert {*of.split()} <= {field.name for field in record.fields}


def test_a_number_of_what_the_row_refers_to_counts_too() -> None:
    spec = read(
        "A construction system with materials (name, unit cost) and material requests (material, quantity). The total "
        "cost of each material request is calculated."
    )
    assert [f.of for f in spec.entity("material_request").formulas] == [("quantity", "material.unit_cost")]


def test_the_days_that_are_left_are_worked_out() -> None:
    spec = read("A task management system. Show the days left of each task.")
    assert [formula.operation for formula in spec.entity("task").formulas] == [Operation.LEFT]


def test_what_may_be_ordered_at_least_is_no_quantity() -> None:
    spec = read("Products have minimum order quantity and unit price. The amount of orders is calculated.")
    assert not any("minimum_order_quantity" in formula.of for formula in formulas(spec).values())


def test_what_is_worked_out_is_not_typed_as_well() -> None:
    spec = read("Orders have quantity, unit price and amount; amount = quantity × unit price")
    (entity,) = (entity for entity in spec.entities if entity.formulas)
    assert "amount" not in {field.name for field in entity.fields}
    assert all("amount" not in row for row in entity.samples)


def test_a_total_that_nobody_wants_calculated_is_typed() -> None:
    assert not formulas(read("Orders have quantity, unit price and amount"))


def test_what_is_returned_is_not_overdue() -> None:
    spec = read("A library lends books to borrowers; show days overdue for each loan")
    assert formulas(spec)["overdue"].values == ("returned",)


def test_demonstrations_show_no_loss() -> None:
    spec = read("Record items with cost price and sale price and show the profit")
    rows = next(entity for entity in spec.entities if entity.formulas).samples
    assert all(float(str(row["sale_price"])) > float(str(row["cost_price"])) for row in rows)


def test_what_is_refused_is_not_worked_out() -> None:
    spec = read("A register of patients with name and date of birth, without age")
    assert Operation.AGE not in {formula.operation for formula in formulas(spec).values()}


def test_what_lists_are_filtered_by_is_typed_and_goes_with_the_birthday() -> None:
    pet = read("A pet adoption website with pet profiles, filters by species, age and city").entity("pet")
    assert not pet.formulas
    assert "age" in [field.name for field in pet.fields]
    assert all(0 <= int(str(row["age"])) < 30 for row in pet.samples)


def test_a_dashboard_that_names_no_record_keeps_what_its_numbers_are_of() -> None:
    spec = read(
        "A machine efficiency dashboard with OEE display, downtime reason analysis and shift comparison. Users enter "
        "the planned time, running time, output and defective quantity of each machine."
    )
    assert "oee" in {formula.name for formula in spec.entity("machine").formulas}


def test_a_countdown_is_the_days_that_are_left() -> None:
    spec = read("An online auction website for stamps. Users can bid on items and view the auction countdown.")
    (formula,) = (formula for formula in formulas(spec).values() if formula.operation is Operation.LEFT)
    assert formula.of == ("ends_at",)
    assert not any("countdown" in reason.subject for reason in spec.not_built)


@pytest.mark.parametrize(
    ("prompt", "of"),
    [
        (
            "Charging points (name, price per kwh), charging sessions (charging point, energy kwh). Fee calculation.",
            "energy_kwh charging_point.price_per_kwh",
        ),
        (
            "A moving company records transport jobs with client, distance km and price per km. Fees are calculated.",
            "distance_km price_per_km",
        ),
        (
            "A laundry keeps laundry orders with customer, weight kg and price per kg and calculates the total price.",
            "weight_kg price_per_kg",
        ),
    ],
)
def test_a_price_of_a_unit_goes_with_how_many_there_are_of_it(prompt: str, of: str) -> None:
    spec = read(prompt)
    assert [" ".join(formula.of) for formula in formulas(spec).values()] == [of]
    assert not [wish.subject for wish in spec.not_built]


@pytest.mark.parametrize(
    "prompt",
    [
        "Wage calculation. Completed pieces have pieces and unit price. Daily wages are calculated.",
        "A pet boarding reservation website. Owners book cages by night. The store calculates the boarding fee by day.",
    ],
)
def test_what_is_worked_out_is_not_told_as_missing_where_it_is_spoken_of_again(prompt: str) -> None:
    assert not [wish for wish in read(prompt).not_built if "amounts are entered" in wish.because]
