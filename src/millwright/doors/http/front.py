"""The front: which application answers a request on Millwright's own port, by host name and by path."""

import time
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from millwright.doors.http.account_pages import account_routes
from millwright.doors.http.app_headers import header
from millwright.doors.http.app_proxy import AppProxy, slug_of_host
from millwright.doors.http.contract_app import ASSETS
from millwright.doors.http.metrics import Meter, show_metrics
from millwright.doors.http.request_ids import request_id_of
from millwright.doors.http.services import Services, services_of
from millwright.doors.http.whole_mount import WholeMount
from millwright.factory.deployments import Routes
from millwright.kit.metrics import SOCKETS_OPEN

_GUARDS = (
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),  # with no-referrer, a form of our own pages would not say from where it comes
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
"""Said with every answer of Millwright's own: apps share its host name, and may neither frame nor embed it."""


_EXPOSED = (
    "Link",
    "Retry-After",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "X-RateLimit-Window",
    "X-Request-ID",
)
"""Headers that a page of another origin may read."""


class _Doors:
    """Gives a request below a door's first segment to that door at once, and every other to the routes of the front."""

    def __init__(self, mounts: Sequence[WholeMount], others: ASGIApp) -> None:
        self._mounts = {mount.path.split("/")[1]: mount for mount in mounts}
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        mount = self._mounts.get(scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else "")
        if mount is not None:
            match, below = mount.matches(scope)
            if match is Match.FULL:
                scope.update(below)
                await mount.handle(scope, receive, send)
                return
        await self._others(scope, receive, send)


class Front:
    """Gives ``{slug}.apps.DOMAIN`` to the app of that slug, ``{door}.DOMAIN`` to that contract, and everything else to
    Millwright itself by its path."""

    def __init__(self, own: ASGIApp, proxy: AppProxy, domain: str | None, meter: Meter) -> None:
        self._own = own
        self._proxy = proxy
        self._domain = domain
        self._meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request or socket."""
        if self._domain is not None:
            host = header(scope["headers"], b"host").decode("latin-1")
            slug = slug_of_host(host, self._domain)
            if slug is not None:
                await self._proxy.at_slug(slug)(scope, receive, send)
                return
            door = host.partition(":")[0].lower().removesuffix(f".{self._domain}")
            if door in self._meter.doors and not scope["path"].startswith(f"{ASSETS}/"):
                scope = {**scope, "path": f"/{door}{scope['path']}", "raw_path": None}
        request_id = request_id_of(scope).encode()
        door, began = self._meter.door(scope), time.perf_counter()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._meter.count(scope, door, began, message)
                message = {**message, "headers": [*message["headers"], (b"x-request-id", request_id), *_GUARDS]}
            await send(message)

        with bound_contextvars(request_id=request_id.decode()):
            if scope["type"] == "websocket":
                with SOCKETS_OPEN.labels(door).track_inprogress():
                    await self._own(scope, receive, send)
            else:
                await self._own(scope, receive, guarded)


def create_front(
    services: Services,
    routes: Routes,
    proxy: AppProxy,
    *,
    doors: Mapping[str, ASGIApp],
    domain: str | None,
    console: ASGIApp | None = None,
    well_known: Sequence[Route] = (),
    origins: Sequence[str] = (),
) -> ASGIApp:
    """Everything on Millwright's port: the doors by the path they are mounted at, health, the way to apps, and the
    console where nothing else is.

    `origins` are those of pages that may call the doors from a browser (CORS); cookies are never theirs to send.
    """
    own = Starlette(
        routes=[
            Route("/healthz", _health),
            Route("/metrics", show_metrics),
            Route("/apps/{slug}", _app),
            Route("/apps/{slug}/{rest:path}", _app),
            *account_routes(),
            *well_known,
            Mount(ASSETS, StaticFiles(packages=[("fastapi_offline", "static")])),
        ]
    )
    if console is not None:
        own.router.default = console
    own.state.services = services
    own.state.routes = routes
    answering: ASGIApp = _Doors([WholeMount(path, door) for path, door in doors.items()], own)
    if origins:
        answering = CORSMiddleware(
            answering, allow_origins=origins, allow_methods=["*"], allow_headers=["*"], expose_headers=_EXPOSED
        )
    return Front(answering, proxy, domain, Meter(own, doors))


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
