"""Stock that follows sales, purchases and movements: which records move it, and what is made of that."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.spec import FieldType, Part
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

INVOICES = (
    "Inventory with products, invoices and invoice lines. An invoice line has a product and a quantity. "
    "Products have stock."
)
ORDERS = "A shop back office: products with stock, orders with order items, order items have product and quantity"
SHOP = "An inventory app: products with stock and reorder level, sales by staff, purchases from suppliers"


def kinds(spec: AppSpec) -> dict[str | None, str]:
    return {part.entity: part.options["kind"] for part in spec.parts_of("stock")}


def stock_of(spec: AppSpec, record: str) -> Part:
    return next(part for part in spec.parts_of("stock") if part.entity == record)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (SHOP, {"sale": "away", "purchase_order": "back"}),
        ("A POS for a shop: products, sales, customers", {"sale": "away"}),
        ("A pharmacy app with medicines, stock, sales and returns", {"sale": "away", "return_record": "back"}),
        ("Inventory management with stock in and out", {"stock_movement": "chosen"}),
        (INVOICES, {"invoice_line": "away"}),
        (INVOICES + " Orders with order items. An order item has a product and a quantity.", {"order_line": "away"}),
        (ORDERS, {"order_line": "away"}),
        (
            "A back office. Products have stock. Productions have a product and a quantity",
            {"production": "back", "order": "away"},
        ),
        ("A tracker for tasks of a team", {}),
        ("An online shop for candles with a cart and orders", {}),
    ],
)
def test_records_move_the_stock_by_their_words(prompt: str, expected: dict[str, str]) -> None:
    assert kinds(read(prompt)) == expected


def test_an_inventory_that_nothing_moves_gets_movements_and_says_so() -> None:
    spec = read("A warehouse app: products, suppliers, deliveries and shipments")
    assert kinds(spec) == {"stock_movement": "chosen"}
    assert {"product", "direction", "quantity", "moved_on", "reason"} <= {
        field.name for field in spec.entity("stock_movement").fields
    }


def test_what_is_ordered_from_suppliers_counts_when_it_has_arrived() -> None:
    options = stock_of(read(SHOP), "purchase_order").options
    assert (options["state"], options["left_out"]) == ("status", "draft ordered")


def test_a_cancelled_order_gives_back() -> None:
    spec = read(
        "A back office for staff. Products have name, price and stock. Orders have product, quantity and total. "
        "Orders are new, paid or cancelled."
    )
    assert stock_of(spec, "order").options["left_out"] == "cancelled"


def test_what_the_house_buys_is_for_no_customer() -> None:
    purchase = read("Manage a wine cellar: wines with stock, purchases and consumption").entity("purchase")
    assert not {"customer_name", "delivery_address"} & {field.name for field in purchase.fields}
    assert [choice.label for choice in purchase.field("status").choices] == ["Ordered", "Received", "Cancelled"]


def test_the_amount_of_a_sale_may_be_left_empty_and_that_of_a_purchase_only_with_a_cost() -> None:
    spec = read(SHOP)
    assert not spec.entity("sale").field("amount").required
    assert spec.entity("purchase_order").field("total").required
    for row in spec.entity("sale").samples:
        price = spec.entity("product").samples[int(row["product"] or 0)]["price"]
        assert row["amount"] == pytest.approx(float(price or 0) * float(row["quantity"] or 0))


def test_what_a_checkout_writes_is_left_to_it() -> None:
    spec = read("An online clothing shop with a cart. Purchases from suppliers restock the products")
    assert kinds(spec) == {}
    assert "quantity" not in {field.name for field in spec.entity(spec.parts_of("cart")[0].options["order"]).fields}


def test_a_total_that_the_prompt_names_is_the_amount() -> None:
    spec = read("A POS for a shop: products with stock, sales with product, quantity, unit price and total")
    assert stock_of(spec, "sale").options["amount"] == "total"
    assert "amount" not in {field.name for field in spec.entity("sale").fields}


def test_what_is_low_in_stock_is_on_the_dashboard() -> None:
    part = read(SHOP).parts_of("worklist")[0]
    assert (part.entity, part.options["by"], part.options["under"]) == ("product", "stock", "reorder_level")


def test_a_quantity_that_is_sold_is_no_stock_that_runs_out() -> None:
    spec = read("An app with products in stock, sales of products with quantity, and low stock alerts")
    assert "reorder_level" not in {field.name for field in spec.entity("sale").fields}
    assert "reorder_level" in {field.name for field in spec.entity("product").fields}


def test_rows_move_the_stock_on_every_way_into_the_table() -> None:
    files = compile_app(read(SHOP + ". CSV import of sales"))
    route = files["backend/app/routes/sales.py"]
    assert route.index("follow_sale(db, user, body, current)") > 0
    assert route.index("take_back_sale(db, user, sale)") < route.index("db.delete(sale)")
    assert "check(db, user, new)" in files["backend/app/routes/import_sales.py"]
    assert "<SaleAmount field={field} />" in files["frontend/src/pages/sales/SalePages.tsx"]


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        ("Remove the stock field from products", set[str]()),
        ("Remove the price field from products", {"sale", "purchase_order"}),
        ("Remove the amount field from sales", {"sale", "purchase_order"}),
        ("Remove the status field from purchase orders", {"sale", "purchase_order"}),
        ("Remove the product field from sales", {"purchase_order"}),
        ("Remove sales", {"purchase_order"}),
        ("Remove products", set[str]()),
        ("Rename the stock field of products to on hand", {"sale", "purchase_order"}),
        ("Rename the product field of sales to article", {"sale", "purchase_order"}),
        ("Rename products to articles", {"sale", "purchase_order"}),
        ("Add a discount field to sales", {"sale", "purchase_order"}),
    ],
)
def test_an_application_whose_stock_moves_is_refined_as_others_are(wish: str, left: set[str]) -> None:
    refined = refine(read(SHOP), wish)
    assert set(kinds(refined.spec)) == left
    compile_app(refined.spec)


def test_states_keep_what_they_do_under_a_new_name() -> None:
    spec = refine(read(SHOP), "Rename the status Ordered to Requested").spec
    assert stock_of(spec, "purchase_order").options["left_out"] == "draft requested"


WAREHOUSE = "A warehouse system that tracks materials with receiving and shipping, and material history"
WORKSHOP = "A workshop app that tracks raw materials in stock, with stocktaking"


def test_movements_are_of_what_the_prompt_keeps_and_are_its_history() -> None:
    spec = read(WAREHOUSE)
    assert stock_of(spec, "stock_movement").options["taking"] == "Ship"
    assert [entity.label for entity in spec.entities if entity.label in {"Product", "Log entry", "History entry"}] == []
    assert spec.entity("stock_movement").field("material").required


def test_what_is_measured_moves_with_decimals_in_units_that_fit_it() -> None:
    spec = read(WORKSHOP)
    assert kinds(spec) == {"stock_movement": "chosen"}
    assert "taking" not in stock_of(spec, "stock_movement").options
    assert spec.entity("stock_movement").field("quantity").type is FieldType.DECIMAL
    units = {row["name"]: row["unit"] for row in spec.entity("material").samples}
    assert (units["Copper wire"], units["Wool yarn"], units["Epoxy resin"]) == ("metre", "kilogram", "litre")
    files = compile_app(spec)
    page = files["frontend/src/pages/materials/MaterialPages.tsx"]
    assert "<MaterialStockMovementList row={record} />" in page
    assert "RelatedList" not in page


def test_so_much_of_a_recipe_is_no_stock() -> None:
    assert kinds(read("A recipe app with recipes and ingredients with quantity, inventory, and orders")) == {}


def test_both_kinds_of_stock_have_movements_of_their_own() -> None:
    spec = read("A workshop app with an inventory of products with stock and of spare parts with stock")
    assert {part.entity: part.options["by"] for part in spec.parts_of("stock")} == {
        "stock_movement": "product",
        "part_movement": "part",
    }


HOLDING = "backend/app/holding.py"
SALES = "backend/app/moves/sales.py"
MUTATIONS = (
    ("backend/app/stock.py", "stock >= -change if change < 0 else stock <= MOST - change", "stock <= MOST - change"),
    (HOLDING, "    db.refresh(row)\n", ""),
    (SALES, "before = effect(**given)", "before = {}"),
    (SALES, "return {product_id: -quantity}", "return {product_id: quantity}"),
    (SALES, "before = effect(row.product_id, row.quantity)", "before = {}"),
    (SALES, "if row.amount is not None:", "if False:"),
    (SALES, "current.amount = None", "pass"),
    ("backend/app/moves/purchase_orders.py", "or status in LEFT_OUT", ""),
    ("backend/app/routes/sales.py", "    take_back_sale(db, user, sale)\n", ""),
    ("backend/app/routes/sales.py", "    fill_in_sale(db, user, sale)\n", ""),
)


@pytest.mark.slow
async def test_an_application_whose_stock_moves_notices_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    whole, unnoticed = await outcome(read(SHOP), "tests", MUTATIONS, tools=(sandbox, toolchain), pool=pool)
    assert b" passed" in whole, whole.decode()
    assert b" failed" not in whole, whole.decode()
    assert unnoticed == []
