"""Numbers side by side: which record's they are, what can be chosen, and what the generated application counts."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import Choice, FieldSpec, FieldType, Part
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

SHOPS = (
    "A dashboard for a chain of shops: enter the sales of branches every day, compare sales of branches by month, "
    "compare this year with last year."
)
AIR = (
    "An air quality website: staff enter PM2.5 and ozone of each city. Users can compare the data of different cities "
    "and time periods."
)


def compared(spec: AppSpec) -> list[Part]:
    return list(spec.parts_of("side_by_side"))


@pytest.mark.parametrize(
    ("prompt", "record", "thing"),
    [
        (SHOPS, "sale", "branch"),
        (AIR, "gauge_reading", "city"),
        (
            "A fleet app: drivers record refuelings of vehicles with litres and cost; managers compare vehicles.",
            "fuel_entry",
            "vehicle",
        ),
        (
            (
                "Energy records: operators enter daily power consumption of each factory and compare the power "
                "consumption of different factories."
            ),
            "energy_reading",
            "factory",
        ),
        (
            (
                "A homestay analysis tool. Staff record reviews with cleanliness score and service score of each "
                "homestay and compare several homestays."
            ),
            "review",
            "homestay",
        ),
        (
            (
                "A purchasing system: buyers record quotations of suppliers with amount and compare the quotations of "
                "different suppliers."
            ),
            "quotation",
            "supplier",
        ),
    ],
)
def test_numbers_of_things_are_compared(prompt: str, record: str, thing: str) -> None:
    (part,) = compared(read(prompt))
    assert (part.entity, thing in part.options["things"].split()) == (record, True)


def test_what_instruments_measure_is_averaged_and_seen_by_anybody_on_a_site() -> None:
    spec = read(AIR)
    (part,) = compared(spec)
    assert part.options["held"] == part.options["numbers"]
    assert spec.entity("gauge_reading").visitors.read == "all"
    assert not any("different cities" in reason.subject for reason in spec.not_built)


def test_a_year_beside_another_has_days_in_both() -> None:
    days = [str(row["sold_on"]) for row in read(SHOPS).entity("sale").samples]
    assert min(int(day[:-1]) for day in days) < -200


@pytest.mark.parametrize(
    "prompt",
    [
        "A camera shop. Customers browse cameras, compare several cameras side by side, and place orders.",
        "A decoration company site. Visitors drag to compare the photos before and after decoration and view cases.",
        "A church bookshop where users compare different Bible translations, and order books.",
        "A sales app: enter sales of each store. No comparison of stores is needed.",
    ],
)
def test_things_pictures_and_what_is_refused_are_no_numbers_to_compare(prompt: str) -> None:
    assert compared(read(prompt)) == []


def test_things_told_apart_by_a_choice_are_compared_and_compile() -> None:
    spec = read(
        "A grain price site: staff enter the price of corn, wheat and soybeans every day; users compare the price of "
        "different varieties and regions by month."
    )
    assert compared(spec)
    assert any("test_comparing" in path for path in compile_app(spec))


def test_a_choice_of_one_value_is_nothing_to_compare() -> None:
    spec = read(
        "A people flow website: staff enter people flow of areas. Users view the crowd density of different areas, and "
        "compare people flow data for different time periods."
    )
    part = compared(spec)[0]
    fields = spec.entity(part.entity or "").fields
    assert all(len(field.choices) != 1 for field in fields if field.name in part.options.get("things", "").split())
    assert any(len(field.choices) == 1 for field in fields)
    assert any("test_comparing" in path for path in compile_app(spec))


def test_tests_of_a_choice_of_one_value_come_to_an_end() -> None:
    spec = read(SHOPS)
    part = compared(spec)[0]
    entity = spec.entity(part.entity or "")
    alone = FieldSpec(name="shift", label="Shift", type=FieldType.CHOICE, choices=(Choice(value="day", label="Day"),))
    changed = entity.model_copy(update={"fields": (*entity.fields, alone)})
    entities = tuple(changed if one.name == entity.name else one for one in spec.entities)
    parts = (part.model_copy(update={"options": {**part.options, "things": "shift"}}),)
    assert compile_app(spec.model_copy(update={"entities": entities, "parts": parts}))


def test_a_number_that_nothing_keeps_is_told_as_not_built() -> None:
    spec = read("A shop app: staff enter sales of each store with amount. Managers compare the footfall of stores.")
    assert any("footfall" in reason.subject for reason in spec.not_built)


async def test_only_what_one_may_read_of_what_was_chosen_counts(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    path = "backend/app/comparing.py"
    rules = [
        (path, "kind.day >= beginning", "kind.day != beginning"),
        (path, "self.amount / self.filled", "self.amount"),
        (path, "*query.things} - known.keys()", "*query.things} - {*query.things}"),
    ]
    tests = "tests/test_comparing_sales.py"
    whole, unnoticed = await outcome(read(SHOPS), tests, rules, tools=(sandbox, toolchain), pool=pool)
    assert b"failed" not in whole
    assert unnoticed == []
