"""The contract as an application of its own, with its own OpenAPI document and pages."""

from importlib.metadata import version

from fastapi import FastAPI

from millwright.doors.aibuild import errors
from millwright.doors.aibuild.routes import deployments, files, keys, operations, projects
from millwright.doors.http.bodies import BodyLimit
from millwright.doors.http.services import Services

MAX_BODY = 8 * 1024 * 1024
"""Bytes of a request: a file of 5 MB as JSON, with room for escapes."""


def create_app(services: Services) -> FastAPI:
    """The AiBuild API over these services, to be mounted at ``/aibuild/v1``."""
    app = FastAPI(
        title="AiBuild API",
        version=version("millwright"),
        summary="From a prompt to an application that runs",
        docs_url="/docs",
        redoc_url="/redoc",
        responses={status: {"model": errors.ErrorBody} for status in (401, 403, 404, 422)},
    )
    app.state.services = services
    errors.install(app)
    app.add_middleware(BodyLimit, limit=MAX_BODY)
    for routes in (projects, files, deployments, operations, keys):
        app.include_router(routes.router)
    return app
