"""Making people and organizations: the rows, whoever asked for them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.errors import DomainError, Kind, invalid
from millwright.kit.ids import new_id
from millwright.platform.accounts.models import Membership, Organization, Plan, Role, User
from millwright.platform.accounts.slugs import slugify, with_suffix

_ATTEMPTS = 3


def check_name(name: str, field: str = "name", *, shortest: int = 1) -> str:
    """The name without surrounding space; raises `DomainError` of kind invalid unless it has at most 200 characters."""
    name = name.strip()
    if not (shortest <= len(name) <= 200 and (name.isprintable() or not name)):
        raise invalid(field, f"A name has {shortest} to 200 printable characters.")
    return name


async def found_organization(
    session: AsyncSession,
    *,
    name: str,
    now: datetime,
    plan: Plan = Plan.FREE,
    slug: str | None = None,
    installation: bool = False,
) -> Organization:
    """A new organization. Without a slug it gets one from its name; code `slug_taken` for one that another has."""
    wanted = slug or slugify(name)
    for _ in range(_ATTEMPTS):
        made = await session.scalar(
            insert(Organization)
            .values(
                id=new_id(),
                name=name,
                slug=wanted,
                plan=plan,
                is_installation=installation,
                created_at=now,
                updated_at=now,
            )
            .on_conflict_do_nothing(index_elements=[Organization.slug])
            .returning(Organization)
        )
        if made is not None:
            return made
        if slug is not None:
            break
        wanted = with_suffix(slugify(name))
    raise DomainError("slug_taken", Kind.CONFLICT, "Another organization has this slug.")


async def add_user(
    session: AsyncSession, *, email: str, name: str, password_digest: str | None, now: datetime, verified: bool
) -> User:
    """A new account; code `email_taken` when there is one with this address."""
    made = await session.scalar(
        insert(User)
        .values(
            id=new_id(),
            email=email,
            name=name,
            password_digest=password_digest,
            verified_at=now if verified else None,
            preferences={},
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing(index_elements=[User.email])
        .returning(User)
    )
    if made is None:
        raise DomainError("email_taken", Kind.CONFLICT, "There is already an account with this email address.")
    return made


async def add_member(
    session: AsyncSession, *, user_id: UUID, organization_id: UUID, role: Role, now: datetime
) -> Membership:
    """A person's new place in an organization."""
    membership = Membership(organization_id=organization_id, user_id=user_id, role=role, created_at=now)
    session.add(membership)
    await session.flush()
    return membership
