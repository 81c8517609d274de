"""Who acts, and with what: the first argument of every domain verb."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.errors import DomainError, Kind


class Scope(StrEnum):
    """What a credential may be used for, as ``noun:verb``; each contract maps its documented names onto these."""

    AGENTS_READ = "agents:read"
    AGENTS_WRITE = "agents:write"
    AUDIT_READ = "audit:read"
    BILLING_READ = "billing:read"
    BILLING_WRITE = "billing:write"
    DEPLOYMENTS_APPROVE = "deployments:approve"
    DEPLOYMENTS_READ = "deployments:read"
    DEPLOYMENTS_WRITE = "deployments:write"
    FEATURES_DELETE = "features:delete"
    FEATURES_READ = "features:read"
    FEATURES_WRITE = "features:write"
    KEYS_READ = "keys:read"
    KEYS_WRITE = "keys:write"
    MEMBERS_READ = "members:read"
    MEMBERS_WRITE = "members:write"
    METRICS_READ = "metrics:read"
    ORGANIZATIONS_ADMIN = "organizations:admin"
    ORGANIZATIONS_READ = "organizations:read"
    ORGANIZATIONS_WRITE = "organizations:write"
    PROJECTS_ADMIN = "projects:admin"
    PROJECTS_DELETE = "projects:delete"
    PROJECTS_READ = "projects:read"
    PROJECTS_WRITE = "projects:write"
    SECURITY_ADMIN = "security:admin"
    SECURITY_READ = "security:read"
    SECURITY_WRITE = "security:write"
    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    TESTS_EXECUTE = "tests:execute"
    TESTS_READ = "tests:read"
    TESTS_WRITE = "tests:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"


READ_SCOPES = frozenset(scope for scope in Scope if scope.value.endswith(":read"))
ALL_SCOPES = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody (a person's session or one of their keys) acting for one organization within some scopes.

    `project_id` is set when the credential is bound to a single project. `credential_id` names the session, key or
    grant that was presented; it is None for work that the factory does by itself.
    """

    user_id: UUID
    organization_id: UUID
    scopes: frozenset[Scope]
    project_id: UUID | None = None
    credential_id: UUID | None = None

    def require(self, scope: Scope) -> None:
        """Raises `DomainError` of kind forbidden unless the credential carries `scope`."""
        if scope not in self.scopes:
            raise DomainError("scope_missing", Kind.FORBIDDEN, f"This credential lacks the scope {scope}.")


@dataclass(frozen=True, slots=True)
class Context:
    """What a verb works with: the open transaction, the actor and the clock."""

    session: AsyncSession
    actor: Actor
    clock: Clock = field(default=system_clock)
