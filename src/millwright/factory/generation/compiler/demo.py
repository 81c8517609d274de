"""The accounts with which a generated application can be tried; the browser check signs in with them."""

from dataclasses import dataclass

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.spec import AppSpec, FieldType, Role

DEMO_PASSWORD = "demo-password"  # noqa: S105 - public on purpose: shown on the preview's sign-in page


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of a preview; `role` is the role's name in the specification."""

    email: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody whom demonstration rows name, and who does not sign in; `role` is the role's name."""

    name: str
    email: str
    role: str


def colleagues(spec: AppSpec) -> list[Colleague]:
    """The people in the samples of accounts, each once, in the order of their names.

    A sample is the name of such a person, or that of a role: then it is the demonstration account of that role.
    """
    roles = {role.name for role in spec.roles}
    usual = max(spec.roles, key=lambda role: (not role.admin, not role.signup)).name
    found: dict[str, str] = {}
    for entity in spec.entities:
        for field in entity.fields:
            if field.type is FieldType.ACCOUNT:
                names = {str(row[field.name]) for row in entity.samples if row.get(field.name)} - roles
                found.update(dict.fromkeys(sorted(names), next(iter(field.holders), usual)) | found)
    people = enumerate(sorted(found.items()), 1)
    return [Colleague(name, f"colleague-{number}@demo.example", role) for number, (name, role) in people]


def demo_name(role: Role) -> str:
    """What the demonstration account of a role is called."""
    return f"Demo {naming.in_sentence(role.label)}"


def demo_accounts(spec: AppSpec) -> list[DemoAccount]:
    """One account for each role, the administrator's first."""
    roles = sorted(spec.roles, key=lambda role: not role.admin)
    return [DemoAccount(f"{naming.kebab(role.name)}@demo.example", DEMO_PASSWORD, role.name) for role in roles]
