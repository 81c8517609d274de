"""What the operator's Prometheus reads, and who may read it."""

import asyncio
import json
from collections.abc import AsyncGenerator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from millwright.doors import aibuild, pixell
from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import create_front
from millwright.doors.http.services import Services
from millwright.factory.deployments import Routes
from millwright.kit.context import Actor, Context
from millwright.kit.context import Scope as Permission
from millwright.platform import accounts, events
from millwright.platform.accounts import KeyKind
from tests.doors.conftest import URL
from tests.factories.accounts import PASSWORD

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
async def client(services: Services) -> AsyncGenerator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(front_of(services)), base_url=URL) as client:
        yield client


@pytest.fixture
async def operator_key(services: Services) -> str:
    return await key_of(services, await operator_of(services))


def front_of(services: Services) -> ASGIApp:
    doors = {"/pixell": pixell.create_app(services), "/aibuild/v1": aibuild.create_app(services)}
    return create_front(services, Routes(), AppProxy(Routes(), key=b"k" * 32), doors=doors, domain=None)


async def operator_of(services: Services) -> Actor:
    identity = services.identity
    made = await accounts.ensure_installation(
        services.database, identity.passwords, email="admin@example.org", password=PASSWORD
    )
    return made.actor


async def key_of(services: Services, actor: Actor, scopes: set[Permission] | None = None) -> str:
    async with services.database.session() as session:
        context = Context(session, actor)
        made = await accounts.create_key(context, services.hasher, name="k", kind=KeyKind.USER, scopes=scopes)
    return made.secret


async def ask(client: httpx.AsyncClient, key: str | None) -> httpx.Response:
    return await client.get("/metrics", headers={"Authorization": f"Bearer {key}"} if key else {})


async def read(client: httpx.AsyncClient, key: str) -> Samples:
    """Every sample by its name and labels."""
    response = await ask(client, key)
    assert response.status_code == 200, response.text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def at(samples: Samples, name: str, **labels: str) -> float:
    return samples.get((name, tuple(sorted(labels.items()))), 0)


async def test_metrics_are_the_operators_alone(
    client: httpx.AsyncClient, services: Services, ada: Actor, operator_key: str
):
    answer = await ask(client, operator_key)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    narrow = await key_of(services, await operator_of(services), {Permission.PROJECTS_READ})
    for key, status in [
        (None, 401),
        ("sk_user_nonsense", 401),
        (await key_of(services, ada), 403),
        (await key_of(services, ada, {Permission.METRICS_READ}), 403),
        (narrow, 403),
    ]:
        refused = await ask(client, key)
        assert (refused.status_code, "millwright_" in refused.text) == (status, False)
    assert refused.headers["content-type"] == "application/json"
    assert (await client.get("/metrics")).headers["www-authenticate"] == "Bearer"


async def test_requests_are_counted_by_door_and_template_never_by_path(client: httpx.AsyncClient, operator_key: str):
    before = await read(client, operator_key)
    bearer = {"Authorization": f"Bearer {operator_key}"}
    for number in range(3):
        await client.get(f"/aibuild/v1/projects/proj_none{number}", headers=bearer)
    await client.get("/aibuild/v1/docs")
    await client.request("BREW", "/healthz")
    for path in ("/aibuild/v1/nothing-1", "/aibuild/v1/nothing-2", "/elsewhere/x", "/sk_user_secret"):
        await client.get(path, headers=bearer)
    after = await read(client, operator_key)

    def grown(door: str, method: str, route: str, status: str) -> float:
        labels = {"door": door, "method": method, "route": route, "status": status}
        name = "millwright_http_requests_total"
        return at(after, name, **labels) - at(before, name, **labels)

    assert grown("aibuild", "GET", "/projects/{project_id}", "4xx") == 3
    assert grown("aibuild", "GET", "/docs", "2xx") == 1
    assert grown("aibuild", "GET", "other", "4xx") == 2
    assert grown("front", "other", "/healthz", "4xx") == 1
    assert grown("front", "GET", "other", "4xx") == 2
    assert grown("front", "GET", "/metrics", "2xx") == 1
    text = json.dumps([str(name) for name in after])
    assert not [word for word in ("nothing", "elsewhere", "sk_user", "BREW", "proj_none") if word in text]
    name, labels = "millwright_http_request_seconds_count", {"door": "aibuild", "route": "/projects/{project_id}"}
    assert at(after, name, **labels) - at(before, name, **labels) == 3


async def test_open_sockets_are_counted_while_they_are_open(
    client: httpx.AsyncClient, services: Services, operator_key: str
):
    opened, release = asyncio.Event(), asyncio.Event()

    async def door(_scope: Scope, _receive: Receive, _send: Send) -> None:
        opened.set()
        await release.wait()

    async def count() -> float:
        return at(await read(client, operator_key), "millwright_sockets_open", door="door")

    front = create_front(services, Routes(), AppProxy(Routes(), key=b"k" * 32), doors={"/door": door}, domain=None)

    async def socket() -> None:
        await front({"type": "websocket", "path": "/door/ws", "headers": [], "query_string": b""}, _never, _nowhere)

    sockets = [asyncio.create_task(socket()) for _ in range(2)]
    await opened.wait()
    assert await count() == 2
    release.set()
    await asyncio.gather(*sockets)
    assert await count() == 0


async def _never() -> Message:
    raise AssertionError


async def _nowhere(_: Message) -> None:
    raise AssertionError


async def test_the_pool_and_the_readers_of_the_log_are_looked_at(
    client: httpx.AsyncClient, services: Services, operator_key: str
):
    async with services.database.session() as session:
        await events.cursors.ensure(session, "slow-reader")
        actor = await operator_of(services)
        for _ in range(2):
            await events.append(session, "test.happened", organization_id=actor.organization_id)
    async with services.database.session() as session:
        await session.connection()
        samples = await read(client, operator_key)
    assert at(samples, "millwright_events_behind", reader="slow-reader") == 2
    assert at(samples, "millwright_database_connections", state="used") >= 1
