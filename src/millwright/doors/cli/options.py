"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from millwright.doors.cli.client import Client, CommandError
from millwright.doors.cli.servers import find_server

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
        raise CommandError("No server runs on this machine. Start one: millwright serve", 3)
    return Client(found.url, found.key)
