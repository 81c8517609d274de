"""``millwright mail``: what Millwright wrote, for its operators."""

import json
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from millwright.doors.cli.options import DEFAULT_DATA, AsJson, DataFolder, ServerUrl, connect, plain, terminal

mail = typer.Typer(help="Mail that was sent, or is kept to be read.", no_args_is_help=True)


@mail.callback()
def _mail() -> None:
    """Mail that was sent, or is kept to be read."""


@mail.command("list")
def list_mail(server: ServerUrl = None, data: DataFolder = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List the installation's mail, the newest first."""
    with connect(server, data) as client:
        mails = list(client.pages("/mail", "mail"))
    if as_json:
        typer.echo(json.dumps(mails, ensure_ascii=False))
        return
    if not mails:
        typer.echo("None yet.")
        return
    table = Table("Mail", "To", "Subject", "State", "Written", box=None, header_style="dim")
    for item in mails:
        table.add_row(*(Text(plain(item[key])) for key in ("id", "to", "subject", "state", "createdAt")))
    terminal().print(table)


@mail.command("show")
def show_mail(
    mail_id: Annotated[str, typer.Argument(metavar="ID", help="The mail's id, as `millwright mail list` shows it.")],
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show one mail with what it says. A link in it is as good as a password."""
    with connect(server, data) as client:
        item = client.get(f"/mail/{mail_id}")
    if as_json:
        typer.echo(json.dumps(item, ensure_ascii=False))
        return
    for name, key in (("To", "to"), ("Subject", "subject"), ("State", "state"), ("Error", "error")):
        if item[key] is not None:
            typer.echo(plain(f"{name}: {item[key]}"))
    typer.echo(plain(f"\n{item['body']}"))
