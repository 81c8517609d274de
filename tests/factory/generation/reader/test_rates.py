"""Rates, funnels and averages that sentences ask for by name."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import ChartKind, Figure, Measure


def figure_of(prompt: str, label: str) -> Figure:
    return next(figure for figure in read(prompt).figures if figure.label == label)


def test_a_rate_is_the_share_of_the_states_that_its_name_means() -> None:
    rate = figure_of("A school app: teachers record attendance; view the attendance rate by month", "Attendance rate")
    assert (rate.measure, rate.entity, rate.values) == (Measure.RATE, "attendance", ("present", "late"))


def test_a_rate_is_drawn_along_each_thing_that_is_named() -> None:
    spec = read("A school app: teachers record attendance per class; show the attendance rate by class and by month")
    drawn = {chart.by: chart.kind for chart in spec.charts if chart.is_rate}
    assert drawn == {"school_class": ChartKind.RANKING, "attended_on": ChartKind.LINE}


def test_points_count_from_six_tenths_on() -> None:
    rate = figure_of("An exam app where teachers enter exam results and see the pass rate of each exam", "Pass rate")
    assert (rate.of, rate.least) == ("points", 60)


def test_a_conversion_along_stages_is_a_funnel() -> None:
    spec = read("A CRM with deals that move through stages; show the conversion rate of each stage")
    assert [chart.by for chart in spec.charts if chart.kind is ChartKind.FUNNEL] == ["stage"]


def test_numbers_that_a_rate_is_made_of_are_numbers() -> None:
    rate = figure_of(
        "A log of sowings with seeds sown and seeds germinated; show the germination rate", "Germination rate"
    )
    assert (rate.of, rate.over) == ("seeds_germinated", "seeds_sown")


def test_rooms_tell_whether_they_are_taken_where_their_occupancy_is_asked_for() -> None:
    spec = read("A hotel app with rooms and guests; the manager sees the occupancy rate")
    assert [(figure.entity, figure.of) for figure in spec.figures] == [("room", "occupancy")]


def test_growth_is_a_sum_beside_the_period_before() -> None:
    spec = read("A sales log with amount and date; show the growth rate month on month")
    assert (spec.figures[0].entity, spec.figures[0].measure) == ("sale", Measure.SUM)


@pytest.mark.parametrize("words", ["average order value", "average order total"])
def test_an_average_of_what_a_row_is_worth_is_a_figure(words: str) -> None:
    spec = read(f"A restaurant app with orders; the owner sees the {words}")
    assert [(figure.measure, figure.of) for figure in spec.figures] == [(Measure.AVERAGE, "total")]


def test_a_rate_that_no_record_tells_is_not_built_and_said_so() -> None:
    spec = read("A recipe app with recipes and cooks; show the churn rate")
    assert [reason.subject for reason in spec.not_built] == ["churn rate"]
    assert not spec.figures


def test_what_a_rate_cannot_be_told_along_is_said() -> None:
    spec = read("Inspectors record inspections with a result and see the qualification rate per continent")
    assert any("do not say their continent" in reason.because for reason in spec.not_built)


def test_a_rate_that_is_refused_is_left_out() -> None:
    assert not read("A school app with attendance, without attendance rate").figures


def test_demonstrations_show_no_rate_of_none_or_all() -> None:
    spec = read("A school app: teachers record attendance per class; show the attendance rate by class")
    rows = spec.entity("attendance").samples
    counted = [row["status"] in {"present", "late"} for row in rows]
    assert 0.5 < sum(counted) / len(rows) < 1


def test_demonstrations_lead_fewer_rows_from_stage_to_stage() -> None:
    spec = read("A CRM with deals that move through stages; show the conversion rate of each stage")
    stages = [row["stage"] for row in spec.entity("deal").samples]
    assert {choice.value for choice in spec.entity("deal").field("stage").choices} == set(stages)


def test_the_funnel_is_of_what_goes_through_the_stages() -> None:
    spec = read(
        "A recruiting tool with candidates, interviews and offers. Recruiters drag candidates between stages such as "
        "screening, first interview, second interview and offer. It displays the conversion rate of each stage."
    )
    (funnel,) = [chart for chart in spec.charts if chart.kind == "funnel"]
    assert (funnel.entity, funnel.by) == ("candidate", "stage")


def test_a_rate_is_told_along_nothing_that_only_one_row_has() -> None:
    spec = read("A flower shop with orders; the owner sees the conversion rate of orders")
    assert not [chart.by for chart in spec.charts if chart.is_rate]
