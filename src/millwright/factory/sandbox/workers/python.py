"""Preloaded Pythons: each waits in its own sandbox for one command, and is gone after it."""

import asyncio
import base64
import contextlib
import json
from collections import deque
from collections.abc import AsyncGenerator, Coroutine, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

import structlog
from pydantic import BaseModel, ValidationError

from millwright.factory.sandbox.box import Sandbox
from millwright.factory.sandbox.process import RunningProcess
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.types import MIB, Bind, EndedBy, Limits, Result, Scratch
from millwright.factory.sandbox.workers.channel import Channel, ChannelError
from millwright.kit.errors import DomainError

log = structlog.get_logger()

SCRIPT = Path(__file__).with_name("zygote.py")
SCRIPT_INSIDE = "/opt/zygote.py"
WORK = "/work"
LIMITS = Limits(seconds=60, memory_bytes=1024 * MIB, processes=128)
LOAD_SECONDS = 120.0
IDLE_WEIGHT = 20
"""Share of the CPU, of 1024, for a Python that is loading while others work."""


class ProbeAnswer(BaseModel):
    """What an application said to one GET; `status` is None when it said nothing, and `problem` says why."""

    path: str
    status: int | None
    content_type: str = ""
    body: str = ""
    problem: str = ""


class _Probe(BaseModel):
    answers: list[ProbeAnswer]


@dataclass(frozen=True, slots=True)
class Coverage:
    """That lines and branches be counted of the code below `folder`, and told in `report`, in coverage.py's JSON."""

    folder: str
    report: str


@dataclass(frozen=True, slots=True)
class Task:
    """What a command works on: `files` are put into its folder first, `collect` names what is read at the end.

    `measure` is for pytest alone.
    """

    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    env: Mapping[str, str] = field(default_factory=dict[str, str])
    collect: Sequence[str] = ()
    measure: Coverage | None = None


class Zygote:
    """One preloaded Python in its own sandbox; it takes one command. Its folder inside is ``/work``, in memory."""

    def __init__(self, process: RunningProcess, channel: Channel, limits: Limits) -> None:
        self.process = process
        self._channel = channel
        self._limits = limits
        self._loading = asyncio.create_task(self._load())
        self._loading.add_done_callback(lambda task: task.cancelled() or task.exception())

    @classmethod
    async def start(cls, sandbox: Sandbox, toolchain: Toolchain, *, limits: Limits = LIMITS) -> Self:
        """Start to load; the command waits for it to finish, and the limits' time begins with the command."""
        process = await sandbox.start(
            [str(toolchain.python), "-u", SCRIPT_INSIDE],
            mounts=[*toolchain.binds(), Bind(SCRIPT, SCRIPT_INSIDE), Scratch(WORK)],
            cwd=WORK,
            limits=replace(limits, seconds=None),
            channel=True,
        )
        return cls(process, await Channel.of(process), limits)

    async def ready(self) -> None:
        """Wait until it has loaded. Raises ChannelError when it never will."""
        await asyncio.shield(self._loading)

    async def pytest(self, args: Sequence[str], task: Task) -> Result:
        """Run pytest in the folder to its end."""
        return await self._run("pytest", args, task)

    async def module(self, args: Sequence[str], task: Task) -> Result:
        """Run a module in the folder as ``python -m`` does."""
        return await self._run("module", args, task)

    async def probe(
        self, app: str, paths: Sequence[str], task: Task, *, seconds: float = 10.0
    ) -> tuple[list[ProbeAnswer], Result]:
        """Start `app` and GET `paths` of it; the answers up to the first missing one, and how all ended."""
        answers: list[ProbeAnswer] = []
        async with self._used_up():
            try:
                await self._command("probe", [app, *paths], task, seconds=seconds)
                answers = _Probe.model_validate_json(await self._channel.receive(MIB)).answers
            except (ChannelError, ValidationError):
                self.process.end(EndedBy.CANCELLED)
            result = await self.process.wait()
        return answers or [ProbeAnswer(path=paths[0], status=None, problem="it ended before it answered")], result

    async def close(self) -> None:
        """End it, used or not."""
        self._loading.cancel()
        self._channel.close()
        await self.process.kill()

    async def _load(self) -> None:
        self.process.weigh(IDLE_WEIGHT)
        async with asyncio.timeout(LOAD_SECONDS):
            await self._channel.receive(1000)

    async def _command(self, kind: str, args: Sequence[str], task: Task, *, seconds: float = 0.0) -> None:
        self.process.weigh()
        try:
            await self.ready()
        except TimeoutError as error:
            raise ChannelError("it took too long to load") from error
        translate = self.process.translate
        command = {
            "kind": kind,
            "args": [translate(word) for word in args],
            "folder": translate(WORK),
            "env": {name: translate(value) for name, value in task.env.items()},
            "files": {name: base64.b64encode(data).decode() for name, data in task.files.items()},
            "seconds": seconds,
            "measure": asdict(task.measure) if task.measure else None,
        }
        self.process.begin(self._limits.seconds, collect=task.collect)
        await self._channel.send(json.dumps(command).encode())

    async def _run(self, kind: str, args: Sequence[str], task: Task) -> Result:
        async with self._used_up():
            try:
                await self._command(kind, args, task)
            except ChannelError:
                self.process.end(EndedBy.CANCELLED)
            return await self.process.wait()

    @contextlib.asynccontextmanager
    async def _used_up(self) -> AsyncGenerator[None]:
        """Whatever happens, nothing is left of it afterwards."""
        try:
            yield
        finally:
            if self.process.running:
                await asyncio.shield(self.close())
            self._channel.close()


class PythonPool:
    """A few loaded Pythons at hand; each that is taken is replaced while nobody needs the CPU."""

    def __init__(self, sandbox: Sandbox, toolchain: Toolchain, *, size: int = 2, limits: Limits = LIMITS) -> None:
        self._sandbox = sandbox
        self._toolchain = toolchain
        self._size = size
        self._limits = limits
        self._waiting: deque[Zygote] = deque()
        self._refill: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def waiting(self) -> list[Zygote]:
        """Those at hand."""
        return list(self._waiting)

    async def warm(self) -> None:
        """Load as many as the pool holds."""
        self._fill()
        if self._refill is not None:
            await asyncio.shield(self._refill)

    async def acquire(self) -> Zygote:
        """A Python for one command, still loading when all the warm ones are taken. The caller uses or closes it."""
        while self._waiting:
            zygote = self._waiting.popleft()
            self._fill()
            if zygote.process.running:
                return zygote
            await zygote.close()
        self._fill()
        return await self._start()

    async def run_pytest(self, args: Sequence[str], task: Task) -> Result:
        """Run pytest on the task's files, in a sandbox that nothing ran in before and nothing will after."""
        return await (await self.acquire()).pytest(args, task)

    async def run_module(self, args: Sequence[str], task: Task) -> Result:
        """Run a module on the task's files, as ``python -m``."""
        return await (await self.acquire()).module(args, task)

    async def probe(
        self, app: str, paths: Sequence[str], task: Task, *, seconds: float = 10.0
    ) -> tuple[list[ProbeAnswer], Result]:
        """Start an application from the task's files and GET some paths of it."""
        return await (await self.acquire()).probe(app, paths, task, seconds=seconds)

    async def close(self) -> None:
        """End those that wait."""
        self._closed = True
        if self._refill is not None:
            await asyncio.wait([self._refill])
        await asyncio.gather(*(zygote.close() for zygote in self._waiting))
        self._waiting.clear()

    def _start(self) -> Coroutine[None, None, Zygote]:
        return Zygote.start(self._sandbox, self._toolchain, limits=self._limits)

    def _fill(self) -> None:
        if not self._closed and (self._refill is None or self._refill.done()):
            self._refill = asyncio.create_task(self._load_missing())

    async def _load_missing(self) -> None:
        """One after the other, each at the lowest share of the CPU."""
        while len(self._waiting) < self._size and not self._closed:
            try:
                zygote = await self._start()
                self._waiting.append(zygote)
                await zygote.ready()
            except (DomainError, ChannelError, TimeoutError) as error:
                log.warning("pool.loading_failed", reason=str(error)[:300])
                return
