"""The front: which application answers a request on Millwright's own port, by host name and by path."""

from urllib.parse import quote

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from millwright.doors.http.app_headers import header
from millwright.doors.http.app_proxy import AppProxy, slug_of_host
from millwright.doors.http.services import Services, services_of
from millwright.factory.deployments import Routes

_GUARDS = (
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
"""Said with every answer of Millwright's own: apps share its host name, and may neither frame nor embed it."""


class Front:
    """Gives ``{slug}.apps.DOMAIN`` to the app of that slug, and everything else to Millwright itself."""

    def __init__(self, own: ASGIApp, proxy: AppProxy, domain: str | None) -> None:
        self._own = own
        self._proxy = proxy
        self._domain = domain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request or socket."""
        slug = slug_of_host(header(scope["headers"], b"host").decode("latin-1"), self._domain) if self._domain else None
        if slug is not None:
            await self._proxy.at_slug(slug)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_GUARDS]}
            await send(message)

        await self._own(scope, receive, guarded)


def create_front(
    services: Services, routes: Routes, proxy: AppProxy, *, doors: dict[str, ASGIApp], domain: str | None
) -> ASGIApp:
    """Everything on Millwright's port: the doors by the path they are mounted at, health, and the way to apps."""
    own = Starlette(
        routes=[
            Route("/", _home),
            Route("/healthz", _health),
            Route("/apps/{slug}", _app),
            Route("/apps/{slug}/{rest:path}", _app),
            *(Mount(path, door) for path, door in doors.items()),
        ]
    )
    own.state.services = services
    own.state.routes = routes
    return Front(own, proxy, domain)


async def _home(_: Request) -> Response:
    return RedirectResponse("/aibuild/v1/docs")


async def _health(request: Request) -> Response:
    """Whether the database answers."""
    try:
        async with services_of(request).database.session() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return JSONResponse({"service": "millwright", "status": "unavailable"}, 503)
    return JSONResponse({"service": "millwright", "status": "ok"})


async def _app(request: Request) -> Response:
    """Apps never answer on Millwright's origin: this only says where they do."""
    routes: Routes = request.app.state.routes
    route = routes.at_slug(request.path_params["slug"])
    if route is None:
        return JSONResponse({"detail": "No such application."}, 404)
    rest = quote(request.path_params.get("rest", ""))
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{services_of(request).supervisor.url_of(route)}/{rest}{query}")
