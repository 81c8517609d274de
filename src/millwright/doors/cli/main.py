"""The ``millwright`` command and its parts."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from millwright.doors.cli.apps import list_apps, logs, show, source, stop
from millwright.doors.cli.client import CommandError
from millwright.doors.cli.explain import explain
from millwright.doors.cli.keys import keys
from millwright.doors.cli.machine import doctor, serve, setup
from millwright.doors.cli.mail import mail
from millwright.doors.cli.new import new
from millwright.doors.cli.refine import refine, rollback

cli = typer.Typer(
    name="millwright",
    help="From plain words to a running, tested application.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("millwright"))
        raise typer.Exit


@cli.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """From plain words to a running, tested application."""


for command in (new, refine, rollback, explain, list_apps, show, source, logs, stop, serve, doctor, setup):
    name = "list" if command is list_apps else command.__name__
    cli.command(name)(command)
cli.add_typer(keys, name="keys")
cli.add_typer(mail, name="mail")


def main() -> None:
    """Runs the command line; a refusal is one line on standard error and a non-zero exit."""
    try:
        cli()
    except CommandError as error:
        typer.secho(str(error), err=True, fg=typer.colors.RED)
        sys.exit(error.code)
