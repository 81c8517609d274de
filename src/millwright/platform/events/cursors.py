"""Durable cursors: how far a reader has come that acts on each event once, on however many machines it runs."""

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.platform.events.log import latest
from millwright.platform.events.models import EventCursor


async def ensure(session: AsyncSession, name: str) -> None:
    """Lets the reader `name` begin at the end of the log, unless it has begun before."""
    position = await latest(session)
    await session.execute(insert(EventCursor).values(name=name, position=position).on_conflict_do_nothing())


async def behind(session: AsyncSession) -> dict[str, int]:
    """How many positions of the log each reader has still to deal with."""
    found = await session.execute(select(EventCursor.name, EventCursor.position))
    end = await latest(session)
    return {name: max(0, end - position) for name, position in found}


async def take(session: AsyncSession, name: str) -> int | None:
    """The position after which `name` reads on: nobody else can until this transaction ends.

    None while another process has it. Record what the events led to in the same transaction as `move`.
    """
    query = select(EventCursor.position).where(EventCursor.name == name).with_for_update(skip_locked=True)
    return await session.scalar(query)


async def move(session: AsyncSession, name: str, position: int) -> None:
    """Remembers that all events up to `position` are dealt with."""
    await session.execute(update(EventCursor).where(EventCursor.name == name).values(position=position))
