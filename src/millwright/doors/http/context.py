"""What handlers ask for: who the gate let in, and the request's one transaction."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection, Request

from millwright.doors.http.services import services_of
from millwright.kit.context import Actor, Context
from millwright.kit.errors import DomainError, Kind
from millwright.platform.accounts import Principal

_READING = frozenset({"GET", "HEAD"})


def principal_of(connection: HTTPConnection) -> Principal:
    """Whom the gate let in; raises `DomainError` of kind unauthenticated behind a public path."""
    principal: Principal | None = getattr(connection.state, "principal", None)
    if principal is None:
        raise DomainError("credential_missing", Kind.UNAUTHENTICATED, "Invalid or missing credentials.")
    return principal


async def _principal(connection: HTTPConnection) -> Principal:
    return principal_of(connection)


PrincipalDep = Annotated[Principal, Depends(_principal)]


async def actor_of(principal: PrincipalDep) -> Actor:
    """Who acts."""
    return principal.actor


ActorDep = Annotated[Actor, Depends(actor_of)]


async def request_context(request: Request) -> AsyncIterator[Context]:
    """The request's one transaction, committed before the reply is sent; none for those that only read."""
    services = services_of(request)
    opened = services.reading if request.method in _READING else services.context
    async with opened(principal_of(request).actor) as context:
        yield context


ContextDep = Annotated[Context, Depends(request_context, scope="function")]
