"""Days that are worked out: so long after another day, as the row, what it refers to, a rule or the prompt says."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.capabilities.registry import contributions
from millwright.factory.generation.field_types import days_from_today
from millwright.factory.generation.spec import AppSpec, Part


def deadlines(spec: AppSpec) -> Part | None:
    return next(iter(spec.parts_of("deadlines")), None)


MACHINES = "Each machine has a maintenance interval in months; the next maintenance date is calculated automatically."


@pytest.mark.parametrize(
    ("prompt", "entity", "options"),
    [
        (
            f"A maintenance system for machines. {MACHINES}",
            "machine",
            {"own": "maintenance_interval", "unit": "months"},
        ),
        (
            "A law firm manages cases. Cases have a received date. The deadline is 30 days after the received date.",
            "case_file",
            {"since": "received_date", "count": "30", "unit": "days"},
        ),
        (
            "A food bank keeps food batches with production date and shelf life.",
            "food_batch",
            {"date": "expires_on", "since": "production_date"},
        ),
        (
            "A help desk system with tickets. The system calculates the response deadline according to the priority.",
            "ticket",
            {"since": "opened_on", "along": "priority", "rules": "time_limit"},
        ),
        (
            "A vaccination clinic system. The next dose is calculated by the interval of the vaccine.",
            "vaccination",
            {"date": "next_due_on", "since": "given_on"},
        ),
        (
            "A repair shop. Staff register repair orders; the expected completion date is calculated automatically.",
            "repair",
            {"date": "expected_on", "own": "duration_days"},
        ),
    ],
)
def test_a_day_is_worked_out_where_it_is_asked_for(prompt: str, entity: str, options: dict[str, str]) -> None:
    spec = read(prompt)
    part = deadlines(spec)
    assert part is not None
    assert part.entity == entity
    assert options.items() <= part.options.items()
    assert spec.entity(entity).field(part.options["date"]).kept
    assert not [wish for wish in spec.not_built if "amounts are entered" in wish.because]


@pytest.mark.parametrize(
    "prompt",
    [
        "A task manager with deadlines. Tasks have a due date and a priority.",
        "A repair shop. Staff register repair orders; the expected completion date is never calculated.",
        "A rooms booking website. Guests book rooms and calculate the check-in date according to the due date.",
        "An inspection system. Inspectors see the next inspection of each machine.",
    ],
)
def test_a_day_that_nobody_wants_worked_out_is_typed(prompt: str) -> None:
    assert deadlines(read(prompt)) is None


def test_demonstrations_have_days_that_follow_from_their_numbers() -> None:
    spec = read("A food bank keeps food batches with production date and shelf life.")
    part, rows = deadlines(spec), spec.entity("food_batch").samples
    assert part is not None
    for row in rows:
        since, due = (days_from_today(row[part.options[name]]) for name in ("since", "date"))
        assert since is not None
        assert due == since + int(str(row[part.options["own"]]))


def test_rules_are_rows_of_which_there_is_one_for_each_value() -> None:
    spec = read(
        "A help desk system with tickets. The system calculates the response deadline according to the priority."
    )
    levels = [choice.label for choice in spec.entity("time_limit").field("applies_to").choices]
    assert levels == [choice.label for choice in spec.entity("ticket").field("priority").choices]
    (made,) = [one for one in contributions(spec) if "backend/app/deadlines.py" in one.files]
    assert {*made.savings} == {"ticket", "time_limit"}
