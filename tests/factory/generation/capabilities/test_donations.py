"""Donations: who gives to what, and that the tests of the generated application notice what is left out."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import Access, FieldType, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

CHARITY = (
    "A charity website with fundraising campaigns. Visitors browse campaigns with a goal and the amount raised, donors "
    "log in and donate to a campaign and see their donation history. Staff manage campaigns and donations."
)


def causes(spec: AppSpec) -> list[str | None]:
    return [part.entity for part in spec.parts_of("donations")]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (CHARITY, ["campaign"]),
        (
            "A crowdfunding site: creators publish projects with a funding goal, backers donate to projects.",
            ["project"],
        ),
        ("An animal shelter website with pets, news, and a page where visitors donate online.", ["campaign"]),
        ("A church office app: keep members, record donations and print yearly totals.", []),
    ],
)
def test_what_people_donate_to(prompt: str, expected: list[str]) -> None:
    assert causes(read(prompt)) == expected


def test_what_was_raised_is_added_up_and_entered_by_nobody() -> None:
    campaign = read(CHARITY).entity("campaign")
    assert campaign.field("goal").type is FieldType.MONEY
    assert not {"amount_raised", "target_amount", "channel"} & {field.name for field in campaign.fields}


def test_donors_see_their_own_donations_and_staff_all_payments() -> None:
    spec = read(CHARITY)
    donation, payment = spec.entity("donation"), spec.entity("payment")
    assert donation.access["donor"] == payment.access["donor"] == Access(read=Reach.OWN)
    assert payment.access["staff"].update is Reach.ALL
    assert spec.parts_of("payments")[0].entity == "donation"
    assert spec.parts_of("donations")[0].options["over"] == "planned finished"


def test_donations_are_paid_beside_the_checkout_of_a_shop() -> None:
    spec = read("A charity shop website. Customers buy items and donate money to projects.")
    assert spec.parts_of("cart")
    assert [part.entity for part in spec.parts_of("payments")] == ["donation"]
    assert "backend/app/routes/donating.py" in compile_app(spec)


def test_where_payments_are_refused_donations_are_only_kept() -> None:
    spec = read("A charity website. Supporters donate to projects. No online payment.")
    assert not causes(spec)
    assert spec.entity("donation")
    assert any("nobody pays one here" in reason.because for reason in spec.not_built)
    assert compile_app(spec)


async def test_the_tests_of_donations_notice_each_rule_that_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    routes = "backend/app/routes/donating.py"
    mutations = [
        (routes, "Donation.payment_status == DonationPaymentStatus.PAID, ", ""),
        (routes, "    if cause.status in OVER:", "    if False:"),
        (routes, "    if user.role not in DONATIONS.payers:", "    if False:"),
        (routes, "Field(gt=0, le=1_000_000", "Field(le=1_000_000"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(CHARITY), "tests/test_donating.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
