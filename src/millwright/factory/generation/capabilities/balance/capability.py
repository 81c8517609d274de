"""Balances, as the reader and the compiler know them."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.balance.reading import draft, finish, settle
from millwright.factory.generation.capabilities.payments.view import TillView
from millwright.factory.generation.capabilities.payments.writing import with_payments
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = "capabilities/balance/templates"
_FILES = {
    "backend/app/balance.py": f"{_TEMPLATES}/backend/balance.py",
    "backend/app/routes/my_balance.py": f"{_TEMPLATES}/backend/routes.py",
    "backend/app/schemas/my_balance.py": f"{_TEMPLATES}/backend/schemas.py",
    "frontend/src/components/AmountField.tsx": "capabilities/shared/frontend/AmountField.tsx",
    "frontend/src/lib/balance.ts": f"{_TEMPLATES}/frontend/balance.ts",
    "frontend/src/pages/paying/BalancePage.tsx": f"{_TEMPLATES}/frontend/BalancePage.tsx",
    "frontend/src/pages/paying/BalancesPage.tsx": f"{_TEMPLATES}/frontend/BalancesPage.tsx",
    "frontend/src/pages/paying/balance.test.tsx": f"{_TEMPLATES}/frontend/balance.test.tsx",
    "tests/test_balance.py": f"{_TEMPLATES}/tests/test_balance.py",
}


def contribute(spec: AppSpec, _part: Part) -> Contribution:
    """The pages of one's own balance and of everybody's, with what payments have in common."""
    till = TillView(spec)
    own = Contribution(
        files={path: render(f"{name}.j2", till=till) for path, name in _FILES.items()},
        routers=("my_balance",),
        routes=tuple(_routes(till)),
        navigation=tuple(_links(till)),
        readme=("Top up a balance by card, and pay from it; those in charge take cash for it, and charge it.",),
    )
    return with_payments(till, own)


def _routes(till: TillView) -> Iterator[Route]:
    place = Place.SITE if till.site else Place.WORKSPACE
    yield Route("/my-balance", Component("BalancePage", "pages/paying/BalancePage"), place, signed_in=till.site)
    everybody = Component("BalancesPage", "pages/paying/BalancesPage")
    yield Route("/account-balances", everybody, Place.WORKSPACE, subject=till.ledger.name)


def _links(till: TillView) -> Iterator[NavigationItem]:
    holders = tuple(role.name for role in till.holders)
    place = Place.ACCOUNT if till.site else Place.WORKSPACE
    yield NavigationItem("My balance", "/my-balance", "Wallet", place, roles=holders)
    charging = tuple(role.name for role in till.charging)
    yield NavigationItem("Balances", "/account-balances", "Wallet", Place.WORKSPACE, roles=charging)


CAPABILITY = Capability("balance", draft, settle, contribute, after=("cart", "payments"), finish=finish)
