"""The contract as an application of its own, with its own OpenAPI document and pages."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from millwright.doors.coordinaitor import errors, render, socket, stream
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.coordinaitor.limits import CoordinaitorLimits
from millwright.doors.coordinaitor.permissions import MEANING
from millwright.doors.coordinaitor.routes import auth, keys, projects, system, users, webhooks
from millwright.doors.coordinaitor.versions import Unversioned
from millwright.doors.http.contract_app import create_contract_app, swagger_page
from millwright.doors.http.gate import Contract, public
from millwright.doors.http.oauth import OAuthDialect, oauth_routes
from millwright.doors.http.services import Services
from millwright.doors.http.sockets import Broadcast

TITLE = "CoordinAItor API"
CONTRACT = Contract("coordinaitor", errors.render, CoordinaitorLimits(), max_body=3 * 1024 * 1024, key_header=True)
"""The largest body is a picture of 2 MB."""
OAUTH = OAuthDialect(
    mount=render.MOUNT,
    scopes={permission.value: frozenset({scope}) for permission, scope in MEANING.items()},
    spell=Prefix.KEY.spell,
    parse=Prefix.KEY.parse,
)
"""A key's id is its client id, the key itself the client secret."""


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Tells the socket's clients what happens for as long as the application serves."""
    app.state.broadcast = Broadcast(app.state.services, stream.announce)
    async with app.state.broadcast:
        yield


@public
async def _docs(request: Request) -> HTMLResponse:
    """The page that the document's last line names."""
    return swagger_page(TITLE, f"{request.scope.get('root_path', '')}/openapi.json")


def create_app(services: Services) -> FastAPI:
    """The CoordinAItor API over these services, to be mounted at ``/coordinaitor``."""
    app = create_contract_app(
        services,
        CONTRACT,
        title=TITLE,
        summary="Tasks orchestrated over agents",
        error_body=errors.ErrorBody,
        routers=[module.router for module in (auth, keys, projects, users, webhooks, system, socket)],
        routes=[Route("/api/docs", _docs), *oauth_routes(OAUTH)],
        lifespan=_lifespan,
    )
    app.add_middleware(Unversioned)
    return app
