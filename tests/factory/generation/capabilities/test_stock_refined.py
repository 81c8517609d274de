"""Wishes about applications whose stock moves: what each part keeps, and what is told when one is lost."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.refinement import Refinement, refine
from millwright.kit.errors import DomainError

TILL = "Products (stock, price) and sales (product, price, quantity, total)"


def options(spec: AppSpec) -> dict[str, str]:
    (part,) = spec.parts_of("stock")
    return part.options


def told(refined: Refinement) -> list[str]:
    return [change.text for change in refined.changes]


def test_a_price_in_the_row_is_not_that_of_what_is_sold() -> None:
    renamed = refine(read(TILL), "rename the price field of sales to asked price")
    assert (options(renamed.spec)["unit"], options(renamed.spec)["price"]) == ("asked_price", "price")
    renamed = refine(read(TILL), "rename the price field of products to list price")
    assert (options(renamed.spec)["unit"], options(renamed.spec)["price"]) == ("price", "list_price")
    removed = refine(read(TILL), "remove the price field from sales")
    assert options(removed.spec).keys() & {"unit", "price", "amount"} == {"price", "amount"}
    removed = refine(read(TILL), "remove the price field from products")
    assert options(removed.spec).keys() & {"unit", "price", "amount"} == {"unit", "amount"}


@pytest.mark.parametrize(
    "wish",
    ["remove the quantity field from sales", "remove the stock field from products", "remove products"],
)
def test_a_stock_that_goes_with_a_field_is_told(wish: str) -> None:
    refined = refine(read(TILL), wish)
    assert refined.spec.parts_of("stock") == ()
    assert [text for text in told(refined) if text.startswith("The stock of sales goes, since it needs")]


@pytest.mark.parametrize("what", ["quantity of sales", "stock of products"])
def test_what_is_counted_stays_a_whole_number(what: str) -> None:
    with pytest.raises(DomainError, match="is counted by the stock, in whole numbers"):
        refine(read(TILL), f"make the {what} a decimal number")
