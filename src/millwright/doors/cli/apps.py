"""``list``, ``show``, ``source``, ``logs`` and ``stop``: the applications there are."""

import io
import json
import zipfile
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from millwright.doors.cli.client import Client, CommandError, ExitCode, JsonObject, json_object, objects
from millwright.doors.cli.options import DEFAULT_DATA, AsJson, DataFolder, ServerUrl, connect, plain, terminal

AppName = Annotated[
    str, typer.Argument(metavar="APP", help="The application's id or slug, as `millwright list` shows it.")
]


def list_apps(server: ServerUrl = None, data: DataFolder = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List the applications."""
    with connect(server, data) as client:
        projects = list(client.pages("/projects", "projects"))
    if as_json:
        typer.echo(json.dumps(projects, ensure_ascii=False))
        return
    if not projects:
        typer.echo('None yet. Make one: millwright new "what you want"')
        return
    table = Table("App", "Name", "Status", "Made", box=None, header_style="dim")
    for project in projects:
        table.add_row(*(Text(str(project[key])) for key in ("slug", "name", "status", "createdAt")))
    terminal().print(table)


def show(app: AppName, server: ServerUrl = None, data: DataFolder = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show one application: where it runs, what its checks found, its specification."""
    with connect(server, data) as client:
        project = find_app(client, app)
        deployments = objects(client.get(f"/projects/{project['id']}/deployments")["deployments"])
        spec = client.find(f"/projects/{project['id']}/spec")
        tokens = {str(item["id"]): _setup_token(client, item) for item in deployments[:5]}
    if as_json:
        typer.echo(json.dumps({**project, "deployments": deployments, "spec": spec}, ensure_ascii=False))
        return
    console = terminal()
    console.print(f"[bold]{escape(str(project['name']))}[/bold]  {project['status']}  {project['id']}")
    console.print(plain(project["prompt"]), style="dim", markup=False)
    for deployment in deployments[:5]:
        where = deployment["artifactUrl"] or deployment["error"] or ""
        console.print(plain(f"{deployment['environment']}: {deployment['status']} {where}"), markup=False)
        if token := tokens[str(deployment["id"])]:
            console.print(f"  make the owner's account there with this token: {token}")
    for entity in objects(spec["entities"]) if spec else ():
        fields = ", ".join(str(field["name"]) for field in objects(entity["fields"]))
        console.print(plain(f"  {entity['label']}: {fields}"), markup=False)


def _setup_token(client: Client, deployment: JsonObject) -> str | None:
    """The token of a production application that runs; it is of use until the owner's account is made."""
    if deployment["environment"] != "production" or deployment["status"] != "ready":
        return None
    return str(client.get(f"/deployments/{deployment['id']}/setup-token")["setupToken"])


def source(
    app: AppName,
    folder: Annotated[
        Path | None, typer.Argument(help="A folder that does not exist yet; by default the slug.")
    ] = None,
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Write an application's source into a folder."""
    with connect(server, data) as client:
        project = find_app(client, app)
        archive = client.content(f"/projects/{project['id']}/archive")
    target = folder or Path(str(project["slug"]))
    if target.exists():
        raise CommandError(f"{target} exists already.", ExitCode.REFUSED)
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        files.extractall(target)
        count = len(files.namelist())
    typer.echo(f"{count} files in {target}")


def logs(
    app: AppName,
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, max=10_000, help="How many of the last lines.")] = 200,
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Print the last lines that a running application wrote."""
    with connect(server, data) as client:
        deployment = _latest_deployment(client, app)
        printed = client.text(f"/deployments/{deployment['id']}/logs", lines=lines)
    typer.echo(plain(printed), nl=False)


def stop(app: AppName, server: ServerUrl = None, data: DataFolder = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Stop a running application; its data stays."""
    with connect(server, data) as client:
        deployment = _latest_deployment(client, app)
        stopped = client.post(f"/deployments/{deployment['id']}/stop")
    typer.echo(json.dumps(stopped) if as_json else f"Stopped {app} ({deployment['environment']}).")


def find_app(client: Client, app: str) -> JsonObject:
    """The project of that id or slug; raises `CommandError` when there is none."""
    if app.startswith("proj_"):
        return client.get(f"/projects/{app}")
    for project in client.pages("/projects", "projects"):
        if project["slug"] == app:
            return project
    raise CommandError(f"No application {app}; `millwright list` shows them.", ExitCode.REFUSED)


def _latest_deployment(client: Client, app: str) -> JsonObject:
    project = find_app(client, app)
    deployments = objects(client.get(f"/projects/{project['id']}/deployments", limit=100)["deployments"])
    ready = [item for item in deployments if item["status"] == "ready"]
    if not deployments:
        raise CommandError(f"{app} has never been deployed.", ExitCode.REFUSED)
    return json_object((ready or deployments)[0])
