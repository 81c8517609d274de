"""Sample rows do not contradict themselves."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.reader.belonging import belonging
from millwright.factory.generation.spec import Entity

_OVER = {"done", "completed", "finished", "held", "attended"}
_COMING = {"requested", "scheduled", "planned", "confirmed"}


def _entity(prompt: str, name: str) -> Entity:
    return next(entity for entity in read(prompt).entities if entity.name == name)


def _day(value: object) -> int:
    return int(str(value).partition("d")[0])


@pytest.mark.parametrize(
    ("prompt", "entity", "day"),
    [
        ("A clinic keeps patients, doctors and appointments", "appointment", "starts_at"),
        ("A reservation website for venues: visitors book a venue", "booking", "starts_at"),
    ],
)
def test_nothing_is_done_before_its_day_and_nothing_planned_after_it(prompt: str, entity: str, day: str) -> None:
    rows = _entity(prompt, entity).samples
    assert {row["status"] for row in rows if _day(row[day]) > 0} & _OVER == set()
    assert {row["status"] for row in rows if _day(row[day]) < 0} & _COMING == set()
    assert any(_day(row[day]) > 0 for row in rows)


def test_what_was_shipped_was_shipped_before_today_and_only_when_it_left() -> None:
    shipment = _entity("A logistics company tracks shipments with status and the day they were shipped", "shipment")
    for row in shipment.samples:
        left = row["status"] != "preparing"
        assert (row["shipped_on"] is not None) == left
        assert row["shipped_on"] is None or _day(row["shipped_on"]) <= 0


def test_a_night_shift_begins_at_night_and_ends_in_the_morning() -> None:
    shifts = _entity("A warehouse with shifts and employees", "shift")
    night = next(row for row in shifts.samples if str(row["title"]).startswith("Night"))
    begins, ends = str(night["starts_at"]), str(night["ends_at"])
    assert begins.endswith("d22:00")
    assert ends.endswith("d06:00")
    assert _day(ends) == _day(begins) + 1


def test_nobody_visits_themselves() -> None:
    visits = _entity("A system for visitor appointments in an office building", "visit_announced")
    assert all(row["visitor_name"] != row["host_name"] for row in visits.samples)


def test_the_last_day_is_not_before_the_first() -> None:
    lease = _entity("A landlord keeps leases with start and end date and tenants", "lease")
    assert all(_day(row["starts_on"]) <= _day(row["ends_on"]) for row in lease.samples if row.get("ends_on"))


def test_a_cost_is_filed_under_what_it_is() -> None:
    expense = _entity("Track expenses with category and amount", "expense")
    filed = {str(row["title"]): row["category"] for row in expense.samples}
    assert filed["Team lunch"] == "meals"
    assert filed["Fuel"] == "travel"
    assert filed["Software licence"] == "software"


@pytest.mark.parametrize(
    ("thing", "options", "fits"),
    [
        ("Enamel bowl", ("Textiles", "Kitchen", "Gifts"), "Kitchen"),
        ("Bluetooth speaker", ("Garden", "Electronics"), "Electronics"),
        ("Train to Hamburg", ("Food", "Transport"), "Transport"),
        ("Phone bill", ("Travel", "Meals", "Other"), "Other"),
    ],
)
def test_things_go_where_their_words_belong(thing: str, options: tuple[str, ...], fits: str) -> None:
    assert options[belonging(thing, options, 0)] == fits


def test_a_place_lies_in_its_own_city_and_country() -> None:
    spec = read("A travel company keeps locations with city and country")
    location = next(entity for entity in spec.entities if entity.name == "location")
    assert all(row.get("city", row["name"]) == row["name"] for row in location.samples)


def test_equal_points_have_the_same_rank() -> None:
    table = _entity("A chess club keeps standings with player name, points and rank", "standing")
    ranks = {int(str(row["points"])): int(str(row["rank"])) for row in table.samples}
    places = [ranks[points] for points in sorted(ranks, reverse=True)]
    assert places == sorted(places)
    assert places[0] == 1


def test_visitors_find_nearly_everything_open() -> None:
    venue = _entity("A reservation website for venues with status: visitors book a venue", "venue")
    assert sum(row["status"] == "closed" for row in venue.samples) <= 1


def test_a_credit_report_refers_to_a_score_of_the_same_person_and_ratings_follow_the_points() -> None:
    prompt = "A credit information website where customers see their credit scores and credit reports"
    scores, reports = _entity(prompt, "credit_score").samples, _entity(prompt, "credit_report").samples
    for row in reports:
        assert scores[int(str(row["credit_score"]))]["person_name"] == row["person_name"]
    rated = sorted(scores, key=lambda row: float(str(row["points"])))
    order = ["poor", "fair", "good", "very_good", "excellent"]
    assert [order.index(str(row["rating"])) for row in rated] == sorted(
        order.index(str(row["rating"])) for row in rated
    )


def test_failures_of_servers_say_which_server_and_diaries_of_tea_which_tea() -> None:
    failure = _entity("A system to monitor servers and repair server failures of websites", "failure")
    assert "server" in {field.name for field in failure.fields}
    tea = _entity("An app to record a tea diary with tea type, water temperature and utensils", "tea_entry")
    kinds = {row["name"]: row["tea_type"] for row in tea.samples}
    assert kinds["Sencha"] == "green"
    assert kinds["Rooibos"] == "herbal"


def test_those_who_manage_content_have_drafts_too() -> None:
    articles = _entity("A content management system to write, publish and search articles", "article")
    assert {row["status"] for row in articles.samples} > {"published"}


def test_a_lesson_has_the_teacher_of_its_course_and_teachers_know_what_they_teach() -> None:
    spec = read("An online course platform with courses, instructors and team sessions that students book")
    courses, teachers = spec.entity("course").samples, spec.entity("instructor").samples
    taught = {number: (row["instructor"], row["title"]) for number, row in enumerate(courses)}
    known = {number: row["subject_area"] for number, row in enumerate(teachers)}
    sessions = [(row["course"], row["instructor"]) for row in spec.entity("team_session").samples]
    assert sessions == [(course, taught[course][0]) for course in taught if course < len(sessions)]
    assert all(known[teacher] == title for teacher, title in taught.values() if isinstance(teacher, int))
