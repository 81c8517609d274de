"""A person's own account, as they see and change it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Context
from millwright.kit.errors import invalid, not_found
from millwright.platform import events
from millwright.platform.accounts.founding import check_name
from millwright.platform.accounts.models import Membership, Organization, Role, User

_MOST_PREFERENCES = 16 * 1024


@dataclass(frozen=True, slots=True)
class Profile:
    """A person, the organization that they act for, and what they are to it."""

    user: User
    organization: Organization
    role: Role


async def get_profile(ctx: Context) -> Profile:
    """The actor's own. Raises `DomainError` of kind not found when they are no member any more."""
    query = (
        select(User, Organization, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(User.id == ctx.actor.user_id, Organization.id == ctx.actor.organization_id)
    )
    row = (await ctx.session.execute(query)).one_or_none()
    if row is None:
        raise not_found("user")
    return Profile(row[0], row[1], row[2])


async def update_profile(
    ctx: Context, *, name: str | None = None, preferences: Mapping[str, object] | None = None
) -> Profile:
    """Changes what is given; of the preferences (JSON values, 16 KB in all) only the keys that are named.

    Raises `DomainError` of kind invalid for a bad name or too many preferences.
    """
    profile = await get_profile(ctx)
    user = profile.user
    if name is not None:
        user.name = check_name(name)
    if preferences is not None:
        merged = {**user.preferences, **preferences}
        if len(json.dumps(merged)) > _MOST_PREFERENCES:
            raise invalid("preferences", "Preferences take at most 16 KB.")
        user.preferences = merged
    await _changed(ctx, user)
    return profile


async def set_avatar(ctx: Context, digest: str | None) -> User:
    """The blob of the person's picture, which the caller has stored; None takes it away."""
    user = (await get_profile(ctx)).user
    user.avatar_digest = digest
    await _changed(ctx, user)
    return user


async def find_avatar(session: AsyncSession, user_id: UUID | None) -> str | None:
    """The blob of anybody's picture: who knows a person's id may see it. None where there is none."""
    return await session.scalar(select(User.avatar_digest).where(User.id == user_id))


async def _changed(ctx: Context, user: User) -> None:
    user.updated_at = ctx.clock()
    await ctx.session.flush()
    await events.record(ctx, "account.updated", subject_id=user.id)
