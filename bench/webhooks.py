"""How many webhook deliveries one process makes in a second, to a receiver in a second process on this machine.

It starts a database of its own, makes endpoints, writes events and waits until every delivery is written down as
delivered: reading the log, signing, connecting, sending and recording are all in the figure. Then it tells single
events to an idle dispatcher, and takes the time from the commit until the receiver has the request.

    python bench/webhooks.py [--events 200] [--endpoints 20]
"""

import argparse
import asyncio
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from ipaddress import ip_network
from multiprocessing.connection import Connection
from pathlib import Path

import uvloop
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit import embedded_postgres
from millwright.kit.clock import system_clock
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.crypto import Cipher
from millwright.kit.database import Database
from millwright.kit.ids import new_id
from millwright.kit.notify import NotificationHub
from millwright.kit.outgoing import OutgoingClient
from millwright.migrations import migrate
from millwright.platform import events, webhooks
from millwright.platform.accounts import Organization, User
from millwright.platform.events import Event
from millwright.platform.webhooks import (
    Delivery,
    DeliveryState,
    Dispatcher,
    Message,
    NewEndpoint,
    Payload,
    Sealed,
    hex_signature,
)

KIND = "deployment.completed"
SINGLES = 20


class BenchDialect:
    """A contract with one event and a signature."""

    name = "bench"
    events = frozenset({KIND})

    async def payloads(self, session: AsyncSession, event: Event) -> Sequence[Payload]:
        """The event as a document of the usual size."""
        if event.kind != KIND:
            return []
        return [Payload(KIND, {"event": KIND, "timestamp": event.at.isoformat(), "data": event.data})]

    def seal(self, message: Message) -> Sealed:
        """Signed in one header."""
        return Sealed(message.body, {"X-Signature-256": f"sha256={hex_signature(message)}"})


def receive(pipe: Connection) -> None:
    """Answers every request with 200; once for each line of the pipe, says when the next one came."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        if pipe.poll():
            pipe.recv()
            pipe.send(time.monotonic())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1024)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    uvloop.run(serve())


async def make_endpoints(database: Database, cipher: Cipher, url: str, count: int) -> Actor:
    """Somebody with `count` endpoints."""
    now = system_clock()
    async with database.session() as session:
        organization = Organization(name="Bench", slug=f"bench-{new_id().hex}", created_at=now, updated_at=now)
        user = User(email="bench@example.test", name="Bench", created_at=now, updated_at=now)
        session.add_all([organization, user])
        await session.flush()
        actor = Actor(user_id=user.id, organization_id=organization.id, scopes=ALL_SCOPES)
        for _ in range(count):
            new = NewEndpoint(url=url, events=[KIND])
            await webhooks.create(Context(session, actor), cipher, BenchDialect(), new)
    return actor


async def tell(database: Database, actor: Actor, count: int) -> None:
    """Writes `count` events in one transaction."""
    data = {"deploymentId": str(new_id()), "projectId": str(new_id()), "status": "ready", "url": "https://example.com"}
    async with database.session() as session:
        for _ in range(count):
            await events.record(Context(session, actor), KIND, subject_id=new_id(), data=data)


async def delivered(database: Database, count: int) -> None:
    """Waits until so many deliveries are written down as delivered."""
    query = select(func.count()).where(Delivery.state == DeliveryState.DELIVERED)
    while True:
        async with database.session() as session:
            if (await session.scalar(query) or 0) >= count:
                return
        await asyncio.sleep(0.05)


async def measure(folder: Path, pipe: Connection, port: int, args: argparse.Namespace) -> None:
    """Prints the figures."""
    server = await asyncio.to_thread(embedded_postgres.start, folder)
    await migrate(server.url)
    database, hub, cipher = Database(server.url), NotificationHub(server.url), Cipher(b"k" * 32)
    await hub.start()
    outgoing = OutgoingClient([ip_network("127.0.0.1/32")])
    dispatcher = Dispatcher(database, hub, outgoing, cipher, [BenchDialect()])
    await dispatcher.start()
    actor = await make_endpoints(database, cipher, f"http://127.0.0.1:{port}/hook", args.endpoints)
    await tell(database, actor, 5)
    await delivered(database, 5 * args.endpoints)
    await many(database, actor, args)
    await singles(database, actor, pipe)
    await dispatcher.stop()
    await outgoing.close()
    await hub.stop()
    await database.close()
    server.stop()


async def many(database: Database, actor: Actor, args: argparse.Namespace) -> None:
    """How long a flood takes."""
    count = args.events * args.endpoints
    used, began = resource.getrusage(resource.RUSAGE_SELF).ru_utime, time.monotonic()
    await tell(database, actor, args.events)
    await delivered(database, count + 5 * args.endpoints)
    seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_SELF).ru_utime - used
    print(f"{count} deliveries to {args.endpoints} endpoints: {seconds:.2f} s, {count / seconds:.0f} a second")
    print(f"  {used / count * 1000:.2f} ms of this process's CPU for each")


async def singles(database: Database, actor: Actor, pipe: Connection) -> None:
    """How long one event takes to arrive when nothing else happens."""
    first: list[float] = []
    for _ in range(SINGLES):
        await asyncio.sleep(0.5)
        pipe.send(None)
        await tell(database, actor, 1)
        began = time.monotonic()
        first.append(await asyncio.to_thread(pipe.recv) - began)
    print(f"commit to the first receiver, idle: median {statistics.median(first) * 1000:.0f} ms, "
          f"worst of {SINGLES} {max(first) * 1000:.0f} ms")  # fmt: skip


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--endpoints", type=int, default=20)
    args = parser.parse_args()
    multiprocessing.set_start_method("spawn")
    ours, theirs = multiprocessing.Pipe()
    receiver = multiprocessing.Process(target=receive, args=(theirs,), daemon=True)
    receiver.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory(prefix="millwright-bench-") as folder:
        uvloop.run(measure(Path(folder), ours, port, args))
    receiver.terminate()


if __name__ == "__main__":
    main()
