"""Telling every process that the credentials of an organization mean something else from now on."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session as SyncSession

CHANNEL = "credentials"
"""Notified at commit with the id of the organization whose credentials must be looked up anew."""
_INFO = "forgotten_credentials"


async def forget(session: AsyncSession, *organizations: UUID) -> None:
    """From the commit of this transaction on, no remembered credential of these organizations is believed."""
    session.info.setdefault(_INFO, set()).update(organizations)
    for organization in organizations:
        await session.execute(select(func.pg_notify(CHANNEL, str(organization))))


def forgotten_in(session: SyncSession) -> Collection[UUID]:
    """The organizations that the transaction of `session` named."""
    return session.info.get(_INFO, ())
