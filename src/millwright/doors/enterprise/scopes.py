"""The contract's names of scopes (Authorization Scopes)."""

from enum import StrEnum

from millwright.kit.context import Scope


class ScopeName(StrEnum):
    """The documented names, with those that the document leaves out of its list though it asks for one of them."""

    ORGANIZATIONS_READ = "organizations:read"
    ORGANIZATIONS_WRITE = "organizations:write"
    ORGANIZATIONS_ADMIN = "organizations:admin"
    PROJECTS_READ = "projects:read"
    PROJECTS_WRITE = "projects:write"
    PROJECTS_DELETE = "projects:delete"
    PROJECTS_ADMIN = "projects:admin"
    FEATURES_READ = "features:read"
    FEATURES_WRITE = "features:write"
    FEATURES_DELETE = "features:delete"
    TESTS_READ = "tests:read"
    TESTS_WRITE = "tests:write"
    TESTS_EXECUTE = "tests:execute"
    DEPLOYMENTS_READ = "deployments:read"
    DEPLOYMENTS_WRITE = "deployments:write"
    DEPLOYMENTS_APPROVE = "deployments:approve"
    SECURITY_READ = "security:read"
    SECURITY_WRITE = "security:write"
    SECURITY_ADMIN = "security:admin"
    METRICS_READ = "metrics:read"  # asked for by GET /metrics
    KEYS_READ = "keys:read"  # from here on for the extensions
    KEYS_WRITE = "keys:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"

    @property
    def meaning(self) -> Scope:
        """The scope of the domain, which has the same names."""
        return Scope(self.value)
