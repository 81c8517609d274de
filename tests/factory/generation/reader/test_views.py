"""What applications that analyse something keep and show: numbers, what they are told apart by, charts, filters."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Chart, ChartKind, FieldType, Layout, Measure

SHOPS = (
    "Please implement a sales data dashboard for a chain of bakeries. The dashboard should have functionalities for "
    "sales overview, store ranking, product category analysis, and hourly customer flow analysis. Users should be "
    "able to log in, select the region, store, and date range, and view the sales amount, and number of orders."
)
FARM = (
    "Please implement a dairy farm data platform. The platform should have functionalities for herd overview, milk "
    "yield statistics, feed cost analysis, and estrus and disease warnings. Users should be able to view the milk "
    "yield curve of each cow, compare the yield of different barns, record treatment and breeding events, and "
    "generate reports."
)
WARDS = (
    "Please implement a hospital operation dashboard. The dashboard should have functionalities for department "
    "ranking, bed occupancy analysis, and income composition. Users should be able to select the department and "
    "date range, view the number of outpatient visits, number of surgeries, and income of each department, and view "
    "the proportion of income sources."
)


def charts(spec: AppSpec) -> set[tuple[str, str]]:
    return {(chart.label, chart.kind.value) for chart in spec.charts}


def by_label(spec: AppSpec, label: str) -> Chart:
    return next(chart for chart in spec.charts if chart.label == label)


def test_each_view_that_is_named_is_a_chart_of_its_kind() -> None:
    shown = charts(read(SHOPS))
    assert {
        ("Sales by store", "ranking"),
        ("Sales by product category", "bar"),
        ("Customer flow by hour", "bar"),
    } <= shown


def test_what_is_picked_narrows_the_dashboard_and_numbers_are_figures() -> None:
    spec = read(SHOPS)
    assert [one.field for one in spec.dashboard_filters] == ["region", "store"]
    assert {"Total sales", "Total orders"} <= {figure.label for figure in spec.figures}


def test_records_of_reports_and_of_single_orders_are_not_kept_where_numbers_are_analysed() -> None:
    assert {entity.label for entity in read(SHOPS).entities} == {"Sales record", "Customer flow record", "Store"}


def test_every_chart_has_rows_in_several_months() -> None:
    spec = read(SHOPS)
    for chart in spec.charts:
        days = [int(str(row[chart.day])[:-1]) for row in spec.entity(chart.entity).samples if chart.day]
        assert len({day // 30 for day in days}) >= 4, chart.label


def test_what_a_trade_records_is_not_made_anew() -> None:
    spec = read(FARM)
    fields = {field.name for entity in spec.entities for field in entity.fields}
    assert {"ear_tag", "milk_yield", "feed_cost", "sire", "medicine", "warning_type"} <= fields
    assert by_label(spec, "Milk yield by barn").kind is ChartKind.RANKING


def test_numbers_that_stand_in_one_list_are_of_one_record() -> None:
    spec = read(WARDS)
    record = spec.entity(by_label(spec, "Income by department").entity)
    names = {field.name: field.type for field in record.fields}
    assert names["surgeries"] is FieldType.INTEGER
    assert names["income"] is FieldType.MONEY
    assert names["hospital_department"] is FieldType.REFERENCE
    assert by_label(spec, "Income by income source").kind is ChartKind.DONUT


def test_what_is_no_amount_is_averaged() -> None:
    spec = read(
        "Please implement a greenhouse monitoring dashboard with temperature and humidity curves, irrigation "
        "statistics and alarm records. Growers can query the temperature curve of each greenhouse."
    )
    shown = {chart.label: chart.measure for chart in spec.charts}
    assert shown["Average temperature by month"] is Measure.AVERAGE
    assert shown["Average humidity by month"] is Measure.AVERAGE


def test_what_is_seen_of_each_is_a_record_that_rows_refer_to() -> None:
    spec = read(
        "Please implement a solar power plant monitoring website. It should have power generation statistics and "
        "inverter ranking. Users can view daily power generation and compare the generation of different stations."
    )
    record = spec.entity("power_generation_record")
    assert {field.target for field in record.fields if field.target} == {"station", "inverter"}
    assert {"Power generation by station", "Power generation by inverter"} <= {chart.label for chart in spec.charts}


@pytest.mark.parametrize(
    "prompt",
    [
        "Please implement a hotel chain revenue dashboard with hotel ranking, room type comparison and revenue trends.",
        "Please implement a web shop sales analysis site with product ranking, channel comparison and sales trends.",
    ],
)
def test_numbers_of_houses_that_strangers_visit_are_looked_at_from_within(prompt: str) -> None:
    spec = read(prompt)
    assert spec.layout is Layout.WORKSPACE
    assert not {part.capability for part in spec.parts} & {"booking", "cart"}


def test_one_ranking_alone_makes_no_dashboard() -> None:
    spec = read("A recipe website where members share recipes and see a ranking of the most liked recipes")
    assert not spec.dashboard_filters
    assert {entity.name for entity in spec.entities if not entity.internal} >= {"recipe"}


def test_what_animals_are_fed_is_no_feed_that_one_follows() -> None:
    spec = read(FARM)
    assert not any("followed" in reason.because for reason in spec.not_built)


def test_ranges_of_numbers_are_told_as_not_built() -> None:
    spec = read(
        "Please implement an exam score analysis system. It should have class comparison, subject analysis, and score "
        "segment distribution. Teachers can view the average score of each class."
    )
    assert any("segment" in reason.subject for reason in spec.not_built)


def test_numbers_per_square_metre_are_told_as_not_built() -> None:
    spec = read(
        "Please implement an energy consumption analysis website for a campus. It has consumption statistics and "
        "a ranking of buildings. Users can compare the consumption per square meter of different buildings."
    )
    assert any("per square meter" in reason.subject for reason in spec.not_built)
    assert by_label(spec, "Energy reading consumption (kwh) by building").kind is ChartKind.RANKING


def test_what_is_consumed_is_not_what_it_costs() -> None:
    spec = read(
        "Please implement a fleet monitoring platform with compartment temperature curves and fuel consumption "
        "reports. Users view the temperature curve of each transport order and monthly fuel consumption reports."
    )
    assert by_label(spec, "Fuel entry litres by month").of == "litres"
    assert "transport_order" in {f.target for entity in spec.entities for f in entity.fields}


def test_a_website_on_which_plants_are_monitored_monitors_no_websites() -> None:
    spec = read(
        "Please implement a wind farm monitoring website with generation statistics, turbine ranking, fault alarms."
    )
    assert "monitoring" not in {part.capability for part in spec.parts}


def test_the_average_of_one_number_for_another_is_told_and_not_taken_for_the_other() -> None:
    spec = read(SHOPS.replace("and number of orders", "number of orders, and average order value"))
    assert not any("orders" in figure.label and figure.measure is Measure.AVERAGE for figure in spec.figures)
    assert any("average order value" in reason.subject for reason in spec.not_built)


def test_curves_are_of_numbers_also_where_the_lexicon_has_none_for_them() -> None:
    spec = read(
        "Please implement a river data platform with water level curves, rainfall statistics and station comparison. "
        "Users view the water level of each station."
    )
    assert by_label(spec, "Average water level by month").kind is ChartKind.LINE


def test_a_curve_of_what_is_only_simulated_makes_no_record() -> None:
    spec = read(
        "Please implement a fund investment tracking website with profit statistics and asset allocation charts. Users "
        "view the cost of each fund. It has a simulation, which displays the return curve based on the amount."
    )
    assert not any("return" in entity.label.lower() for entity in spec.entities)


def test_rankings_and_comparisons_of_things_name_what_they_are_of() -> None:
    spec = read(
        "Please implement a forest fire data platform with wind speed and humidity curves, alarm statistics, and risk "
        "ranking of districts."
    )
    assert any(chart.by == "district" and chart.kind is ChartKind.RANKING for chart in spec.charts)


def test_what_is_counted_keeps_what_narrows_it() -> None:
    spec = read(
        "Please implement a gym operation dashboard with branch ranking and class type analysis. Users select the "
        "branch and date range and view the membership income, number of visits, and new members of each branch."
    )
    assert {"visits", "new_members"} <= {field.name for entity in spec.entities for field in entity.fields}
