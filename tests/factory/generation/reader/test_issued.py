"""What those in charge give to people: they see it, and write none."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Access, AppSpec, Reach


def _access(spec: AppSpec, role: str, entity: str) -> Access:
    return spec.access(next(known for known in spec.roles if known.name == role), spec.entity(entity))


@pytest.mark.parametrize(
    ("prompt", "role", "entity"),
    [
        ("A tea diary site: users write tasting notes and earn badges", "member", "badge"),
        ("A school system: teachers enter grades, students see their grades", "student", "grade"),
        ("A credit website where customers query credit scores", "customer", "credit_score"),
        ("A content management system: users write articles in categories", "member", "category"),
    ],
)
def test_nobody_issues_to_themselves_what_the_office_issues(prompt: str, role: str, entity: str) -> None:
    access = _access(read(prompt), role, entity)
    assert access.read is not Reach.NONE
    assert not access.create
    assert access.update is Reach.NONE
    assert access.delete is Reach.NONE


def test_whoever_the_prompt_lets_issue_does() -> None:
    spec = read("A school system: teachers enter grades, students see their grades")
    assert _access(spec, "teacher", "grade").create
    assert _access(read("An app where users manage categories and articles"), "member", "category").create


def test_customers_make_payments_and_do_not_change_them() -> None:
    spec = read("A website where customers make payments for services")
    access = _access(spec, "customer", "payment")
    assert (access.read, access.update) == (Reach.OWN, Reach.NONE)
    # They make them on a page of its own, with the way to pay, and not in the list.
    assert spec.entity("payment").field("payer").holders == ("customer",)
    assert [part.entity for part in spec.parts_of("own_payments")] == ["payment"]


def test_players_write_down_their_scores_and_all_see_a_ranking() -> None:
    spec = read("A chess club site with members, scores and a ranking list")
    assert _access(spec, "member", "grade_entry").read is Reach.ALL
    assert _access(read("A puzzle game where players record their scores"), "player", "grade_entry").create
