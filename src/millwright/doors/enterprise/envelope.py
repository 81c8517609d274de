"""What every answer is wrapped in (API Response Format)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from fastapi import Depends, Query, Request
from pydantic import BaseModel

from millwright.doors.http.request_ids import request_id
from millwright.doors.http.services import ServicesDep
from millwright.kit.paging import Page, PageRequest

Data = TypeVar("Data")
MAX_PAGE = 1_000_000


class Meta(BaseModel):
    """What is said about an answer itself."""

    timestamp: datetime
    request_id: str
    version: Literal["1.0"] = "1.0"


class Envelope(BaseModel, Generic[Data]):
    """Standard Response Structure."""

    success: Literal[True] = True
    status: int
    data: Data
    meta: Meta


class Pagination(BaseModel):
    """Which part of a list this is; a list without items has no pages."""

    page: int
    page_size: int
    total: int
    pages: int
    has_next: bool
    has_prev: bool


class Paginated(BaseModel, Generic[Data]):
    """Paginated Response."""

    success: Literal[True] = True
    status: Literal[200] = 200
    data: list[Data]
    pagination: Pagination
    meta: Meta


async def _meta(request: Request, services: ServicesDep) -> Meta:
    """Of this request, now."""
    return Meta(timestamp=services.clock(), request_id=request_id(request))


MetaDep = Annotated[Meta, Depends(_meta)]


async def requested(
    page: Annotated[int, Query(ge=1, le=MAX_PAGE, description="Page number")] = 1,
    page_size: Annotated[int, Query(ge=1, le=100, description="Items per page")] = 20,
) -> PageRequest:
    """The page that the query asks for."""
    return PageRequest(page, page_size)


PageDep = Annotated[PageRequest, Depends(requested)]


def answer(data: Data, meta: Meta, status: int = 200) -> Envelope[Data]:
    """One thing."""
    return Envelope(status=status, data=data, meta=meta)


def paginated(items: Sequence[Data], page: Page[object], meta: Meta) -> Paginated[Data]:
    """The `items` of one page of a list."""
    number, pages = page.request.number, page.pages
    pagination = Pagination(
        page=number,
        page_size=page.request.size,
        total=page.total,
        pages=pages,
        has_next=number < pages,
        has_prev=number > 1,
    )
    return Paginated(data=list(items), pagination=pagination, meta=meta)
