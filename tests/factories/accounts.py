"""People and organizations to act as, and what they prove it with."""

from functools import cache
from uuid import UUID

from joserfc.jwk import RSAKey
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import system_clock
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.crypto import TokenHasher
from millwright.kit.ids import new_id
from millwright.platform.accounts import (
    Identity,
    JwtSigner,
    Membership,
    Organization,
    Passwords,
    Plan,
    Role,
    User,
)

PASSWORD = "correct horse battery staple"


async def make_organization(
    session: AsyncSession, name: str = "Ada's", *, plan: Plan = Plan.FREE, installation: bool = False
) -> Organization:
    """An organization without members."""
    now = system_clock()
    organization = Organization(
        name=name, slug=f"o-{new_id().hex}", plan=plan, is_installation=installation, created_at=now, updated_at=now
    )
    session.add(organization)
    await session.flush()
    return organization


async def make_member(session: AsyncSession, organization: Organization, role: Role, name: str = "Ada") -> Actor:
    """A verified person with this role there, and no password."""
    now = system_clock()
    user = User(
        email=f"{new_id()}@example.test",
        name=name,
        verified_at=now,
        current_organization_id=organization.id,
        created_at=now,
        updated_at=now,
    )
    session.add(user)
    await session.flush()
    session.add(Membership(organization_id=organization.id, user_id=user.id, role=role, created_at=now))
    await session.flush()
    return Actor(user_id=user.id, organization_id=organization.id, scopes=ALL_SCOPES)


async def make_actor(session: AsyncSession, name: str = "Ada", *, plan: Plan = Plan.FREE) -> Actor:
    """Somebody with an organization of their own, and every scope."""
    organization = await make_organization(session, f"{name}'s", plan=plan)
    return await make_member(session, organization, Role.OWNER, name)


async def set_password(session: AsyncSession, user_id: UUID) -> str:
    """Gives somebody the password `PASSWORD`; their e-mail address."""
    user = await session.get_one(User, user_id)
    user.password_digest = _digest()
    await session.flush()
    return user.email


async def make_context(session: AsyncSession, name: str = "Ada") -> Context:
    """The same, ready to be a verb's first argument."""
    return Context(session=session, actor=await make_actor(session, name))


@cache
def _digest() -> str:
    return Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)  # as weak as it is quick


@cache
def _signer() -> JwtSigner:
    key = RSAKey.generate_key(2048, auto_kid=True)
    return JwtSigner({str(key.kid): key})


@cache
def _passwords() -> Passwords:
    return Passwords()


def make_identity(*, issuer: str = "http://millwright.test", email_verification: bool = True) -> Identity:
    """Keys and hashers that are made once for the test process."""
    return Identity(
        hasher=TokenHasher(b"k" * 32),
        signer=_signer(),
        issuer=issuer,
        passwords=_passwords(),
        email_verification=email_verification,
    )
