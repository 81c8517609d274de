"""Accounts that wait for the administrator: where prompts want that, and that nobody gets in before."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.refinement import refine

TEACHERS = "A course tool. Teachers can apply to use it, and after approval they can log in and manage courses."
SCHOOL = (
    "A school tool. Principals approve registration of teachers. Administrators manage users. Teachers give grades."
)
TEAM = (
    "An internal tool. The administrator sets up projects. Managers and team members register; registrations are "
    "approved by the manager."
)


@pytest.mark.parametrize(
    ("prompt", "waiting"),
    [
        (TEACHERS, "teacher"),
        ("A marketplace for handmade products. Sellers register and wait for audit; buyers place orders.", "seller"),
        ("A club site with events. New users are reviewed by the administrator before they can log in.", "member"),
        ("An internal tool for projects and tasks. User registration requires administrator approval.", "member"),
        ("A leave tool where employees apply for leave and managers approve requests.", None),
        ("A course site where students register for courses and wait for approval of the enrolment.", None),
        ("A blog where posts need to be reviewed by administrators before they are published.", None),
        ("A tool where accountants approve user expenses and users register with email.", None),
        ("A training tool. Staff register for courses, and registrations are approved by the manager.", None),
        ("An office tool: staff log in and approve user requests for holidays.", None),
        ("A grant system: applicants submit applications, and after approval they receive money.", None),
    ],
)
def test_accounts_wait_where_people_are_let_in(prompt: str, waiting: str | None) -> None:
    spec = read(prompt)
    assert [part.options["roles"] for part in spec.parts_of("account_approval")] == (
        [f"of {waiting}"] if waiting else []
    )
    assert all(role.signup for role in spec.roles if role.name == waiting)


@pytest.mark.parametrize(
    ("prompt", "waiting", "deciding"),
    [
        (SCHOOL, "teacher", "principal"),
        (TEAM, "team_member", "manager"),
    ],
)
def test_nobody_signs_up_as_those_who_approve(prompt: str, waiting: str, deciding: str) -> None:
    spec = read(prompt)
    assert [part.options["roles"] for part in spec.parts_of("account_approval")] == [f"of {waiting}"]
    assert {role.name: role.signup for role in spec.roles if not role.admin} == {waiting: True, deciding: False}


def test_posts_that_wait_for_approval_are_still_moderated() -> None:
    spec = read("A recipe site where members share recipes. Recipes wait for approval.")
    assert [part.capability for part in spec.parts if part.capability in {"account_approval", "moderation"}] == [
        "moderation"
    ]


def test_a_renamed_role_still_waits() -> None:
    spec = refine(read(TEACHERS), "rename the teacher role to tutor").spec
    assert [part.options["roles"] for part in spec.parts_of("account_approval")] == ["of tutor"]
    assert "Role.TUTOR" in compile_app(spec)["backend/app/approvals.py"]


def test_only_those_who_wait_are_asleep_and_others_are_signed_in() -> None:
    files = compile_app(read("A marketplace for handmade products. Sellers register and wait for audit; buyers order."))
    assert "ROLES = frozenset({Role.SELLER, })" in files["backend/app/approvals.py"]
    assert "    if user.active:\n        sign_in(request, response, db, user)" in files["backend/app/routes/auth.py"]
    assert 'const waiting: unknown[] = ["seller"]' in files["frontend/src/pages/RegisterPage.tsx"]
