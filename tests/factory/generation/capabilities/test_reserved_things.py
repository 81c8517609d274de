"""What is booked because people reserve it, and who answers that."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.spec import Access, Reach

ROOMS = (
    "A meeting room system for a company: employees log in and reserve rooms, administrators approve reservations "
    "and manage rooms"
)
COTTAGES = (
    "A website of cottages: guests book cottages by check-in date, hosts manage cottages and confirm or reject bookings"
)


@pytest.mark.parametrize(
    ("things", "name"),
    [
        ("microscopes", "microscope"),
        ("bowling lanes", "bowling_lane"),
        ("3D printers", "printer"),
        ("parking spaces", "parking_space"),
        ("library seats", "study_seat"),
        ("football fields", "venue"),
    ],
)
def test_what_people_reserve_is_booked_whatever_it_is(things: str, name: str) -> None:
    spec = read(f"A site where users log in, view {things}, reserve {things} for a time slot and cancel reservations")
    assert [(part.entity, part.options["kind"]) for part in spec.parts_of("booking")] == [(name, "slots")]
    assert not {"service"} & {entity.name for entity in spec.entities}


def test_visits_and_tickets_are_no_things_to_reserve() -> None:
    spec = read("A clinic site where patients book consultations with doctors and cancel them")
    assert [part.entity for part in spec.parts_of("booking")] == ["doctor"]


@pytest.mark.parametrize(
    ("prompt", "verbs"),
    [
        (ROOMS, {"approve", "reject"}),
        (COTTAGES, {"confirm", "reject"}),
        ("A court site: members reserve courts, managers approve or reject reservations", {"approve", "reject"}),
        ("A court site where members reserve courts", {"confirm", "decline"}),
    ],
)
def test_what_is_booked_is_answered_by_one_pair_of_words(prompt: str, verbs: set[str]) -> None:
    (part,) = read(prompt).parts_of("workflow")
    assert verbs | {"cancel"} == part.options.keys() - {"field", "complete"}


def test_those_who_only_ask_see_and_change_their_own() -> None:
    spec = read(ROOMS)
    record = spec.entity(spec.parts_of("booking")[0].options["record"])
    assert record.access["employee"] == Access(read=Reach.OWN)


def test_those_who_decide_on_what_others_book_work_there() -> None:
    spec = read(COTTAGES)
    record = spec.entity(spec.parts_of("booking")[0].options["record"])
    assert record.access["host"].update is Reach.ALL
    assert not next(role for role in spec.roles if role.name == "host").signup


def test_weekly_repeats_are_told_as_not_built_and_make_no_record() -> None:
    spec = read("A company system: employees log in and reserve meeting rooms once or repeat it every week")
    assert any("every week" in reason.subject for reason in spec.not_built)
    assert "repeat" not in {entity.name for entity in spec.entities}
