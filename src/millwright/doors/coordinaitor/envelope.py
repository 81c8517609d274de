"""What stands around every answer (Standard Response Format), and its pages (Pagination Format)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from starlette.requests import HTTPConnection

from millwright.doors.http.request_ids import request_id
from millwright.kit.clock import system_clock
from millwright.kit.paging import Page, PageRequest

VERSION = "1.0.0"
"""The version of the contract that is spoken here."""
MAX_PAGE = 1_000_000
DataT = TypeVar("DataT")


class Wire(BaseModel):
    """Common ground of what is sent and received: fields are camelCase on the wire."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Meta(Wire):
    """Which request this answers, and when."""

    request_id: str
    timestamp: datetime
    version: str = VERSION


class Envelope(Wire, Generic[DataT]):
    """An answer with one thing in it."""

    success: bool = True
    data: DataT
    meta: Meta


class Pagination(Wire):
    """Where in the list a page is."""

    page: int
    limit: int
    total: int
    pages: int
    has_next: bool
    has_prev: bool


class Links(Wire):
    """The list's other pages, as paths below the base URL."""

    first: str
    last: str
    next: str | None
    prev: str | None


class Listing(Wire, Generic[DataT]):
    """An answer with one page of a list in it."""

    success: bool = True
    data: list[DataT]
    pagination: Pagination
    links: Links
    meta: Meta


async def _meta(connection: HTTPConnection) -> Meta:
    return Meta(request_id=request_id(connection), timestamp=system_clock())


MetaDep = Annotated[Meta, Depends(_meta)]


class Paging:
    """The page that the query asks for, and how to answer it."""

    def __init__(self, connection: HTTPConnection, meta: Meta, request: PageRequest) -> None:
        self.request = request
        self._connection = connection
        self._meta = meta

    def answer(self, page: Page[Any], items: Sequence[DataT]) -> Listing[DataT]:
        """The page around its rendered items."""
        number, pages = page.request.number, page.pages
        pagination = Pagination(
            page=number,
            limit=page.request.size,
            total=page.total,
            pages=pages,
            has_next=number < pages,
            has_prev=1 < number <= pages,
        )
        links = Links(
            first=self._link(1),
            last=self._link(max(pages, 1)),
            next=self._link(number + 1) if pagination.has_next else None,
            prev=self._link(number - 1) if pagination.has_prev else None,
        )
        return Listing(data=list(items), pagination=pagination, links=links, meta=self._meta)

    def _link(self, number: int) -> str:
        """The same list's page of that number, with the query's filters after page and limit, as documented."""
        scope = self._connection.scope
        path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
        asked = parse_qsl(self._connection.url.query, keep_blank_values=True)
        filters = [(name, value) for name, value in asked if name not in {"page", "limit"}]
        return f"{path}?{urlencode([('page', number), ('limit', self.request.size), *filters])}"


async def _paging(
    connection: HTTPConnection,
    meta: MetaDep,
    page: Annotated[int, Query(ge=1, le=MAX_PAGE, description="Page number")] = 1,
    limit: Annotated[int, Query(ge=1, le=100, description="Items per page")] = 20,
) -> Paging:
    return Paging(connection, meta, PageRequest(page, limit))


PagingDep = Annotated[Paging, Depends(_paging)]
