"""What fields hold whose values no prompt tells: kinds of a trade, units and plain numbers, what texts say."""

import pytest

from millwright.factory.generation.reader.pipeline import read
from millwright.factory.generation.reader.valued import choices_of, quantities_beside, quantity_of, sayings_of
from millwright.factory.generation.reader.words import field_label
from millwright.factory.generation.spec import FieldSpec, FieldType

_MADE_UP = {"Standard", "Special", "General", "Surface A", "Formula A", "Zone A"}


def _shown(field: FieldSpec) -> set[str]:
    return {choice.label for choice in field.choices}


@pytest.mark.parametrize(
    ("prompt", "name", "one"),
    [
        ("A shop for eyeglasses. Users can filter frames by material and color.", "material", "Acetate"),
        ("A ceramic tile mall. Users can filter tiles by size, color and surface.", "surface", "Polished"),
        ("A parts system. Users can search parts by storage location.", "storage_location", "Rack A-01"),
    ],
)
def test_what_lists_are_narrowed_by_has_values_of_the_trade(prompt: str, name: str, one: str) -> None:
    found = next(f for e in read(prompt).entities for f in e.fields if f.name == name)
    assert one in _shown(found)
    assert not _shown(found) & _MADE_UP


@pytest.mark.parametrize(
    ("name", "owners", "one"),
    [
        ("type", ("gas_cylinder",), "Oxygen"),
        ("kind", ("machine",), "Excavator"),
        ("hazard_level", ("safety_hazard",), "Low"),
        ("cargo_category", ("shipment",), "Bulk goods"),
        ("equipment_fault_type", ("ticket",), "Noise"),
    ],
)
def test_kinds_are_told_by_the_longest_ending_of_a_name_and_by_its_record(
    name: str, owners: tuple[str, ...], one: str
) -> None:
    assert one in choices_of(name, *owners)


def test_a_measure_has_its_unit_and_plain_values_and_no_text() -> None:
    spec = read(
        "A water quality system for a waterworks. Users enter the pH, turbidity, residual chlorine and ammonia "
        "nitrogen of each sample with the sampling time."
    )
    numbers = [f for e in spec.entities for f in e.fields if f.name in {"residual_chlorine", "ammonia_nitrogen"}]
    assert len(numbers) == 2
    assert all(field.type is FieldType.DECIMAL and "(mg/L)" in field.label for field in numbers)


def test_a_ph_is_between_nothing_and_fourteen_and_is_written_so() -> None:
    spec = read("A registry of ponds. Users can add ponds with a name, a depth and a ph value.")
    acid = next(f for e in spec.entities for f in e.fields if f.name.startswith("ph"))
    assert acid.label.startswith("pH")
    assert acid.maximum == 14
    rows = [row[acid.name] for e in spec.entities for row in e.samples if acid.name in row]
    assert rows
    assert all(isinstance(value, float) and 6 <= value <= 9 for value in rows)


def test_diameters_of_what_is_sold_are_in_millimetres_and_the_inner_is_the_smaller() -> None:
    inner, outer = quantity_of("inner_diameter"), quantity_of("outer_diameter")
    assert inner is not None
    assert outer is not None
    assert inner.unit == outer.unit == "mm"
    assert all(float(a) < float(b) for a, b in zip(inner.values, outer.values, strict=True))


def test_numbers_of_people_stay_whole_numbers() -> None:
    spec = read("A booking log. Each trip has a date, a destination, the number of passengers and notes.")
    many = next(f for e in spec.entities for f in e.fields if f.name == "number_of_passengers")
    assert many.type is FieldType.INTEGER


def test_values_that_a_prompt_spells_out_stay() -> None:
    spec = read("A repair log. Each repair has a title, a fault type (engine, brakes, lights) and a date.")
    kinds = next(f for e in spec.entities for f in e.fields if f.name == "fault_type")
    assert _shown(kinds) == {"Engine", "Brakes", "Lights"}


@pytest.mark.parametrize("name", ["advantages", "symptoms", "accessories", "handling_measures", "waypoints"])
def test_texts_of_a_known_name_say_what_such_texts_say(name: str) -> None:
    assert len(sayings_of(name)) >= 3


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (("ph", "value"), "pH value"),
        (("co2", "level"), "CO₂ level"),
        (("vin",), "VIN"),
        (("cas", "number"), "CAS number"),
        (("ip", "address"), "IP address"),
        (("bmi",), "BMI"),
    ],
)
def test_acronyms_are_written_as_they_are(words: tuple[str, ...], label: str) -> None:
    assert field_label(words) == label


def test_rows_of_a_bearing_catalogue_are_bearings_with_diameters_that_fit() -> None:
    spec = read(
        "A bearing product catalog website. Users can input the inner diameter, outer diameter and width to find "
        "matching bearings, and send an inquiry list."
    )
    shown = next(entity for entity in spec.entities if any(f.name == "inner_diameter" for f in entity.fields))
    labels = {field.label for field in shown.fields}
    assert {"Inner diameter (mm)", "Outer diameter (mm)", "Width (mm)"} <= labels
    assert all("earing" in str(row["name"]) for row in shown.samples)
    assert all(float(str(row["inner_diameter"])) < float(str(row["outer_diameter"])) for row in shown.samples)


@pytest.mark.parametrize(
    ("names", "name", "unit"),
    [
        (["height", "weight"], "height", "cm"),
        (["inner_diameter", "outer_diameter", "width"], "width", "mm"),
        (["wall_thickness", "length"], "length", "m"),
        (["length", "width", "height"], "height", "cm"),
    ],
)
def test_what_stands_beside_it_tells_the_unit_of_a_measure(names: list[str], name: str, unit: str) -> None:
    assert quantities_beside(names)[name].unit == unit


def test_a_height_alone_has_no_unit() -> None:
    assert "height" not in quantities_beside(["height", "color"])


def test_repairs_of_a_dormitory_are_about_taps_and_lamps() -> None:
    spec = read("A dormitory repair system. Students report repair requests with photos; staff assign workers.")
    titles = [str(value) for e in spec.entities for row in e.samples[:8] for value in row.values()]
    assert any("Tap" in title for title in titles)
    assert not any("Leaking tap in unit" in title or "wrong address" in title for title in titles)


def test_goods_are_never_called_after_those_who_buy_them() -> None:
    spec = read("A seed and fertilizer shopping website for farmers with product browsing and ordering.")
    names = [str(row[e.fields[0].name]) for e in spec.entities for row in e.samples]
    assert not any("farmer" in name for name in names)


def test_words_of_a_trade_are_no_values_of_a_number() -> None:
    spec = read("A chemical marketplace. Users can filter products by purity and view the purity of each product.")
    purity = [row["purity"] for e in spec.entities for row in e.samples if "purity" in row]
    assert purity
    assert all(isinstance(value, float) and 0 <= value <= 100 for value in purity)
