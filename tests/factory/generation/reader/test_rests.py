"""What is left of an allowance, where sentences ask for it."""

from millwright.factory.generation.formulas import Operation
from millwright.factory.generation.reader import read


def test_leave_is_taken_from_the_days_of_each_employee() -> None:
    spec = read("An HR app: employees request leave, managers approve it, everyone sees annual leave days left")
    (rest,) = (formula for formula in spec.entity("employee").formulas if formula.operation is Operation.REST)
    assert rest.rows is not None
    assert (rest.of, rest.rows.entity, rest.rows.of, rest.rows.values) == (
        ("annual_leave_days",),
        "leave_request",
        "days",
        ("approved",),
    )
    assert "remaining" not in " ".join(reason.subject for reason in spec.not_built)


def test_expenses_are_taken_from_budgets() -> None:
    spec = read("A budget app for departments: record expenses against budgets and show the budget remaining")
    budget = spec.entity("budget")
    assert [formula.operation for formula in budget.formulas] == [Operation.REST, Operation.TOTAL]
    assert spec.entity("expense").field("budget").target == "budget"
    assert "spent" not in {field.name for field in budget.fields}


def test_demonstrations_leave_something() -> None:
    spec = read("A budget app for departments: record expenses against budgets and show the budget remaining")
    expenses = spec.entity("expense").samples
    for place, row in enumerate(spec.entity("budget").samples):
        granted = [one for one in expenses if one["status"] in {"approved", "reimbursed"}]
        taken = sum(float(one["amount"] or 0) for one in granted if one.get("budget") == place)
        assert float(row["planned"] or 0) > taken


def test_that_nothing_keeps_people_from_taking_more_is_said() -> None:
    spec = read(
        "A leave app with employees and leave requests; remaining leave is shown and nobody takes more than that"
    )
    assert any("kept from taking more" in reason.because for reason in spec.not_built)
