"""How long an idle worker takes from the commit that asks for an operation until its code runs.

A database of its own, one worker in this process, operations one after another.

    python bench/operations.py [--operations 200]
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import uvloop
from pydantic import BaseModel

from millwright import logs
from millwright.kit import embedded_postgres
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.database import Database
from millwright.kit.ids import new_id
from millwright.kit.notify import NotificationHub
from millwright.migrations import migrate
from millwright.platform import jobs
from millwright.platform.jobs import Kind, Phase, Run, Worker


class Nothing(BaseModel):
    """Asks for nothing."""


KIND = Kind(name="bench", input=Nothing, phases=(Phase("work", "Work"),))


async def measure(url: str, count: int) -> list[float]:
    """Milliseconds from each commit to the first line of the operation's code."""
    await migrate(url)
    database = Database(url)
    hub = NotificationHub(url)
    await hub.start()
    worker = Worker(database, hub)
    began: asyncio.Queue[float] = asyncio.Queue()

    async def work(run: Run, asked: Nothing) -> None:
        began.put_nowait(time.perf_counter())

    worker.handle(KIND, work)
    await worker.start()
    actor = Actor(new_id(), new_id(), ALL_SCOPES)
    measured: list[float] = []
    for _ in range(count):
        async with database.session() as session:
            await jobs.start(Context(session, actor), KIND, Nothing())
        asked = time.perf_counter()
        measured.append((await began.get() - asked) * 1000)
        await asyncio.sleep(0.02)  # the end of one must not be in the figure of the next
    await worker.stop()
    await hub.stop()
    await database.close()
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--operations", type=int, default=200)
    count = parser.parse_args().operations
    logs.configure("warning", "text")
    with tempfile.TemporaryDirectory() as folder:
        postgres = embedded_postgres.start(Path(folder))
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                measured = runner.run(measure(postgres.url, count))[count // 10 :]
        finally:
            postgres.stop()
    p99 = statistics.quantiles(measured, n=100)[98]
    print(f"enqueue to start: p50 {statistics.median(measured):.1f} ms   p99 {p99:.1f} ms   min {min(measured):.1f} ms")


if __name__ == "__main__":
    main()
