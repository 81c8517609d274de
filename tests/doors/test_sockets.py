"""The sockets of AiBuild and Nexus Forge over a real server: who hears what, and who is dropped."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import websockets
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from millwright.doors import aibuild, nexus_forge
from millwright.doors.aibuild import stream
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http import sockets
from millwright.doors.http.services import Services
from millwright.factory import pipelines, projects
from millwright.factory.projects import Project
from millwright.kit.context import ALL_SCOPES, Actor
from millwright.platform import accounts, events
from millwright.platform.accounts import KeyKind, Membership, Organization, Role
from millwright.platform.accounts.forgetting import forget
from tests.doors.conftest import served
from tests.factories.accounts import PASSWORD, make_actor, make_member, make_organization, set_password

Message = dict[str, Any]


@pytest.fixture
async def key(services: Services, ada: Actor) -> str:
    return await key_of(services, ada)


async def key_of(services: Services, actor: Actor, **more: Any) -> str:
    async with services.context(Actor(actor.user_id, actor.organization_id, ALL_SCOPES)) as ctx:
        kind = KeyKind.PROJECT if "project_id" in more else KeyKind.USER
        return (await accounts.create_key(ctx, services.hasher, name="test", kind=kind, **more)).secret


@pytest.fixture
async def project(services: Services, ada: Actor) -> Project:
    return await project_of(services, ada, "Bikes")


async def project_of(services: Services, actor: Actor, name: str) -> Project:
    """A project whose making has been told of: who listens from now on hears only what comes after."""
    told: asyncio.Queue[UUID | None] = asyncio.Queue()

    def note(batch: Sequence[events.Event]) -> None:
        for event in batch:
            told.put_nowait(event.subject_id)

    silence = services.feed.listen(note)
    async with services.context(actor) as ctx:
        made = await projects.create(ctx, prompt="A bike repair shop with customers", name=name)
    async with asyncio.timeout(60):
        while await told.get() != made.id:
            pass
    silence()
    return made


async def rename(services: Services, actor: Actor, project: Project, name: str) -> None:
    async with services.context(actor) as ctx:
        await projects.rename(ctx, await projects.get(ctx, project.id), name)


@pytest.fixture
async def host(services: Services) -> AsyncGenerator[str]:
    async with served(aibuild.create_app(services)) as address:
        yield address


async def received(socket: ClientConnection, seconds: float = 60) -> Message:
    async with asyncio.timeout(seconds):
        message: Message = json.loads(await socket.recv())
        return message


async def opened(host: str, token: str, *channels: str) -> ClientConnection:
    socket = await websockets.connect(f"ws://{host}/ws", proxy=None)
    await socket.send(json.dumps({"type": "auth", "token": token}))
    assert await received(socket) == {"type": "authenticated"}
    await socket.send(json.dumps({"type": "subscribe", "channels": channels}))
    assert (await received(socket))["channels"] == [*channels]
    return socket


def channel_of(project: Project) -> str:
    return f"project:{Prefix.PROJECT.spell(project.id)}"


async def test_a_change_reaches_those_who_subscribed_to_its_project(
    services: Services, ada: Actor, project: Project, host: str, key: str
):
    other = await project_of(services, ada, "Books")
    async with await opened(host, key, channel_of(project)) as socket:
        await rename(services, ada, other, "Library")
        await rename(services, ada, project, "Bike shop")
        heard = await received(socket)
    assert (heard["type"], heard["event"], heard["channel"]) == ("event", "project.updated", channel_of(project))
    assert (heard["data"]["name"], heard["data"]["projectId"]) == ("Bike shop", Prefix.PROJECT.spell(project.id))


async def test_another_tenant_may_not_subscribe_and_hears_nothing(
    services: Services, ada: Actor, project: Project, host: str
):
    async with services.database.session() as session:
        bob = await make_actor(session, "Bob")
    async with websockets.connect(f"ws://{host}/ws", proxy=None) as socket:
        await socket.send(json.dumps({"type": "auth", "token": await key_of(services, bob)}))
        await received(socket)
        await socket.send(
            json.dumps({"type": "subscribe", "channels": [channel_of(project), "project:proj_x", "moon"]})
        )
        refusals = [await received(socket) for _ in range(3)]
        assert {refusal["error"]["code"] for refusal in refusals} == {"not_found_error"}
        assert (await received(socket))["channels"] == []
        await rename(services, ada, project, "Secret")
        with pytest.raises(TimeoutError):
            await received(socket, 0.5)


async def test_a_project_key_hears_its_project_alone(services: Services, ada: Actor, project: Project, host: str):
    other = await project_of(services, ada, "Books")
    bound = await key_of(services, ada, project_id=project.id)
    async with websockets.connect(f"ws://{host}/ws", proxy=None) as socket:
        await socket.send(json.dumps({"type": "auth", "token": bound}))
        await received(socket)
        await socket.send(json.dumps({"type": "subscribe", "channels": [channel_of(other), channel_of(project)]}))
        assert (await received(socket))["type"] == "error"
        assert (await received(socket))["channels"] == [channel_of(project)]


@pytest.mark.parametrize(
    "first", [{"type": "subscribe", "channels": ["user:notifications"]}, {"type": "auth", "token": "sk_user_x"}]
)
async def test_who_does_not_authenticate_is_closed_out(host: str, first: Message):
    async with websockets.connect(f"ws://{host}/ws", proxy=None) as socket:
        await socket.send(json.dumps(first))
        assert (await received(socket))["error"]["code"] == "authentication_error"
        with pytest.raises(ConnectionClosed) as closed:
            await received(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == sockets.UNAUTHENTICATED


@pytest.mark.parametrize("text", ["no json", "[1]", '"text"', "[" * 60_000])
async def test_a_message_that_is_no_object_closes_the_socket(host: str, key: str, text: str):
    async with await opened(host, key) as socket:
        await socket.send(text)
        with pytest.raises(ConnectionClosed) as closed:
            await received(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == sockets.BAD_MESSAGE


async def test_a_socket_ends_at_once_with_its_credential(services: Services, ada: Actor, host: str):
    async with services.context(Actor(ada.user_id, ada.organization_id, ALL_SCOPES)) as ctx:
        made = await accounts.create_key(ctx, services.hasher, name="short", kind=KeyKind.USER)
    async with await opened(host, made.secret) as socket:
        async with services.context(Actor(ada.user_id, ada.organization_id, ALL_SCOPES)) as ctx:
            await accounts.delete_key(ctx, made.key.id)
        with pytest.raises(ConnectionClosed) as closed:
            await received(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == sockets.UNAUTHENTICATED


async def log_in(services: Services, organization: Organization, role: Role) -> tuple[Actor, str]:
    """A new member of the organization, and the access token of its session."""
    async with services.database.session() as session:
        member = await make_member(session, organization, role, "Bob")
        email = await set_password(session, member.user_id)
    tokens = await accounts.log_in(
        services.database, services.identity, email=email, password=PASSWORD, lifetime=timedelta(hours=1)
    )
    return member, tokens.access_token


async def organization_of(services: Services, actor: Actor) -> Organization:
    async with services.database.session() as session:
        return await session.get_one(Organization, actor.organization_id)


async def closing_code(socket: ClientConnection) -> int:
    """The code with which the socket is closed; a check once in 30 s would come too late."""
    async with asyncio.timeout(20):
        await socket.wait_closed()
    assert socket.close_code is not None
    return socket.close_code


async def test_a_socket_ends_when_its_session_acts_for_another_organization(
    services: Services, ada: Actor, project: Project, host: str
):
    bob, token = await log_in(services, await organization_of(services, ada), Role.DEVELOPER)
    async with services.database.session() as session:
        other = await make_organization(session, "Carol's")
        session.add(
            Membership(organization_id=other.id, user_id=bob.user_id, role=Role.OWNER, created_at=services.clock())
        )
    async with await opened(host, token, channel_of(project)) as socket:
        async with services.context(ada) as ctx:
            await accounts.remove_member(ctx, bob.user_id)
        assert await closing_code(socket) == sockets.UNAUTHENTICATED


async def test_a_socket_ends_when_its_credential_may_do_less(
    services: Services, ada: Actor, project: Project, host: str
):
    bob, token = await log_in(services, await organization_of(services, ada), Role.ADMIN)
    async with await opened(host, token, channel_of(project)) as socket:
        async with services.context(ada) as ctx:
            await accounts.change_role(ctx, bob.user_id, Role.VIEWER)
        assert await closing_code(socket) == sockets.UNAUTHENTICATED


async def test_a_socket_stays_open_while_its_credential_means_the_same(
    services: Services, ada: Actor, project: Project, host: str, key: str
):
    async with await opened(host, key, channel_of(project)) as socket:
        async with services.database.session() as session:
            await forget(session, ada.organization_id)
        await rename(services, ada, project, "Bike shop")
        assert (await received(socket))["data"]["name"] == "Bike shop"


async def test_a_socket_that_cannot_be_checked_is_closed(
    services: Services, ada: Actor, host: str, key: str, monkeypatch: pytest.MonkeyPatch
):
    async def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    async with await opened(host, key) as socket:
        monkeypatch.setattr(services.authenticator, "authenticate", fail)
        async with services.database.session() as session:
            await forget(session, ada.organization_id)
        assert await closing_code(socket) == 1011


async def test_a_stream_of_an_operation_ends_with_its_credential(services: Services, ada: Actor, host: str):
    async with services.context(Actor(ada.user_id, ada.organization_id, ALL_SCOPES)) as ctx:
        made = await accounts.create_key(ctx, services.hasher, name="short", kind=KeyKind.USER)
    url = f"http://{host}/operations/{Prefix.OPERATION.spell(UUID(await operation_of(services, ada)))}/stream"
    async with (
        asyncio.timeout(20),
        httpx.AsyncClient(headers={"Authorization": f"Bearer {made.secret}"}, trust_env=False) as client,
        client.stream("GET", url) as response,
    ):
        lines = response.aiter_lines()
        assert await anext(lines) == "event: operation"
        async with services.context(Actor(ada.user_id, ada.organization_id, ALL_SCOPES)) as ctx:
            await accounts.delete_key(ctx, made.key.id)
        assert [line async for line in lines if line.startswith("event")] == []


async def test_an_event_that_cannot_be_told_silences_no_other(
    services: Services, ada: Actor, project: Project, host: str, key: str, monkeypatch: pytest.MonkeyPatch
):
    translate = stream.translate
    told: list[str] = []

    async def stumble(*arguments: Any) -> Any:
        told.append("one")
        if len(told) == 1:
            raise KeyError("a fault of ours")
        return await translate(*arguments)

    monkeypatch.setattr(stream, "translate", stumble)
    async with await opened(host, key, channel_of(project)) as socket:
        await rename(services, ada, project, "One")
        await rename(services, ada, project, "Two")
        assert (await received(socket))["data"]["name"] == "Two"


async def test_who_would_miss_something_is_dropped(
    services: Services, ada: Actor, project: Project, key: str, monkeypatch: pytest.MonkeyPatch
):
    begun = asyncio.Event()

    async def never(*_: object) -> list[sockets.Announcement]:
        begun.set()
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(sockets, "_MOST_EVENTS", 1)
    monkeypatch.setattr(stream, "announce", never)
    async with served(aibuild.create_app(services)) as host, await opened(host, key, channel_of(project)) as socket:
        await rename(services, ada, project, "Being told")
        await begun.wait()
        await rename(services, ada, project, "Waiting")
        await rename(services, ada, project, "One too many")
        assert await closing_code(socket) == sockets.TOO_SLOW


class _Sleeper:
    """A websocket whose reader has gone to sleep: what is sent never arrives."""

    client_state = application_state = sockets.WebSocketState.CONNECTED

    def __init__(self) -> None:
        self.closed: list[int] = []

    async def send_text(self, _: str) -> None:
        await asyncio.Event().wait()

    async def close(self, code: int) -> None:
        self.closed.append(code)


async def test_a_slow_reader_is_dropped_and_nobody_waits_for_it():
    sleeper = _Sleeper()
    connection = sockets.Connection(sleeper, most_waiting=10)  # type: ignore[arg-type]
    running = asyncio.create_task(connection.run())
    await asyncio.sleep(0)
    for number in range(12):
        connection.tell({"number": number})
    async with asyncio.timeout(20):
        await running
    assert sleeper.closed == [sockets.TOO_SLOW]


@pytest.fixture
async def forge(services: Services) -> AsyncGenerator[str]:
    app: Starlette = nexus_forge.create_app(services)
    async with served(app) as address:
        yield address


async def operation_of(services: Services, actor: Actor) -> str:
    async with services.context(actor) as ctx:
        started = await pipelines.start_generation(ctx, pipelines.Wish("A bike repair shop: customers and repairs"))
    return str(started.operation_id)


async def test_a_build_is_followed_to_its_end(services: Services, ada: Actor, forge: str, key: str):
    session_id = await operation_of(services, ada)
    headers = {"Authorization": f"Bearer {key}"}
    url = f"ws://{forge}/ws/nexus-forge/{session_id}"
    async with websockets.connect(url, proxy=None, additional_headers=headers) as socket:
        assert (await received(socket))["type"] == "connected"
        assert (await received(socket))["phase"] == "initializing"
        async with services.context(ada) as ctx:
            await pipelines.cancel(ctx, (await pipelines.get_generation(ctx, UUID(session_id))).operation.id)
        ended = await received(socket)
    assert (ended["type"], ended["error_code"]) == ("error", "BUILD_CANCELLED")


async def test_a_browser_authenticates_by_its_first_message(services: Services, ada: Actor, forge: str, key: str):
    session_id = await operation_of(services, ada)
    async with websockets.connect(f"ws://{forge}/ws/nexus-forge/{session_id}", proxy=None) as socket:
        await socket.send(json.dumps({"type": "auth", "token": key}))
        assert (await received(socket))["type"] == "connected"


async def test_a_session_of_somebody_else_is_closed_without_a_word(services: Services, ada: Actor, forge: str):
    session_id = await operation_of(services, ada)
    async with services.database.session() as session:
        bob = await make_actor(session, "Bob")
    for wanted in (session_id, "no-uuid"):
        headers = {"Authorization": f"Bearer {await key_of(services, bob)}"}
        url = f"ws://{forge}/ws/nexus-forge/{wanted}"
        async with websockets.connect(url, proxy=None, additional_headers=headers) as socket:
            with pytest.raises(ConnectionClosed):
                await received(socket)


async def test_the_feed_hands_on_what_is_recorded_after_it_started(services: Services, ada: Actor):
    heard: asyncio.Queue[str] = asyncio.Queue()

    def note(batch: Sequence[events.Event]) -> None:
        for event in batch:
            heard.put_nowait(event.kind)

    silence = services.feed.listen(note)
    async with services.context(ada) as ctx:
        await events.record(ctx, "test.one")
    async with asyncio.timeout(20):
        assert await heard.get() == "test.one"
    silence()
