"""The local provider: an artefact runs in this machine's sandbox, and answers on a Unix socket."""

import asyncio
import itertools
import json
import os
import secrets
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from millwright.factory.deployments.app_data import AppData
from millwright.factory.deployments.providers.instance import Instance
from millwright.factory.sandbox import MIB, Bind, Limits, RunningProcess, Sandbox
from millwright.factory.sandbox.toolchain import Toolchain

_log = structlog.get_logger()
_RUNNER = Path(__file__).with_name("runner.py")
_INSIDE_RUNNER = "/millwright/runner.py"
_CODE = "/app"
_DATA = "/data"
_SPARE_MARK = "spare"
"""A file in the folder of a process that no app has yet."""
_WARM_SECONDS = 60.0
_SEND_SECONDS = 30.0
_BACKLOG = 1024
_LONGEST_RUN = 90
"""A socket's address has 107 bytes at most."""
_LOADING_WEIGHT = 20
"""Share of the CPU, of 1024, for a spare process while it loads."""

APP_LIMITS = Limits(
    seconds=None,
    cores=1.0,
    memory_bytes=512 * MIB,
    processes=64,
    open_files=2048,
    file_bytes=512 * MIB,
    disk_bytes=1024 * MIB,
    tmp_bytes=64 * MIB,
)


@dataclass(frozen=True, slots=True)
class Runner:
    """A started process, and the socket over which it is told what to serve."""

    process: RunningProcess
    channel: socket.socket

    async def until_warm(self) -> None:
        """Waits until it has loaded; raises OSError or TimeoutError when it never will."""
        self.channel.setblocking(False)
        async with asyncio.timeout(_WARM_SECONDS):
            if not await asyncio.get_running_loop().sock_recv(self.channel, 1):
                raise ConnectionError("the process ended")

    async def serve(self, path: Path, env: Mapping[str, str]) -> None:
        """Hands it the app's variables and a socket that already listens: whoever connects waits for the app.

        The path stays out of the app's reach, so it cannot be made to lead elsewhere; only the process holds the
        socket, so when it is gone connections are refused.
        """
        order = json.dumps({"env": dict(env)}).encode()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener, self.channel:
            listener.bind(str(path))
            listener.listen(_BACKLOG)
            await asyncio.to_thread(self._send, order, listener.fileno())

    async def end(self) -> None:
        """Ends the process."""
        self.channel.close()
        await self.process.kill()

    def _send(self, order: bytes, descriptor: int) -> None:
        self.channel.settimeout(_SEND_SECONDS)
        socket.send_fds(self.channel, [len(order).to_bytes(4, "big")], [descriptor])
        self.channel.sendall(order)


@dataclass(frozen=True, slots=True)
class Spare:
    """A process that has loaded everything but an app, with folders for its code, its data and its log."""

    runner: Runner
    code: Path
    data: Path
    log: Path


@dataclass(slots=True)
class LocalProvider:
    """Starts instances. `run` holds sockets and is emptied at the first start; `data` holds folders of apps.

    A spare process is kept for the next app that has no data yet: it starts in a tenth of the time.
    """

    sandbox: Sandbox
    toolchain: Toolchain
    run: Path
    data: Path
    limits: Limits = APP_LIMITS
    _spare: Spare | None = None
    _promised: dict[str, Spare] = field(default_factory=dict[str, Spare])
    _run_descriptor: int | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def prepare(self) -> None:
        """Makes the folders, and clears away what an earlier server left behind."""
        shutil.rmtree(self.run, ignore_errors=True)
        self.run.mkdir(parents=True, mode=0o700)
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        for mark in self.data.glob(f"*/{_SPARE_MARK}"):
            shutil.rmtree(mark.parent, ignore_errors=True)

    async def warm(self) -> None:
        """Has a spare process ready; does nothing where one is, or where the sandbox refuses."""
        async with self._turn:
            if self._spare is not None and not self._spare.runner.process.running:
                spare, self._spare = self._spare, None
                await _discard(spare)
            if self._spare is None and self.sandbox.refusal is None:
                self._spare = await self._start_spare()

    def new_folder(self) -> str:
        """The name of a folder for the data of an app that has none, empty: the spare's where there is one."""
        spare, self._spare = self._spare, None
        if spare is None:
            name = secrets.token_hex(8)
            (self.data / name).mkdir(mode=0o700)
            return name
        name = spare.data.parent.name
        (spare.data.parent / _SPARE_MARK).unlink()
        self._promised[name] = spare
        return name

    def data_of(self, folder: str) -> AppData:
        """The data of an app, to be looked after."""
        return AppData(self.data / folder)

    async def delete(self, folder: str) -> None:
        """Deletes an app's data; nothing when there is none any more."""
        await asyncio.to_thread(shutil.rmtree, self.data / folder, ignore_errors=True)

    async def start(self, folder: str, *, code: Path, env: Mapping[str, str], log: Path) -> Instance:
        """Starts the app whose files are in `code`, with its data in `folder`; it may not answer yet.

        Raises `DomainError` of the sandbox where nothing could be started.
        """
        runner = await self._adopt(folder, code, log)
        if runner is None:
            runner = await self._start_runner(code, self._data_of(folder), log)
        path = self._sockets() / f"{next(self._numbers)}.sock"
        try:
            await runner.serve(path, env)
        except BaseException:
            await runner.end()
            raise
        return Instance(runner.process, path)

    async def close(self) -> None:
        """Ends the spare process."""
        async with self._turn:
            spare, self._spare = self._spare, None
            if spare is not None:
                await _discard(spare)
            while self._promised:
                await self._promised.popitem()[1].runner.end()
        if self._run_descriptor is not None:
            os.close(self._run_descriptor)
            self._run_descriptor = None

    async def _adopt(self, folder: str, code: Path, log: Path) -> Runner | None:
        """The spare process that was promised with `folder`, with the app's code put where it looks for it."""
        spare = self._promised.pop(folder, None)
        if spare is None or not spare.runner.process.running:
            return None
        try:
            await asyncio.to_thread(_fill, spare.code, code)
        except BaseException:
            await spare.runner.end()
            raise
        log.parent.mkdir(parents=True, exist_ok=True)
        for suffix in ("", ".1"):
            log.with_name(log.name + suffix).unlink(missing_ok=True)
            log.with_name(log.name + suffix).symlink_to(spare.log.with_name(spare.log.name + suffix))
        spare.runner.process.weigh()
        return spare.runner

    async def _start_spare(self) -> Spare | None:
        home = self.data / secrets.token_hex(8)
        home.mkdir(mode=0o700)
        (home / _SPARE_MARK).touch()
        code = self.run / home.name
        code.mkdir()
        data, log = self._data_of(home.name), home / "app.log"
        spare = Spare(await self._start_runner(code, data, log), code, data, log)
        spare.runner.process.weigh(_LOADING_WEIGHT)
        try:
            await spare.runner.until_warm()
        except (OSError, TimeoutError) as error:
            _log.warning("app.spare_failed", error=str(error), output=spare.runner.process.output()[-500:])
            await _discard(spare)
            return None
        except asyncio.CancelledError:
            await _discard(spare)
            raise
        return spare

    async def _start_runner(self, code: Path, data: Path, log: Path) -> Runner:
        process = await self.sandbox.start(
            [str(self.toolchain.python), _INSIDE_RUNNER],
            mounts=[
                *self.toolchain.binds(),
                Bind(_RUNNER, _INSIDE_RUNNER),
                Bind(code, _CODE),
                Bind(data, _DATA, writable=True),
            ],
            cwd=_CODE,
            env={"DATA_DIR": _DATA, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            limits=self.limits,
            log_path=log,
            channel=True,
        )
        return Runner(process, process.connection())

    def _sockets(self) -> Path:
        """The folder `run` by a path that is short enough for a socket's address, however deep the folder is."""
        if len(str(self.run)) <= _LONGEST_RUN:
            return self.run
        if self._run_descriptor is None:
            self._run_descriptor = os.open(self.run, os.O_RDONLY | os.O_DIRECTORY)
        return Path(f"/proc/self/fd/{self._run_descriptor}")

    def _data_of(self, folder: str) -> Path:
        """Writable by whichever user the next release runs as; its parent keeps everybody else out."""
        data = self.data / folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        data.chmod(0o777)
        return data


async def _discard(spare: Spare) -> None:
    await spare.runner.end()
    shutil.rmtree(spare.code, ignore_errors=True)
    shutil.rmtree(spare.data.parent, ignore_errors=True)


def _fill(target: Path, source: Path) -> None:
    """Links the files of an unpacked artefact into a folder; copies them where the file system has no links."""
    for found in sorted(source.rglob("*")):
        place = target / found.relative_to(source)
        if found.is_dir():
            place.mkdir()
            continue
        try:
            os.link(found, place)
        except OSError:
            shutil.copyfile(found, place)
