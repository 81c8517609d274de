"""The installation's own organization and first account, made at the first start."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import ALL_SCOPES, Actor
from millwright.platform.accounts.models import MemberRole, Membership, Organization, User


async def ensure_installation(session: AsyncSession, *, email: str, clock: Clock = system_clock) -> Actor:
    """The first account acting for the installation's organization with every scope; both are made when missing."""
    found = await session.scalar(
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .where(Membership.role == MemberRole.OWNER)
        .order_by(Membership.created_at)
        .limit(1)
    )
    if found is None:
        found = await _make(session, email.lower(), clock)
    return Actor(user_id=found.user_id, organization_id=found.organization_id, scopes=ALL_SCOPES)


async def _make(session: AsyncSession, email: str, clock: Clock) -> Membership:
    now = clock()
    organization = Organization(name="This installation", created_at=now)
    user = User(email=email, name="Administrator", created_at=now)
    session.add_all([organization, user])
    await session.flush()
    membership = Membership(organization_id=organization.id, user_id=user.id, role=MemberRole.OWNER, created_at=now)
    session.add(membership)
    await session.flush()
    return membership
