"""What rows that move a stock cost: the price in the row before that of what it names, and sums that follow both."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app

TILL = "Products (stock, price) and sales (product, price, quantity, total)"


def prices(spec: AppSpec) -> dict[str, str]:
    (part,) = spec.parts_of("stock")
    return {key: part.options[key] for key in ("amount", "unit", "price") if key in part.options}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (TILL, {"amount": "total", "unit": "price", "price": "price"}),
        (
            "Products (stock, cost) and purchases (product, cost price, quantity, total)",
            {"amount": "total", "unit": "cost_price", "price": "cost"},
        ),
        ("Products (stock, price) and sales (product, quantity, total)", {"amount": "total", "price": "price"}),
    ],
)
def test_a_price_in_the_row_is_that_of_one(prompt: str, expected: dict[str, str]) -> None:
    assert prices(read(prompt)) == expected


def test_demonstration_rows_cost_their_own_price() -> None:
    for row in read(TILL).entity("sale").samples:
        assert row["total"] == pytest.approx(float(row["price"] or 0) * float(row["quantity"] or 0))


def test_a_sum_follows_the_price_in_the_row_on_the_server_and_in_the_form() -> None:
    files = compile_app(read(TILL))
    moves = files["backend/app/moves/sales.py"]
    assert "not body.model_fields_set & PRICED" in moves
    assert '"price"' in moves.partition("PRICED = {")[2].partition("}")[0]
    assert "current.price == listed(db, current)" in moves
    assert "test_what_is_chosen_instead_has_its_own_price" in files["tests/test_stock_of_sales.py"]
    assert "toHaveDisplayValue('76.5')" in files["frontend/src/components/stock/SaleFields.test.tsx"]
