"""What a record comes to by the rows that refer to it, where sentences ask for it."""

import pytest

from millwright.factory.generation.formulas import Formula, Operation
from millwright.factory.generation.reader import read


def formulas(prompt: str, entity: str) -> dict[str, Formula]:
    return {formula.name: formula for formula in read(prompt).entity(entity).formulas}


@pytest.mark.parametrize(
    ("prompt", "taking"),
    [
        (
            "A project app: managers create projects and tasks, and see the completion percentage of each project",
            "task",
        ),
        ("A firm keeps projects and milestones, and managers view the progress of each project", "milestone"),
    ],
)
def test_the_progress_of_each_is_the_share_of_what_is_done(prompt: str, taking: str) -> None:
    (share,) = (f for f in formulas(prompt, "project").values() if f.operation is Operation.SHARE)
    assert share.rows is not None
    assert share.rows.entity == taking
    assert share.rows.values


def test_hours_spent_on_each_are_added_up_of_the_tasks_that_get_them() -> None:
    prompt = "A project app: managers create projects and tasks, and see the total hours spent on each project"
    spec = read(prompt)
    (total,) = spec.entity("project").formulas
    assert total.rows is not None
    assert (total.operation, total.rows.of) == (Operation.TOTAL, "hours_spent")
    assert spec.entity("task").field("project").target == "project"


def test_what_is_raised_is_told_beside_the_goal() -> None:
    prompt = "A charity keeps aid projects and donations, and staff see the fundraising progress of each project"
    found = formulas(prompt, "project")
    assert (found["raised"].operation, found["reached"].operation) == (Operation.TOTAL, Operation.REACHED)
    goal = found["reached"].of[0]
    spec = read(prompt)
    for place, row in enumerate(spec.entity("project").samples):
        given = sum(float(one["amount"] or 0) for one in spec.entity("donation").samples if one["project"] == place)
        assert float(row[goal] or 0) > given


@pytest.mark.parametrize(
    ("prompt", "entity", "expected"),
    [
        (
            "Fleet software: vehicles and refueling records; managers view the total fuel cost of each vehicle",
            "vehicle",
            {"total_fuel_cost": (Operation.TOTAL, "cost")},
        ),
        (
            "Sales staff manage customers and orders, and see the total order amount and number of orders per customer",
            "customer",
            {"total_order_amount": (Operation.TOTAL, "total"), "orders": (Operation.TOTAL, None)},
        ),
        (
            "Class scores: teachers keep students, enter exam scores, and see the average score of each student",
            "student",
            {"average_score": (Operation.AVERAGE, "points")},
        ),
    ],
)
def test_sums_averages_and_numbers_of_each_are_worked_out(
    prompt: str, entity: str, expected: dict[str, tuple[Operation, str | None]]
) -> None:
    found = formulas(prompt, entity)
    assert {name: (f.operation, f.rows.of if f.rows else None) for name, f in found.items()} == expected


def test_what_is_not_wanted_is_not_worked_out() -> None:
    assert not formulas("A project app with projects and tasks, without the progress of each project", "project")


def test_hours_that_are_added_up_are_never_negative() -> None:
    spec = read("A project app. Staff log hours on projects; the total hours of each project are shown.")
    fields = [field for entity in spec.entities for field in entity.fields if field.name == "hours"]
    assert fields
    assert all(field.minimum == 0 for field in fields)
