"""A contract as a FastAPI application: its gate, its faults, its OpenAPI document and pages."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.telemetry import TelemetryConfig
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from millwright.doors.http import faults
from millwright.doors.http.bodies import BodyLimit
from millwright.doors.http.faults import FaultKind
from millwright.doors.http.gate import Contract, Gate, is_public, public
from millwright.doors.http.request_ids import request_id_of
from millwright.doors.http.services import Services
from millwright.doors.http.session_cookie import CSRF_HEADER
from millwright.kit.errors import DomainError

ASSETS = "/assets/api-docs"
"""Where the front serves what the pages of the documents need, so that they work without a network."""


def create_contract_app(
    services: Services,
    contract: Contract,
    *,
    title: str,
    summary: str,
    error_body: type[BaseModel],
    routers: Sequence[APIRouter],
    routes: Sequence[BaseRoute] = (),
    tags: Sequence[dict[str, str]] = (),
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None,
) -> FastAPI:
    """The application of one contract over these services, to be mounted. `routes` are plain Starlette ones."""
    app = FastAPI(
        title=title,
        summary=summary,
        version=version("millwright"),
        docs_url=None,
        redoc_url=None,
        openapi_tags=[*tags] or None,
        lifespan=lifespan,
        responses={"4XX": {"model": error_body}, "5XX": {"model": error_body}},
        telemetry=_telemetry(services),
    )
    app.state.services = services
    plain = [*_pages(app), *routes]
    app.router.routes.extend(plain)
    for router in routers:
        app.include_router(router)
    every = [*plain, *(route for router in routers for route in router.routes)]
    _say_faults(app, contract, every)
    app.add_middleware(BodyLimit, limit=contract.max_body)
    app.add_middleware(Gate, contract=contract, services=services, public_paths=_public_paths(app, every))
    _document(app, contract, every)
    return app


def _telemetry(services: Services) -> TelemetryConfig:
    """A span for each request and socket where traces are wanted; counting and logging are done elsewhere."""
    return {
        "tracing": services.tracer_provider is not None,
        "tracer_provider": services.tracer_provider,
        "metrics": False,
        "logs": False,
        "operation_spans": False,
        "auto_configure": False,
    }


def _say_faults(app: FastAPI, contract: Contract, routes: Sequence[BaseRoute]) -> None:
    """Has what the router and the handlers raise said in the contract's words, inside of the gate."""

    async def say(request: Request, error: Exception) -> Response:
        fault = faults.of_exception(error)
        if fault.kind is FaultKind.METHOD_NOT_ALLOWED:
            fault = replace(fault, headers={**fault.headers, "Allow": _allowed(routes, request.scope)})
        return contract.render(fault, request_id_of(request.scope))

    for kind in (DomainError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, say)


def _allowed(routes: Sequence[BaseRoute], scope: Scope) -> str:
    """The methods of an address; the router names only those of the first handler that has it, and another path with a
    parameter may fit too (``/projects/{id}`` beside ``/projects/generate``)."""
    plain = [route for route in routes if isinstance(route, Route)]
    first = next((route.path_format for route in plain if route.matches(scope)[0] is not Match.NONE), None)
    there = (route.methods or () for route in plain if route.path_format == first)
    return ", ".join(sorted({method for methods in there for method in methods}))


def _pages(app: FastAPI) -> list[Route]:
    """The document's two pages, from our own address: no network is needed to read them."""

    document = (app.openapi_url or "").removeprefix("/")  # relative: it is found by path and by host name alike

    @public
    async def swagger(_: Request) -> HTMLResponse:
        return swagger_page(app.title, document)

    @public
    async def redoc(_: Request) -> HTMLResponse:
        return redoc_page(app.title, document)

    return [Route("/docs", swagger), Route("/redoc", redoc)]


def swagger_page(title: str, openapi_url: str) -> HTMLResponse:
    """Swagger UI over the document at that address."""
    return get_swagger_ui_html(
        openapi_url=openapi_url,
        title=f"{title} · Swagger UI",
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS}/favicon.png",
    )


def redoc_page(title: str, openapi_url: str) -> HTMLResponse:
    """ReDoc over the document at that address."""
    return get_redoc_html(
        openapi_url=openapi_url,
        title=f"{title} · ReDoc",
        redoc_js_url=f"{ASSETS}/redoc.standalone.js",
        redoc_favicon_url=f"{ASSETS}/favicon.png",
        with_google_fonts=False,
    )


def _public_paths(app: FastAPI, routes: Iterable[BaseRoute]) -> list[re.Pattern[str]]:
    """The paths that answer without a credential: the document, its pages, and the handlers marked so."""
    marked = [route.path_regex for route in routes if isinstance(route, Route) and is_public(route.endpoint)]
    return [re.compile(re.escape(app.openapi_url or "/openapi.json")), *marked]


def _document(app: FastAPI, contract: Contract, routes: Iterable[BaseRoute]) -> None:
    """Has the OpenAPI document say which credentials the gate takes, and which operations need none."""
    schemes: dict[str, Any] = {"BearerAuth": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    if contract.key_header:
        schemes["ApiKeyAuth"] = {"type": "apiKey", "in": "header", "name": "X-API-Key"}
    together: list[str] = []
    if contract.cookie is not None:
        schemes["SessionCookie"] = {"type": "apiKey", "in": "cookie", "name": contract.cookie}
    if contract.csrf:
        schemes["CsrfToken"] = {"type": "apiKey", "in": "header", "name": CSRF_HEADER}
        together = ["SessionCookie", "CsrfToken"]
    open_paths = {route.path_format for route in routes if isinstance(route, Route) and is_public(route.endpoint)}
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            document.setdefault("components", {})["securitySchemes"] = schemes
            ways = [[name] for name in schemes if name not in together] + ([together] if together else [])
            document["security"] = [dict.fromkeys(way, ()) for way in ways]
            for operation in (item for methods in document["paths"].values() for item in methods.values()):
                _faults_are_json(operation["responses"])
            for path in open_paths & document["paths"].keys():
                for operation in document["paths"][path].values():
                    operation["security"] = []
        return app.openapi_schema or plain()

    app.openapi = openapi


def _faults_are_json(responses: dict[str, Any]) -> None:
    """FastAPI takes it that an operation whose answer is text says its faults as text too."""
    for status in ("4XX", "5XX"):
        content = responses[status]["content"]
        if "text/plain" in content:
            content["application/json"] = content.pop("text/plain")
