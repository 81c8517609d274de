"""The people of a demonstration: the accounts to try an application with, which the browser check uses, and others."""

import zlib
from dataclasses import dataclass

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.spec import AppSpec, Entity, FieldType, Reach, Role

DEMO_PASSWORD = "demo-password"  # noqa: S105 - public on purpose: shown on the preview's sign-in page
_NAMES = (
    "Alex Morgan",
    "Robin Hayes",
    "Samira Haddad",
    "Jonas Lindgren",
    "Kim Adeyemi",
    "Toni Marchetti",
    "Charlie Brandt",
    "Noor Rahman",
    "Sasha Petrov",
    "Jamie Okoro",
    "Andrea Novak",
    "Lou Fontaine",
    "Mika Tanaka",
    "Dana Whitfield",
    "Ari Costa",
    "Billie Sorensen",
)
"""Names that no sample row has."""
SENDERS = frozenset(
    """
    applicant_name author_name borrower_name buyer_name caller_name claimant_name client_name customer_name donor_name
    guest_name holder_name member_name participant_name passenger_name patient_name requester_name sender_name
    subscriber_name tenant_name visitor_name
    """.split()
)
"""Fields for the name of whoever makes a row."""
CUSTOMERS = frozenset(
    """
    buyer citizen client customer donor fan follower guest member owner passenger patient reader renter resident shopper
    subscriber supporter tenant traveller user visitor
    """.split()
)
"""Roles of people who ask, order and give for themselves, and for nobody else."""
_FELLOWS = 3
"""How many others of a role make rows beside its demonstration account, where everybody sees them."""


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
    """The people in the samples of accounts, each once, in the order of their names; then those who speak in public.

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
    people = [*sorted(found.items()), *((name, role) for role, names in fellows(spec).items() for name in names)]
    return [Colleague(name, f"colleague-{number}@demo.example", role) for number, (name, role) in enumerate(people, 1)]


def fellows(spec: AppSpec) -> dict[str, list[str]]:
    """By role that people sign up for, the names of others who have it and make what everybody sees."""
    left = [name for name in _NAMES if name not in _named(spec).values()]
    speaking = [role for role in spec.roles if role.signup and any(speaks(spec, role, one) for one in spec.entities)]
    names = {role.name: [left.pop(0) for _ in range(_FELLOWS) if left] for role in speaking}
    return {role: others for role, others in names.items() if others}


def speaks(spec: AppSpec, role: Role, entity: Entity) -> bool:
    """Whether people of a role make rows of an entity that others see, or that say something of what all see.

    What names its sender is theirs alone.
    """
    if not entity.samples or not spec.access(role, entity).create or SENDERS & {field.name for field in entity.fields}:
        return False
    targets = [spec.entity(field.target) for field in entity.fields if field.target and field.target != entity.name]
    if not all(_public(spec, target) for target in targets):
        return False
    said = entity.internal or any(entity.name in part.options.values() for part in spec.parts)
    return _public(spec, entity) or bool(said and targets)


def _public(spec: AppSpec, entity: Entity) -> bool:
    return not entity.internal and all(spec.access(role, entity).read is Reach.ALL for role in spec.roles)


def demo_name(spec: AppSpec, role: Role) -> str:
    """What the demonstration account of a role is called: the same as long as the role has its name."""
    return _named(spec)[role.name]


def _named(spec: AppSpec) -> dict[str, str]:
    given = _own_entries(spec)
    for role in (role for role in spec.roles if role.name not in given):
        first = zlib.crc32(role.name.encode()) % len(_NAMES)
        free = (name for name in _NAMES[first:] + _NAMES[:first] if name not in given.values())
        given[role.name] = next(free, f"Demo {naming.in_sentence(role.label)}")
    return given


def _own_entries(spec: AppSpec) -> dict[str, str]:
    """By role what those are called who sign in as whom a record is kept of: the doctor is "Dr Lena Vogt"."""
    found: dict[str, str] = {}
    for entity in spec.entities:
        if any(field.name == "own_account" and field.type is FieldType.ACCOUNT for field in entity.fields):
            rows = (row for row in entity.samples if row.get("own_account"))
            found |= {str(row["own_account"]): str(row.get(entity.title_field.name)) for row in rows}
    return found


def demo_accounts(spec: AppSpec) -> list[DemoAccount]:
    """One account for each role, the administrator's first."""
    roles = sorted(spec.roles, key=lambda role: not role.admin)
    return [DemoAccount(f"{naming.kebab(role.name)}@demo.example", DEMO_PASSWORD, role.name) for role in roles]
