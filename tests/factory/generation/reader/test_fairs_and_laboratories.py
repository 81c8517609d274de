"""Trades whose words were taken for those of others: fairs, testing laboratories, power stations, used cars."""

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, FieldType, Layout, Measure, Reach
from tests.factory.generation.reader.kept import fields, records_of

_FAIR = (
    "Please implement a garden expo website for publishing exhibition information. The website should have "
    "functionalities for exhibition introduction, exhibitor list, event schedule, and visitor registration. Users "
    "should be able to browse exhibitors by hall and product category, register as visitors to obtain a visitor "
    "number, and read the transportation and hotel guide. The home page should have a countdown to the opening."
)
_LABORATORY = (
    "Please implement a material testing laboratory booking system. Users should be able to select tensile or hardness "
    "tests and the corresponding standard, book equipment time, fill in sample information, view the testing progress, "
    "and download the report."
)
_SOLAR = (
    "Please implement a photovoltaic power station monitoring website to display power generation data. The website "
    "should display real-time power and equivalent utilization hours, allowing users to compare different power "
    "stations, and inverter fault alarms."
)
_AIR = (
    "Please implement an air quality data website to display monitoring data of industrial parks. Users should be able "
    "to view the concentration of PM2.5, sulfur dioxide, and VOCs at each monitoring point, view exceedance records, "
    "and compare data before and after a certain date."
)
_CARS = (
    "Please implement a used car price trend website for displaying used car market data. The website should have "
    "functionalities for price trend charts, value retention rankings, and regional comparison. Users should be able "
    "to select the brand, model, and mileage, and compare the value retention rate of up to four models."
)


def _told(spec: AppSpec) -> str:
    return " | ".join(wish.subject for wish in spec.not_built)


def test_a_fair_has_exhibitions_and_numbers_its_visitors() -> None:
    spec = read(_FAIR)
    assert {"trade_exhibition", "exhibitor", "travel_hint", "fair_visitor"} <= {e.name for e in spec.entities}
    assert next(f for f in spec.entity("fair_visitor").fields if f.name == "visitor_number").numbered
    assert any(formula.name == "days_left" for formula in spec.entity("trade_exhibition").formulas)
    kinds = next(f.choices for f in spec.entity("exhibitor").fields if f.name == "product_category")
    assert "Special" not in {kind.label for kind in kinds}
    assert "transportation" not in _told(spec)


def test_samples_of_a_testing_laboratory_name_their_test_and_come_with_their_report() -> None:
    spec = read(_LABORATORY)
    kept = fields(spec, "tested_sample")
    assert kept["material_test"] is FieldType.REFERENCE
    assert kept["test_report"] is FieldType.FILE
    assert all(part.capability != "report" for part in spec.parts)
    assert any(part.capability == "booking" and part.entity == "equipment_item" for part in spec.parts)


def test_power_stations_have_readings_side_by_side_and_alarms_of_inverters() -> None:
    spec = read(_SOLAR)
    assert {"power_kw", "equivalent_hours", "power_station"} <= fields(spec, "gauge_reading").keys()
    assert any(chart.of == "power_kw" and chart.measure is Measure.AVERAGE for chart in spec.charts)
    assert "Blade" not in str(spec.entities)
    assert "power generation data" not in _told(spec)


def test_what_is_measured_of_the_air_is_no_park_and_no_case_of_before_and_after() -> None:
    spec = read(_AIR)
    assert spec.layout is Layout.SITE
    assert {"Industrial park", "Exceedance", "Before and after"}.isdisjoint(records_of(spec))
    assert "monitoring data" not in _told(spec)


def test_the_value_that_cars_keep_is_a_number_and_no_kind_of_thing() -> None:
    spec = read(_CARS)
    assert fields(spec, "value_retention")["retention_rate"] is FieldType.DECIMAL
    assert fields(spec, "car_price")["price"] is FieldType.MONEY
    assert "retention" not in _told(spec)


def test_what_a_list_leaves_out_stays_where_the_prompt_speaks_of_it() -> None:
    spec = read(
        "Please implement a consignment management system for a second-hand luxury goods store. Users should be able "
        "to register consigned bags and watches with accessories and condition, reduce prices, and settle with the "
        "consignor after deducting the commission. Consignors can query the status of their own items."
    )
    kept = fields(spec, "consigned_item")
    assert {"accessories", "condition", "price", "commission_percent"} <= kept.keys()
    role = next(role for role in spec.roles if role.name == "consignor")
    assert spec.access(role, spec.entity("consigned_item")).read is Reach.OWN


def test_what_is_done_next_is_no_field_by_which_one_searches() -> None:
    spec = read(
        "Please create a beekeeping blog. Users should be able to read articles by season, view where the bees are "
        "moved each month, and subscribe to the notification of new honey."
    )
    assert "season" in fields(spec, "article")
    assert "article_view" not in fields(spec, "article")
    assert any(part.capability == "newsletter" for part in spec.parts)


def test_who_confirms_what_the_house_makes_may_ask_for_changes_and_the_house_keeps_it() -> None:
    spec = read(
        "Please implement a print shop order board for managing printing orders. Employees create orders for business "
        "cards, brochures, and banners with paper. Customers can confirm the proof or request changes."
    )
    steps = next(p for p in spec.parts if p.capability == "workflow" and p.entity == "print_proof").options
    assert steps["request_changes"].split()[0] == "changes_requested"
    staff = next(role for role in spec.roles if role.name == "employee")
    assert spec.access(staff, spec.entity("print_proof")).create
    assert "banners" not in _told(spec)


def test_who_sends_a_sample_in_says_nothing_of_its_result() -> None:
    kept = {field.name for field in read(_LABORATORY).entity("tested_sample").fields if field.kept}
    assert {"status", "result_text", "test_report"} <= kept


def test_companies_send_their_own_information_in_and_states_have_colours() -> None:
    spec = read(
        "Please implement a booth reservation website for a building materials exhibition. Exhibitors should be able "
        "to distinguish available, reserved, and sold booths by color, reserve booths, and submit company information."
    )
    assert all(page.name != "about" for page in spec.pages)
    assert "company_name" in fields(spec, "exhibitor")
    assert "color" not in fields(spec, "fair_booth")


def test_a_ranking_of_a_number_is_drawn_along_what_tells_its_rows_apart() -> None:
    assert any(chart.entity == "value_retention" and chart.of == "retention_rate" for chart in read(_CARS).charts)
