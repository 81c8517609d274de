"""Quantities that are measured side by side are numbers of one reading, and are never mixed with each other."""

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import FieldType, Measure
from tests.factory.generation.reader.kept import fields, records_of

_HALLS = (
    "Please implement a mushroom house environment monitoring dashboard. The dashboard should display temperature, "
    "humidity, and carbon dioxide concentration data of different greenhouses. Users should be able to set the upper "
    "and lower limits of each indicator and view alarm records."
)
_AIR = (
    "Please implement an air quality display website. Users should be able to select a city, view the concentration of "
    "PM2.5, PM10, and ozone, compare two cities, and view the health advice corresponding to each level."
)
_WATER = (
    "Please implement a water quality monitoring system with functionalities for monitoring point management. Staff "
    "should be able to enter pH, turbidity, and dissolved oxygen values of each monitoring point."
)


def test_each_quantity_is_a_number_of_the_reading_of_a_place() -> None:
    kept = fields(read(_HALLS), "gauge_reading")
    assert kept["greenhouse"] is FieldType.REFERENCE
    assert {"temperature_c", "humidity_percent", "carbon_dioxide_ppm"} <= kept.keys()


def test_nothing_is_averaged_across_quantities() -> None:
    for prompt in (_HALLS, _AIR, _WATER):
        charts = [chart for chart in read(prompt).charts if chart.of]
        assert charts
        assert all(chart.measure is Measure.AVERAGE for chart in charts)
        assert {chart.of for chart in charts}.isdisjoint({"value_measured", "measured_value", "concentration"})


def test_limits_and_alarms_speak_of_the_quantities() -> None:
    spec = read(_HALLS)
    assert {"Alarm", "Reading"} <= records_of(spec)
    choices = next(field.choices for field in spec.entity("gauge_limit").fields if field.name == "indicator")
    assert tuple(choice.label for choice in choices) == ("Temperature", "Humidity", "Carbon dioxide")


def test_levels_have_their_advice() -> None:
    spec = read(_AIR)
    assert {"City", "Reading", "Level"} <= records_of(spec)
    assert "Pollutant" not in records_of(spec)
    assert "health_advice" in fields(spec, "advice_level")


def test_what_is_entered_of_each_point_is_no_field_of_the_point() -> None:
    spec = read(_WATER)
    assert "ph" not in fields(spec, "monitoring_point")
    assert {"ph", "turbidity_ntu", "monitoring_point"} <= fields(spec, "gauge_reading").keys()


def test_one_quantity_alone_makes_no_readings() -> None:
    assert "Reading" not in records_of(read("A recipe site where members note the oven temperature of each recipe."))
