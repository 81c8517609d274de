"""Payments without a price, as the reader and the compiler know them."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.own_payments.reading import NAME, draft, finish, settle
from millwright.factory.generation.capabilities.own_payments.view import OwnView
from millwright.factory.generation.capabilities.payments.view import TillView
from millwright.factory.generation.capabilities.payments.writing import with_payments
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = "capabilities/own_payments/templates"
_FILES = {
    "backend/app/routes/own_payments.py": f"{_TEMPLATES}/backend/routes.py",
    "backend/app/schemas/own_payments.py": f"{_TEMPLATES}/backend/schemas.py",
    "frontend/src/components/AmountField.tsx": "capabilities/shared/frontend/AmountField.tsx",
    "frontend/src/lib/ownPayments.ts": f"{_TEMPLATES}/frontend/ownPayments.ts",
    "frontend/src/pages/paying/NewPaymentPage.tsx": f"{_TEMPLATES}/frontend/NewPaymentPage.tsx",
    "frontend/src/pages/paying/newPayment.test.tsx": f"{_TEMPLATES}/frontend/newPayment.test.tsx",
    "tests/test_own_payments.py": f"{_TEMPLATES}/tests/test_own_payments.py",
}


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The page on which people pay for a purpose and an amount of their own, with what payments have in common."""
    till = TillView(spec)
    own = OwnView(till, part)
    contribution = Contribution(
        files={path: render(f"{name}.j2", till=till, own=own) for path, name in _FILES.items()},
        routers=("own_payments",),
        routes=tuple(_routes(till)),
        navigation=(_link(till, own),),
        readme=tuple(_told(own)),
    )
    return with_payments(till, contribution)


def _routes(till: TillView) -> Iterator[Route]:
    place = Place.SITE if till.site else Place.WORKSPACE
    yield Route("/new-payment", Component("NewPaymentPage", "pages/paying/NewPaymentPage"), place, signed_in=till.site)


def _link(till: TillView, own: OwnView) -> NavigationItem:
    if till.site and own.services:
        # What such a site is also for; whoever is not signed in is led there.
        return NavigationItem(own.label, "/new-payment", "HandCoins")
    place = Place.ACCOUNT if till.site else Place.WORKSPACE
    return NavigationItem(own.label, "/new-payment", "HandCoins", place, roles=tuple(r.name for r in own.payers))


def _told(own: OwnView) -> Iterator[str]:
    if own.services:
        named = ", ".join(service.label.lower() for service in own.services)
        yield f"Pay for a number ({named}): a test, since no company is connected; My payments has all of one's own."
    else:
        yield "Pay for a purpose and an amount of one's own, and get a receipt; see all of one's own under My payments."
    yield "Those in charge see all payments, filter and download them, and refund with a reason."


CAPABILITY = Capability(NAME, draft, settle, contribute, after=("balance", "payments"), finish=finish)
