"""Settings of the application: where there are some, and that the application's tests notice what is not obeyed."""

import pytest

from millwright.factory.generation import read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

WALLET = (
    "A wallet app: users register, top up, transfer money to other users and withdraw money, and make online payments. "
    "Users choose a payment method (credit card, PayPal) when they recharge. Administrators manage users, payment "
    "records and system settings."
)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (WALLET, True),
        ("A recipe site where members share recipes. Administrators manage users and system configuration.", True),
        ("A note app with a backend management system for managing users, notes, and system settings", True),
        ("A system that monitors servers. Users configure interfaces and optimize system settings.", False),
        ("A recipe site where members share recipes. Administrators manage recipes, without system settings.", False),
    ],
)
def test_whoever_runs_an_application_sets_what_it_obeys(prompt: str, expected: bool) -> None:
    spec = read(prompt)
    assert bool(spec.parts_of("site_settings")) == expected
    if expected:
        assert all(entity.name != "setting_item" for entity in spec.entities)
        assert not [reason.subject for reason in spec.not_built if "system" in reason.subject]


async def test_the_tests_of_settings_notice_what_is_not_obeyed(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    routes, balance = "backend/app/routes/site_settings.py", "backend/app/routes/my_balance.py"
    mutations = [
        (routes, "    if user.role is not ADMINISTRATOR:", "    if False:"),
        (routes, "    if not set(body.ways) <= set(WAYS):", "    if False:"),
        ("backend/app/routes/auth.py", "    if not site_settings(db).sign_up_open:", "    if False:"),
        ("backend/app/routes/auth.py", "        if site_settings(db).sign_up_open\n", "        if True\n"),
        ("backend/app/site_settings.py", "    except ValidationError as error:", "    except KeyError as error:"),
        ("backend/app/site_settings.py", " if name not in stale", " if not stale"),
        ("backend/app/paying.py", "site_settings(db).ways", "WAYS"),
        (balance, '        check_most(db, "most_topped_up", body.amount)', "        pass"),
        ("backend/app/routes/transfers.py", '        check_most(db, "most_sent", body.amount)', "        pass"),
        ("backend/app/routes/withdrawals.py", '        check_most(db, "most_withdrawn", body.amount)', "        pass"),
        ("backend/app/routes/own_payments.py", '    check_most(db, "most_paid", body.amount)', "    pass"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(WALLET), "tests/test_site_settings.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
