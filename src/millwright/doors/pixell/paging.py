"""The document's lists have no pages: up to 1,000 entries come at once; `page` and `limit` lead to those beyond."""

from typing import Annotated

from fastapi import Query

from millwright.kit.paging import PageRequest

PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="Page number (extension)")]
Limit = Annotated[int, Query(ge=1, le=1000, description="Entries per page (extension)")]


async def requested(page: PageNumber = 1, limit: Limit = 1000) -> PageRequest:
    """The page that the query asks for; all but the longest lists whole."""
    return PageRequest(page, limit)
