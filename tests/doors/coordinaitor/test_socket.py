"""The socket, over a real server: who may listen, what they hear, and what becomes of who does not keep up."""

import asyncio
import json
import socket as sockets_of_the_system
from collections.abc import AsyncGenerator, Mapping

import httpx
import pytest
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.http import sockets
from millwright.doors.http.services import Services
from millwright.factory import projects
from millwright.factory.projects import Project
from millwright.kit.context import Actor
from millwright.platform import events
from tests.doors.conftest import served
from tests.doors.coordinaitor.conftest import key_of

SUBSCRIBE: dict[str, object] = {"type": "subscribe", "channel": "projects"}


@pytest.fixture
async def address(app: FastAPI) -> AsyncGenerator[str]:
    async with served(app) as where:
        yield f"ws://{where}/ws"


def opened(address: str, headers: Mapping[str, str] | None = None) -> connect:
    return connect(address, additional_headers=headers or {}, proxy=None)


def opened_by_a_page(address: str) -> connect:
    return connect(address, origin=Origin("https://console.example.com"), proxy=None)


async def heard(client: ClientConnection, seconds: float = 60) -> dict[str, object]:
    async with asyncio.timeout(seconds):
        return dict(json.loads(await client.recv()))


async def updated(client: ClientConnection) -> dict[str, object]:
    """The next update of a project; that it was made may still have been under way."""
    while (message := await heard(client))["type"] != "project.updated":
        assert message["type"] == "project.created"
    return message


async def asked(client: ClientConnection, message: object) -> dict[str, object]:
    await client.send(json.dumps(message))
    return await heard(client)


async def closing_code(client: ClientConnection, seconds: float = 20) -> int:
    """The code with which the server closes, and that it had said nothing before."""
    with pytest.raises(ConnectionClosed) as closed:
        async with asyncio.timeout(seconds):
            await client.recv()
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


async def make_project(services: Services, actor: Actor, name: str = "Books", size: int = 20) -> Project:
    async with services.context(actor) as ctx:
        return await projects.create(ctx, prompt="本" * size, name=name)


async def rename(services: Services, actor: Actor, project: Project, name: str) -> None:
    async with services.context(actor) as ctx:
        await projects.rename(ctx, await projects.get(ctx, project.id), name)


async def test_a_program_without_a_credential_is_closed_at_once_and_without_a_word(address: str) -> None:
    async with opened(address) as client:
        assert await closing_code(client) == sockets.UNAUTHENTICATED


async def test_a_page_that_does_not_authenticate_in_time_is_closed_without_a_word(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "AUTH_SECONDS", 0.05)
    async with opened_by_a_page(address) as client:
        assert await closing_code(client) == sockets.UNAUTHENTICATED


@pytest.mark.parametrize("header", [{"Authorization": "Bearer nonsense"}, {"X-API-Key": "ak_0000000000000000"}])
async def test_a_bad_credential_in_the_handshake_gets_no_second_try(address: str, header: dict[str, str]) -> None:
    async with opened(address, header) as client:
        assert await closing_code(client) == sockets.UNAUTHENTICATED


@pytest.mark.parametrize("first", [SUBSCRIBE, {"type": "auth"}, {"type": "auth", "token": "ak_0000000000000000"}])
async def test_a_first_message_that_does_not_authenticate_ends_it(address: str, first: object) -> None:
    async with opened_by_a_page(address) as client:
        await client.send(json.dumps(first))
        assert await closing_code(client) == sockets.UNAUTHENTICATED


async def test_a_browser_authenticates_with_its_first_message(
    address: str, nobody: httpx.AsyncClient, ada_headers: dict[str, str]
) -> None:
    key = await key_of(nobody, ada_headers, "projects:read")
    async with opened_by_a_page(address) as client:
        assert await asked(client, {"type": "auth", "token": key}) == {"type": "authenticated"}
        assert (await asked(client, SUBSCRIBE))["type"] == "subscribed"


async def test_a_subscriber_hears_what_happens_in_the_documented_form(
    services: Services, address: str, ada: Actor, ada_headers: dict[str, str]
) -> None:
    async with opened(address, ada_headers) as client:
        assert await asked(client, SUBSCRIBE) == {"type": "subscribed", "channel": "projects", "filters": {}}
        project = await make_project(services, ada)
        created = await heard(client)
        assert created.keys() == {"type", "data"}
        assert created["type"] == "project.created"
        data = created["data"]
        assert isinstance(data, dict)
        assert (data["id"], data["name"], data["status"]) == (Prefix.PROJECT.spell(project.id), "Books", "active")
        await rename(services, ada, project, "Films")
        assert (await heard(client))["type"] == "project.updated"
        assert (await asked(client, {"type": "unsubscribe", "channel": "projects"}))["type"] == "unsubscribed"
        await rename(services, ada, project, "Songs")
        assert await asked(client, {"type": "ping"}) == {"type": "pong"}


async def test_a_filter_leaves_other_projects_out(
    services: Services, address: str, ada: Actor, ada_headers: dict[str, str]
) -> None:
    one, other = await make_project(services, ada, "One"), await make_project(services, ada, "Other")
    async with opened(address, ada_headers) as client:
        filters = {"projectId": Prefix.PROJECT.spell(one.id)}
        assert (await asked(client, {**SUBSCRIBE, "filters": filters}))["filters"] == filters
        await rename(services, ada, other, "Unheard")
        await rename(services, ada, one, "Heard")
        data = (await updated(client))["data"]
        assert isinstance(data, dict)
        assert data["name"] == "Heard"


async def test_another_tenant_hears_nothing_and_cannot_ask_for_it(
    services: Services, address: str, ada: Actor, ada_headers: dict[str, str], bob_headers: dict[str, str]
) -> None:
    project = await make_project(services, ada)
    async with opened(address, ada_headers) as listener, opened(address, bob_headers) as stranger:
        for client in (listener, stranger):
            assert (await asked(client, SUBSCRIBE))["type"] == "subscribed"
        filters = {"projectId": Prefix.PROJECT.spell(project.id)}
        refused = await asked(stranger, {**SUBSCRIBE, "filters": filters})
        assert (refused["type"], refused["error"]) == ("error", {"code": "NOT_FOUND", "message": "No such project."})
        await rename(services, ada, project, "Secret")
        await updated(listener)
        assert await asked(stranger, {"type": "ping"}) == {"type": "pong"}


async def test_a_channel_takes_its_permission(
    address: str, nobody: httpx.AsyncClient, ada_headers: dict[str, str]
) -> None:
    key = await key_of(nobody, ada_headers, "tasks:read")
    async with opened(address, {"X-API-Key": key}) as client:
        assert (await asked(client, {"type": "subscribe", "channel": "tasks"}))["type"] == "subscribed"
        refused = await asked(client, SUBSCRIBE)
        assert (refused["type"], dict(refused["error"])["code"]) == ("error", "AUTHORIZATION_ERROR")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "moon"},
        {"type": "subscribe"},
        {"type": "subscribe", "channel": ["projects"]},
        {"type": "subscribe", "channel": "moon"},
        {"type": "unsubscribe", "channel": 7},
        {**SUBSCRIBE, "filters": "all"},
        {**SUBSCRIBE, "filters": {"agentId": "agent-1"}},
        {**SUBSCRIBE, "filters": {"projectId": 7}},
    ],
)
async def test_what_cannot_be_done_is_said_and_the_socket_stays(
    address: str, ada_headers: dict[str, str], message: object
) -> None:
    async with opened(address, ada_headers) as client:
        error = (await asked(client, message))["error"]
        assert isinstance(error, dict)
        assert error["code"] == "VALIDATION_ERROR"
        assert await asked(client, {"type": "ping"}) == {"type": "pong"}


async def test_a_socket_ends_with_its_session(
    address: str, nobody: httpx.AsyncClient, ada_headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "CHECK_SECONDS", 0.05)
    async with opened(address, ada_headers) as client:
        assert await asked(client, {"type": "ping"}) == {"type": "pong"}
        assert (await nobody.post("/api/v1/auth/logout", headers=ada_headers)).status_code == 204
        assert await closing_code(client) == sockets.UNAUTHENTICATED


async def test_a_slow_reader_is_dropped_and_others_hear_everything(
    services: Services, address: str, ada: Actor, ada_headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets.Connection.__init__, "__kwdefaults__", {"most_waiting": 20})
    told, size = 100, 20_000
    project = await make_project(services, ada, size=size)
    async with opened(address, ada_headers) as quick, await small_pipe(address, ada_headers) as slow:
        for client in (quick, slow):
            assert (await asked(client, SUBSCRIBE))["type"] == "subscribed"
        slow.transport.pause_reading()
        for _ in range(told // 10):
            async with services.context(ada) as ctx:
                for _ in range(10):
                    await events.record(ctx, "project.updated", subject_id=project.id)
            for _ in range(10):
                assert len(json.dumps(await updated(quick))) > size
        slow.transport.resume_reading()
        with pytest.raises(ConnectionClosed) as closed:
            await everything(slow)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == sockets.TOO_SLOW
        assert await asked(quick, {"type": "ping"}) == {"type": "pong"}


async def everything(client: ClientConnection) -> None:
    async with asyncio.timeout(60):
        while True:
            await client.recv()


async def small_pipe(address: str, headers: dict[str, str]) -> ClientConnection:
    """A connection of which the system holds back little on our side."""
    host, _, port = address.removeprefix("ws://").partition("/")[0].partition(":")
    pipe = sockets_of_the_system.socket()
    pipe.setsockopt(sockets_of_the_system.SOL_SOCKET, sockets_of_the_system.SO_RCVBUF, 4096)
    pipe.setblocking(False)
    await asyncio.get_running_loop().sock_connect(pipe, (host, int(port)))
    return await connect(address, additional_headers=headers, sock=pipe, proxy=None, compression=None)
