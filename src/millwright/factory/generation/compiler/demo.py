"""The accounts with which a generated application can be tried; the browser check signs in with them."""

from dataclasses import dataclass

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.spec import AppSpec

DEMO_PASSWORD = "demo-password"  # noqa: S105 - public on purpose: shown on the preview's sign-in page


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of a preview; `role` is the role's name in the specification."""

    email: str
    password: str
    role: str


def demo_accounts(spec: AppSpec) -> list[DemoAccount]:
    """One account for each role, the administrator's first."""
    roles = sorted(spec.roles, key=lambda role: not role.admin)
    return [DemoAccount(f"{naming.kebab(role.name)}@demo.example", DEMO_PASSWORD, role.name) for role in roles]
