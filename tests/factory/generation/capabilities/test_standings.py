"""Rankings of whom or what rows name, by what their rows come to."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.capabilities.registry import contributions
from millwright.factory.generation.spec import AppSpec, Part


def ranking(spec: AppSpec) -> Part | None:
    return next(iter(spec.parts_of("ranking")), None)


@pytest.mark.parametrize(
    ("prompt", "entity", "options"),
    [
        (
            "A volunteer platform. Volunteers log service hours with date. There is a ranking of volunteers by hours.",
            "hour",
            {"along": "volunteer", "by": "hours", "measure": "sum"},
        ),
        (
            "A charity platform where donors record donations with amount; a donation ranking is displayed.",
            "donation",
            {"along": "donor_name", "by": "amount", "measure": "sum"},
        ),
        (
            "A library system for borrowing books. There is a ranking of readers by number of loans.",
            "loan",
            {"along": "owner"},
        ),
        (
            "An equipment rental system; users see the top ten equipment by number of rentals.",
            "rental",
            {"along": "equipment_item"},
        ),
        (
            "A power monitoring platform with energy readings of households. Users view a household ranking.",
            "energy_reading",
            {"by": "consumption_kwh", "measure": "sum"},
        ),
        (
            "A river volunteer platform. Volunteers upload patrol photos and kilometres of patrols. An honor ranking.",
            "river_patrol",
            {"along": "volunteer", "by": "kilometres"},
        ),
    ],
)
def test_what_rows_come_to_ranks_whom_or_what_they_name(prompt: str, entity: str, options: dict[str, str]) -> None:
    part = ranking(read(prompt))
    assert part is not None
    assert part.entity == entity
    assert options.items() <= part.options.items()


def test_a_ranking_of_what_has_no_number_is_told_as_not_built() -> None:
    spec = read("A legal question website where members ask questions. It shows a ranking of lawyers by adoption rate.")
    assert ranking(spec) is None
    assert any("rank" in wish.subject for wish in spec.not_built)


def test_the_application_says_who_comes_first_and_refuses_who_may_read_none() -> None:
    spec = read(
        "A volunteer platform. Volunteers log service hours with date. There is a ranking of volunteers by hours."
    )
    (made,) = [one for one in contributions(spec) if "backend/app/standings.py" in one.files]
    route = made.files["backend/app/routes/standings_hours.py"]
    assert "readable(user, Hour)" in route
    assert "func.sum(Hour.hours)" in route
