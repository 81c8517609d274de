"""Words that stand for another record in each trade: "plan filings" are no dog licences."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.spec import Entity

_USERS = " Users should be able to log in, add, view and manage {}."


def _record(title: str, things: str, name: str) -> Entity:
    spec = read(f"Please implement {title} to manage {things}.{_USERS.format(things)}")
    return next(entity for entity in spec.entities if entity.name == name)


@pytest.mark.parametrize(
    ("title", "things", "name", "fields"),
    [
        ("a waste management website for cities", "plan filings", "plan_filing", {"filing_number", "period", "status"}),
        ("a production management system", "chemical formulas", "chemical_formula", {"ingredients", "version"}),
        (
            "a production management system",
            "chemical quality indicators",
            "chemical_quality_indicator",
            {"upper_limit"},
        ),
        ("a customer management system", "assets", "asset", {"asset_type", "customer"}),
        ("a bank website", "real-time alerts", "alert", {"limit_value", "status"}),
        ("a mobile data application", "data usage", "usage_record", {"used_on", "amount"}),
        ("an email filtering system", "filtering rules", "filtering_rule", {"applies_when", "then_do"}),
        ("a warehouse management system", "materials", "material", {"sku"}),
        ("a campus management system", "buildings", "building", {"floors", "building_use"}),
        ("a traffic website", "routes", "route", {"starts_from", "leads_to"}),
    ],
)
def test_words_mean_what_they_do_in_the_trade(title: str, things: str, name: str, fields: set[str]) -> None:
    assert fields <= {field.name for field in _record(title, things, name).fields}


@pytest.mark.parametrize(
    ("title", "things", "name"),
    [
        ("a real estate website", "buildings", "building"),
        ("an asset management system", "assets", "asset"),
        ("a travel website", "routes", "travel_route"),
        ("a school website", "assignments", "assignment"),
        ("a family expense tracker", "expenses", "expense"),
    ],
)
def test_the_trade_that_a_word_is_of_keeps_its_record(title: str, things: str, name: str) -> None:
    known = {"building": "property"}.get(name, name)
    usual = {line.split()[0].strip("!*?") for line in lexicon().entities[known].fields.splitlines() if line.strip()}
    assert len(usual & {field.name for field in _record(title, things, name).fields}) >= 4


def test_rows_speak_of_what_the_prompt_is_about() -> None:
    filing = _record("a management system for industrial waste", "plan filings", "plan_filing")
    assert str(filing.samples[0]["title"]).startswith("Industrial waste")


def test_properties_of_a_form_are_no_flats() -> None:
    spec = read("Build a form designer. Users can add form fields and edit the properties of form fields.")
    assert not [field for entity in spec.entities for field in entity.fields if field.name == "rooms"]


def test_every_sort_that_words_are_sent_to_is_there() -> None:
    entries = lexicon().entities
    told = (entry.instead(word) for entry in entries.values() for word in entry.loose or (entry.name,))
    sent = {name for name in told if name}
    assert sent <= entries.keys()
    kinds = {kind for entry in entries.values() for kind in entry.only | entry.never} - {"-"}
    assert kinds <= lexicon().domains.keys()
