"""What belongs to records that are kept anyway, and is no record: photos, notes, attachments, people who work."""

import pytest

from millwright.factory.generation.reader import read


def kept(prompt: str) -> set[str]:
    return {entity.name for entity in read(prompt).entities}


@pytest.mark.parametrize(
    ("prompt", "record", "no_record"),
    [
        ("A hotel website. Guests view room details and photos and book a room.", "room", "photo"),
        ("A museum site. Visitors see exhibit information and images.", "artwork", "photo"),
    ],
)
def test_photos_beside_details_are_those_of_the_record(prompt: str, record: str, no_record: str) -> None:
    spec = read(prompt)
    shown = next(entity for entity in spec.entities if entity.name == record)
    assert "images" in {field.type for field in shown.fields}
    assert no_record not in {entity.name for entity in spec.entities}


def test_what_else_is_seen_beside_details_stays_a_record() -> None:
    assert {"product", "review"} <= kept("A shop where users view product details and reviews.")


@pytest.mark.parametrize(
    ("prompt", "note"),
    [
        ("A hospital website where patients book doctors. Doctors see their schedule and write notes.", False),
        ("A CRM where staff manage contacts and take notes.", False),
        ("A notes app. Users write notes and add tags.", True),
    ],
)
def test_notes_are_a_field_where_something_else_has_them(prompt: str, note: bool) -> None:
    spec = read(prompt)
    assert ("note" in {entity.name for entity in spec.entities}) is note
    assert [left.subject for left in spec.not_built] == []


@pytest.mark.parametrize(
    ("prompt", "holder"),
    [
        ("A project tool with projects, tasks, file attachments, comments and deadlines.", "task"),
        ("A help desk. Agents manage tickets, attachments and comments.", "ticket"),
        ("A document system. Users upload attachments and share them.", "attachment"),
    ],
)
def test_attachments_are_those_of_what_is_kept(prompt: str, holder: str) -> None:
    files = {e.name for e in read(prompt).entities if any(field.type == "file" for field in e.fields)}
    assert files == {holder}


@pytest.mark.parametrize(
    "prompt",
    [
        "A project management tool with projects, tasks and team members. Managers manage team members.",
        "A help desk with tickets. Agents invite colleagues.",
        "A task tool for teams with tasks, team members and comments",
    ],
)
def test_those_who_work_with_a_tool_are_its_accounts(prompt: str) -> None:
    spec = read(prompt)
    assert not {"employee", "team_member", "colleague"} & {entity.name for entity in spec.entities}
    assert [left.subject for left in spec.not_built] == []


def test_employees_of_a_firm_stay_records() -> None:
    assert "team_member" in kept("An HR system with team members, leave requests and departments.")


@pytest.mark.parametrize(
    "prompt",
    [
        "A gym site. Members book classes and see their attendance history.",
        "A clinic site where patients book doctors. Doctors see their schedule.",
    ],
)
def test_what_people_asked_for_so_far_is_their_history(prompt: str) -> None:
    assert [left.subject for left in read(prompt).not_built] == []


def test_a_tool_is_not_called_after_those_whom_it_is_for() -> None:
    assert read("A project management tool for teams with projects and tasks.").name == "Project Management"


def test_notes_that_come_first_are_records_of_their_own() -> None:
    spec = read("A knowledge app where users write notes, create tasks and set reminders.")
    assert {"note", "task"} <= {entity.name for entity in spec.entities}
