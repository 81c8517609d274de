"""What donations are used for is published; volunteers put themselves down; donations are registered by giving one."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.spec import Access, Reach

CHARITY = "A charity website: visitors browse aid projects, donate to a project"


@pytest.mark.parametrize(
    "said",
    [
        "query how the donations are used",
        "see where the money goes",
        "see the use of donations",
    ],
)
def test_everybody_reads_what_donations_are_used_for(said: str) -> None:
    spec = read(f"{CHARITY}, and {said}. Staff manage everything.")
    uses = spec.entity("fund_use")
    assert uses.visitors == Access(read=Reach.ALL)
    assert uses.field("project").target == "project"
    assert "spent" in {formula.name for formula in spec.entity("project").formulas}
    assert spec.parts_of("disclosure")[0].entity == "fund_use"


def test_where_nothing_is_given_nothing_is_disclosed() -> None:
    spec = read("A company website with services and news, where visitors see how the money is spent.")
    assert not spec.parts_of("disclosure")
    assert any("money" in reason.subject.lower() for reason in spec.not_built)


@pytest.mark.parametrize(
    "said", ["sign up as volunteers", "apply to become a volunteer", "use the volunteer recruitment"]
)
def test_volunteers_put_themselves_down_by_a_form(said: str) -> None:
    spec = read(f"{CHARITY}, and {said}. Staff manage volunteers.")
    volunteer = spec.entity("volunteer")
    assert volunteer.visitors == Access(create=True)
    assert {field.name for field in volunteer.fields if field.kept} >= {"status", "joined_on"}


def test_volunteers_with_something_to_do_have_accounts() -> None:
    spec = read("A shelter website. People sign up as volunteers; volunteers log in and choose shifts. Staff plan.")
    assert "volunteer" in {role.name for role in spec.roles}
    assert not [part for part in spec.parts_of("record_form") if part.entity == "volunteer"]


def test_whoever_registers_a_donation_on_a_site_gives_one() -> None:
    spec = read("A charity website: users browse aid projects and register donations. Staff manage projects.")
    assert spec.parts_of("donations")[0].entity == "project"
