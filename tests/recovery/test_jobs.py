import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from millwright.kit import embedded_postgres
from millwright.kit.database import Database
from millwright.platform import events, jobs
from millwright.platform.jobs.models import OperationLog
from tests.recovery.worker_process import STEPS

pytestmark = pytest.mark.slow


@contextmanager
def worker_process(folder: Path) -> Generator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.recovery.worker_process", str(folder)]
    with (folder / "output").open("ab") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        yield process
        process.kill()


def journal(folder: Path) -> list[str]:
    path = folder / "journal"
    return path.read_text().splitlines() if path.exists() else []


def wait_for(folder: Path, process: subprocess.Popen[bytes], line: str, times: int = 1) -> None:
    deadline = time.monotonic() + 60
    while journal(folder).count(line) < times:
        assert process.poll() is None, (folder / "output").read_text()
        assert time.monotonic() < deadline, journal(folder)
        time.sleep(0.01)


def finish(folder: Path) -> None:
    with worker_process(folder) as process:
        assert process.wait(60) == 0, (folder / "output").read_text()


@asynccontextmanager
async def database_of(folder: Path) -> AsyncGenerator[Database]:
    server = embedded_postgres.start(folder / "data")
    database = Database(server.url)
    yield database
    await database.close()
    server.stop()


async def check_that_all_was_done_once(folder: Path) -> None:
    lines = journal(folder)
    assert lines[-1] == f"ended succeeded {{'total': {sum(range(STEPS + 1))}}}"
    for number in range(1, STEPS + 1):
        after = lines[lines.index(f"passed {number}") :]
        assert f"began {number}" not in after, "a finished step was repeated"
    async with database_of(folder) as database, database.session() as session:
        operation = (await session.scalars(select(jobs.Operation))).one()
        told = Counter(event.kind for event in await events.read_after(session, 0))
        logged = list(await session.scalars(select(OperationLog.text)))
    assert operation.progress == 1.0
    assert told == {"operation.started": 1, "operation.succeeded": 1}
    assert sorted(logged) == sorted(set(logged)), "a line was logged twice"


async def test_an_operation_killed_in_any_step_ends_once_and_repeats_no_finished_step(short_folder: Path):
    for number in (1, 3, STEPS):
        with worker_process(short_folder) as process:
            wait_for(short_folder, process, f"began {number}")
            process.send_signal(signal.SIGKILL)
    finish(short_folder)
    await check_that_all_was_done_once(short_folder)


async def test_an_operation_killed_at_random_moments_ends_once(short_folder: Path):
    moments = [random.uniform(0, 1.3) for _ in range(3)]  # noqa: S311 - told when the test fails
    for life, moment in enumerate(moments, start=1):
        with worker_process(short_folder) as process:
            wait_for(short_folder, process, "up", times=life)
            await asyncio.sleep(moment)
            process.send_signal(signal.SIGKILL)
    finish(short_folder)
    await check_that_all_was_done_once(short_folder)


async def test_an_operation_survives_the_death_of_the_database_and_the_worker(short_folder: Path):
    with worker_process(short_folder) as process:
        wait_for(short_folder, process, "began 2")
        server = int((short_folder / "data" / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(server, signal.SIGKILL)
        process.send_signal(signal.SIGKILL)
    finish(short_folder)
    await check_that_all_was_done_once(short_folder)
