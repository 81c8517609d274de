"""Signing up, with the credits that a new organization begins with."""

from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.database import Database
from millwright.platform import accounts
from millwright.platform.accounts import Identity, Organization, User
from millwright.platform.billing.ledger import grant
from millwright.platform.billing.models import EntryKind

SIGN_UP_CREDITS = 10
"""What each organization that somebody signs up with is given."""


async def sign_up(
    database: Database,
    identity: Identity,
    *,
    email: str,
    password: str,
    organization_name: str,
    name: str = "",
    clock: Clock = system_clock,
) -> User:
    """`accounts.sign_up`, with its promises and errors; the new organization has credits from its first moment."""
    return await accounts.sign_up(
        database,
        identity,
        email=email,
        password=password,
        organization_name=organization_name,
        name=name,
        clock=clock,
        founded=_welcome,
    )


async def _welcome(session: AsyncSession, organization: Organization) -> None:
    key = EntryKind.SIGN_UP.value
    await grant(session, organization.id, SIGN_UP_CREDITS, kind=EntryKind.SIGN_UP, key=key, note="Welcome")
