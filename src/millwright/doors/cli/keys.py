"""``millwright keys``: credentials for programs."""

import json
from typing import Annotated, Literal

import typer

from millwright.doors.cli.options import DEFAULT_DATA, AsJson, DataFolder, ServerUrl, connect

keys = typer.Typer(help="Keys for programs.", no_args_is_help=True)


@keys.callback()
def _keys() -> None:
    """Keys for programs."""


@keys.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    kind: Annotated[Literal["user", "read"], typer.Option("--type", help="read cannot change anything.")] = "user",
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Make a key. It is shown this once."""
    with connect(server, data) as client:
        made = client.post("/api-keys", {"name": name, "type": kind})
    typer.echo(json.dumps(made) if as_json else str(made["key"]))
