"""What several commands share: options, the client, the terminal."""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path
from rich.console import Console

from millwright.doors.cli.client import Client, CommandError, ExitCode
from millwright.doors.cli.servers import find_server

_ENDLESS = 10_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What would command the terminal: an application may print anything."""
DEFAULT_DATA = user_data_path("millwright")
DataFolder = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="MILLWRIGHT_DATA",
        help="Folder that holds everything.",
    ),
]
ServerUrl = Annotated[
    str | None, typer.Option("--server", envvar="MILLWRIGHT_SERVER", help="A running server, as http://host:port.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]


def connect(server: str | None, data: Path) -> Client:
    """A client of the named server or of the one on the data folder; raises `CommandError` when there is none."""
    found = find_server(server, data)
    if found is None:
        raise CommandError("No server runs on this machine. Start one: millwright serve", ExitCode.NO_SERVER)
    return Client(found.url, found.key)


def terminal(*, stderr: bool = False) -> Console:
    """Where words go. Lines are broken on a terminal alone: elsewhere they are for programs."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else _ENDLESS, highlight=False)


def plain(text: object) -> str:
    """Words that come from elsewhere, with nothing in them that a terminal would take for a command."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", str(text))
