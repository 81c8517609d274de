"""``refine`` and ``rollback``: changing an application that is there, and taking that back."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from millwright.doors.cli.apps import AppName, find_app
from millwright.doors.cli.client import Client, CommandError, ExitCode, JsonObject, json_object, objects
from millwright.doors.cli.options import DEFAULT_DATA, AsJson, DataFolder, ServerUrl, connect, plain, terminal
from millwright.doors.cli.progress import JsonLines, Phases, follow


def refine(
    app: AppName,
    wish: Annotated[str, typer.Argument(help="What to change, in plain words.")],
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would change.")] = False,
    preserve: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="Files to be left alone, such as 'src/config/*'.")
    ] = None,
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Change an application by further words. Its rows are migrated, after a snapshot; your edits stay.

    The exit status is 0 when it was changed and every check passed, 1 when not, 2 for words that cannot be read.
    """
    with connect(server, data) as client:
        project = find_app(client, app)
        body: JsonObject = {"prompt": wish, "preserveFiles": list(preserve or [])}
        if preview:
            _show_preview(client.post(f"/projects/{project['id']}/refine/preview", body), as_json=as_json)
            return
        started = client.post(f"/projects/{project['id']}/refine", body)
        ended = _follow(client, started, as_json=as_json)
    _finish(ended, as_json=as_json)


def rollback(
    app: AppName,
    to: Annotated[int | None, typer.Option(help="The number of the revision to go back to.")] = None,
    production: Annotated[
        bool, typer.Option("--production", help="What is in production instead of the preview; files stay.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before rows of today are taken away.")] = False,
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Take the last change of an application back: its files, its release, and its data where that was migrated."""
    body: JsonObject = {
        "revision": to,
        "environment": "production" if production else "preview",
        "restoreData": yes,
    }
    with connect(server, data) as client:
        path = f"/projects/{find_app(client, app)['id']}/rollback"
        ended = _follow(client, client.post(path, body), as_json=as_json)
        if ended["errorCode"] == "data_newer" and not yes and not as_json:
            typer.echo(plain(ended["error"]))
            typer.confirm(
                "Restore the data of that day? What was entered since will be in a snapshot only.", abort=True
            )
            ended = _follow(client, client.post(path, {**body, "restoreData": True}), as_json=as_json)
    _finish(ended, as_json=as_json)


def _follow(client: Client, started: JsonObject, *, as_json: bool) -> JsonObject:
    operation_id = str(started["operationId"])
    if as_json:
        return follow(client, operation_id, JsonLines())
    with Phases(terminal()) as phases:
        return follow(client, operation_id, phases)


def _finish(ended: JsonObject, *, as_json: bool) -> None:
    result = json_object(ended["result"] or {})
    if as_json:
        sys.stdout.write(json.dumps({**result, "status": ended["status"], "error": ended["error"]}) + "\n")
    else:
        _report(terminal(), result)
    if ended["status"] != "succeeded":
        raise CommandError(plain(ended["error"] or f"It was {ended['status']}."), ExitCode.FAILED)


def _report(console: Console, result: JsonObject) -> None:
    _changes(console, result)
    for conflict in objects(result.get("conflicts") or []):
        line = f":{conflict['line']}" if conflict["line"] else ""
        console.print(plain(f"Conflict  {conflict['file']}{line}: your text is kept"), style="yellow", markup=False)
    if result.get("url"):
        console.print(plain(f"Revision  {result['revision']}"), markup=False)
        console.print(plain(f"Running   {result['url']}"), markup=False)


def _changes(console: Console, result: JsonObject) -> None:
    for change in objects(result.get("changes") or []):
        console.print(plain(f"{change['kind']!s:10}{change['text']}"), markup=False)
    for reason in objects(result.get("notDone") or []):
        console.print(plain(f"{'not done':10}{reason['subject']}: {reason['because']}"), markup=False)


def _show_preview(preview: JsonObject, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(preview, ensure_ascii=False))
        return
    console = terminal()
    _changes(console, preview)
    console.print(plain(preview["specDifference"]), style="dim", markup=False)
    counts = ((preview[key], word) for key, word in (("filesAdded", "new"), ("filesModified", "changed")))
    console.print(", ".join(f"{count} files {word}" for count, word in counts))
