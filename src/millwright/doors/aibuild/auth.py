"""From the contract's credential (``Authorization: Bearer sk_…``) to the actor, and to the request's transaction."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from millwright.doors.http.services import ServicesDep
from millwright.kit.context import Actor, Context
from millwright.kit.errors import DomainError, Kind
from millwright.platform import accounts

_bearer = HTTPBearer(auto_error=False, description="An API key: sk_user_…, sk_read_…")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


async def current_actor(services: ServicesDep, credentials: Credentials) -> Actor:
    """Whoever presents the key; raises `DomainError` of kind unauthenticated."""
    if credentials is None:
        raise DomainError("key_missing", Kind.UNAUTHENTICATED, "Invalid or missing API key.")
    async with services.database.session() as session:
        return await accounts.authenticate(session, services.hasher, credentials.credentials)


ActorDep = Annotated[Actor, Depends(current_actor)]


async def request_context(services: ServicesDep, actor: ActorDep) -> AsyncIterator[Context]:
    """The request's one transaction, committed before the reply is sent."""
    async with services.context(actor) as context:
        yield context


ContextDep = Annotated[Context, Depends(request_context, scope="function")]
