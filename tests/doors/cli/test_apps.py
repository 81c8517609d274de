"""The command line against a real server that runs a real application."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from millwright.doors.cli.client import Client
from millwright.doors.cli.servers import Server
from tests.doors.cli.running import Run, Said, refusal
from tests.journeys.servers import App, answers, data_of, finished, millwright

pytestmark = pytest.mark.slow


Ask = Callable[..., Said]


@pytest.fixture
def ask(run: Run, server: Server) -> Ask:
    """Runs a command that speaks to the server."""
    return lambda *arguments: run(*arguments, "--server", server.url, MILLWRIGHT_KEY=server.key)


def said(done: Said) -> str:
    """What a command has said that succeeded."""
    assert (done.code, done.err) == (0, "")
    return done.out


def told(done: Said) -> dict[str, object]:
    """The one JSON object that a command has printed."""
    found: dict[str, object] = json.loads(said(done))
    return found


def test_applications_are_listed_and_shown(ask: Ask, app: App):
    assert app.project_id in said(ask("list", "--json"))
    assert re.search(r"books\s+Books\s+ready", said(ask("list")))
    shown = told(ask("show", app.project_id, "--json"))
    assert shown["slug"] == "books"
    assert app.url in json.dumps(shown["deployments"])
    assert "Book: " in (words := said(ask("show", "books")))
    assert f"preview: ready {app.url}" in words


def test_a_prompt_is_explained_without_being_built(ask: Ask):
    prompt = "A bakery: staff track orders on a board. No reviews."
    plan = told(ask("explain", prompt, "--json"))
    assert plan["name"]
    words = said(ask("explain", prompt))
    assert "Records\n  Orders: " in words
    assert "on a board" in words


@pytest.mark.usefixtures("app")
def test_the_source_is_written_into_a_new_folder_only(ask: Ask, tmp_path: Path):
    folder = tmp_path / "source"
    assert re.fullmatch(r"\d+ files in .*source\n", said(ask("source", "books", str(folder))))
    for path in ("README.md", "millwright.json", "backend/main.py", "frontend/src/App.tsx", "tests/test_main.py"):
        assert (folder / path).is_file(), path
    assert refusal(ask("source", "books", str(folder)), 2) == f"{folder} exists already."


@pytest.mark.usefixtures("app")
def test_what_an_application_prints_is_shown(ask: Ask):
    assert "Application startup complete" in said(ask("logs", "books"))
    assert said(ask("logs", "books", "-n", "1")).count("\n") == 1


@pytest.mark.parametrize("command", ["show", "source", "logs", "stop"])
def test_an_unknown_application_is_said_to_be_unknown(ask: Ask, command: str):
    assert "No application nothing" in refusal(ask(command, "nothing"), 2)
    assert refusal(ask(command, "proj_0000000000000000000000"), 2)


def test_a_key_that_was_made_may_do_what_its_type_says(ask: Ask, run: Run, server: Server):
    key = said(ask("keys", "create", "CI", "--type", "read")).strip()
    assert key.startswith("sk_read_")
    assert run("list", "--server", server.url, MILLWRIGHT_KEY=key).code == 0
    assert refusal(run("keys", "create", "more", "--server", server.url, MILLWRIGHT_KEY=key), 3)
    assert str(told(ask("keys", "create", "CI", "--json"))["key"]).startswith("sk_user_")


def test_an_application_is_stopped_and_keeps_its_address(ask: Ask, server: Server, app: App):
    with Client(server.url, server.key) as client:
        deployed = client.post(f"/projects/{app.project_id}/deploy", {"target": "web", "environment": "production"})
        released = finished(client, str(deployed["operationId"]))
        assert released["status"] == "succeeded", released["error"]
        url = str(client.get(f"/deployments/{deployed['id']}")["artifactUrl"])
        assert answers(url)
        assert said(ask("stop", "books")) == "Stopped books (production).\n"
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


@pytest.mark.parametrize("prompt", ["", "Eine Fahrradwerkstatt: Kunden buchen Reparaturen, der Chef sieht die Umsätze"])
def test_a_prompt_that_cannot_be_built_exits_with_2_and_makes_no_project(ask: Ask, server: Server, prompt: str):
    before = said(ask("list", "--json"))
    done = millwright("new", "-", "--server", server.url, stdin=prompt.encode(), MILLWRIGHT_KEY=server.key)
    assert refusal(done, 2).startswith("prompt: ")
    assert said(ask("list", "--json")) == before
