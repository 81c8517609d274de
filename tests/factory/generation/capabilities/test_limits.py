"""Limits: which numbers have some, how rows are told to stand to them, and what the generated application works out."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.spec import Part
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

RIVER = (
    "A river water quality monitoring system. Staff enter pH, dissolved oxygen, and ammonia nitrogen of each station, "
    "view the water quality grade and exceedance warnings."
)
NOISE = "A noise monitoring system: inspectors record the noise level of each place, and see what is above the limit."


def judged(spec: AppSpec) -> Part:
    (part,) = spec.parts_of("limits")
    return part


@pytest.mark.parametrize(
    ("prompt", "record"),
    [
        (RIVER, "gauge_reading"),
        (NOISE, "quality_reading"),
        (
            (
                "A greenhouse log: workers enter temperature, humidity and carbon dioxide of each house; temperature "
                "alarm when it is too hot."
            ),
            "gauge_reading",
        ),
        (
            "A ward app: nurses record vital signs of patients; abnormal values are listed for doctors.",
            "vital_sign",
        ),
        (
            "An air quality website: staff enter PM2.5 and ozone of each city, visitors view the pollution level.",
            "gauge_reading",
        ),
        (
            "A plant log: staff record process indicators with their limits, and values out of range are listed.",
            "process_indicator",
        ),
    ],
)
def test_numbers_are_judged_by_limits(prompt: str, record: str) -> None:
    spec = read(prompt)
    part = judged(spec)
    assert part.entity == record
    level = spec.entity(record).field(part.options["level"])
    assert (level.kept, len(level.choices)) == (True, 3)


def test_the_demonstration_stands_to_its_limits_as_it_says() -> None:
    spec = read(RIVER)
    part = judged(spec)
    limits = {str(row["indicator"]): row for row in spec.entity("gauge_limit").samples}
    assert (limits["ph"]["lower_limit"], limits["ph"]["upper_limit"]) == (6.5, 8.5)
    assert [c.label for c in spec.entity("gauge_reading").field(part.options["level"]).choices] == [
        "Good",
        "Fair",
        "Poor",
    ]
    told = {str(row[part.options["level"]]) for row in spec.entity("gauge_reading").samples}
    assert len(told) > 1


def test_a_limit_that_the_prompt_names_is_the_limit() -> None:
    spec = read(
        "A greenhouse log: workers enter temperature, humidity and carbon dioxide of each house; an alarm "
        "is raised when the temperature is above the limit of 25 degrees."
    )
    limits = {str(row["indicator"]): row for row in spec.entity("gauge_limit").samples}
    assert (limits["temperature"].get("lower_limit"), limits["temperature"]["upper_limit"]) == (None, 25)


@pytest.mark.parametrize(
    "prompt",
    [
        "A river monitoring system. Staff enter pH and turbidity of each station. No exceedance warnings are needed.",
        "A leave system: employees apply for leave, and managers approve what does not exceed the limit.",
        "A shop where customers order things, and orders that exceed the time limit are shown first.",
    ],
)
def test_what_has_no_numbers_or_is_refused_has_no_limits(prompt: str) -> None:
    assert not read(prompt).parts_of("limits")


def test_those_in_charge_hear_of_what_goes_beyond_its_limits_where_they_are_to_be_told() -> None:
    spec = read(NOISE + " The manager is notified of it.")
    options = next(part.options for part in spec.parts_of("notifications") if part.entity == "quality_reading")
    assert options["limit"] == judged(spec).options["level"]


@pytest.mark.parametrize(("prompt", "plural"), [(RIVER, "gauge_readings"), (NOISE, "quality_readings")])
async def test_each_rule_is_noticed_when_it_is_gone(
    prompt: str, plural: str, sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    path = f"backend/app/limits_{plural}.py"
    rules = [(path, "value > upper", "False"), (path, "return CLOSE", "return WITHIN")]
    rules += [(path, "limits_of(db) if known.id != limit.id", "limits_of(db)")] * (plural == "gauge_readings")
    tests = f"tests/test_limits_{plural}.py"
    whole, unnoticed = await outcome(read(prompt), tests, rules, tools=(sandbox, toolchain), pool=pool)
    assert b"failed" not in whole
    assert unnoticed == []


def test_a_choice_of_good_fair_and_poor_alone_is_typed_and_judges_nothing() -> None:
    spec = read("A second-hand phone shop. Users filter products by brand, storage, battery health and price.")
    assert not spec.parts_of("limits")
