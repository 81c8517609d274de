"""A real server over a real database, in a thread of its own: Schemathesis asks from a thread that must not wait."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Generator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

from pwdlib.hashers.argon2 import Argon2Hasher

from millwright.doors.mounts import DOORS
from millwright.kit.database import Database
from millwright.platform.accounts import Passwords
from millwright.platform.limits import Limiter, Verdict, Window
from tests.conftest import empty
from tests.doors.conftest import opened_services, served
from tests.doors.documents import mounted_doors
from tests.factories.tenants import make_tenant

_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Target:
    """Where all doors answer, and the token of an operator, whose organization has one of everything."""

    url: str
    token: str


class _NeverLimiting(Limiter):
    """Counts nothing: an answer that refuses the thousandth request would say nothing of the operation."""

    async def hit(self, bucket: str, subject: str, windows: Sequence[Window], cost: int = 1) -> Verdict:
        """What it would be to ask once."""
        return await self.peek(bucket, subject, windows, cost)


class _QuickPasswords(Passwords):
    """Hashes as weakly as it is quick."""

    def __init__(self) -> None:
        super().__init__()
        self._hasher = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
        self._nobodys = self._hasher.hash(secrets.token_hex())


@contextmanager
def server(database_url: str, folder: Path) -> Generator[Target]:
    """All doors behind the front, until the block ends; then the database is empty again."""
    ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, Target]] = Future()

    async def serve() -> None:
        stop = asyncio.Event()
        try:
            async with _serving(database_url, folder) as target:
                ready.set_result((asyncio.get_running_loop(), stop, target))
                await stop.wait()
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(error)

    thread = Thread(target=lambda: asyncio.run(serve()), name="doors")
    thread.start()
    try:
        loop, stop, target = ready.result(_START_SECONDS)
        yield target
        loop.call_soon_threadsafe(stop.set)
    finally:
        thread.join()


@asynccontextmanager
async def _serving(database_url: str, folder: Path) -> AsyncGenerator[Target]:
    database = Database(database_url)
    try:
        async with opened_services(database, folder) as opened:
            identity = replace(opened.identity, passwords=_QuickPasswords())
            services = replace(opened, limiter=_NeverLimiting.memory(), identity=identity)
            telling = tuple(door.name for door in DOORS if door.webhooks is not None)
            owner = await make_tenant(services, "Xanthippe", doors=telling, installation=True)
            async with mounted_doors(services) as front, served(front, lifespan="off") as address:
                yield Target(f"http://{address}", owner.access_token)
        await empty(database)
    finally:
        await database.close()
