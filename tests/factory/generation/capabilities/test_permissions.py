"""Permissions that an administrator sets: where they are, and that what is not obeyed is noticed."""

import pytest

from millwright.factory.generation import read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

CLINIC = "A clinic system to keep patients and appointments, with role management and permission assignment."


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (CLINIC, True),
        ("A CRM for companies and contacts with users, roles and permission management.", True),
        ("A document website. Administrators control who may edit documents through permission settings.", True),
        ("A farm tool for fields and crops. Owners assign user roles and manage staff.", True),
        ("A course platform with students, teachers and administrators, each with different permissions.", False),
        ("An internal tool where nurses with different permissions manage the shifts.", False),
        ("A task app with user management. No permission management is needed.", False),
        ("A recruitment site listing open roles; recruiters manage roles and candidates.", False),
        ("A field trip app: teachers collect permission slips from parents.", False),
    ],
)
def test_permissions_are_set_where_that_is_asked_for(prompt: str, expected: bool) -> None:
    spec = read(prompt)
    assert bool(spec.parts_of("permissions")) == expected
    assert any(entity.name == "role_plan" for entity in spec.entities) == expected


def test_rights_and_roles_that_are_set_are_no_records() -> None:
    spec = read("A repair shop tool for repairs and parts. Owners configure access rights, with roles and permissions.")
    names = {entity.name for entity in spec.entities if not entity.internal}
    assert (names & {"right", "permission"}, len(spec.parts_of("permissions"))) == (set(), 1)
    assert not [
        field for entity in spec.entities if not entity.internal for field in entity.fields if "role" in field.name
    ]


def test_a_site_has_staff_to_be_given_permissions() -> None:
    spec = read("An online shop for tea with roles and permissions that the owner can configure.")
    assert [role.name for role in spec.roles if not role.admin and not role.signup] == ["staff"]


async def test_the_tests_of_permissions_notice_what_is_not_obeyed(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    permissions, plans, routes = (f"backend/app/{name}.py" for name in ("permissions", "role_plans", "routes/roles"))
    mutations = [
        (permissions, "if chosen is None or role is ADMINISTRATOR", "if True or role is ADMINISTRATOR"),
        (permissions, "wanted.create and most.create and read is not Reach.NONE", "wanted.create"),
        (plans, "    if within(wanted, base, model) != wanted:", "    if False:"),
        (routes, "        require_another_administrator(db, person)", "        pass"),
        (routes, "dependencies=[Depends(administrator)]", "dependencies=[]"),
        ("backend/app/routes/users.py", "        leave_own_role(db, user)", "        pass"),
    ]
    tools = sandbox, toolchain
    whole, unnoticed = await outcome(read(CLINIC), "tests/test_permissions.py", mutations, tools=tools, pool=pool)
    assert b" passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
