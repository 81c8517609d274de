"""What people are told of, as prompts ask for it."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler import compile_app


def causes(spec: AppSpec) -> dict[str | None, dict[str, str]]:
    return {part.entity: part.options for part in spec.parts_of("notifications")}


def test_deadlines_states_and_comments_of_what_a_team_works_on_are_told():
    spec = read("A task app where team members get notified when tasks are due, with comments on tasks")
    assert causes(spec)["task"] == {"state": "status", "due": "due_on", "comments": "yes"}
    assert any(reason.subject == "Notifications of tasks" and "notified" in reason.because for reason in spec.reasons)


def test_who_handles_what_others_send_hears_of_it_and_they_of_its_state():
    spec = read("A helpdesk where customers submit tickets and agents resolve tickets, with notifications")
    assert causes(spec)["ticket"] == {"state": "status", "new": "handlers"}


def test_readers_hear_of_what_is_announced():
    spec = read("Teachers publish announcements and students are notified when a new announcement is posted")
    assert causes(spec)["announcement"]["new"] == "readers"


def test_who_books_a_place_is_reminded_of_its_day():
    spec = read("A tutoring platform where students book sessions with tutors and receive session reminders")
    (booked,) = [options for options in causes(spec).values() if "through" in options]
    assert booked["due"] == "starts_at"


def test_a_stock_that_is_to_be_watched_has_a_level():
    spec = read("An inventory of products with name, stock and price, and low stock alerts for warehouse staff")
    assert causes(spec)["product"] == {"stock": "stock", "level": "reorder_level"}


def test_what_people_set_themselves_stays_a_record_and_what_they_receive_is_no_record():
    kept = read("Users set reminders for themselves and view reminder records, and get notified")
    assert causes(kept)["reminder"]["due"] == "remind_at"
    told = read("A library where members borrow books and receive overdue reminders")
    assert all(not entity.name.endswith("reminder") for entity in told.entities)
    assert causes(told)["loan"]["due"] == "due_on"


def test_mail_and_push_are_listed_as_not_built_beside_the_bell():
    spec = read("A helpdesk where customers submit tickets and get push notifications and email notifications")
    assert causes(spec)
    (listed,) = [reason for reason in spec.not_built if "push" in reason.subject.lower()]
    assert "within the application" in listed.because


@pytest.mark.parametrize(
    "prompt",
    ["A task app without notifications", "A task app with due dates", "A customer list from which people send email"],
)
def test_nobody_is_told_anything_where_it_is_refused_or_not_asked_for(prompt: str):
    spec = read(prompt)
    assert not spec.parts_of("notifications")
    files = compile_app(spec)
    assert "backend/app/notifications.py" not in files
    assert "actor" not in str(files["backend/app/security.py"])
