"""The server under judgement: started or found, asked for one application after the other."""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from millwright.doors.cli.client import Client, JsonObject, json_object, objects
from millwright.doors.cli.servers import end_process, find_server, start_server
from millwright.settings import Settings


@dataclass(frozen=True, slots=True)
class Built:
    """An application that answers at `url`. `not_built` is what it says of itself; `problem` why there is none.

    `seconds` are of all; `timings` are seconds by phase and check, `lines` those of its code, `pages` those opened.
    """

    project_id: str = ""
    url: str = ""
    name: str = ""
    seconds: float = 0.0
    not_built: tuple[str, ...] = ()
    verified: bool = False
    problem: str = ""
    timings: dict[str, float] = field(default_factory=dict[str, float])
    lines: int = 0
    pages: int = 0


@contextmanager
def serving(url: str | None) -> Generator[Client]:
    """A client of the server at `url`, or of one of its own on a fresh data folder, which ends with the block.

    It also ends when the program is told to.
    """
    if url is not None:
        server = find_server(url, Settings().data)
        assert server is not None
        with Client(server.url, server.key) as client:
            yield client
        return
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="mw-judge-") as folder:
        server = start_server(Path(folder), "127.0.0.1", 0, detached=False)
        try:
            with Client(server.url, server.key) as client:
                yield client
        finally:
            if server.process is not None:
                end_process(server.process)


def build(client: Client, prompt: str) -> Built:
    """Builds the application and waits until it is deployed; a build that fails is told, not raised."""
    began = time.monotonic()
    started = client.post("/projects/generate", {"prompt": prompt})
    last: JsonObject = {}
    for event, data in client.stream(f"/operations/{started['operationId']}/stream"):
        last = data if event == "operation" else last
    seconds = round(time.monotonic() - began, 1)
    project_id = str(started["projectId"])
    if last.get("status") != "succeeded":
        problem = str(last.get("error") or "it did not end")
        return Built(project_id, seconds=seconds, problem=problem, timings=_timings(last, {}))
    result = json_object(last["result"])
    return Built(
        project_id,
        url=str(result["url"]),
        name=str(result["name"]),
        seconds=seconds,
        not_built=tuple(_words(each) for each in _list(result.get("notBuilt"))),
        verified=bool(result.get("verified")),
        timings=_timings(last, json_object(result["timings"])),
        lines=int(str(result["lines"])),
        pages=int(str(result["pages"])),
    )


def stop(client: Client, built: Built) -> None:
    """Stops the application, so that its memory is free for the next."""
    if built.project_id:
        deployed = objects(client.get(f"/projects/{built.project_id}/deployments", limit=100)["deployments"])
        for deployment in [each for each in deployed if each["status"] == "ready"]:
            client.post(f"/deployments/{deployment['id']}/stop")


def _timings(operation: JsonObject, checks: JsonObject) -> dict[str, float]:
    """Seconds of the operation's phases, and of its checks."""
    phases = {str(phase["name"]): phase["seconds"] for phase in objects(operation["phases"])}
    return {name: round(float(str(value or 0)), 2) for name, value in {**checks, **phases}.items()}


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _words(value: JsonValue) -> str:
    """What a list of what is not built says, whether by sentences or by objects of them."""
    return " ".join(str(part) for part in value.values()) if isinstance(value, dict) else str(value)


def axe_file() -> Path:
    """Where the toolchain of this machine keeps axe-core; ends the program where it does not."""
    file = Settings().toolchain / "node" / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        sys.exit(f"There is no {file}: run 'millwright setup' first.")
    return file


def be_nice() -> None:
    """Gives way to other work of this machine."""
    os.nice(5)
