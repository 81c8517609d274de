"""People and organizations to act as."""

from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import system_clock
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.ids import new_id
from millwright.platform.accounts import Membership, Organization, User
from millwright.platform.accounts.models import MemberRole


async def make_actor(session: AsyncSession, name: str = "Ada") -> Actor:
    """Somebody with an organization of their own."""
    now = system_clock()
    organization = Organization(name=f"{name}'s", created_at=now)
    user = User(email=f"{new_id()}@example.test", name=name, created_at=now)
    session.add_all([organization, user])
    await session.flush()
    session.add(Membership(organization_id=organization.id, user_id=user.id, role=MemberRole.OWNER, created_at=now))
    await session.flush()
    return Actor(user_id=user.id, organization_id=organization.id, scopes=ALL_SCOPES)


async def make_context(session: AsyncSession, name: str = "Ada") -> Context:
    """The same, ready to be a verb's first argument."""
    return Context(session=session, actor=await make_actor(session, name))
