"""What answers on Millwright's own port, by host name and by path."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route as PathRoute

from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import create_front
from millwright.doors.http.services import Services
from millwright.factory.deployments import Route, Routes, RouteState
from millwright.kit.database import Database
from tests.doors.conftest import URL


async def _hello(_: object) -> PlainTextResponse:
    return PlainTextResponse("a door")


async def client_of(services: Services, *, domain: str | None = None) -> httpx.AsyncClient:
    routes = Routes()
    await routes.put(Route("app", "books", 8100, RouteState.STOPPED, None))
    door = Starlette(routes=[PathRoute("/hello", _hello)])
    front = create_front(services, routes, AppProxy(routes, key=b"k" * 32), doors={"/door": door}, domain=domain)
    return httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url=URL)


@pytest.fixture
async def client(services: Services) -> AsyncGenerator[httpx.AsyncClient]:
    async with await client_of(services) as client:
        yield client


async def test_a_door_answers_below_its_path_alone(client: httpx.AsyncClient):
    assert (await client.get("/door/hello")).text == "a door"
    assert (await client.get("/hello")).status_code == 404


async def test_health_is_that_of_the_database(client: httpx.AsyncClient, services: Services, tmp_path: Path):
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"service": "millwright", "status": "ok"})
    gone = Database(f"postgresql://postgres@/postgres?host={tmp_path}")
    async with await client_of(replace(services, database=gone)) as ill:
        answer = await ill.get("/healthz")
    await gone.close()
    assert (answer.status_code, answer.json()) == (503, {"service": "millwright", "status": "unavailable"})


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/apps/books", "http://127.0.0.1:8100/"),
        ("/apps/books/", "http://127.0.0.1:8100/"),
        ("/apps/books/shelf/a%20b?page=2&q=x%26y", "http://127.0.0.1:8100/shelf/a%20b?page=2&q=x%26y"),
        ("/apps/books//evil.test/x", "http://127.0.0.1:8100//evil.test/x"),
        ("/apps/books/@evil.test", "http://127.0.0.1:8100/%40evil.test"),
    ],
)
async def test_an_app_never_answers_on_this_origin_but_is_pointed_to(client: httpx.AsyncClient, path: str, target: str):
    answer = await client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (307, target)


async def test_an_app_that_there_is_not_is_not_pointed_to(client: httpx.AsyncClient):
    for path in ("/apps/nothing", "/apps/nothing/x", "/apps/", "/apps/..%2f..%2fetc", "/apps/books/%0d%0aX: y"):
        assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/door/hello", "/nowhere", "/apps/books"])
async def test_no_answer_of_ours_may_be_framed_or_embedded(client: httpx.AsyncClient, path: str):
    headers = (await client.get(path)).headers
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


async def test_with_a_domain_the_host_name_decides(services: Services):
    async with await client_of(services, domain="example.test") as client:

        async def at(host: str, path: str = "/door/hello") -> str:
            return (await client.get(path, headers={"Host": host, "Accept": "application/json"})).text

        assert await at("example.test") == "a door"
        assert await at("apps.example.test") == "a door"
        assert await at("Door.example.test:8000", "/hello") == "a door"
        assert await at("window.example.test", "/hello") == "Not Found"
        assert "swagger" in await at("door.example.test", "/assets/api-docs/swagger-ui.css")
        assert await at("BOOKS.apps.EXAMPLE.test:8000") == await at("books.apps.example.test")
        assert "app_stopped" in await at("books.apps.example.test")
        assert "app_unknown" in await at("other.apps.example.test")
        assert await at("books.apps.example.test.evil.test") == "a door"
        assert await at("x.books.apps.example.test") == "a door"
