"""Booking several hours at once, and prices of hours and days of their own."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import AppSpec, FieldType
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import Mutation, outcome

COURTS = """A badminton hall where members sign in and reserve courts: they select one or more consecutive hours, with
different prices for peak and off-peak hours, which the manager sets"""
COTTAGES = "A cottage rental website: guests book a cottage by check-in date and night; owners set weekend prices"


def not_built(spec: AppSpec) -> str:
    return " | ".join(reason.subject for reason in spec.not_built)


@pytest.mark.parametrize(
    ("prompt", "bookable"),
    [
        (COURTS, "court"),
        ("A coworking space where freelancers reserve meeting rooms for several hours", "room"),
        ("A photo studio site: customers book studios for multiple consecutive hours", "studio"),
        ("A library where students sign in and reserve study rooms", "room"),
    ],
)
def test_what_is_let_by_the_hour_is_had_for_several(prompt: str, bookable: str) -> None:
    spec = read(prompt)
    (part,) = spec.parts_of("booking")
    hours = spec.entity(part.options["record"]).field(part.options["hours"])
    assert (part.entity, hours.type, hours.minimum, hours.maximum) == (bookable, FieldType.INTEGER, 1, 12)
    assert [one.entity for one in spec.parts_of("spans")] == [bookable]


def test_what_has_a_duration_of_its_own_is_not_booked_several_times() -> None:
    spec = read("A salon where clients choose a service with price and duration and book an appointment")
    assert not spec.parts_of("spans")


def test_hours_that_nothing_is_booked_by_are_told() -> None:
    spec = read("A recipe site where cooks write down recipes and select one or more consecutive hours")
    assert "consecutive hours" in not_built(spec)


def test_prices_of_hours_are_rows_that_those_in_charge_edit() -> None:
    spec = read(COURTS)
    (part,) = spec.parts_of("tariffs")
    rates = spec.entity(part.options["rates"])
    assert {"days", "from_time", "until_time", "price"} <= {field.name for field in rates.fields}
    assert "member" not in rates.access
    assert {row["name"] for row in rates.samples} == {"Peak hours", "Off-peak hours", "Weekend"}
    assert spec.entity("court").field("price_per_hour").type is FieldType.MONEY


def test_nights_have_prices_of_weekends_and_seasons() -> None:
    spec = read(COTTAGES)
    (part,) = spec.parts_of("tariffs")
    rates = spec.entity(part.options["rates"])
    assert {"starts_on", "ends_on"} <= {field.name for field in rates.fields}
    files = compile_app(spec)
    assert "WEEKEND = (4, 5)" in files[f"backend/app/{part.entity}_rates.py"]


def test_prices_of_what_nobody_books_are_told() -> None:
    assert "weekend prices" in not_built(read("A bakery keeps its recipes and weekend prices"))


RULES = "backend/app/court_booking.py"
MUTATIONS: list[Mutation] = [
    (RULES, "if any(start + length * number not in opened for number in range(hours)):", "if start not in opened:"),
    (RULES, "start - length * (row.hours)", "start - length"),
    (RULES, "return court.price_per_hour if rate is None else rate", "return court.price_per_hour"),
]


async def test_generated_tests_notice_each_rule_that_is_missing(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    whole, unnoticed = await outcome(
        read(COURTS), "tests/test_court_booking.py", MUTATIONS, tools=(sandbox, toolchain), pool=pool
    )
    assert b"failed" not in whole
    assert unnoticed == []
