"""Budgets by month and category: what is spent of them is worked out of the expenses that say the same."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.formulas import Operation


@pytest.mark.parametrize(
    ("prompt", "alike"),
    [
        (
            "A household app: people keep categories, set monthly budgets for each category and record expenses.",
            [("spent_on", "month"), ("category", "category")],
        ),
        (
            "A money app: users set a monthly budget, record expenses, and are warned when the budget is exceeded.",
            [("spent_on", "month")],
        ),
    ],
)
def test_what_is_spent_of_a_budget_is_worked_out(prompt: str, alike: list[tuple[str, str]]) -> None:
    spec = read(prompt)
    budget = spec.entity("budget")
    found = {formula.name: formula for formula in budget.formulas}
    assert [found[name].operation for name in ("spent", "budget_left", "used")] == [
        Operation.TOTAL,
        Operation.REST,
        Operation.REACHED,
    ]
    rows = found["spent"].rows
    assert rows is not None
    assert [(each.theirs, each.own) for each in rows.alike] == alike
    assert "spent" not in {field.name for field in budget.fields}
    assert "budget" not in {field.name for field in spec.entity("expense").fields}
    assert spec.parts_of("budgets")[0].entity == "budget"
    assert "exceeded" not in " ".join(reason.subject for reason in spec.not_built)


def test_budgets_of_departments_are_no_budgets_of_categories() -> None:
    spec = read("A budget app for departments: record expenses against budgets and show the budget remaining")
    assert not spec.parts_of("budgets")
