"""Monitoring: what is monitored by which words, which fields follow it, and what is still told as not built."""

import ast
import math

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.capabilities.monitoring.reading import TABLES, machines
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine

SERVERS = "A server monitoring system for our servers, where users see performance and get alerts."
TELLING = "readings are entered by people; no machine is connected"


def monitored(spec: AppSpec) -> list[str]:
    """The records that report by themselves."""
    return [str(part.entity) for part in spec.parts_of("monitoring")]


def told(spec: AppSpec) -> list[str]:
    """What is told as not built."""
    return [reason.because for reason in spec.not_built]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (SERVERS, ["server"]),
        ("A website operations tool with channel management and device monitoring. Users monitor devices.", ["device"]),
        ("An office building system with visitors, assets and energy monitoring", ["energy_meter"]),
        (
            "A tool to configure database connections, with performance monitoring: users monitor database speed.",
            ["db_connection"],
        ),
        ("A course platform with lessons and forums where students monitor website performance", ["kept_website"]),
        (
            "A smart park website for displaying park maps, monitoring equipment and data. Users check device status.",
            ["device"],
        ),
        ("An IoT platform where users see sensor data", ["device"]),
        ("A server inventory with servers and racks, without server monitoring", []),
        ("An inventory of servers", []),
    ],
)
def test_what_is_monitored(prompt: str, expected: list[str]) -> None:
    spec = read(prompt)
    assert monitored(spec) == expected
    assert TELLING not in told(spec)


@pytest.mark.parametrize(
    "prompt",
    [
        "A platform for employee performance monitoring with goals and reviews",
        "A school system with students and teachers and student performance monitoring",
        "A shop that sells iot sensors and monitoring equipment with cart and checkout",
    ],
)
def test_neither_people_nor_goods_are_machines(prompt: str) -> None:
    spec = read(prompt)
    assert monitored(spec) == []
    assert TELLING in told(spec)


def test_what_no_application_does_is_still_told() -> None:
    spec = read(
        f"{SERVERS} The system removes Trojan horses by antivirus. Users check game accounts by account monitoring."
    )
    subjects = {reason.subject.lower() for reason in spec.not_built}
    assert {"antivirus", "account monitoring"} <= subjects


def test_the_state_and_the_day_of_a_machine_follow_what_is_heard() -> None:
    [part] = read(SERVERS).parts_of("monitoring")
    assert part.options == {
        "machine": "of_servers",
        "place": "server machines",
        "status": "status",
        "seen": "checked_on",
    }
    code = compile_app(read(SERVERS))["backend/app/monitoring.py"]
    assert "State.BEYOND: models.ServerStatus.DEGRADED," in code
    assert "State.SILENT: models.ServerStatus.DOWN," in code


def test_the_reasons_are_the_words_of_the_prompt_and_pages_refresh_by_themselves() -> None:
    spec = read(SERVERS)
    assert spec.parts_of("live")
    assert ("Monitoring of servers", "server monitoring") in [(one.subject, one.because) for one in spec.reasons]
    assert all(spec.entity(table).internal for table in TABLES)


def test_an_application_that_monitors_nothing_has_nothing_of_it() -> None:
    files = compile_app(read("A bike repair shop with repair jobs and customers"))
    assert [path for path in files if "monitor" in path] == []


def test_a_state_that_says_nothing_of_machines_is_left_alone() -> None:
    spec = read("A laboratory website for displaying and monitoring equipment and data")
    options = [part.options for part in spec.parts_of("monitoring") if part.entity == "equipment_item"]
    assert options == [{"machine": "of_equipment", "place": "equipment_item machines"}]


@pytest.mark.parametrize("kind", machines())
def test_demonstrations_lie_within_their_limits(kind: str) -> None:
    """Of all machines but the one that is to be above its limit."""
    for shape in machines()[kind]["metrics"]:
        for place in range(4):
            for hour in range(24):
                wave = (1 + math.cos((hour - shape["peak"]) / 12 * math.pi)) / 2
                value = shape["base"] + shape["day"] * wave + shape["ripple"] * place * 0.8
                assert value - shape["ripple"] > shape.get("lower", -math.inf)
                assert value + shape["ripple"] < shape.get("upper", math.inf)


def test_what_is_generated_parses() -> None:
    files = compile_app(read(SERVERS))
    for path in ("backend/app/monitoring.py", "backend/app/routes/monitoring.py", "tests/test_monitoring.py"):
        ast.parse(files[path])


def test_what_a_record_reported_stays_when_it_is_renamed_and_its_state_follows_no_more_when_that_is_removed() -> None:
    renamed = refine(read(SERVERS), "Rename servers to gadgets").spec
    assert monitored(renamed) == ["gadget"]
    code = compile_app(renamed)["backend/app/monitoring.py"]
    assert '"server": Kind(' in code
    assert "models.Gadget," in code
    [part] = refine(read(SERVERS), "Remove the status of servers").spec.parts_of("monitoring")
    assert part.options == {"machine": "of_servers", "place": "server machines", "seen": "checked_on"}
