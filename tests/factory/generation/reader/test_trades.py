"""Sample rows speak of the trade that a prompt is about."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.reader.data import phrases, table, trade_rows
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
    for name, trade in trade_rows().items():
        for record, fields in trade.items():
            if isinstance(fields, dict) and record != "public":
                known = {field.name for field, _, _ in entry_lines(lexicon().entities[record].fields)} | _FIRST
                assert fields.keys() <= known | {"called"}, f"{name}.{record}"


def test_kinds_of_categories_belong_to_known_records() -> None:
    for record, names in table("categories").items():
        assert record in lexicon().entities
        assert len(phrases(str(names), "|")) > 3


@pytest.mark.parametrize(
    ("prompt", "labels"),
    [
        ("Track assets with value and location", {"Value"}),
        ("Tea tasting notes", {"Water temperature (°C)"}),
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


def test_each_article_of_a_trade_has_a_text_of_its_own() -> None:
    for name, trade in trade_rows().items():
        for record, fields in trade.items():
            if isinstance(fields, dict) and record in {"article", "faq_item"}:
                texts = phrases(fields.get("body", fields.get("answer_text", "")), "|")
                titles = phrases(fields.get("title", fields.get("question_text", "")), "|")
                assert not texts or len(texts) == len(titles), f"{name}.{record}"


@pytest.mark.parametrize(
    ("prompt", "entity", "row"),
    [
        ("A car wash website with services and booking", "service", "Wash and wax"),
        ("A tourism job board where visitors browse job postings by city", "job_posting", "Travel agent"),
        ("A news website with articles and categories", "article", "City wins in the last minute"),
        ("A tourist area website with attractions and travel guides", "attraction", "Lime tree avenue"),
        ("A website for a solar panel installer with services and articles", "service", "Solar roof"),
        ("A law firm website with services and articles", "article", "A will on one page"),
        ("A forum for classic car owners with posts and events", "post", "It started, after eleven years"),
        ("A book club website with posts and events", "event_listing", "Silent reading hour"),
        ("A dog grooming salon with services and booking", "service", "Bath and brush, small dog"),
        ("A badminton hall booking website where members book courts by the hour", "court", "Badminton A"),
        ("A booking website for kayak rental with services and free times", "service", "Kayak, two hours"),
    ],
)
def test_what_visitors_read_is_of_the_trade(prompt: str, entity: str, row: str) -> None:
    assert row in _first_column(prompt, entity)


def test_a_site_of_jobs_does_not_speak_of_journeys() -> None:
    spec = read("A website to display job information of a tourism company: visitors browse jobs by city")
    assert "See more of the world" not in str([page.sections for page in spec.pages])


def test_only_camp_sites_have_hot_showers() -> None:
    venue = read("A reservation website for a venue where visitors book halls and courts")
    camp = read("An RV park website with about and contact pages")
    assert "Hot showers" not in str([page.sections for page in venue.pages])
    assert "Hot showers" in str([page.sections for page in camp.pages])


@pytest.mark.parametrize(
    "prompt",
    [
        "A campground website with online booking, photos and a map",
        "An RV park website where guests book a site, see prices and contact us",
    ],
)
def test_a_camp_site_lets_pitches_and_no_rooms(prompt: str) -> None:
    spec = read(prompt)
    pitch = next(entity for entity in spec.entities if entity.name == "pitch")
    booking = next(entity for entity in spec.entities if entity.name == "booking")
    assert pitch.label == "Pitch"
    assert [field.label for field in pitch.fields][:2] == ["Name", "Type"]
    assert pitch.samples[0]["name"] == "Lakeside 1"
    assert "pitch" in {field.target for field in booking.fields}
    assert "room" not in {entity.name for entity in spec.entities}


def test_a_camp_site_that_lets_rooms_or_yurts_says_so() -> None:
    rooms = read("A campground website where guests book rooms")
    assert "room" in {entity.name for entity in rooms.entities}
    assert "Lakeside 1" not in _first_column("A glamping website where guests book yurts and read reviews", "yurt")


def test_a_record_called_otherwise_than_in_the_lexicon_has_no_fields_called_after_ours() -> None:
    spec = read("A glamping website where guests book yurts and read reviews")
    yurt = next(entity for entity in spec.entities if entity.name == "yurt")
    assert next(field.label for field in yurt.fields if field.name == "room_type") == "Type"
    hotel = read("A hotel website with rooms and booking")
    room = next(entity for entity in hotel.entities if entity.name == "room")
    assert next(field.label for field in room.fields if field.name == "room_type") == "Room type"


def test_lesson_plans_have_titles_and_what_fits_them() -> None:
    spec = read("A platform for teachers to share lesson plans, with comments")
    plan = next(entity for entity in spec.entities if entity.name == "lesson_plan")
    assert plan.samples[0]["title"] == "Photosynthesis in two hours"
    assert plan.samples[0]["subject"] == "science"


@pytest.mark.parametrize(
    "prompt",
    [
        "A BT download website with resource search, resource details and magnet link copy",
        "A website for magnetic links where users search, view and publish magnetic links",
    ],
)
def test_a_site_of_magnet_links_keeps_torrents(prompt: str) -> None:
    torrents = [e for e in read(prompt).entities if "magnet_link" in {field.name for field in e.fields}]
    assert len(torrents) == 1
    first = torrents[0].samples[0]
    assert (first["name"], first["file_count"], first["category"]) == ("Open film festival, shorts", 12, "films")
    assert str(first["description"]).startswith("Nineteen shorts")


def test_magnets_of_a_laboratory_or_a_shop_are_no_torrents() -> None:
    for prompt in ("A laboratory tracks magnets and their field strength", "A shop for fridge magnets with cart"):
        assert "magnet_link" not in {field.name for entity in read(prompt).entities for field in entity.fields}
