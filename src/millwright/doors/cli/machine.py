"""``serve``, ``setup`` and ``doctor``: Millwright on this machine."""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from millwright.doors.cli.client import CommandError, ExitCode
from millwright.doors.cli.options import DEFAULT_DATA, AsJson, DataFolder, terminal
from millwright.doors.cli.servers import STOP_LIMIT, is_millwright, recorded_server

if TYPE_CHECKING:
    from millwright.settings import Settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.", show_default="8000")
    ] = None,
    data: DataFolder = DEFAULT_DATA,
    stop: Annotated[bool, typer.Option("--stop", help="Stop the server that runs on the data folder.")] = False,
) -> None:
    """Run the server: the API, the worker, and the applications it has deployed."""
    if stop:
        _stop_server(data)
        return
    settings = _settings(data).with_address(host, port)
    from millwright.app import run
    from millwright.kit.errors import DomainError

    try:
        run(settings)
    except DomainError as error:
        raise CommandError(error.message) from error
    except OSError as error:
        raise CommandError(f"The server cannot start: {error}") from error


def _settings(data: Path) -> "Settings":
    from pydantic import ValidationError

    from millwright.settings import Settings

    try:
        return Settings(data=data)
    except ValidationError as error:
        faults = [f"MILLWRIGHT_{'.'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()]
        raise CommandError("; ".join(faults), ExitCode.REFUSED) from error


def _stop_server(data: Path) -> None:
    recorded = recorded_server(data)
    if recorded is None:
        raise CommandError("No server runs on this data folder.", ExitCode.NO_SERVER)
    os.kill(recorded.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_LIMIT
    while is_millwright(recorded.pid):
        if time.monotonic() > deadline:
            raise CommandError(f"Process {recorded.pid} has not stopped within {STOP_LIMIT:.0f} s.")
        time.sleep(0.05)
    typer.echo("Stopped.")


def setup() -> None:
    """Install the toolchain that generated applications are checked and built with; at once when it is there."""
    from millwright.factory.sandbox import toolchain

    for step in toolchain.install(
        _settings(DEFAULT_DATA).toolchain, on_step=lambda name: typer.echo(f"Installing {name} …")
    ):
        typer.echo(f"Installed {step.name} in {step.seconds:.0f} s")


def doctor(data: DataFolder = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Say what this machine lacks, and which feature that turns off. The exit status is 1 when something is missing."""
    from millwright.doctor import examine

    findings = examine(_settings(data))
    if as_json:
        typer.echo(json.dumps([finding.as_dict() for finding in findings]))
    else:
        console = terminal()
        for finding in findings:
            mark = "[green]✓[/green]" if finding.present else "[red]✗[/red]"
            console.print(f"{mark} [bold]{finding.name}[/bold]  {finding.detail}", highlight=False)
            if not finding.present:
                console.print(f"  without it: {finding.turns_off}", highlight=False)
                console.print(f"  to have it: {finding.remedy}", highlight=False)
    if not all(finding.present for finding in findings):
        sys.exit(1)
