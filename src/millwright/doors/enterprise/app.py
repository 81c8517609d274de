"""The contract as applications of its own: version 1, and beside it what its document has on the host itself."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from millwright.doors.enterprise import errors, oauth
from millwright.doors.enterprise.limits import EnterpriseLimits
from millwright.doors.enterprise.postman import collection
from millwright.doors.enterprise.retired import Retired
from millwright.doors.enterprise.routes import keys, monitoring, operations, organizations, projects, webhooks
from millwright.doors.http import faults
from millwright.doors.http.contract_app import create_contract_app, redoc_page, swagger_page
from millwright.doors.http.gate import Contract
from millwright.doors.http.request_ids import request_id
from millwright.doors.http.services import Services
from millwright.doors.http.whole_mount import WholeMount

PATH = "/enterprise"
TITLE = "AI Agent System API"
CONTRACT = Contract("enterprise", errors.render, EnterpriseLimits(), max_body=1024 * 1024, key_header=True)
_TAGS = (
    {"name": "Authentication", "description": "Tokens (OAuth 2.0)"},
    {"name": "API Keys", "description": "Keys for service-to-service communication"},
    {"name": "Organizations", "description": "Organization management"},
    {"name": "Projects", "description": "Project management"},
    {"name": "Requirements", "description": "Requirement management"},
    {"name": "Deployments", "description": "Deployment operations"},
    {"name": "Operations", "description": "Long-running operations"},
    {"name": "Webhooks", "description": "Who is told of events"},
    {"name": "Monitoring", "description": "Health of the system"},
)


def create_app(services: Services) -> Starlette:
    """The host of the Enterprise API over these services, to be mounted at ``/enterprise``."""
    version_1 = _create_version_1(services)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with version_1.router.lifespan_context(version_1):
            yield

    return Starlette(
        routes=[
            *_documents(version_1),
            WholeMount("/v0", Retired(f"{services.public_url}{PATH}/v1")),
            WholeMount("/v1", version_1),
        ],
        exception_handlers={HTTPException: _say_fault, Exception: _say_fault},
        lifespan=lifespan,
    )


def _create_version_1(services: Services) -> FastAPI:
    app = create_contract_app(
        services,
        CONTRACT,
        title=TITLE,
        summary="Organizations, their projects and what becomes of them",
        error_body=errors.ErrorBody,
        routers=[module.router for module in (oauth, keys, organizations, projects, operations, webhooks, monitoring)],
        tags=_TAGS,
    )
    app.version = "1.0.0"
    app.description = "Complete API for AI Agent System"
    app.contact = {"name": "API Support", "email": "api-support@example.com"}
    app.servers = [{"url": f"{services.public_url}{PATH}/v1", "description": "Production server"}]
    app.root_path_in_servers = False
    return app


def _documents(version_1: FastAPI) -> list[Route]:
    """The documents and pages that everybody may read. Their addresses of each other are relative, for the host has
    a name of its own below a domain."""

    @cache
    def postman() -> dict[str, Any]:
        return collection(version_1.openapi())

    async def openapi_document(_: Request) -> Response:
        return JSONResponse(version_1.openapi())

    async def swagger(_: Request) -> HTMLResponse:
        return swagger_page(TITLE, "openapi.json")

    async def redoc(_: Request) -> HTMLResponse:
        return redoc_page(TITLE, "openapi.json")

    async def postman_collection(_: Request) -> Response:
        return JSONResponse(postman())

    return [
        Route("/openapi.json", openapi_document),
        Route("/docs", swagger),
        Route("/redoc", redoc),
        Route("/postman-collection.json", postman_collection),
    ]


def _say_fault(request: Request, error: Exception) -> Response:
    """What goes wrong beside the versions, in their words."""
    return errors.render(faults.of_exception(error), request_id(request))
