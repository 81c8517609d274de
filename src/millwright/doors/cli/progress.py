"""An operation on the terminal: its phases as they pass, or one JSON object a line."""

import json
import sys
import time
from collections.abc import Iterator
from typing import Protocol

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from millwright.doors.cli.client import Client, JsonObject, ServerLostError, objects

_MARKS = {
    "waiting": ("·", "dim"),
    "running": ("▸", "cyan"),
    "succeeded": ("✓", "green"),
    "failed": ("✗", "red"),
    "skipped": ("–", "dim"),
}
END_STATES = frozenset({"succeeded", "failed", "cancelled"})
_PATIENCE = 60.0
"""Seconds for a server that has gone away to come back."""
_PAUSE = 0.5


class Progress(Protocol):
    """Something that shows an operation."""

    def show(self, event: str, data: JsonObject) -> None:
        """Shows one event of the operation's stream."""
        ...


class JsonLines:
    """One JSON object a line, as it comes."""

    def show(self, event: str, data: JsonObject) -> None:
        """Writes and flushes the line, so that a reader sees it at once."""
        sys.stdout.write(json.dumps({"event": event, **data}, separators=(",", ":"), ensure_ascii=False) + "\n")
        sys.stdout.flush()


class Phases:
    """A table of phases, redrawn in place on a terminal; on anything else a line for each that ends."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, refresh_per_second=12, transient=False) if console.is_terminal else None
        self._told: set[str] = set()

    def __enter__(self) -> "Phases":
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, event: str, data: JsonObject) -> None:
        """Draws the phases of a snapshot; log lines are for those who ask for them."""
        if event != "operation":
            return
        phases = objects(data["phases"])
        if self._live is not None:
            self._live.update(_table(phases, str(data["percent"])))
            return
        for phase in phases:
            name = str(phase["name"])
            if phase["seconds"] is not None and name not in self._told:
                self._told.add(name)
                mark = _MARKS[str(phase["state"])][0]
                self._console.print(f"{mark} {phase['label']} {_seconds(phase['seconds'])}")


def _table(phases: list[JsonObject], percent: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=1)
    table.add_column(min_width=28)
    table.add_column(justify="right")
    for phase in phases:
        mark, style = _MARKS[str(phase["state"])]
        label = Text(str(phase["label"]), style="dim" if phase["state"] == "waiting" else "")
        table.add_row(Text(mark, style=style), label, Text(_seconds(phase["seconds"]), style="dim"))
    table.add_row("", Text(f"{percent} %", style="cyan"), "")
    return table


def _seconds(value: object) -> str:
    return f"{value:.2f} s" if isinstance(value, int | float) else ""


def follow(client: Client, operation_id: str, progress: Progress) -> JsonObject:
    """Shows the operation until it ends, and answers its last state."""
    last: JsonObject = {}
    for event, data in _events(client, operation_id):
        if event == "operation":
            last = data
        progress.show(event, data)
    return last


def _events(client: Client, operation_id: str) -> Iterator[tuple[str, JsonObject]]:
    """The stream, taken up again when it ended before the operation did: the server was started anew, say."""
    told = 0
    heard = time.monotonic()
    while True:
        try:
            for event, data in client.stream(f"/operations/{operation_id}/stream"):
                heard = time.monotonic()
                if event == "log":
                    number = int(str(data["number"]))
                    if number <= told:
                        continue
                    told = number
                yield event, data
                if event == "operation" and data["status"] in END_STATES:
                    return
        except ServerLostError:
            if time.monotonic() - heard > _PATIENCE:
                raise
        time.sleep(_PAUSE)
