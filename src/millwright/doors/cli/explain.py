"""``millwright explain``: what a prompt would become, and why, before anything is built."""

import json
from typing import Annotated

import typer
from rich.console import Console

from millwright.doors.cli.client import JsonObject, JsonValue, objects
from millwright.doors.cli.options import DEFAULT_DATA, AsJson, DataFolder, ServerUrl, connect, plain, terminal


def explain(
    prompt: Annotated[str, typer.Argument(help="What the application should be, in plain words.")],
    server: ServerUrl = None,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Say what an application of a prompt would have, why, and what would not be built. Nothing is made."""
    with connect(server, data) as client:
        plan = client.post("/plans", {"prompt": prompt})
    if as_json:
        typer.echo(json.dumps(plan, ensure_ascii=False))
        return
    console = terminal()
    frame = "a public site, and a workspace behind a sign-in" if plan["public"] else "a workspace behind a sign-in"
    console.print(plain(plan["name"]), style="bold", markup=False)
    console.print(plain(f"{plan['description']}\n{frame}"), markup=False)
    behind = f" on {plan['background']}" if plan["background"] else ""
    _section(console, "Colours", [f"{plan['primary']}{behind}"])
    _section(console, "People", [_because(role, f"{role['label']}: {role['may']}") for role in _of(plan, "roles")])
    _section(console, "Records", [_because(record, _record(record)) for record in _of(plan, "records")])
    _section(console, "Pages", [", ".join(str(page) for page in _list(plan["pages"]))])
    _section(console, "Decisions", [_because(item, str(item["subject"])) for item in _of(plan, "decisions")])
    _section(console, "Not built", [_because(item, str(item["subject"])) for item in _of(plan, "notBuilt")])


def _section(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        console.print(f"\n{title}", style="bold")
        for line in lines:
            console.print(plain(f"  {line}"), markup=False)


def _record(record: JsonObject) -> str:
    fields = ", ".join(str(field["label"]) for field in _of(record, "fields"))
    return f"{record['label']}: {fields}"


def _because(item: JsonObject, text: str) -> str:
    return f"{text}  ({item['because']})" if item["because"] else text


def _of(item: JsonObject, key: str) -> list[JsonObject]:
    return list(objects(item[key]))


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
