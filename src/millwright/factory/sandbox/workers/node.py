"""The warm front-end builder: one process of ours in the sandbox, which bundles and executes nothing of a project's."""

import asyncio
import base64
import contextlib
import functools
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from pydantic import BaseModel, ValidationError

from millwright.factory.sandbox.box import Sandbox
from millwright.factory.sandbox.process import RunningProcess
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.types import MIB, Bind, Limits
from millwright.factory.sandbox.workers.channel import Channel, ChannelError

log = structlog.get_logger()

SCRIPT = Path(__file__).with_name("builder.mjs")
SCRIPT_INSIDE = "/opt/builder.mjs"
LIMITS = Limits(seconds=None, memory_bytes=1536 * MIB, processes=64, cores=2.0)
RESTART_BYTES = 700 * MIB
"""A builder that has grown beyond this is replaced after its answer."""

START_SECONDS = 20.0
BUILD_SECONDS = 30.0


class Problem(BaseModel):
    """One fault that the build found; `line` and `column` count from 1."""

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class WebBuild:
    """What came of a build: the finished site by path, or the problems that stand in its way."""

    ok: bool
    seconds: float
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    problems: tuple[Problem, ...] = ()


class _Answer(BaseModel):
    ok: bool = False
    ready: bool = False
    files: dict[str, str] = {}
    libraries: list[str] = []
    problems: list[Problem] = []


@dataclass(slots=True)
class _Worker:
    process: RunningProcess
    channel: Channel


class NodeBuilder:
    """Builds front ends one after the other; starts, and starts again, by itself."""

    def __init__(self, sandbox: Sandbox, toolchain: Toolchain) -> None:
        self._sandbox = sandbox
        self._toolchain = toolchain
        self._worker: _Worker | None = None
        self._turn = asyncio.Lock()
        self._replacing: asyncio.Task[None] | None = None

    @property
    def process(self) -> RunningProcess | None:
        """The worker at hand, if there is one."""
        return self._worker.process if self._worker is not None else None

    async def warm(self) -> None:
        """Have a worker at hand before the first build asks for it."""
        async with self._turn:
            await self._started()

    async def build(self, files: Mapping[str, bytes], *, root: str = "frontend") -> WebBuild:
        """Build the site whose ``index.html`` is in `root`; the answer's paths begin where the server's do.

        A fault of the project is an answer with problems. So is a build that ends the worker twice or takes more
        than 30 seconds. Raises SandboxUnavailableError where nothing can be run.
        """
        started = time.monotonic()
        prefix = root + "/"
        sources = {name: base64.b64encode(data).decode() for name, data in files.items() if name.startswith(prefix)}
        message = json.dumps({"root": root, "files": sources}).encode()
        async with self._turn:
            answer = await self._ask(message)
        seconds = time.monotonic() - started
        if not answer.ok:
            return WebBuild(False, seconds, problems=tuple(answer.problems))
        built = {name: base64.b64decode(data) for name, data in answer.files.items()}
        for name in answer.libraries:
            built[f"assets/vendor/{name}"] = _library(self._toolchain.vendor / Path(name).name)
        return WebBuild(True, seconds, files=dict(sorted(built.items())))

    async def close(self) -> None:
        """End the worker; a later build starts another."""
        if self._replacing is not None:
            await asyncio.wait([self._replacing])
        async with self._turn:
            await self._stop()

    async def _ask(self, message: bytes) -> _Answer:
        for attempt in (1, 2):
            try:
                worker = await self._started()
                async with asyncio.timeout(BUILD_SECONDS):
                    await worker.channel.send(message)
                    answer = _Answer.model_validate_json(await worker.channel.receive())
            except TimeoutError:
                await self._stop()
                return _failure(f"the build took more than {BUILD_SECONDS:.0f} seconds")
            except (ChannelError, ValidationError) as error:
                log.warning("builder.worker_lost", attempt=attempt, reason=str(error)[:200])
                await self._stop()
            except asyncio.CancelledError:
                await self._stop()  # its answer would be taken for the next one's
                raise
            else:
                await self._restart_if_large(worker)
                return answer
        return _failure("the build ended its worker, twice")

    async def _started(self) -> _Worker:
        if self._worker is not None and self._worker.process.running:
            return self._worker
        await self._stop()
        process = await self._sandbox.start(
            [str(self._toolchain.node), "--max-old-space-size=768", SCRIPT_INSIDE],
            mounts=[*self._toolchain.binds(), Bind(SCRIPT, SCRIPT_INSIDE)],
            env={"TOOLCHAIN": str(self._toolchain.folder)},
            limits=LIMITS,
            channel=True,
        )
        self._worker = _Worker(process, await Channel.of(process))
        async with asyncio.timeout(START_SECONDS):
            await self._worker.channel.receive()
        return self._worker

    async def _restart_if_large(self, worker: _Worker) -> None:
        used = worker.process.memory_used()
        if used is not None and used > RESTART_BYTES:
            log.info("builder.worker_replaced", memory_bytes=used)
            await self._stop()
            self._replacing = asyncio.create_task(self.warm())

    async def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.channel.close()
            with contextlib.suppress(asyncio.CancelledError):
                await worker.process.kill()


def _failure(message: str) -> _Answer:
    return _Answer(problems=[Problem(message=message)])


@functools.lru_cache(maxsize=64)
def _library(path: Path) -> bytes:
    return path.read_bytes()
