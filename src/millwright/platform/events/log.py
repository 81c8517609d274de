"""Writing to the event log, and reading on from where one was.

Events become visible in the order in which transactions commit, not in that of their ids: a reader who remembers only
the last id would miss the events of a slower transaction. So each event carries its transaction's number, readers
follow (transaction, id), and see only what no running transaction can still precede.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sqlalchemy import BigInteger, Text, cast, func, insert, literal_column, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Context
from millwright.platform.events.models import Event

CHANNEL = "events"
"""Notified at commit with the id of the organization in which something happened."""
_HORIZON = literal_column("(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint", BigInteger())


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the log: just after the event with this transaction and id. `Cursor()` is its beginning."""

    transaction: int = 0
    id: int = 0

    @classmethod
    def after(cls, event: Event) -> Self:
        """The place just after `event`."""
        return cls(event.transaction, event.id)


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
    written = (
        insert(Event)
        .values(
            organization_id=organization_id, kind=kind, subject_id=subject_id, user_id=user_id, data=dict(data or {})
        )
        .returning(Event.organization_id)
        .cte("written")
    )
    await session.execute(select(func.pg_notify(CHANNEL, cast(written.c.organization_id, Text))))


async def read_after(
    session: AsyncSession, cursor: Cursor, *, organization_id: UUID | None = None, limit: int = 100
) -> Sequence[Event]:
    """The events that follow `cursor`, oldest first; go on with `Cursor.after` the last of them.

    An event appears once every transaction that began before its own has ended.
    """
    query = (
        select(Event)
        .where(Event.transaction < _HORIZON)
        .where(tuple_(Event.transaction, Event.id) > tuple_(cursor.transaction, cursor.id))
        .order_by(Event.transaction, Event.id)
        .limit(limit)
    )
    if organization_id is not None:
        query = query.where(Event.organization_id == organization_id)
    return (await session.scalars(query)).all()


async def latest(session: AsyncSession) -> Cursor:
    """The end of the log as it is: reading after it gives only what is yet to appear."""
    newest = (
        select(Event)
        .where(Event.transaction < _HORIZON)
        .order_by(Event.transaction.desc(), Event.id.desc())
        .limit(1)
    )  # fmt: skip
    event = (await session.scalars(newest)).first()
    return Cursor() if event is None else Cursor.after(event)
