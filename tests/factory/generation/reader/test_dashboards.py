"""What dashboards hold, by the words that ask for them."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import ChartKind, Measure

SALES = "A sales analytics platform: sales with amount, category, region and date"


def test_analytics_have_charts_of_several_kinds_figures_and_filters() -> None:
    spec = read(SALES)
    assert len(spec.charts) >= 3
    assert len({chart.kind for chart in spec.charts}) >= 3
    assert spec.figures
    assert spec.dashboard_filters
    assert len(spec.entity(spec.charts[0].entity).samples) >= 24


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("draw pie charts", ChartKind.DONUT),
        ("a heat map", ChartKind.HEATMAP),
        ("rank them in charts", ChartKind.RANKING),
        ("line charts", ChartKind.LINE),
    ],
)
def test_a_kind_of_chart_that_is_named_is_drawn(words: str, kind: ChartKind) -> None:
    spec = read(f"{SALES}. It should show {words} of sales.")
    assert kind in {chart.kind for chart in spec.charts}


def test_one_chart_that_is_asked_for_brings_no_figures() -> None:
    spec = read("A bike repair shop where the owner sees revenue by month")
    assert spec.figures == ()


def test_what_comes_in_and_goes_out_is_added_up_where_no_chart_was_asked_for() -> None:
    spec = read("A platform for managing sales and expenses of a firm")
    assert [chart.measure for chart in spec.charts] == [Measure.SUM, Measure.SUM]
    assert {chart.entity for chart in spec.charts} == {"sale", "expense"}


@pytest.mark.parametrize("said", ["dashboard shows the number of sessions", "calendar shows the sessions"])
def test_what_a_dashboard_shows_is_no_show(said: str) -> None:
    spec = read(f"A gym management system. Trainers record sessions. The {said}.")
    assert not {"show", "movie"} & {entity.name for entity in spec.entities}
