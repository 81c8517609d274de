"""One command under way: its limits are watched from outside, and its whole tree ends with it."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from millwright.factory.sandbox.cgroups import NORMAL_WEIGHT, Group
from millwright.factory.sandbox.folders import Folders
from millwright.factory.sandbox.output import Capture
from millwright.factory.sandbox.types import EndedBy, Limits, Result

WATCH_SECONDS = 0.2
MAX_ENTRIES = 100_000
"""Files that one run may leave in its writable folders."""


@dataclass(slots=True)
class Child:
    """What was started: the direct child, and the first process of its namespace where it has one."""

    popen: "subprocess.Popen[bytes]"
    outputs: tuple[Capture, ...]
    group: Group
    channel: socket.socket | None
    init: int | None = None


class RunningProcess:
    """A started command. `wait` gives its result, `kill` ends it; both may be called from any task, more than once."""

    def __init__(
        self,
        child: "Child",
        limits: Limits,
        folders: Folders,
        *,
        watched: Sequence[Path] = (),
        collect: Sequence[str] = (),
        translate: Callable[[str], str] = str,
        on_end: Callable[[], None],
    ) -> None:
        self.limits = limits
        self._child = child
        self._popen = child.popen
        self._init = child.init
        self._group = child.group
        self._watched = watched
        self._folders = folders
        self._collect = collect
        self._on_end = on_end
        self.translate = translate
        """Spells the paths inside a text as the command knows them; the text itself where it is isolated."""
        for output in child.outputs:
            output.on_flood = lambda: self.end(EndedBy.OUTPUT)
        self._cause: EndedBy | None = None
        self._started = time.monotonic()
        self._over = asyncio.Event()
        self._watch_exit()
        self._timer: asyncio.TimerHandle | None = None
        self.begin(limits.seconds)
        self._finished = asyncio.create_task(self._finish())

    async def wait(self) -> Result:
        """Until the command and everything it started is gone. Cancelling the waiting task does not end it."""
        return await asyncio.shield(self._finished)

    async def kill(self, cause: EndedBy = EndedBy.CANCELLED) -> Result:
        """End the whole tree now, and wait until it is gone."""
        self.end(cause)
        return await self.wait()

    def end(self, cause: EndedBy) -> None:
        """Ask the kernel to end the tree; the first cause is the one that is told."""
        if self._over.is_set():
            return
        self._cause = self._cause or cause
        self._signal()

    @property
    def pid(self) -> int:
        """Its first process, as the host numbers it."""
        return self._init or self._popen.pid

    @property
    def running(self) -> bool:
        """Whether the command is still there."""
        return not self._over.is_set()

    def begin(self, seconds: float | None, *, collect: Sequence[str] | None = None) -> None:
        """Count time from now on, and end the tree after `seconds`; for a process that waited for its work.

        `collect` replaces the files that are read at the end.
        """
        if self._timer is not None:
            self._timer.cancel()
        self._started = time.monotonic()
        self._timer = None
        if seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.end, EndedBy.TIMEOUT)
        if collect is not None:
            self._collect = collect

    def weigh(self, weight: int = NORMAL_WEIGHT) -> None:
        """Set its share of a busy CPU, of 1024; without a control group nothing changes."""
        if self.running:
            self._group.weigh(weight)

    def connection(self) -> socket.socket:
        """The socket to a command that was started with `channel`; the caller closes it."""
        channel, self._child.channel = self._child.channel, None
        if channel is None:
            raise RuntimeError("this command has no channel, or it was taken already")
        return channel

    def output(self) -> bytes:
        """What it has printed so far on stdout and then stderr, as bounded as in the result."""
        return b"".join(output.content() for output in self._child.outputs)

    def memory_used(self) -> int | None:
        """Bytes in use by the tree, or None where that is not counted."""
        return self._group.memory_used()

    def _watch_exit(self) -> None:
        number = os.pidfd_open(self._popen.pid)
        loop = asyncio.get_running_loop()

        def gone() -> None:
            loop.remove_reader(number)
            os.close(number)
            self._popen.wait()
            self._over.set()

        loop.add_reader(number, gone)

    def _signal(self) -> None:
        """Ending the first process of the namespace ends all in it; our direct child is reaped only after that."""
        victims = [self._init] if self._init else [self._popen.pid]
        if self._init is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._popen.pid, signal.SIGKILL)
            victims += self._group.members()
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    async def _finish(self) -> Result:
        watch = asyncio.create_task(self._watch_limits())
        try:
            await self._over.wait()
        finally:
            watch.cancel()
            if self._timer is not None:
                self._timer.cancel()
        seconds = time.monotonic() - self._started
        if self._init is None:
            self._signal()  # without a namespace, what outlived the command is ended here
        await asyncio.wait([output.closed for output in self._child.outputs], timeout=1.0)
        for output in self._child.outputs:
            output.close()
        code = self._popen.returncode
        result = Result(
            exit_code=128 - code if code < 0 else code,
            stdout=self._child.outputs[0].content(),
            stderr=self._child.outputs[1].content() if len(self._child.outputs) > 1 else b"",
            seconds=seconds,
            ended_by=self._ended_by(code),
            files=self._folders.collect(self._collect, self.limits.file_bytes),
        )
        if self._child.channel is not None:
            self._child.channel.close()
        self._on_end()
        return result

    def _ended_by(self, code: int) -> EndedBy:
        if self._cause is not None:
            return self._cause
        if code != 0 and self._group.ran_out_of_memory():
            return EndedBy.MEMORY
        if code in (128 + signal.SIGXCPU, -signal.SIGXCPU):
            return EndedBy.TIMEOUT
        if code in (128 + signal.SIGXFSZ, -signal.SIGXFSZ):
            return EndedBy.DISK
        return EndedBy.EXITED

    async def _watch_limits(self) -> None:
        """Where the kernel does not end a tree by itself, look at it from time to time."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if self._group.ran_out_of_memory():
                self.end(EndedBy.MEMORY)
            if self._watched:
                started = time.monotonic()
                if await asyncio.to_thread(_exceeds, self._watched, self.limits.disk_bytes):
                    self.end(EndedBy.DISK)
                await asyncio.sleep((time.monotonic() - started) * 10)  # a large folder is looked at less often


def _exceeds(folders: Sequence[Path], limit: int) -> bool:
    total = entries = 0
    pending = [str(folder) for folder in folders]
    while pending:
        with contextlib.suppress(OSError), os.scandir(pending.pop()) as found:
            for entry in found:
                entries += 1
                with contextlib.suppress(OSError):
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                if total > limit or entries > MAX_ENTRIES:
                    return True
    return False
