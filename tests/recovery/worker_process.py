"""A server in small: an embedded Postgres and a worker, with one operation of five steps.

Run as ``python -m tests.recovery.worker_process FOLDER``; writes what happens into FOLDER/journal, and ends once the
operation has.
"""

import asyncio
import sys
from pathlib import Path

from pydantic import BaseModel

from millwright.kit import embedded_postgres
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.database import Database
from millwright.kit.ids import from_base62
from millwright.kit.notify import NotificationHub
from millwright.migrations import migrate
from millwright.platform import jobs

STEPS = 5
_SOMEBODY = from_base62("0" * 21 + "1")


class Nothing(BaseModel):
    pass


class Sum(BaseModel):
    total: int


KIND = jobs.Kind("recovery.count", input=Nothing, phases=(jobs.Phase("count", "Count"),))


class Journal:
    def __init__(self, folder: Path) -> None:
        self._file = (folder / "journal").open("a", buffering=1)

    def write(self, line: str) -> None:
        self._file.write(line + "\n")

    async def count(self, number: int) -> int:
        self.write(f"began {number}")
        await asyncio.sleep(0.2)
        return number

    async def work(self, run: jobs.Run, nothing: Nothing) -> Sum:
        total = 0
        with run.phase("count"):
            for number in range(1, STEPS + 1):
                total += await run.step(f"count-{number}", self.count, number)
                self.write(f"passed {number}")
                run.progress(number / STEPS)
                run.log(f"Counted {number}")
        return Sum(total=total)


async def main(folder: Path) -> None:
    journal = Journal(folder)
    server = embedded_postgres.start(folder / "data")
    await migrate(server.url)
    database, hub = Database(server.url), NotificationHub(server.url)
    await hub.start()
    worker = jobs.Worker(database, hub)
    worker.handle(KIND, journal.work)
    await worker.start()
    assert _SOMEBODY is not None
    actor = Actor(_SOMEBODY, _SOMEBODY, ALL_SCOPES)
    async with database.session() as session:
        operation = await jobs.start(Context(session, actor), KIND, Nothing(), idempotency_key="only")
    journal.write("up")
    async for item in jobs.watch(database, hub, operation.id):
        if isinstance(item, jobs.OperationSnapshot) and item.state.is_final:
            journal.write(f"ended {item.state} {item.result}")
    await worker.stop()
    await hub.stop()
    await database.close()
    server.stop()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
