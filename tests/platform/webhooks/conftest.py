"""A receiver on loopback, a contract made up for tests, and dispatchers that hurry."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from uuid import UUID

import pytest
from aiohttp import web
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import Actor, Context
from millwright.kit.crypto import Cipher
from millwright.kit.database import Database
from millwright.kit.notify import NotificationHub
from millwright.kit.outgoing import OutgoingClient
from millwright.platform import events, webhooks
from millwright.platform.events import Event
from millwright.platform.webhooks import (
    Attempt,
    Delivery,
    Dispatcher,
    Endpoint,
    Message,
    NewEndpoint,
    Pace,
    Payload,
    Sealed,
    hex_signature,
)
from tests.factories.accounts import make_actor

CIPHER = Cipher(b"k" * 32)
SECRET = "a secret of 1 person"
QUICK = Pace(
    retries=(timedelta(milliseconds=20), timedelta(milliseconds=20)),
    timeout=timedelta(seconds=50),
    gather=timedelta(milliseconds=5),
    grace=timedelta(milliseconds=200),
)


class PlainDialect:
    """A contract whose events are those of the log that begin with ``thing.``."""

    name = "plain"
    events = frozenset({"thing.made", "thing.ended"})

    async def payloads(self, session: AsyncSession, event: Event) -> Sequence[Payload]:
        if event.kind == "thing.unspeakable":
            await session.execute(text("SELECT 1 / 0"))
        if event.kind not in self.events:
            return []
        return [Payload(event.kind, {"event": event.kind, "data": event.data}, subject_id=event.subject_id)]

    def seal(self, message: Message) -> Sealed:
        return Sealed(
            message.body,
            {"X-Plain-Signature": f"sha256={hex_signature(message)}", "X-Plain-Attempt": str(message.attempt)},
        )


@dataclass(frozen=True)
class Heard:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Keeps what it is sent, and answers each path as it is told: 200 unless there are other statuses for it."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list[Heard])
    statuses: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """By path; the last of them stays."""
    held: dict[str, asyncio.Event] = field(default_factory=dict[str, asyncio.Event])
    """Paths that do not answer before this happens."""

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [heard.path for heard in self.heard]

    async def answer(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.heard.append(Heard(request.path, headers, await request.read()))
        if request.path in self.held:
            await self.held[request.path].wait()
        statuses = self.statuses.get(request.path, [200])
        status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
        return web.Response(status=status, text=f"answered {status}", headers={"Location": self.url("/elsewhere")})


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/{path:.*}", receiver.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.port = runner.addresses[0][1]
    yield receiver
    for held in receiver.held.values():
        held.set()
    await runner.cleanup()


@pytest.fixture
async def stack() -> AsyncGenerator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@dataclass
class Office:
    """Everything around a test: who acts, how dispatchers are started, what the tables say."""

    database: Database
    hub: NotificationHub
    stack: AsyncExitStack
    receiver: Receiver
    actor: Actor

    async def dispatcher(self, pace: Pace = QUICK, clock: Clock = system_clock, cipher: Cipher = CIPHER) -> Dispatcher:
        outgoing = OutgoingClient([ip_network("127.0.0.1/32")])
        self.stack.push_async_callback(outgoing.close)
        made = Dispatcher(self.database, self.hub, outgoing, cipher, [PlainDialect()], pace=pace, clock=clock)
        await made.start()
        self.stack.push_async_callback(made.stop)
        return made

    async def endpoint(self, path: str = "/hook", *, actor: Actor | None = None, **values: object) -> Endpoint:
        new = NewEndpoint(**{"url": self.receiver.url(path), "events": ["thing.made"], "secret": SECRET} | values)  # pyright: ignore[reportArgumentType]
        async with self.database.session() as session:
            ctx = Context(session, actor or self.actor)
            return (await webhooks.create(ctx, CIPHER, PlainDialect(), new)).endpoint

    async def happen(
        self, kind: str = "thing.made", *, times: int = 1, actor: Actor | None = None, subject_id: UUID | None = None
    ) -> None:
        async with self.database.session() as session:
            for number in range(times):
                ctx = Context(session, actor or self.actor)
                await events.record(ctx, kind, subject_id=subject_id, data={"number": number, "name": "Zoë ☃ </a>"})

    async def deliveries(self) -> Sequence[Delivery]:
        async with self.database.session() as session:
            return (await session.scalars(select(Delivery).order_by(Delivery.created_at, Delivery.id))).all()

    async def attempts(self) -> Sequence[Attempt]:
        async with self.database.session() as session:
            return (await session.scalars(select(Attempt).order_by(Attempt.delivery_id, Attempt.number))).all()

    async def reload(self, endpoint: Endpoint) -> Endpoint:
        async with self.database.session() as session:
            return await session.get_one(Endpoint, endpoint.id)

    async def until_states(self, *states: str) -> Sequence[Delivery]:
        """Waits until the deliveries are in these states, in any order."""

        async def reached() -> bool:
            return sorted(delivery.state.value for delivery in await self.deliveries()) == sorted(states)

        await until(reached)
        return await self.deliveries()


async def until(reached: Callable[[], Awaitable[bool]], patience: float = 60.0) -> None:
    """Waits for what is bound to become true."""
    async with asyncio.timeout(patience):
        while not await reached():  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.01)


@pytest.fixture
async def office(
    database: Database, database_url: str, receiver: Receiver, stack: AsyncExitStack
) -> AsyncGenerator[Office]:
    hub = NotificationHub(database_url)
    await hub.start()
    async with database.session() as session:
        actor = await make_actor(session)
    yield Office(database, hub, stack, receiver, actor)
    await stack.aclose()
    await hub.stop()
