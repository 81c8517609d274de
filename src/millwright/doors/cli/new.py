"""``millwright new``: from a prompt to a URL."""

import json
import signal
import subprocess
import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from millwright.doors.cli.client import Client, CommandError, ExitCode, JsonObject, json_object, objects
from millwright.doors.cli.options import DEFAULT_DATA, AsJson, DataFolder, ServerUrl, plain, terminal
from millwright.doors.cli.progress import JsonLines, Phases, follow
from millwright.doors.cli.servers import Server, end_process, find_server, start_server

_MOST_BYTES = 1_000_000
"""Of a prompt that is read from input; the server takes far less."""


def new(
    prompt: Annotated[
        str, typer.Argument(help="What the application should be, in plain words; - reads it from input.")
    ],
    name: Annotated[str | None, typer.Option(help="A name of your own for the application.")] = None,
    detach: Annotated[
        bool, typer.Option("--detach", help="Leave the server running and return when the application is deployed.")
    ] = False,
    host: Annotated[
        str, typer.Option(envvar="MILLWRIGHT_HOST", help="Where to listen if a server is started.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(envvar="MILLWRIGHT_PORT", min=0, max=65535, help="Port if a server is started.")
    ] = 8000,
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Make an application from a prompt, check it, and run it.

    Without a server on this machine one is started: it stays until Ctrl-C, or with --detach in the background.
    The exit status is 0 when every check passed, 1 when not, 2 for a prompt that cannot be built, 3 without a server.
    """
    words = _prompt_from_input() if prompt == "-" else prompt
    console = terminal(stderr=as_json)
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, _leave)
    found = find_server(server, data)
    if found is None:
        console.print("Starting Millwright …", style="dim")
        found = start_server(data, host, port, detached=detach)
    try:
        with Client(found.url, found.key) as client:
            result = _build(client, words, name, console=console, as_json=as_json)
        _report(found, result, console=console, as_json=as_json)
        if found.process is not None:
            _stay(found, found.process, console=console, detach=detach)
    except BaseException:
        if found.process is not None:
            end_process(found.process)
        raise
    if result["status"] != "succeeded":
        raise typer.Exit(ExitCode.FAILED)


def _prompt_from_input() -> str:
    content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise CommandError(f"The prompt is longer than {_MOST_BYTES} bytes.", ExitCode.REFUSED)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise CommandError("The prompt is not UTF-8 text.", ExitCode.REFUSED) from error


def _leave(number: int, _: object) -> NoReturn:
    """Ends the command as it would end by itself, so that a server that it started ends with it."""
    sys.exit(128 + number)


def _build(client: Client, prompt: str, name: str | None, *, console: Console, as_json: bool) -> JsonObject:
    started = client.post("/projects/generate", {"prompt": prompt, "name": name})
    operation_id = str(started["operationId"])
    if as_json:
        last = follow(client, operation_id, JsonLines())
    else:
        with Phases(console) as phases:
            last = follow(client, operation_id, phases)
    return {
        "url": None,
        "tests": None,
        **json_object(last["result"] or {}),
        "timings": _timings(last),
        "projectId": started["projectId"],
        "operationId": last["id"],
        "status": last["status"],
        "error": last["error"],
    }


def _timings(operation: JsonObject) -> JsonObject:
    """Seconds of each phase that has ended, and of each check within the phase of checks."""
    phases: JsonObject = {str(phase["name"]): phase["seconds"] for phase in objects(operation["phases"])}
    checks = json_object(json_object(operation["result"] or {}).get("timings") or {})
    return {name: seconds for name, seconds in {**phases, **checks}.items() if seconds is not None}


def _report(server: Server, result: JsonObject, *, console: Console, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({**result, "server": server.url}, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        return
    console.print()
    if result["tests"]:
        console.print(f"Tests     {_counts(json_object(result['tests']))}")
    for key, title in (("notRun", "Not run"), ("notBuilt", "Not built")):
        for reason in objects(result.get(key) or []):
            console.print(plain(f"{title:10}{reason['subject']}: {reason['because']}"), markup=False)
    timings = ", ".join(f"{phase} {seconds} s" for phase, seconds in json_object(result["timings"]).items())
    console.print(f"Time      {timings}")
    if result["error"]:
        console.print(plain(f"Failed    {result['error']}"), style="red", markup=False)
    if result["url"]:
        console.print(f"Project   {result['projectId']}   (source: millwright source {escape(str(result['slug']))})")
        console.print(f"Running   [bold]{escape(str(result['url']))}[/bold]")


def _counts(tests: JsonObject) -> str:
    coverage = "" if tests["coverage"] is None else f", {tests['coverage']} % of lines covered"
    return f"{tests['passed']} passed, {tests['failed']} failed, {tests['skipped']} skipped{coverage}"


def _stay(server: Server, process: subprocess.Popen[bytes], *, console: Console, detach: bool) -> None:
    """Leaves the server that this command started to itself, or stays with it to its end."""
    if detach:
        stop = "millwright serve --stop ends it"
        console.print(f"Millwright runs at {server.url} (process {process.pid}; {stop})", style="dim")
        return
    console.print(f"Millwright runs at {server.url}; Ctrl-C ends it", style="dim")
    try:
        process.wait()
    except KeyboardInterrupt:
        console.print("Stopping …", style="dim")
        end_process(process)
