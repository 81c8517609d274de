"""The contract's names for what a credential may do, and what each means here."""

from collections.abc import Iterable
from enum import StrEnum

from millwright.kit.context import Scope


class Permission(StrEnum):
    """A permission of an API key, or a scope of OAuth.

    The document shows the first three and goes on in their manner; the others follow it.
    """

    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    AGENTS_READ = "agents:read"
    AGENTS_WRITE = "agents:write"
    PROJECTS_READ = "projects:read"
    PROJECTS_WRITE = "projects:write"
    PROJECTS_DELETE = "projects:delete"
    USERS_READ = "users:read"
    USERS_WRITE = "users:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    KEYS_READ = "keys:read"
    KEYS_WRITE = "keys:write"


MEANING: dict[Permission, Scope] = {
    Permission.TASKS_READ: Scope.TASKS_READ,
    Permission.TASKS_WRITE: Scope.TASKS_WRITE,
    Permission.AGENTS_READ: Scope.AGENTS_READ,
    Permission.AGENTS_WRITE: Scope.AGENTS_WRITE,
    Permission.PROJECTS_READ: Scope.PROJECTS_READ,
    Permission.PROJECTS_WRITE: Scope.PROJECTS_WRITE,
    Permission.PROJECTS_DELETE: Scope.PROJECTS_DELETE,
    Permission.USERS_READ: Scope.MEMBERS_READ,
    Permission.USERS_WRITE: Scope.MEMBERS_WRITE,
    Permission.WEBHOOKS_READ: Scope.WEBHOOKS_READ,
    Permission.WEBHOOKS_WRITE: Scope.WEBHOOKS_WRITE,
    Permission.KEYS_READ: Scope.KEYS_READ,
    Permission.KEYS_WRITE: Scope.KEYS_WRITE,
}


def scopes_of(permissions: Iterable[Permission]) -> frozenset[Scope]:
    """What these permissions mean together."""
    return frozenset(MEANING[permission] for permission in permissions)


def names_of(scopes: Iterable[str]) -> list[Permission]:
    """The contract's names for these scopes, in the order of the table; what it has no name for is left out."""
    held = frozenset(scopes)
    return [permission for permission, scope in MEANING.items() if scope in held]
