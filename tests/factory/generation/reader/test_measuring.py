"""Charts and figures that sentences ask for without the word "chart"."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Measure


def test_earnings_over_time_need_payments_where_nothing_else_records_them() -> None:
    spec = read("A yoga studio: members book classes with teachers, the owner sees weekly income")
    chart = spec.charts[0]
    assert (spec.entity(chart.entity).label, chart.of, chart.measure) == ("Payment", "amount", Measure.SUM)


def test_an_average_is_drawn_as_one() -> None:
    spec = read("A museum tool: guests write reviews with a rating; the manager sees average ratings by month")
    assert any(chart.measure is Measure.AVERAGE and chart.of == "rating" for chart in spec.charts)


def test_what_is_seen_per_month_is_added_up() -> None:
    spec = read("A brewery tool: brewers log batches with litres and date; the boss sees litres per month")
    assert [(chart.of, chart.by) for chart in spec.charts] == [("litres", "started_on")]


def test_progress_has_days_and_the_number_that_one_follows() -> None:
    spec = read("A climbing diary. Users log climbs with route, tries and height and view progress charts")
    assert [(chart.measure, chart.entity) for chart in spec.charts] == [(Measure.AVERAGE, "climb")]


def test_a_profit_is_not_built_and_said_so() -> None:
    spec = read("An agency portal: staff log hours on projects; the admin sees profit per project")
    assert any("profit" in reason.subject and "added up" in reason.because for reason in spec.not_built)


def test_times_that_no_record_has_are_not_built_and_said_so() -> None:
    spec = read("Service desk: customers open tickets, agents reply to them, supervisors see response times by week")
    assert any("response times" in reason.subject for reason in spec.not_built)


def test_charts_go_by_what_is_free_text() -> None:
    spec = read("A sales log: record sales with product, city and amount. Managers see sales per city.")
    assert [(chart.of, chart.by) for chart in spec.charts] == [("amount", "city")]


@pytest.mark.parametrize(
    ("prompt", "places"),
    [
        ("Charts of packages: view the number of packages in different provinces and cities", ["province", "city"]),
        ("An order dashboard that shows the provincial distribution of orders", ["province"]),
        ("A site with shops in different cities", []),
    ],
)
def test_what_is_compared_by_place_says_where_it_is(prompt: str, places: list[str]) -> None:
    spec = read(prompt)
    assert [chart.by for chart in spec.charts if chart.by in {"province", "city"}] == places
    assert [reason.subject for reason in spec.not_built] == []


def test_sums_are_compared_where_the_words_speak_of_money() -> None:
    spec = read("A dashboard showing the regional sales distribution")
    assert ("amount", "region") in [(chart.of, chart.by) for chart in spec.charts]
    regions = [str(row["region"]) for row in spec.entity("sale").samples]
    assert max(map(regions.count, regions)) > 2 * min(map(regions.count, regions))


def test_what_is_yielded_is_added_up_and_not_counted() -> None:
    spec = read(
        "A farm app: record harvests with weight in kg, a chart of the harvest per month and of harvests by field."
    )
    assert [(chart.label, chart.measure, chart.of) for chart in spec.charts] == [
        ("Harvest weight (kg) by month", Measure.SUM, "weight_kg"),
        ("Harvests by field", Measure.COUNT, None),
    ]


@pytest.mark.parametrize(
    ("prompt", "along"),
    [
        ("A sales analytics platform: sales with amount, category and date. See the category distribution", "category"),
        ("An analytics platform for sales with amount and category: view the proportion of categories", "category"),
        ("A dashboard: log sales with payment method and amount, see the share of payment methods", "payment_method"),
    ],
)
def test_shares_of_a_whole_are_drawn_as_a_ring(prompt: str, along: str) -> None:
    assert ("donut", along) in [(chart.kind, chart.by) for chart in read(prompt).charts]


def test_cities_lie_in_their_provinces_and_a_ranking_by_place_is_built() -> None:
    spec = read("A parcel analytics platform: view the number and ranking of parcels in different provinces and cities")
    shipment = spec.charts[0].entity
    rows = [(row["city"], row["province"]) for row in spec.entity(shipment).samples]
    assert ("Hangzhou", "Zhejiang") in rows
    assert {province for city, province in rows if city == "Shenzhen"} == {"Guangdong"}
    assert "ranking" not in [reason.subject for reason in spec.not_built]
