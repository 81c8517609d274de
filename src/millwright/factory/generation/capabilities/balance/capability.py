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
    "frontend/src/components/payments/Movements.tsx": f"{_TEMPLATES}/frontend/Movements.tsx",
    "frontend/src/lib/balance.ts": f"{_TEMPLATES}/frontend/balance.ts",
    "frontend/src/pages/paying/BalancePage.tsx": f"{_TEMPLATES}/frontend/BalancePage.tsx",
    "frontend/src/pages/paying/BalancesPage.tsx": f"{_TEMPLATES}/frontend/BalancesPage.tsx",
    "frontend/src/pages/paying/balance.test.tsx": f"{_TEMPLATES}/frontend/balance.test.tsx",
    "tests/test_balance.py": f"{_TEMPLATES}/tests/test_balance.py",
}


_SENDING = {
    "backend/app/routes/transfers.py": f"{_TEMPLATES}/backend/transfers.py",
    "frontend/src/components/payments/SendMoney.tsx": f"{_TEMPLATES}/frontend/SendMoney.tsx",
    "tests/test_transfers.py": f"{_TEMPLATES}/tests/test_transfers.py",
}
_PAYING_OUT = {
    "backend/app/routes/withdrawals.py": f"{_TEMPLATES}/backend/withdrawals.py",
    "frontend/src/components/payments/Withdraw.tsx": f"{_TEMPLATES}/frontend/Withdraw.tsx",
    "frontend/src/components/payments/Withdrawals.tsx": f"{_TEMPLATES}/frontend/Withdrawals.tsx",
    "tests/test_withdrawals.py": f"{_TEMPLATES}/tests/test_withdrawals.py",
}


def contribute(spec: AppSpec, _part: Part) -> Contribution:
    """The pages of one's own balance and of everybody's, with what payments have in common."""
    till = TillView(spec)
    named = _FILES | (_SENDING if till.sends else {}) | (_PAYING_OUT if till.pays_out else {})
    routers = (("my_balance", True), ("transfers", till.sends), ("withdrawals", till.pays_out))
    own = Contribution(
        files={path: render(f"{name}.j2", till=till) for path, name in named.items()},
        routers=tuple(name for name, there in routers if there),
        routes=tuple(_routes(till)),
        navigation=tuple(_links(till)),
        readme=tuple(_told(till)),
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


def _told(till: TillView) -> Iterator[str]:
    yield "Top up a balance by card, and pay from it; those in charge take cash for it, and charge it."
    if till.sends:
        yield "Send money of one's balance to another member, with a note; both see it in what came and went."
    if till.pays_out:
        yield (
            "Ask for money of one's balance: it is held at once, paid out by hand or refused by those in charge under "
            "Balances; no bank is connected."
        )


CAPABILITY = Capability("balance", draft, settle, contribute, after=("cart", "payments"), finish=finish)
