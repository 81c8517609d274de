"""What a server tells when it seems to hang."""

import asyncio
import os
import signal
from pathlib import Path

from millwright import stacks


async def test_a_signal_has_threads_and_tasks_tell_where_they_stand(tmp_path: Path) -> None:
    async def inner() -> None:
        await asyncio.sleep(60)

    async def outer() -> None:
        await inner()

    log = tmp_path / "log"
    with log.open("w") as output:
        stacks.write_on_signal(output)
        waiting = asyncio.create_task(outer(), name="waiting for long")
        await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGUSR1)
        async with asyncio.timeout(20):
            while "waiting for long" not in log.read_text():  # noqa: ASYNC110 - a file tells nobody
                await asyncio.sleep(0.01)
        waiting.cancel()
    told = log.read_text()
    assert "most recent call first" in told
    task = told.partition("Task waiting for long\n")[2].partition("\n\n")[0]
    assert [line.split()[-1].rpartition(".")[2] for line in task.splitlines()][:3] == ["outer", "inner", "sleep"]
