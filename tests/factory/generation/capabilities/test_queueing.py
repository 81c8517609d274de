"""Numbers in a queue: who takes them, who calls them, and what the words for it are not."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.spec import Access, Reach


def field_names(spec: AppSpec) -> set[str]:
    return {field.name for field in spec.entity("queue_ticket").fields}


@pytest.mark.parametrize(
    ("prompt", "people"),
    [
        ("A restaurant site: guests reserve tables, take a queue number and see the tables waiting ahead", True),
        (
            "A clinic app: patients take a number for a doctor, see people ahead, reception calls the next patient",
            False,
        ),
        ("A bank hall: customers take a queue number, tellers call the next customer", False),
        (
            "A town hall with departments: citizens choose a department and join the queue; clerks call numbers",
            False,
        ),
    ],
)
def test_people_take_numbers_and_staff_call_them(prompt: str, people: bool) -> None:
    spec = read(prompt)
    (part,) = spec.parts_of("queueing")
    assert ("people" in part.options) is people
    assert not any(word in reason.subject for reason in spec.not_built for word in ("queue", "number", "ahead"))
    access = spec.entity("queue_ticket").access
    assert Access(read=Reach.OWN) in access.values()


def test_a_restaurant_seats_whom_it_calls() -> None:
    spec = read("A restaurant site: guests take a queue number with their party size; staff call numbers and seat them")
    (part,) = spec.parts_of("queueing")
    assert (part.options["served"], part.options["people"]) == ("seated", "people")


def test_each_department_has_a_queue_of_its_own() -> None:
    spec = read("A hospital site with departments: patients view departments and take a queue number for a department")
    (part,) = spec.parts_of("queueing")
    assert spec.entity("queue_ticket").field(part.options["line"]).target == "hospital_department"


def test_a_queue_is_no_record_that_one_joins() -> None:
    spec = read("A noodle bar: guests join a waiting queue online and leave the queue, staff call the next party")
    assert [part.entity for part in spec.parts_of("queueing")] == ["queue_ticket"]
    assert not {"queue", "waiting_queue", "participation"} & {entity.name for entity in spec.entities}


def test_a_queue_without_people_who_come_is_told() -> None:
    spec = read("An office tool where staff manage invoices and the administrator wants a virtual queue")
    assert any("virtual queue" in reason.subject for reason in spec.not_built)
