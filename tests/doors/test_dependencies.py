"""What handlers depend on, in all doors."""

import inspect
from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from millwright.doors.http.services import Services
from millwright.doors.mounts import DOORS, Door


def dependants(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for below in dependant.dependencies:
        yield from dependants(below)


def api_routes(routes: list[BaseRoute]) -> Iterator[APIRoute]:
    """All of them, however deep they are mounted."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        yield from api_routes(getattr(inner, "routes", []))


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
async def test_no_handler_waits_for_a_thread(services: Services, door: Door):
    """FastAPI runs plain functions in threads: a hop costs more than most of what they do."""
    found = [*api_routes(door.create_app(services).routes)]
    assert found
    for route in found:
        for dependant in dependants(route.dependant):
            call = dependant.call
            assert call is not None
            assert inspect.iscoroutinefunction(call) or inspect.isasyncgenfunction(call), f"{route.path}: {call}"
