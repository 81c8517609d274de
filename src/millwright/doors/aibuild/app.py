"""The contract as an application of its own, with its own OpenAPI document and pages."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.doors.aibuild import errors, socket, stream
from millwright.doors.aibuild.limits import AiBuildLimits
from millwright.doors.aibuild.routes import (
    billing,
    deployments,
    files,
    keys,
    mail,
    operations,
    plans,
    profile,
    projects,
    refining,
    revisions,
    system,
    webhooks,
)
from millwright.doors.http import session_cookie
from millwright.doors.http.contract_app import create_contract_app
from millwright.doors.http.gate import Contract
from millwright.doors.http.services import Services
from millwright.doors.http.sockets import Announcement, Broadcast
from millwright.platform.events import Event

CONTRACT = Contract(
    "aibuild", errors.render, AiBuildLimits(), max_body=8 * 1024 * 1024, cookie=session_cookie.NAME, csrf=True
)
"""The largest body is a file of 5 MB as JSON, with room for escapes."""
_ROUTES = (
    projects,
    plans,
    refining,
    revisions,
    files,
    deployments,
    operations,
    keys,
    webhooks,
    billing,
    mail,
    profile,
    system,
    socket,
)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Tells the socket's clients what happens for as long as the application serves."""
    services: Services = app.state.services

    async def announce(session: AsyncSession, event: Event) -> Sequence[Announcement]:
        return await stream.announce(session, event, services.supervisor)

    app.state.broadcast = Broadcast(services, announce)
    async with app.state.broadcast:
        yield


def create_app(services: Services) -> FastAPI:
    """The AiBuild API over these services, to be mounted at ``/aibuild/v1``."""
    return create_contract_app(
        services,
        CONTRACT,
        title="AiBuild API",
        summary="From a prompt to an application that runs",
        error_body=errors.ErrorBody,
        routers=[module.router for module in _ROUTES],
        lifespan=_lifespan,
    )
