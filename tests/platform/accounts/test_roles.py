"""The one table of roles, read as a whole."""

import pytest
from inline_snapshot import snapshot

from millwright.kit.context import ALL_SCOPES, READ_SCOPES, Scope
from millwright.platform.accounts import KeyKind, Role, is_operator, scopes_of
from millwright.platform.accounts.roles import ceiling_of


def lacking(role: Role) -> list[str]:
    return sorted(ALL_SCOPES - scopes_of(role, operator=False))


def test_what_each_role_may_not_do() -> None:
    assert {role.value: lacking(role) for role in Role if role is not Role.VIEWER} == snapshot(
        {
            "owner": [Scope.METRICS_READ, Scope.ORGANIZATIONS_ADMIN],
            "admin": [Scope.BILLING_WRITE, Scope.METRICS_READ, Scope.ORGANIZATIONS_ADMIN],
            "project-manager": [
                Scope.BILLING_WRITE,
                Scope.MEMBERS_WRITE,
                Scope.METRICS_READ,
                Scope.ORGANIZATIONS_ADMIN,
                Scope.ORGANIZATIONS_WRITE,
                Scope.SECURITY_ADMIN,
            ],
            "developer": [
                Scope.BILLING_WRITE,
                Scope.DEPLOYMENTS_APPROVE,
                Scope.MEMBERS_WRITE,
                Scope.METRICS_READ,
                Scope.ORGANIZATIONS_ADMIN,
                Scope.ORGANIZATIONS_WRITE,
                Scope.PROJECTS_ADMIN,
                Scope.SECURITY_ADMIN,
                Scope.WEBHOOKS_WRITE,
            ],
            "member": [
                Scope.AGENTS_WRITE,
                Scope.AUDIT_READ,
                Scope.BILLING_READ,
                Scope.BILLING_WRITE,
                Scope.DEPLOYMENTS_APPROVE,
                Scope.DEPLOYMENTS_WRITE,
                Scope.FEATURES_DELETE,
                Scope.MEMBERS_WRITE,
                Scope.METRICS_READ,
                Scope.ORGANIZATIONS_ADMIN,
                Scope.ORGANIZATIONS_WRITE,
                Scope.PROJECTS_ADMIN,
                Scope.PROJECTS_DELETE,
                Scope.SECURITY_ADMIN,
                Scope.SECURITY_WRITE,
                Scope.WEBHOOKS_WRITE,
            ],
        }
    )
    assert sorted(scopes_of(Role.VIEWER, operator=False)) == snapshot(
        [
            Scope.AGENTS_READ,
            Scope.DEPLOYMENTS_READ,
            Scope.FEATURES_READ,
            Scope.MEMBERS_READ,
            Scope.ORGANIZATIONS_READ,
            Scope.PROJECTS_READ,
            Scope.SECURITY_READ,
            Scope.TASKS_READ,
            Scope.TESTS_READ,
            Scope.WEBHOOKS_READ,
        ]
    )


@pytest.mark.parametrize(("higher", "lower"), list(zip(list(Role), list(Role)[1:], strict=False)))
def test_a_higher_role_may_do_all_that_a_lower_one_may(higher: Role, lower: Role) -> None:
    assert scopes_of(lower, operator=False) < scopes_of(higher, operator=False)
    assert higher.is_above(lower)
    assert not lower.is_above(higher)


def test_only_owners_and_admins_of_the_installation_are_operators() -> None:
    assert [role for role in Role if is_operator(role, installation=True)] == [Role.OWNER, Role.ADMIN]
    assert not any(is_operator(role, installation=False) for role in Role)
    assert scopes_of(Role.OWNER, operator=True) == ALL_SCOPES


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_key_bound_to_a_project_does_only_the_work_of_projects(kind: KeyKind) -> None:
    rooms = {scope.split(":")[0] for scope in ceiling_of(kind, bound=True)}
    assert rooms == {"deployments", "features", "projects", "tests"}
    assert Scope.PROJECTS_DELETE not in ceiling_of(kind, bound=True)


def test_a_reading_key_only_reads() -> None:
    assert ceiling_of(KeyKind.READ, bound=False) == READ_SCOPES
    assert ceiling_of(KeyKind.READ, bound=True) < READ_SCOPES
