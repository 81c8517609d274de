"""The cart as a capability."""

from millwright.factory.generation.capabilities import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.cart.reading import draft, finish, settle
from millwright.factory.generation.capabilities.cart.view import CartView
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_BACKEND = {
    "backend/app/pricing.py": "pricing.py",
    "backend/app/routes/checkout.py": "checkout.py",
    "backend/app/routes/my_orders.py": "my_orders.py",
    "backend/app/schemas/checkout.py": "schemas.py",
}
_FRONTEND = (
    "components/cart/AddToCart.tsx",
    "components/cart/CartButton.tsx",
    "components/cart/CancelOrder.tsx",
    "components/cart/CartLines.tsx",
    "components/cart/OrderItems.tsx",
    "components/cart/OrderSummary.tsx",
    "lib/cart.ts",
    "lib/shop.ts",
    "pages/cart/CartPage.tsx",
    "pages/cart/CheckoutPage.tsx",
    "pages/cart/MyOrdersPage.tsx",
    "pages/cart/OrderPage.tsx",
    "pages/cart/TrackPage.tsx",
    "pages/cart/cart.test.tsx",
)

_PAYMENT = (
    "Payment is a test: the card 4242 4242 4242 4242 is accepted, 4000 0000 0000 0002 is declined, and no money moves."
)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, pages and tests of the cart."""
    view = CartView(spec, part)
    sold, order = str(part.entity), part.options["order"]
    files = {path: _render(f"backend/{name}", view) for path, name in _BACKEND.items()}
    files |= {f"frontend/src/{path}": _render(f"frontend/{path.rpartition('/')[2]}", view) for path in _FRONTEND}
    files["backend/app/payment.py"] = render("capabilities/shared/backend/payment.py.j2")
    files["frontend/src/components/CardFields.tsx"] = render("capabilities/shared/frontend/CardFields.tsx.j2")
    if view.stock or view.variant:
        files["backend/app/stock.py"] = render("capabilities/shared/backend/stock.py.j2")
    files["tests/test_checkout.py"] = _render("tests/test_checkout.py", view)
    return Contribution(
        files=files,
        routers=("checkout", "my_orders"),
        routes=(
            Route("/cart", _page("CartPage")),
            Route("/checkout", _page("CheckoutPage"), signed_in=not view.guests),
            Route("/my-orders", _page("MyOrdersPage"), signed_in=True),
            Route("/track", _page("TrackPage")),
            Route("/track/:number", _page("OrderPage")),
        ),
        navigation=(
            NavigationItem("My orders", "/my-orders", "Package", Place.ACCOUNT),
            NavigationItem("Track an order", "/track", "PackageSearch"),
        ),
        header=(Component("CartButton", "components/cart/CartButton"),),
        card_actions={sold: (Component("AddToCartButton", "components/cart/AddToCart"),)},
        record_actions={sold: (Component("AddToCart", "components/cart/AddToCart"),)},
        workspace_sections={
            order: (
                Component("OrderItems", "components/cart/OrderItems"),
                Component("CancelOwnOrder", "components/cart/CancelOrder", changes=True),
            )
        },
        readme=(
            f"Visitors put {view.plural_label.lower()} into a cart and check out.",
            _PAYMENT,
            "Whoever placed an order follows its state, and cancels it as long as it is not packed.",
        ),
    )


def _page(name: str) -> Component:
    return Component(name, f"pages/cart/{name}")


def _render(name: str, view: CartView) -> str:
    return render(f"capabilities/cart/templates/{name}.j2", cart=view)


CAPABILITY = Capability(name="cart", draft=draft, settle=settle, contribute=contribute, finish=finish)
