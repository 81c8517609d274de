"""``millwright new``: from a prompt to a URL."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from millwright.doors.cli.client import Client, CommandError, JsonObject, json_object, objects
from millwright.doors.cli.options import DEFAULT_DATA, AsJson, DataFolder, ServerUrl
from millwright.doors.cli.progress import JsonLines, Phases, follow
from millwright.doors.cli.servers import Server, find_server, start_server


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
    port: Annotated[int, typer.Option(envvar="MILLWRIGHT_PORT", help="Port if a server is started.")] = 8000,
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Make an application from a prompt, check it, and run it.

    Without a server on this machine one is started: it stays until Ctrl-C, or with --detach in the background.
    The exit status is 0 when every check passed, 1 when not, 2 for a prompt that cannot be built, 3 without a server.
    """
    words = sys.stdin.read() if prompt == "-" else prompt
    console = Console(stderr=as_json)
    found = find_server(server, data)
    if found is None:
        console.print("Starting Millwright …", style="dim")
        found = start_server(data, host, port, detached=detach)
    try:
        with Client(found.url, found.key) as client:
            result = _build(client, words, name, console=console, as_json=as_json)
        _report(found, result, console=console, as_json=as_json)
        _stay(found, console=console, detach=detach)
    finally:
        if found.process is not None and not detach:
            found.process.terminate()
            found.process.wait(timeout=30)
    if result["status"] != "succeeded":
        raise typer.Exit(1)


def _build(client: Client, prompt: str, name: str | None, *, console: Console, as_json: bool) -> JsonObject:
    try:
        started = client.post("/projects/generate", {"prompt": prompt, "name": name})
    except CommandError as error:
        raise CommandError(str(error), 2) from error
    operation_id = str(started["operationId"])
    if as_json:
        last = follow(client, operation_id, JsonLines())
    else:
        with Phases(console) as phases:
            last = follow(client, operation_id, phases)
    return {**json_object(last["result"] or {}), "projectId": started["projectId"], **_outcome(last)}


def _outcome(operation: JsonObject) -> JsonObject:
    return {"status": operation["status"], "operationId": operation["id"], "error": operation["error"]}


def _report(server: Server, result: JsonObject, *, console: Console, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({**result, "server": server.url}, ensure_ascii=False) + "\n")
        return
    console.print()
    tests = json_object(result.get("tests") or {})
    if tests:
        console.print(
            f"Tests     {tests['passed']} passed, {tests['failed']} failed, {tests['skipped']} skipped, "
            f"{tests['coverage']} % of lines covered"
        )
    for failure in objects(result.get("failures") or [])[:10]:
        console.print(f"  {failure['check']}: {failure['file']}:{failure['line']} {failure['message']}", markup=False)
    for wish in objects(result.get("notBuilt") or []):
        console.print(f"Not built {wish['subject']}: {wish['because']}", markup=False)
    console.print(f"Time      {_timings(result)}", highlight=False)
    if result["error"]:
        console.print(f"Failed    {result['error']}", style="red", markup=False)
    if result.get("url"):
        console.print(
            f"Project   {result['projectId']}   (source: millwright source {result['slug']})", highlight=False
        )
        console.print(f"Running   [bold]{result['url']}[/bold]")


def _timings(result: JsonObject) -> str:
    timings = json_object(result.get("timings") or {})
    return ", ".join(f"{phase} {seconds} s" for phase, seconds in timings.items())


def _stay(server: Server, *, console: Console, detach: bool) -> None:
    if server.process is None:
        return
    if detach:
        console.print(
            f"Millwright runs at {server.url} (process {server.process.pid}; millwright serve --stop ends it)",
            style="dim",
        )
        return
    console.print(f"Millwright runs at {server.url}; Ctrl-C ends it", style="dim")
    try:
        server.process.wait()
    except KeyboardInterrupt:
        console.print("Stopping …", style="dim")
