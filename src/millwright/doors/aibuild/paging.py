"""The contract's pages (Pagination): page and limit, the pagination object, Link headers."""

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from starlette.datastructures import URL

from millwright.kit.paging import Page, PageRequest

MAX_PAGE = 1_000_000
PageNumber = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Page number")]
Limit = Annotated[int, Query(ge=1, le=100, description="Items per page")]


class Pagination(BaseModel):
    """The object beside every list."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    page: int
    limit: int
    total: int
    total_pages: int
    has_next: bool
    has_prev: bool


async def requested(page: PageNumber = 1, limit: Limit = 20) -> PageRequest:
    """The page that the query asks for; 20 items unless it says otherwise."""
    return PageRequest(page, limit)


def paginate(page: Page[object], request: Request, response: Response, public_url: str) -> Pagination:
    """The pagination object of a page; sets the Link header for the pages there are before and after it."""
    number, pages = page.request.number, page.pages
    links: list[str] = []
    for relation, target, there in (
        ("next", number + 1, number < pages),
        ("prev", number - 1, 1 < number <= pages),
        ("last", pages, pages > 1),
    ):
        if there:
            url = URL(public_url + request.url.path).replace(query=request.url.query)
            links.append(f'<{url.include_query_params(page=target)}>; rel="{relation}"')
    if links:
        response.headers["Link"] = ", ".join(links)
    return Pagination(
        page=number,
        limit=page.request.size,
        total=page.total,
        total_pages=pages,
        has_next=number < pages,
        has_prev=number > 1,
    )
