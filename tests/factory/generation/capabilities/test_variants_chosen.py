"""What people choose of one thing before they buy it, and what shops keep of paying."""

import pytest

from millwright.factory.generation import read


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("Users choose the weight and add tea to the cart.", "Weight"),
        ("Users select the size and color before they buy.", "Size"),
        ("Customers pick the flavour they like.", "Flavour"),
        ("Users browse products, choose the weight specification and place orders.", "Weight"),
        ("Customers select the grind of their coffee.", "Grind"),
    ],
)
def test_what_people_choose_of_a_product_is_a_variant(said: str, label: str) -> None:
    spec = read(f"An online shop with a cart. {said}")
    (part,) = spec.parts_of("variants")
    assert part.options["label"] == label
    assert not [reason for reason in spec.not_built if "specification" in reason.subject]


@pytest.mark.parametrize(
    "said",
    [
        "Users choose a delivery time and pay.",
        "Users browse products and order them.",
        "Users choose a payment method.",
    ],
)
def test_what_is_chosen_of_the_order_is_no_variant(said: str) -> None:
    assert not read(f"An online shop with a cart. {said}").parts_of("variants")


def test_a_shop_that_is_said_to_have_payment_keeps_no_list_of_payments_beside_its_orders() -> None:
    shop = "The website should have functionalities for product browsing, shopping cart, order payment and orders."
    assert "payment" not in {entity.name for entity in read(f"An online nut shop. {shop}").entities}
    kept = read("A nut shop with a cart. Staff manage payments and orders.")
    assert "payment" in {entity.name for entity in kept.entities}
