"""The command line against a real server that runs a real application."""

import json
import re
from pathlib import Path

import pytest

from millwright.doors.cli.client import Client
from millwright.doors.cli.servers import Server
from tests.journeys.servers import App, answers, data_of, finished, millwright

pytestmark = pytest.mark.slow


def said(server: Server, *arguments: str) -> str:
    """What a command says that succeeds."""
    done = millwright(*arguments, "--server", server.url, MILLWRIGHT_KEY=server.key)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def told(server: Server, *arguments: str) -> dict[str, object]:
    """The same, of a command that prints one JSON object."""
    found: dict[str, object] = json.loads(said(server, *arguments, "--json"))
    return found


def test_applications_are_listed_and_shown(server: Server, app: App):
    listed = json.loads(said(server, "list", "--json"))
    assert app.project_id in [project["id"] for project in listed]
    assert re.search(r"books\s+Books\s+ready", said(server, "list"))
    shown = told(server, "show", app.project_id)
    assert shown["slug"] == "books"
    assert json.dumps(app.url) in json.dumps(shown["deployments"])
    assert "Book: " in (words := said(server, "show", "books"))
    assert f"preview: ready {app.url}" in words


def test_the_source_is_written_into_a_new_folder_only(server: Server, app: App, tmp_path: Path):
    folder = tmp_path / "source"
    assert re.fullmatch(r"\d+ files in .*source\n", said(server, "source", "books", str(folder)))
    for path in ("README.md", "millwright.json", "backend/main.py", "frontend/src/App.tsx", "tests/test_main.py"):
        assert (folder / path).is_file(), path
    again = millwright("source", "books", str(folder), "--server", server.url, MILLWRIGHT_KEY=server.key)
    assert (again.returncode, again.stderr) == (2, f"{folder} exists already.\n")


def test_what_an_application_prints_is_shown(server: Server, app: App):
    assert "Application startup complete" in said(server, "logs", "books")
    assert said(server, "logs", "books", "-n", "1").count("\n") == 1


@pytest.mark.parametrize("command", ["show", "source", "logs", "stop"])
def test_an_unknown_application_is_said_to_be_unknown(server: Server, command: str):
    for name in ("nothing", "proj_0000000000000000000000"):
        done = millwright(command, name, "--server", server.url, MILLWRIGHT_KEY=server.key)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1


def test_a_key_that_was_made_may_do_what_its_type_says(server: Server):
    key = said(server, "keys", "create", "CI", "--type", "read").strip()
    assert key.startswith("sk_read_")
    assert millwright("list", "--server", server.url, MILLWRIGHT_KEY=key).returncode == 0
    refused = millwright("keys", "create", "more", "--server", server.url, MILLWRIGHT_KEY=key)
    assert refused.returncode == 3
    assert str(told(server, "keys", "create", "CI")["key"]).startswith("sk_user_")


def test_an_application_is_stopped_and_keeps_its_address(server: Server, app: App):
    with Client(server.url, server.key) as client:
        deployed = client.post(f"/projects/{app.project_id}/deploy", {"target": "web", "environment": "production"})
        released = finished(client, str(deployed["operationId"]))
        assert released["status"] == "succeeded", released["error"]
        url = str(client.get(f"/deployments/{deployed['id']}")["artifactUrl"])
        assert answers(url)
        assert told(server, "stop", "books")["id"] == deployed["id"]
        assert not answers(url)
        stopped = client.get(f"/deployments/{deployed['id']}")
    assert (stopped["status"], stopped["artifactUrl"]) == ("stopped", url)
    assert answers(app.url)


def test_a_second_server_is_refused_in_one_line(server: Server, tmp_path: Path):
    taken = server.url.rpartition(":")[2]
    done = millwright("serve", "--port", taken, "--data", str(tmp_path))
    assert (done.returncode, done.stderr) == (1, f"Cannot listen on 127.0.0.1:{taken}: Address already in use.\n")
    assert server.process is not None
    data = data_of(server)
    done = millwright("serve", "--port", "0", "--data", str(data))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Another Millwright (process {server.process.pid}) already uses {data}.")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "Short",
        "x" * 900_000,
        "Eine Fahrradwerkstatt: Kunden buchen Reparaturen, der Chef sieht die Ums\u00e4tze",
        "\U0001f600" * 20,
    ],
    ids=["empty", "short", "long", "German", "pictures"],
)
def test_a_prompt_that_cannot_be_built_exits_with_2_and_makes_no_project(server: Server, prompt: str):
    arguments = ["new", "-", "--json", "--server", server.url]
    before = said(server, "list", "--json")
    done = millwright(*arguments, stdin=prompt.encode(), MILLWRIGHT_KEY=server.key)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("prompt: ")
    assert said(server, "list", "--json") == before
