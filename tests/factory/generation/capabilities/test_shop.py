"""Shops: which prompts get a cart and what goes with it, and what their demonstration sells."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import Access, AppSpec, Layout, Reach


def parts(spec: AppSpec) -> dict[str, str | None]:
    return {part.capability: part.entity for part in spec.parts}


def because(spec: AppSpec, subject: str) -> str:
    return next(reason.because for reason in spec.reasons if reason.subject.lower() == subject.lower())


def test_a_shop_that_names_a_cart_has_one_and_says_by_which_words() -> None:
    spec = read("An online shop for candles. Customers browse products, add to cart and check out.")
    assert parts(spec)["cart"] == "product"
    assert because(spec, "Cart of products") == "add to cart"
    assert spec.layout is Layout.SITE


def test_a_shop_without_a_word_about_carts_is_assumed_to_sell() -> None:
    spec = read("An e-commerce platform selling handmade jewelry")
    assert because(spec, "Cart of products").startswith("assumed: people buy here")


@pytest.mark.parametrize(
    "prompt",
    [
        "A point of sale system for a shop with inventory",
        "Inventory management for a store: products, suppliers, stock movements",
        "A product catalog website for industrial pumps with contact form",
        "An online shop for candles without a shopping cart",
    ],
)
def test_what_only_keeps_or_shows_goods_has_no_cart(prompt: str) -> None:
    assert "cart" not in parts(read(prompt))


def test_payment_outside_a_shop_is_listed_as_not_built_where_nobody_has_an_account_to_pay_with() -> None:
    spec = read("Build a task app with drag-and-drop and online payment")
    assert any("no payment provider" in reason.because for reason in spec.not_built)


def test_a_cart_takes_whatever_has_a_price() -> None:
    spec = read("An event ticket shop: visitors browse events and buy tickets")
    cart = spec.parts_of("cart")[0]
    assert spec.entity(str(cart.entity)).field(cart.options["price"]).required
    assert "shipped" not in cart.options


def test_what_people_buy_gets_a_price_where_it_has_none() -> None:
    spec = read("Online bookstore with search, shopping cart and order tracking. Payment by Stripe.")
    assert parts(spec)["cart"] == "product"
    assert spec.entity("product").samples[0]["name"] == "The Quiet Harbour"


def test_orders_are_kept_from_visitors_and_from_other_customers() -> None:
    spec = read("A marketplace where sellers list vintage items and buyers purchase them")
    order = spec.entity("order")
    assert order.visitors == Access()
    assert {name: access.read for name, access in order.access.items()} == {"seller": Reach.OWN, "buyer": Reach.OWN}
    assert not any(access.create or access.update is not Reach.NONE for access in order.access.values())


def test_demonstration_orders_cost_what_their_items_do() -> None:
    spec = read("An online shop for candles with a cart")
    sums = [0.0] * len(spec.entity("order").samples)
    for item in spec.entity("ordered_item").samples:
        sums[int(item["order"] or 0)] += float(item["quantity"] or 0) * float(item["unit_price"] or 0)
    assert [row["total"] for row in spec.entity("order").samples] == pytest.approx(sums)


def test_what_is_sold_is_of_the_kind_that_the_prompt_is_about() -> None:
    spec = read("A clothing store website with categories")
    names = [row["name"] for row in spec.entity("category").samples]
    sold = {row["name"]: names[int(row["category"] or 0)] for row in spec.entity("product").samples}
    assert (sold["Denim jacket"], sold["Linen shirt"]) == ("Jackets", "Shirts")


def test_wishes_around_the_cart_become_parts_of_what_is_sold() -> None:
    spec = read(
        "An online clothing shop with product reviews, a wishlist and flash sales. "
        "Customers choose a size, add to cart, apply a coupon code and check out."
    )
    assert parts(spec).keys() >= {"cart", "discounts", "flash_sale", "reviews", "variants", "wish_list"}
    assert spec.entity("variant").visitors == Access()


def test_a_refused_wish_is_not_built() -> None:
    spec = read("An online bookstore with shopping cart but no reviews and without wishlist")
    assert "cart" in parts(spec)
    assert not parts(spec).keys() & {"reviews", "wish_list"}


def test_what_an_application_has_no_part_for_is_not_in_its_tree() -> None:
    plain = compile_app(read("An online shop for candles with a cart"))
    assert "backend/app/pricing.py" in plain
    assert "backend/app/discounts.py" not in plain
    assert "discount_on" not in plain["backend/app/pricing.py"]
    assert "backend/app/pricing.py" not in compile_app(read("A tracker for tasks of a team"))


def test_what_waits_for_approval_is_not_a_matter_of_stars() -> None:
    spec = read("A campus marketplace website where posts are reviewed by administrators before anybody sees them")
    assert "reviews" not in parts(spec)


def test_what_no_lexicon_knows_is_sold_as_a_thing() -> None:
    spec = read("An online store where customers buy zurnas with a shopping cart")
    sold = spec.entity("zurna")
    assert [field.name for field in sold.fields] == ["name", "price", "stock", "photo", "description"]
    assert sold.samples[0]["name"] == "Classic zurna"


@pytest.mark.parametrize(
    ("prompt", "sold"),
    [
        ("A vineyard website that sells wine online", "wine"),
        ("A coffee roaster website that sells beans online", "product"),
        ("A farm website that sells vegetables online and shows its animals", "vegetable"),
    ],
)
def test_what_a_house_sells_online_is_sold_whatever_the_house_is(prompt: str, sold: str) -> None:
    spec = read(prompt)
    assert [part.entity for part in spec.parts_of("cart")] == [sold]
    assert not {"show", "movie"} & {entity.name for entity in spec.entities}


def test_what_members_sell_online_is_in_no_cart_of_the_house() -> None:
    assert not read("A marketplace where people sell their used phones online").parts_of("cart")
