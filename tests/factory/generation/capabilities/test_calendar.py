"""Calendars of records that have a date."""

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app


def test_a_calendar_is_made_of_what_has_a_date() -> None:
    spec = read("A task tracker with a calendar of due dates for a small team")
    (part,) = spec.parts_of("calendar")
    assert (part.entity, part.options["start"]) == ("task", "due_on")
    assert any(reason.subject == "Calendar of tasks" and reason.because == "calendar" for reason in spec.reasons)


def test_what_begins_at_a_time_has_one_unless_that_is_refused() -> None:
    assert read("A concert website with events").parts_of("calendar")
    assert not read("A concert website with events, without a calendar").parts_of("calendar")


def test_public_records_have_one_on_the_site_as_well() -> None:
    files = compile_app(read("A concert website with events"))
    assert "frontend/src/pages/calendar/PublicEventListingCalendarPage.tsx" in files
    assert "frontend/src/pages/calendar/EventListingCalendarPage.tsx" in files
