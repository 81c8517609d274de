"""Sample rows speak of the trade that a prompt is about."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.reader.data import nested_rows, phrases, table
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.vocabulary import lexicon

_FIRST = {"name", "title", "subject"}


def _first_column(prompt: str, entity: str) -> set[str]:
    found = next(known for known in read(prompt).entities if known.name == entity)
    return {str(row[found.fields[0].name]) for row in found.samples}


@pytest.mark.parametrize(
    ("prompt", "entity", "row"),
    [
        ("A web agency keeps servers and their failures with severity", "failure", "Backup did not run"),
        ("A laundry keeps washing machines with location and status", "machine", "Washer 1"),
        ("A construction company tracks projects with tasks and incidents", "project", "School roof"),
        ("A website for an animal shelter with articles and events", "article", "The first week with a puppy"),
        ("A school website where teachers publish articles and events", "article", "Our choir won the city prize"),
    ],
)
def test_general_records_have_rows_of_the_trade(prompt: str, entity: str, row: str) -> None:
    assert row in _first_column(prompt, entity)


def test_categories_are_called_by_what_is_put_into_them() -> None:
    rows = _first_column("A content management system with articles and categories, writers edit articles", "category")
    assert "Opinion" in rows
    assert "Clearance" not in rows


def test_what_the_prompt_names_itself_stays() -> None:
    assert _first_column("A recipe site with recipes and categories: Quick, Slow and Festive", "category") == {
        "Quick",
        "Slow",
        "Festive",
    }


def test_every_trade_speaks_of_records_and_fields_that_the_lexicon_has() -> None:
    for name, trade in nested_rows("trades").items():
        for record, fields in trade.items():
            if isinstance(fields, dict):
                known = {field.name for field, _, _ in entry_lines(lexicon().entities[record].fields)} | _FIRST
                assert fields.keys() <= known, f"{name}.{record}"


def test_kinds_of_categories_belong_to_known_records() -> None:
    for record, names in table("categories").items():
        assert record in lexicon().entities
        assert len(phrases(str(names), "|")) > 3


@pytest.mark.parametrize(
    ("prompt", "labels"),
    [
        ("Track assets with value and location", {"Value"}),
        ("Tea tasting notes", {"Temperature (°C)"}),
        ("Track workouts", {"Duration (minutes)", "Distance (km)"}),
    ],
)
def test_units_stand_in_brackets(prompt: str, labels: set[str]) -> None:
    assert labels <= {field.label for entity in read(prompt).entities for field in entity.fields}


def test_categories_that_are_kept_are_those_that_things_are_put_into() -> None:
    spec = read("A website to share multimedia resources. Visitors browse resources, videos and categories.")
    category = next(entity for entity in spec.entities if entity.name == "category")
    filed = [field for entity in spec.entities for field in entity.fields if field.target == "category"]
    assert filed
    assert "Clearance" not in {row["name"] for row in category.samples}


def test_teams_play_only_where_there_is_sport() -> None:
    at_work = read("A sales app: managers keep teams, sales and customers; sellers are in teams")
    at_play = read("A football league: teams, players, matches and results")
    team = next(entity for entity in at_work.entities if entity.label == "Team")
    assert {field.name for field in team.fields} >= {"leader", "department"}
    assert any("wins" in {field.name for field in entity.fields} for entity in at_play.entities)


def test_fields_belong_to_what_is_in_categories() -> None:
    spec = read("A knowledge base: articles in categories with tags and summary, search and comments")
    article = next(entity for entity in spec.entities if entity.name == "article")
    assert "tags" in {field.name for field in article.fields}
