"""The table of what is free and taken: who gets it, and what it leads to."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app


@pytest.mark.parametrize(
    ("prompt", "bookable"),
    [
        ("A badminton hall: users view the occupancy table of each court by date and reserve courts", "court"),
        ("A company reserves meeting rooms: employees view the room timetable by day or week", "room"),
        ("A restaurant website with table reservations", "dining_table"),
        ("A hotel website: guests view room calendars and book rooms by check-in and check-out date", "room"),
        ("A clinic site: patients see doctors, view free and booked time slots, and make appointments", "doctor"),
    ],
)
def test_what_is_booked_is_seen_in_one_table(prompt: str, bookable: str) -> None:
    spec = read(prompt)
    assert [part.entity for part in spec.parts_of("timetable")] == [bookable]
    assert not any("occupancy" in reason.subject or "timetable" in reason.subject for reason in spec.not_built)


def test_classes_with_a_time_of_their_own_have_no_such_table() -> None:
    spec = read("A yoga studio website where members book classes and see the occupancy table")
    assert not spec.parts_of("timetable")
    assert any("occupancy table" in reason.subject for reason in spec.not_built)


def test_a_free_cell_leads_to_the_form_with_its_time() -> None:
    files = compile_app(read("A sports hall site where members reserve courts for several hours"))
    page = files["frontend/src/pages/booking/CourtTimetablePage.tsx"]
    assert "new URLSearchParams({ at: begins, hours: String(count) })" in page
    assert "given.get('at')" in files["frontend/src/components/booking/BookCourt.tsx"]
    assert "/timetable/courts" in files["frontend/src/App.tsx"]


def test_where_nothing_costs_anything_no_price_is_shown() -> None:
    files = compile_app(read("A meeting room system for a company: employees log in and reserve rooms"))
    assert "formatMoney" not in files["frontend/src/lib/format.ts"]
    shown = [files[f"frontend/src/components/booking/{name}.tsx"] for name in ("SlotPicker", "TimeGrid")]
    assert not any("formatMoney" in text for text in shown)
