"""Payments as files of the generated application, and what hangs into its places."""

from collections.abc import Iterator
from dataclasses import replace

from millwright.factory.generation.capabilities import (
    Check,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Removal,
    Route,
    Saving,
)
from millwright.factory.generation.capabilities.payments.ledger import check_ledger
from millwright.factory.generation.capabilities.payments.view import OwedView, TillView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = "capabilities/payments/templates"
_SHARED = "capabilities/shared"
_CARD = "the card 4242 4242 4242 4242 is accepted, 4000 0000 0000 0002 is declined, and no money moves."
_BACKEND = {
    "backend/app/owed/__init__.py": "owed.py",
    "backend/app/paying.py": "paying.py",
    "backend/app/routes/paying.py": "routes.py",
    "backend/app/schemas/paying.py": "schemas.py",
}
_MOVING = {
    "backend/app/attempts.py": "attempts.py",
    "backend/app/schemas/moving.py": "moving.py",
}
_FRONTEND = (
    "components/payments/Refund.tsx",
    "lib/payments.ts",
    "pages/paying/MyPaymentsPage.tsx",
    "pages/paying/PayPage.tsx",
    "pages/paying/ReceiptPage.tsx",
)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, pages and tests of paying one kind of record; several kinds share most of them."""
    owed = OwedView(spec, part)
    record = owed.record
    section = Component(f"{owed.page.type}Payment", f"components/payments/{owed.page.type}Payment")
    own = Contribution(
        files=_own_files(TillView(spec), owed, section),
        checks={record.name: (Check(f"check_paid_{record.name}", "backend.app.paying"),)},
        savings={record.name: (Saving(f"follow_{record.name}", "backend.app.paying"),)} if owed.back else {},
        removals={record.name: (Removal(f"keep_{record.name}", "backend.app.paying"),)},
        workspace_sections={record.name: (section,)},
        readme=tuple(_told(owed)),
    )
    return with_payments(TillView(spec), own)


def with_payments(till: TillView, own: Contribution) -> Contribution:
    """What a part that takes money adds, with what all of these bring along; raises as `check_ledger` does."""
    check_ledger(till)
    ledger = till.ledger.name
    refund = {ledger: (Component("Refund", "components/payments/Refund", changes=True),)}
    return replace(
        own,
        files=_shared_files(till) | dict(own.files),
        routers=("paying", *own.routers),
        checks={ledger: (Check("check_payment", "backend.app.paying"),)} | dict(own.checks),
        removals={ledger: (Removal("keep_payment", "backend.app.paying"),)} | dict(own.removals),
        untyped={ledger: tuple(name.lower() for name in till.online)},
        routes=(*_routes(till), *own.routes),
        navigation=(_link(till), *own.navigation),
        workspace_sections=refund | dict(own.workspace_sections),
        readme=(*own.readme, _tested(till)),
    )


def _tested(till: TillView) -> str:
    """How one pays, to try it."""
    if not till.ways:
        return f"Payment is a test: {_CARD}"
    named = ", ".join(way.label for way in till.ways)
    how = _CARD if till.cards else "no money moves."
    return f"Payment is a test, whichever way one chooses ({named}): no company is connected; {how}"


def _shared_files(till: TillView) -> dict[str, str]:
    backend = _BACKEND | (_MOVING if till.moves else {})
    files = {path: render(f"{_TEMPLATES}/backend/{name}.j2", till=till) for path, name in backend.items()}
    for path in _FRONTEND:
        name = path.rpartition("/")[2]
        files[f"frontend/src/{path}"] = render(f"{_TEMPLATES}/frontend/{name}.j2", till=till)
    if till.owed:
        test = render(f"{_TEMPLATES}/frontend/paying.test.tsx.j2", till=till)
        files["frontend/src/pages/paying/paying.test.tsx"] = test
    files["backend/app/holding.py"] = render(f"{_SHARED}/backend/holding.py.j2")
    files["backend/app/payment.py"] = render(f"{_SHARED}/backend/payment.py.j2")
    if till.ways:
        ways = render(f"{_TEMPLATES}/frontend/WayFields.tsx.j2", till=till)
        files["frontend/src/components/payments/WayFields.tsx"] = ways
    files["frontend/src/components/CardFields.tsx"] = render(f"{_SHARED}/frontend/CardFields.tsx.j2")
    return files


def _own_files(till: TillView, owed: OwedView, section: Component) -> dict[str, str]:
    plural = owed.record.plural
    return {
        f"backend/app/owed/{plural}.py": render(f"{_TEMPLATES}/backend/record.py.j2", owed=owed),
        f"frontend/src/{section.module}.tsx": render(f"{_TEMPLATES}/frontend/Payment.tsx.j2", owed=owed),
        f"tests/test_paying_{plural}.py": render(f"{_TEMPLATES}/tests/test_paying.py.j2", owed=owed, till=till),
    }


def _routes(till: TillView) -> Iterator[Route]:
    place = Place.SITE if till.site else Place.WORKSPACE
    for path, page in (
        ("/my-payments", "MyPaymentsPage"),
        ("/pay/:kind/:id", "PayPage"),
        ("/receipt/:id", "ReceiptPage"),
    ):
        yield Route(path, Component(page, f"pages/paying/{page}"), place, signed_in=till.site)


def _link(till: TillView) -> NavigationItem:
    place = Place.ACCOUNT if till.site else Place.WORKSPACE
    roles = tuple(role.name for role in till.payers)
    return NavigationItem("My payments", "/my-payments", "CreditCard", place, roles=roles)


def _told(owed: OwedView) -> Iterator[str]:
    many = in_sentence(owed.record.plural_label)
    yield f"Whose {many} they are pay them by card, once, and get a receipt; those in charge refund with a reason."
    if owed.back:
        yield f"What was paid for {many} that are cancelled is paid back."
