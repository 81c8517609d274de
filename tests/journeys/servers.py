"""Real servers, as ``millwright serve`` runs them, and real command lines that speak to them.

A test process has one server that its tests share (`shared_server`), with one small application (`shared_app`): each
takes seconds to make.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx
import pytest
from pydantic import JsonValue

from millwright.doors.cli.client import Client, JsonObject, json_object
from millwright.doors.cli.servers import LOG_FILE, Server, end_process, recorded_server, start_server
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit import embedded_postgres
from millwright.settings import Settings

BOOKS = "Keep a list of the books that I have read"
CANARY = "canary-4f1c9e"
"""A secret of the server's environment, which no application may come to know."""
_LAST_WORDS = 60_000
_DATA_FOLDERS: list[Path] = []
"""Those in use by servers of this process."""
_OF_THE_MACHINE = ("MILLWRIGHT_CHROMIUM", "MILLWRIGHT_SANDBOX", "MILLWRIGHT_TOOLCHAIN")
"""Settings that tests leave as they are; all others are their own."""


@dataclass(frozen=True, slots=True)
class App:
    """A generated application: how its operation ended, and where it answers."""

    project_id: str
    operation: JsonObject

    @property
    def result(self) -> JsonObject:
        return json_object(self.operation["result"])

    @property
    def url(self) -> str:
        return str(self.result["url"])


def require_factory() -> None:
    """Skips the test where generated code cannot be run and checked."""
    refusal = Sandbox().refusal
    missing = Toolchain.locate(Settings().toolchain).missing()
    if refusal is not None or missing:
        pytest.skip(refusal or f"not in the toolchain: {', '.join(missing)}")


def app_ports() -> tuple[int, int]:
    """The first and the last port for the apps of this process's servers."""
    first = 20_000 + os.getpid() % 240 * 50
    return first, first + 49


def environment(**changes: str) -> dict[str, str]:
    """The environment without the settings of whoever runs the tests; apps get ports of this process's own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MILLWRIGHT_") or name in _OF_THE_MACHINE
    }
    own = {
        "MILLWRIGHT_APP_PORTS": "{}-{}".format(*app_ports()),
        "SOME_SECRET": CANARY,
        "XDG_CONFIG_HOME": "/nonexistent",
    }
    return {**kept, **own, **changes}


def start(data: Path) -> Server:
    """A server on the folder, on any free port."""
    env = environment()
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - env.keys():
            patch.delenv(name)
        for name, value in env.items():
            patch.setenv(name, value)
        return start_server(data, "127.0.0.1", 0, detached=False)


def stop(server: Server) -> None:
    """Has the server stop in good order."""
    assert server.process is not None
    end_process(server.process)


def data_of(server: Server) -> Path:
    """The data folder of a server that a test has started."""
    assert server.process is not None
    return Path(command_line(server.process.pid).split()[-1])


@contextmanager
def short_data_folder() -> Generator[Path]:
    """A data folder whose path is short enough for sockets; a server that is left on it is ended with it."""
    folder = Path(tempfile.mkdtemp(prefix="mw-"))
    data = folder / "data"
    _DATA_FOLDERS.append(data)
    try:
        yield data
    finally:
        _DATA_FOLDERS.remove(data)
        left = recorded_server(data)
        if left is not None:
            os.kill(left.pid, signal.SIGKILL)
        embedded_postgres.stop_cluster(data / "postgres")
        shutil.rmtree(folder, ignore_errors=True)


def last_words() -> list[tuple[str, str]]:
    """The end of the log of each server that runs now, with the stacks of its threads and tasks."""
    words: list[tuple[str, str]] = []
    for data in _DATA_FOLDERS:
        server = recorded_server(data)
        if server is not None:
            with suppress(ProcessLookupError):
                os.kill(server.pid, signal.SIGUSR1)
                time.sleep(1)
        log = data / LOG_FILE
        if log.is_file():
            words.append((f"{log}", log.read_text(errors="replace")[-_LAST_WORDS:]))
    return words


def an_address() -> str:
    """An address of this machine that hardly anybody else has: the server counts callers whom it does not know."""
    return "127." + ".".join(str(2 + secrets.randbelow(250)) for _ in range(3))


@cache
def shared_server(config: pytest.Config) -> Server:
    """The one server of this test process, stopped at the end of the run."""
    folders = ExitStack()
    config.add_cleanup(folders.close)
    server = start(folders.enter_context(short_data_folder()))
    config.add_cleanup(lambda: stop(server))
    return server


@cache
def shared_app(config: pytest.Config) -> App:
    """A small application on the shared server: for reading only."""
    server = shared_server(config)
    with Client(server.url, server.key) as client:
        return generate(client, BOOKS)


def generate(client: Client, prompt: str, **more: JsonValue) -> App:
    """Makes an application and waits for it, however it ends."""
    started = client.post("/projects/generate", {"prompt": prompt, **more})
    return App(str(started["projectId"]), finished(client, str(started["operationId"])))


def finished(client: Client, operation_id: str) -> JsonObject:
    """The last state of an operation."""
    last: JsonObject = {}
    for event, data in client.stream(f"/operations/{operation_id}/stream"):
        last = data if event == "operation" else last
    return last


def millwright(*arguments: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a command line to its end."""
    done = subprocess.run(
        command(arguments), input=stdin, capture_output=True, env=environment(**env), timeout=390, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def command(arguments: Sequence[str]) -> list[str]:
    """A command line as a program and its arguments."""
    return [sys.executable, "-m", "millwright", *arguments]


def answers(url: str) -> bool:
    """Whether an application is there, and well."""
    try:
        return httpx.get(f"{url}/api/health", timeout=20).is_success
    except httpx.HTTPError:
        return False


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Waits for something that takes a moment."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it has not come about"
        time.sleep(0.05)


def descendants(pid: int) -> dict[int, str]:
    """The processes that a process has started, and those that these have, by id: their command lines."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found: set[int] = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return {child: line for child in found - {pid} if (line := command_line(child))}


def command_line(pid: int) -> str:
    """The command line of a living process; empty for one that has ended."""
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
