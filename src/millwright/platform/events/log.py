"""Writing to the event log, and reading on from where one was.

Transactions do not commit in the order in which they write: a reader who remembered the last id it saw would miss the
events of a slower one. So a trigger gives each event its position as the transaction commits, one transaction at a
time, and readers follow the positions.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Text, bindparam, cast, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Context
from millwright.platform.events.models import Event

CHANNEL = "events"
"""Notified at commit with the id of the organization in which something happened."""


_WRITTEN = (
    insert(Event)
    .values({column: bindparam(column) for column in ("organization_id", "kind", "subject_id", "user_id", "data")})
    .returning(Event.organization_id)
    .cte("written")
)
_APPEND = select(func.pg_notify(CHANNEL, cast(_WRITTEN.c.organization_id, Text)))
"""Built once: it goes with every change there is, and building it took longer than running it."""


async def record(
    ctx: Context, kind: str, *, subject_id: UUID | None = None, data: Mapping[str, object] | None = None
) -> None:
    """Writes down what the actor did, in the same transaction as the change itself."""
    actor = ctx.actor
    await append(
        ctx.session,
        kind,
        organization_id=actor.organization_id,
        user_id=actor.user_id,
        subject_id=subject_id,
        data=data,
    )


async def append(
    session: AsyncSession,
    kind: str,
    *,
    organization_id: UUID,
    user_id: UUID | None = None,
    subject_id: UUID | None = None,
    data: Mapping[str, object] | None = None,
) -> None:
    """Writes down what happened, whoever did it, in the transaction of `session`; readers are woken at commit."""
    values = {
        "organization_id": organization_id,
        "kind": kind,
        "subject_id": subject_id,
        "user_id": user_id,
        "data": dict(data or {}),
    }
    await session.execute(_APPEND, values)


async def read_after(
    session: AsyncSession, position: int, *, organization_id: UUID | None = None, limit: int = 100
) -> Sequence[Event]:
    """The committed events that follow `position` (0 is the beginning), oldest first.

    Go on from the position of the last: none will ever appear before it.
    """
    query = select(Event).where(Event.position > position).order_by(Event.position).limit(limit)
    if organization_id is not None:
        query = query.where(Event.organization_id == organization_id)
    return (await session.scalars(query)).all()


async def latest(session: AsyncSession) -> int:
    """The position of the last event: reading after it gives only what is yet to happen."""
    return await session.scalar(select(func.max(Event.position))) or 0
