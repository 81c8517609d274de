"""Lines of documents: which documents have some, what a line says, and that the tests notice what is left out."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.formulas import Operation
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

SALES = "A sales app: staff keep products with prices and create quotations with line items. Managers manage staff."


def lines(spec: AppSpec) -> list[str | None]:
    return [part.entity for part in spec.parts_of("line_items")]


@pytest.mark.parametrize(
    ("prompt", "document", "fields"),
    [
        (SALES, "quotation", {"product", "quotation", "quantity", "unit_price"}),
        (
            "A clinic app: doctors write prescriptions with several medicines, each with dosage and unit price.",
            "prescription",
            {"medicine", "prescription", "dosage", "quantity", "unit_price"},
        ),
        (
            "A restaurant app: waiters create orders with several dishes; the order amount is the sum of the dishes.",
            "order",
            {"dish", "order", "quantity", "unit_price"},
        ),
        (
            "An invoicing app: users create invoices with multiple line items, and the invoice total is calculated.",
            "invoice",
            {"item", "invoice", "quantity", "unit_price"},
        ),
    ],
)
def test_documents_have_lines_that_they_are_the_sum_of(prompt: str, document: str, fields: set[str]) -> None:
    spec = read(prompt)
    line = spec.entity(f"{document}_line")
    assert lines(spec) == [line.name]
    assert {field.name for field in line.fields} >= fields
    assert [(f.name, f.operation) for f in line.formulas] == [("amount", Operation.PRODUCT)]
    (total,) = (f for f in spec.entity(document).formulas if f.operation is Operation.TOTAL)
    assert total.rows is not None
    assert (total.rows.entity, total.rows.by, total.rows.of) == (line.name, document, "amount")
    assert not {"line_items", "quantity", "unit_price", total.name} & {f.name for f in spec.entity(document).fields}


def test_each_document_of_a_chain_has_its_own_lines() -> None:
    spec = read(
        "Staff create quotations with line items. Orders follow from them; the order total is the sum of its items."
    )
    assert set(lines(spec)) == {"quotation_line", "order_line"}


def test_the_lines_of_a_checkout_are_left_to_it() -> None:
    assert not lines(read("An online shop with products, a cart, and orders with multiple items that customers pay."))


def test_demonstrations_have_lines_with_the_prices_of_what_they_are_of() -> None:
    spec = read(SALES)
    line, products = spec.entity("quotation_line"), spec.entity("product").samples
    assert {row["quotation"] for row in line.samples} == {*range(len(spec.entity("quotation").samples))}
    for row in line.samples:
        place = row["product"]
        assert isinstance(place, int)
        assert row["unit_price"] == products[place]["price"]


async def test_the_tests_of_lines_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    module = "backend/app/lines/quotation_lines.py"
    mutations = [
        (module, "row.unit_price = goods.price", "pass"),
        ("backend/app/models/formulas.py", "func.sum(QuotationLine.amount)", "func.max(QuotationLine.amount)"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(
        read(SALES), "tests/test_lines_of_quotations.py", mutations, tools=tools, pool=pool
    )
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
