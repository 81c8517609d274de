"""Counting requests, and ``GET /metrics``: what the operator's Prometheus reads."""

import time
from collections.abc import Mapping
from functools import lru_cache

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Scope

from millwright.doors.http.faults import of_domain
from millwright.doors.http.services import Services, services_of
from millwright.kit import metrics
from millwright.kit.context import Scope as Permission
from millwright.kit.errors import DomainError, Kind
from millwright.platform import events

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_OTHER = "other"
_STATUS = {Kind.UNAUTHENTICATED: 401, Kind.FORBIDDEN: 403}

log = structlog.get_logger()


class Meter:
    """Counts requests as their answers begin. `doors` are the applications by the path at which they are mounted.

    A request that no route took, or that a gate refused before any could, counts for the route ``other``.
    """

    def __init__(self, own: Starlette, doors: Mapping[str, ASGIApp]) -> None:
        self.doors = frozenset(_door_of(path) for path in doors)
        self._templates: dict[object, str] = {}
        for routed in (own, *doors.values()):
            for route in getattr(routed, "routes", ()):
                if isinstance(route, Route):
                    self._templates[route.endpoint] = route.path_format

    def door(self, scope: Scope) -> str:
        """The contract that a request or socket came to; ``front`` for what is nobody's in particular."""
        name = _door_of(scope["path"])
        return name if name in self.doors else "front"

    def count(self, scope: Scope, door: str, began: float, message: Message) -> None:
        """Takes note of an answer, from its first message; `began` is by `time.perf_counter`."""
        seconds = time.perf_counter() - began
        status: int = message["status"]
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        route = self._template(scope)
        counter, histogram = _meters(door, method, route, f"{status // 100}xx")
        counter.inc()
        histogram.observe(seconds)
        log.debug(
            "request.finished",
            door=door,
            method=method,
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 2),
        )

    def _template(self, scope: Scope) -> str:
        route: BaseRoute | None = scope.get("route")
        if isinstance(route, Route):
            return route.path_format
        mounted = route is None or isinstance(route, Mount)
        return self._templates.get(scope.get("endpoint"), _OTHER) if mounted else _OTHER


@lru_cache(maxsize=4096)
def _meters(door: str, method: str, route: str, status: str) -> tuple[Counter, Histogram]:
    """Looked up once, which takes longer than counting."""
    return metrics.HTTP_REQUESTS.labels(door, method, route, status), metrics.HTTP_SECONDS.labels(door, route)


async def show_metrics(request: Request) -> Response:
    """All metrics, for operators of the installation with the scope metrics:read; others are refused."""
    services = services_of(request)
    try:
        await _require_operator(request, services)
    except DomainError as error:
        fault = of_domain(error)
        return JSONResponse({"detail": fault.message}, _STATUS.get(error.kind, 403), dict(fault.headers))
    await _look(services)
    return Response(metrics.exposition(), headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE_LATEST)


async def _require_operator(request: Request, services: Services) -> None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise DomainError("credential_missing", Kind.UNAUTHENTICATED, "Invalid or missing credentials.")
    principal = await services.authenticator.authenticate(token.strip())
    if not principal.operator or principal.actor.project_id is not None:
        raise DomainError("operator_needed", Kind.FORBIDDEN, "Metrics are for the operators of this installation.")
    principal.actor.require(Permission.METRICS_READ)


async def _look(services: Services) -> None:
    """Sets what is not counted as it happens."""
    opened, used = services.database.connections, services.database.connections_in_use
    metrics.DATABASE_CONNECTIONS.labels("used").set(used)
    metrics.DATABASE_CONNECTIONS.labels("idle").set(opened - used)
    async with services.database.session() as session:
        behind = await events.cursors.behind(session)
    for reader, number in behind.items():
        metrics.EVENTS_BEHIND.labels(reader).set(number)


def _door_of(path: str) -> str:
    return path.split("/", 2)[1] if path.startswith("/") else ""
