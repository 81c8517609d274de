"""Pages of a list: asked for by number and size, counted by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

ItemT = TypeVar("ItemT")
ItemT_co = TypeVar("ItemT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The `number`th page (from 1) of at most `size` items."""

    number: int = 1
    size: int = 20

    @property
    def offset(self) -> int:
        """How many items come before this page."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT_co]):
    """One page of a list, with how many items the whole list has."""

    items: Sequence[ItemT_co]
    total: int
    request: PageRequest

    @property
    def pages(self) -> int:
        """How many pages there are; none when there are no items."""
        return -(-self.total // self.request.size)


async def read_page(session: AsyncSession, query: Select[ItemT], request: PageRequest) -> Page[ItemT]:
    """The page of an ordered query of one entity, read and counted in one round trip."""
    count = select(func.count()).select_from(query.order_by(None).correlate(None).subquery())
    counted = query.add_columns(count.scalar_subquery()).limit(request.size).offset(request.offset)
    rows = (await session.execute(counted)).all()
    if rows:
        return Page([row[0] for row in rows], rows[0][1], request)
    return Page([], (await session.scalar(count) or 0) if request.number > 1 else 0, request)
