import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from uuid import UUID

import pytest
from pydantic import BaseModel

from millwright.kit.context import Actor, Context
from millwright.kit.database import Database
from millwright.kit.notify import NotificationHub
from millwright.platform import jobs


class Task(BaseModel):
    """The input of the operations of these tests."""

    text: str = ""


class Answer(BaseModel):
    text: str


KIND = jobs.Kind(
    "test.work",
    input=Task,
    phases=(jobs.Phase("plan", "Plan"), jobs.Phase("build", "Build", weight=3)),
    concurrency=2,
)

Body = Callable[[jobs.Run, Task], Awaitable[BaseModel | None]]


class Workshop:
    """A worker whose handler each test says."""

    def __init__(self, database: Database, hub: NotificationHub, actor: Actor) -> None:
        self.database = database
        self.hub = hub
        self.actor = actor
        self.body: Body
        self._worker: jobs.Worker | None = None

    async def open(self, body: Body) -> None:
        self.body = body
        self._worker = jobs.Worker(self.database, self.hub, executor="test")
        self._worker.handle(KIND, self._handle)
        await self._worker.start()

    async def close(self) -> None:
        if self._worker is not None:
            await self._worker.stop()
            self._worker = None

    async def start(self, text: str = "") -> UUID:
        async with self.database.session() as session:
            operation = await jobs.start(Context(session, self.actor), KIND, Task(text=text))
        return operation.id

    async def look(self, operation_id: UUID) -> jobs.OperationSnapshot:
        async with self.database.session() as session:
            return jobs.OperationSnapshot.of(await jobs.get(Context(session, self.actor), operation_id))

    async def logs(self, operation_id: UUID) -> list[str]:
        async with self.database.session() as session:
            return [line.text for line in await jobs.logs(Context(session, self.actor), operation_id)]

    async def cancel(self, operation_id: UUID) -> None:
        async with self.database.session() as session:
            await jobs.cancel(Context(session, self.actor), operation_id)

    async def finish(self, operation_id: UUID) -> jobs.OperationSnapshot:
        """The operation once it has ended."""
        async with asyncio.timeout(20):
            last: jobs.OperationSnapshot | None = None
            async for item in jobs.watch(self.database, self.hub, operation_id):
                if isinstance(item, jobs.OperationSnapshot):
                    last = item
        assert last is not None
        return last

    async def _handle(self, run: jobs.Run, task: Task) -> BaseModel | None:
        return await self.body(run, task)


@pytest.fixture
async def hub(database: Database) -> AsyncGenerator[NotificationHub]:
    hub = NotificationHub(database.url)
    await hub.start()
    yield hub
    await hub.stop()


@pytest.fixture
async def workshop(database: Database, hub: NotificationHub, actor: Actor) -> AsyncGenerator[Workshop]:
    workshop = Workshop(database, hub, actor)
    yield workshop
    await workshop.close()
