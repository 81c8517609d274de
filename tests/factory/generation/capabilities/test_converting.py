"""One record becomes another: which, with what, and that generated tests notice a second one and one too early."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.spec import Part
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

SALES = (
    "A sales system. Sales representatives should be able to record leads, convert leads into customers, create "
    "quotations and convert approved quotations into orders."
)


def converted(spec: AppSpec) -> dict[str, Part]:
    return {str(part.entity): part for part in spec.parts_of("converting")}


@pytest.mark.parametrize(
    ("prompt", "source", "target", "options"),
    [
        (SALES, "lead", "customer", {"act": "Convert to customer", "done": "converted"}),
        (SALES, "quotation", "order", {"act": "Convert to order", "from": "approved"}),
        (
            "A gym management system. Sales staff record potential customers and convert them into members.",
            "potential_customer",
            "gym_member",
            {"done": "converted"},
        ),
        ("Recruiting: recruiters convert hired candidates into employees.", "candidate", "employee", {"from": "hired"}),
        ("A print shop. Staff create quotes, and an accepted quote is turned into an order.", "quote", "order", {}),
        (
            "Order management. Staff manage orders. Invoices can be generated from completed orders.",
            "order",
            "invoice",
            {"act": "Create invoice"},
        ),
        (
            "Factory safety. Inspectors record hazards and create a work order from a hazard.",
            "safety_hazard",
            "work_order",
            {"act": "Create work order"},
        ),
        ("A tutoring center: consultants record leads and turn leads into students.", "lead", "student", {}),
        ("A CRM with lead management and lead conversion", "lead", "customer", {"done": "converted"}),
        ("A clinic's CRM: staff record leads; leads are converted to patients.", "lead", "patient", {}),
    ],
)
def test_what_becomes_what(prompt: str, source: str, target: str, options: dict[str, str]):
    spec = read(prompt)
    part = converted(spec)[source]
    assert part.options["to"] == target
    assert spec.entity(target).field(part.options["by"]).target == source
    assert options.items() <= part.options.items()


@pytest.mark.parametrize(
    "prompt",
    [
        "A converter that turns JPG files into PDF",
        "A CRM for leads with the conversion rate of leads to customers by month",
        "A site that turns visitors into customers, with news and products",
        "Create a chart from the orders of each customer",
    ],
)
def test_what_only_sounds_so_converts_nothing(prompt: str):
    assert not converted(read(prompt))


def test_demonstration_rows_agree_with_what_they_have_become():
    spec = read(SALES)
    leads, customers = spec.entity("lead"), spec.entity("customer")
    done = [place for place, row in enumerate(leads.samples) if row["status"] == "converted"]
    linked = {row["lead"]: row["name"] for row in customers.samples if row.get("lead") is not None}
    assert set(linked) <= set(done)
    assert all(leads.samples[int(str(place))]["name"] == name for place, name in linked.items())


async def test_generated_tests_notice_a_second_one_and_one_too_early(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    path, tools = "backend/app/converting_quotations.py", (sandbox, toolchain)
    rules = [(path, ".first() is not None", ".first() == -1"), (path, "row is not None and", "False and")]
    whole, unnoticed = await outcome(read(SALES), "tests/test_converting_quotations.py", rules, tools=tools, pool=pool)
    assert b"passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
