"""What each role may do: one table, from which the scopes of every credential come."""

from millwright.kit.context import ALL_SCOPES, READ_SCOPES, Scope
from millwright.platform.accounts.models import KeyKind, Role

_OPERATORS = frozenset({Scope.ORGANIZATIONS_ADMIN, Scope.METRICS_READ})
"""For the owners and admins of the installation's own organization alone."""
_WORK = frozenset(
    {Scope.PROJECTS_WRITE, Scope.FEATURES_WRITE, Scope.TESTS_WRITE, Scope.TESTS_EXECUTE, Scope.TASKS_WRITE}
)
_DEVELOPMENT = _WORK | {
    Scope.AGENTS_WRITE,
    Scope.DEPLOYMENTS_WRITE,
    Scope.FEATURES_DELETE,
    Scope.PROJECTS_DELETE,
    Scope.SECURITY_WRITE,
}
_READS = READ_SCOPES - _OPERATORS
_READS_OF_WORK = _READS - {Scope.AUDIT_READ, Scope.BILLING_READ, Scope.KEYS_READ}

_SCOPES: dict[Role, frozenset[Scope]] = {
    Role.OWNER: ALL_SCOPES - _OPERATORS,
    Role.ADMIN: ALL_SCOPES - _OPERATORS - {Scope.BILLING_WRITE},
    Role.PROJECT_MANAGER: _READS
    | _DEVELOPMENT
    | {Scope.DEPLOYMENTS_APPROVE, Scope.KEYS_WRITE, Scope.PROJECTS_ADMIN, Scope.WEBHOOKS_WRITE},
    Role.DEVELOPER: _READS | _DEVELOPMENT | {Scope.KEYS_WRITE},
    Role.MEMBER: _READS_OF_WORK | _WORK | {Scope.KEYS_READ, Scope.KEYS_WRITE},
    Role.VIEWER: _READS_OF_WORK,
}

_PROJECT = frozenset(
    {
        Scope.DEPLOYMENTS_READ,
        Scope.DEPLOYMENTS_WRITE,
        Scope.FEATURES_READ,
        Scope.FEATURES_WRITE,
        Scope.PROJECTS_READ,
        Scope.PROJECTS_WRITE,
        Scope.TESTS_EXECUTE,
        Scope.TESTS_READ,
        Scope.TESTS_WRITE,
    }
)


def is_operator(role: Role, *, installation: bool) -> bool:
    """Whether a member with `role` runs the installation; `installation`: the organization is its own."""
    return installation and role in {Role.OWNER, Role.ADMIN}


def scopes_of(role: Role, *, operator: bool) -> frozenset[Scope]:
    """What somebody with `role` may do in their organization, and as an `operator` in the installation."""
    return _SCOPES[role] | _OPERATORS if operator else _SCOPES[role]


def ceiling_of(kind: KeyKind, *, bound: bool) -> frozenset[Scope]:
    """The most that a key of `kind` may ever do; `bound` to a single project, only that project's work."""
    ceiling = READ_SCOPES if kind is KeyKind.READ else ALL_SCOPES
    return ceiling & _PROJECT if bound or kind is KeyKind.PROJECT else ceiling
