"""Runs inside the sandbox, in the toolchain's Python: loads what applications need, waits, then becomes one command.

Each such process serves once. It knows nothing of Millwright's own packages, for they are not there.
"""

import base64
import contextlib
import gc
import http.client
import importlib
import importlib.util
import json
import os
import runpy
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Generator
from pathlib import Path
from typing import Any, NoReturn

PRELOADED = """
alembic.autogenerate alembic.command alembic.config alembic.ddl.sqlite alembic.script anyio anyio._backends._asyncio
argparse argon2 asyncio.base_events base64 concurrent.futures coverage csv dataclasses decimal email_validator fastapi
fastapi.responses fastapi.staticfiles fastapi.testclient getpass h11 hashlib http.cookies httptools httpx
importlib.metadata inspect io logging.config pathlib psycopg pwdlib pwdlib.hashers.argon2 pydantic pydantic.networks
pytest _pytest.assertion.rewrite _pytest.junitxml _pytest.terminal _pytest.python _pytest.fixtures _pytest.tmpdir
re secrets slipcover sqlalchemy sqlalchemy.dialects.postgresql.psycopg sqlalchemy.dialects.sqlite sqlalchemy.ext.asyncio
sqlalchemy.orm sqlite3 starlette.concurrency starlette.middleware.sessions starlette.staticfiles starlette.testclient
statistics tempfile tomllib unittest.mock uuid uvicorn uvicorn.lifespan.on uvicorn.loops.auto uvicorn.loops.uvloop
uvicorn.protocols.http.auto uvicorn.protocols.http.httptools_impl uvicorn.protocols.websockets.auto uvloop
xml.etree.ElementTree zoneinfo
""".split()
PYTEST_PLUGIN_PACKAGES = ("anyio", "coverage", "pytest_cov", "slipcover")
PROBE_BYTES = 2_000


def main() -> NoReturn:
    """Load, say so, read the one command and become it."""
    channel = socket.socket(fileno=int(os.environ.pop("MILLWRIGHT_CHANNEL")))
    preload()
    send(channel, {"ready": True})
    command = receive(channel)
    prepare(command)
    if command["kind"] == "probe":
        send(channel, probe(command))
        leave(0)
    channel.close()
    leave(COMMANDS[command["kind"]](command))


def preload() -> None:
    """Import what applications and their tests import, as far as it is installed, and keep it from being collected."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whom it concerns imports the module too, and is told then
        for name in PRELOADED:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    for name in PYTEST_PLUGIN_PACKAGES:
        if name in sys.modules:  # pytest warns of plugins that it can no longer rewrite, unless they ask not to be
            sys.modules[name].__doc__ = "PYTEST_DONT_REWRITE"
    gc.collect()
    gc.freeze()


def prepare(command: dict[str, Any]) -> None:
    """Write the files, go to the folder and take on the environment."""
    folder = Path(command["folder"])
    for name, content in command["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
    os.chdir(folder)
    os.environ.update(command["env"])
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True  # nothing of this folder is ever imported again


def run_pytest(command: dict[str, Any]) -> int:
    """As ``python -m pytest`` in the folder."""
    pytest: Any = importlib.import_module("pytest")
    sys.argv = ["pytest", *command["args"]]
    with measured(command["measure"]):
        return int(pytest.main(command["args"]))


@contextlib.contextmanager
def measured(measure: dict[str, str] | None) -> Generator[None]:
    """Count the lines and branches that run of a folder, by probes in its code, where coverage.py traces all calls.

    The report has coverage.py's form. Without the library there is no report.
    """
    if measure is None or importlib.util.find_spec("slipcover") is None:
        yield
        return
    slipcover: Any = importlib.import_module("slipcover")
    counter = slipcover.Slipcover(branch=True, immediate=True, source=[measure["folder"]])
    with slipcover.ImportManager(counter, slipcover.FileMatcher(sources=[measure["folder"]])):
        yield
    report = Path(measure["report"])
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(counter.get_coverage()))


def run_module(command: dict[str, Any]) -> int:
    """As ``python -m``."""
    name, *args = command["args"]
    sys.argv = [name, *args]
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    except SystemExit as leaving:
        if isinstance(leaving.code, str):
            print(leaving.code, file=sys.stderr)  # noqa: T201 - as the interpreter does
            return 1
        return leaving.code or 0
    return 0


COMMANDS = {"pytest": run_pytest, "module": run_module}


def probe(command: dict[str, Any]) -> dict[str, Any]:
    """Start the application in a child and ask it for some paths; what it answered, or that it did not."""
    app, *paths = command["args"]
    socket_path = str(Path(tempfile.gettempdir(), "probe.sock"))
    child = os.fork()
    if child == 0:
        uvicorn: Any = importlib.import_module("uvicorn")
        uvicorn.run(app, uds=socket_path)
        leave(0)
    deadline = time.monotonic() + command["seconds"]
    answers: list[dict[str, Any]] = []
    for path in paths:
        answer = ask(socket_path, path, child, deadline)
        answers.append(answer)
        if answer["status"] is None:
            break
    return {"answers": answers}


def ask(socket_path: str, path: str, child: int, deadline: float) -> dict[str, Any]:
    """GET a path, again and again while nothing listens yet and the application still lives."""
    problem = "it did not answer in time"
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG)[0]:
            problem = "it ended before it answered"
            break
        connection = http.client.HTTPConnection("localhost", timeout=max(0.1, deadline - time.monotonic()))
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(max(0.1, deadline - time.monotonic()))
        try:
            connection.sock.connect(socket_path)
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read(PROBE_BYTES).decode(errors="replace")
            kind = response.getheader("content-type") or ""
            return {"path": path, "status": response.status, "content_type": kind, "body": body, "problem": ""}
        except (FileNotFoundError, ConnectionRefusedError):
            time.sleep(0.005)
        except (OSError, http.client.HTTPException) as error:
            problem = f"it hung up: {error!r}"
            break
        finally:
            connection.close()
    return {"path": path, "status": None, "content_type": "", "body": "", "problem": problem}


def leave(code: int) -> NoReturn:
    """End at once; there is nobody after this process to tidy up for."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def send(channel: socket.socket, message: dict[str, Any]) -> None:
    """One message: its length in four bytes, then JSON."""
    data = json.dumps(message).encode()
    channel.sendall(len(data).to_bytes(4, "big") + data)


def receive(channel: socket.socket) -> dict[str, Any]:
    """Wait for one message; leave when the server hangs up."""
    size = int.from_bytes(exactly(channel, 4), "big")
    return json.loads(exactly(channel, size))


def exactly(channel: socket.socket, size: int) -> bytes:
    """`size` bytes from the socket."""
    data = bytearray()
    while len(data) < size:
        chunk = channel.recv(size - len(data))
        if not chunk:
            leave(0)
        data += chunk
    return bytes(data)


if __name__ == "__main__":
    main()
