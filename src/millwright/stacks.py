"""Where a process stands that seems to hang: on SIGUSR1 the stacks of its threads and tasks go to standard error."""

import asyncio
import faulthandler
import signal
import sys
from collections.abc import Generator
from types import FrameType
from typing import TextIO


def write_on_signal(output: TextIO | None = None) -> None:
    """Has SIGUSR1 write all stacks to `output`, standard error unless told, from now on.

    To be called on the running event loop. Threads are told of at once, tasks when the loop comes round to it: where
    these are missing, it is the loop that is held up, and the main thread's stack says by what.
    """
    written = output or sys.stderr
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, _write_tasks, written)
    faulthandler.register(signal.SIGUSR1, file=written, all_threads=True, chain=True)


def _write_tasks(output: TextIO) -> None:
    for task in asyncio.all_tasks():
        output.write(f"\nTask {task.get_name()}\n")
        output.writelines(f"{_told(frame)}\n" for frame in _frames(task.get_coro()))
    output.flush()


def _told(frame: FrameType) -> str:
    code = frame.f_code
    return f'  File "{code.co_filename}", line {frame.f_lineno} in {code.co_qualname}'


def _frames(waiting: object) -> Generator[FrameType]:
    """What a suspended coroutine is at, from the outside to what it waits for: asyncio tells of the first only."""
    while waiting is not None:
        frame = next((found for name in ("cr", "ag", "gi") if (found := getattr(waiting, f"{name}_frame", None))), None)
        if frame is None:
            return
        yield frame
        awaited = ("cr_await", "ag_await", "gi_yieldfrom")
        waiting = next((found for name in awaited if (found := getattr(waiting, name, None)) is not None), None)
