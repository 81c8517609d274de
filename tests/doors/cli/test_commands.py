"""The command line without a real server: what it says of itself, and how it refuses."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.doors.cli.fake_server import FakeServer, operation, serving
from tests.doors.cli.running import Run, refusal
from tests.journeys.servers import millwright

COMMANDS = [
    "new",
    "list",
    "show",
    "source",
    "logs",
    "stop",
    "serve",
    "doctor",
    "setup",
    "keys",
    "keys create",
    "mail",
    "mail list",
    "mail show",
]
PROMPT = "Keep a list of the books that I have read"


def test_every_command_explains_itself(run: Run):
    for name in COMMANDS:
        done = run(*name.split(), "--help")
        assert done.code == 0, name
        assert f"Usage: millwright {name}" in done.out
    assert all(name.split()[0] in run("--help").out for name in COMMANDS)


def test_the_installed_command_prints_its_version():
    done = subprocess.run([Path(sys.executable).with_name("millwright"), "--version"], capture_output=True, check=True)
    assert done.stdout.decode().strip() == version("millwright")


@pytest.mark.parametrize("arguments", ["frobnicate", "new", "list --frob", "serve --port 65536", "keys frob"])
def test_a_command_that_there_is_not_exits_with_2(run: Run, arguments: str):
    done = run(*arguments.split())
    assert done.code == 2
    assert "Traceback" not in done.err


def test_without_a_server_commands_say_so(run: Run, tmp_path: Path):
    line = "No server runs on this machine. Start one: millwright serve"
    for arguments in (["list"], ["show", "x"], ["keys", "create", "x"], ["mail", "list"]):
        assert refusal(run(*arguments, "--data", str(tmp_path)), 3) == line
    assert refusal(run("serve", "--stop", "--data", str(tmp_path)), 3) == "No server runs on this data folder."
    assert refusal(millwright("list", "--data", str(tmp_path)), 3) == line


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://[", "nonsense"])
def test_a_named_server_that_does_not_answer_is_named(run: Run, url: str, tmp_path: Path):
    line = f"No Millwright answers at {url}."
    assert refusal(run("list", "--server", url, "--data", str(tmp_path)), 3) == line
    assert refusal(run("list", "--data", str(tmp_path), MILLWRIGHT_SERVER=url), 3) == line


def test_a_process_id_that_has_passed_on_to_another_is_no_server(run: Run, tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger:
        record = {"url": "http://127.0.0.1:9", "pid": stranger.pid}
        (tmp_path / "server.json").write_text(json.dumps(record))
        refusal(run("serve", "--stop", "--data", str(tmp_path)), 3)
        assert stranger.poll() is None
        stranger.kill()


def test_the_key_comes_from_the_environment_then_the_configuration_then_the_data_folder(run: Run, tmp_path: Path):
    config = tmp_path / "config" / "millwright"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('key = "configured"')
    (tmp_path / "key").write_text("stored\n")
    with serving(FakeServer()) as fake:
        arguments = ["list", "--server", fake.url, "--data", str(tmp_path)]
        for env in ({"MILLWRIGHT_KEY": "given", "XDG_CONFIG_HOME": str(config.parent)},
                    {"XDG_CONFIG_HOME": str(config.parent)}, {}):  # fmt: skip
            assert run(*arguments, **env).code == 0
    assert fake.keys == ["Bearer given", "Bearer configured", "Bearer stored"]


def test_without_a_key_or_with_an_impossible_one_nothing_is_asked(run: Run, tmp_path: Path):
    config = tmp_path / "millwright"
    config.mkdir()
    (config / "config.toml").write_text("key = ")
    with serving(FakeServer()) as fake:
        arguments = ["list", "--server", fake.url, "--data", str(tmp_path)]
        assert refusal(run(*arguments), 3).startswith("No key: set MILLWRIGHT_KEY")
        assert "cannot be read" in refusal(run(*arguments, XDG_CONFIG_HOME=str(tmp_path)), 2)
        assert "no key has" in refusal(run(*arguments, MILLWRIGHT_KEY="clé"), 3)
    assert fake.keys == []


def test_a_generation_that_fails_exits_with_1_and_says_why(tmp_path: Path):
    error = "Checks failed: backend_tests tests/test_main.py:3 assert 1 == 2"
    failed = operation("failed", done=2, error=error)
    with serving(FakeServer([[("operation", failed)], [("operation", failed)]])) as fake:
        done = millwright("new", PROMPT, "--json", "--server", fake.url, MILLWRIGHT_KEY="k")
        worded = millwright("new", PROMPT, "--server", fake.url, MILLWRIGHT_KEY="k")
    assert done.returncode == worded.returncode == 1
    last = json.loads(done.stdout.splitlines()[-1])
    assert (last["url"], last["status"], last["error"]) == (None, "failed", error)
    assert last["timings"] == {"read": 0.5, "write": 0.5}
    assert error in worded.stdout
    assert "Running" not in worded.stdout


def test_a_broken_stream_is_taken_up_again_without_repeating_itself():
    lines: list[tuple[str, dict[str, object]]] = [
        ("log", {"number": number, "text": f"line {number}"}) for number in (1, 2, 3)
    ]
    end = ("operation", operation("succeeded", done=5, result={"url": "http://x", "slug": "x"}))
    with serving(FakeServer([lines[:2], [], [*lines, end]])) as fake:
        done = millwright("new", PROMPT, "--json", "--server", fake.url, MILLWRIGHT_KEY="k")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["number"] for line in told if line.get("event") == "log"] == [1, 2, 3]
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("status", "code"), [(400, 2), (404, 2), (413, 2), (422, 2), (401, 3), (403, 3), (429, 1), (500, 1), (503, 1)]
)
def test_the_exit_status_tells_whose_fault_a_refusal_is(run: Run, status: int, code: int):
    with serving(FakeServer(refusal=(status, {"error": {"message": "No."}}))) as fake:
        assert refusal(run("list", "--server", fake.url, MILLWRIGHT_KEY="k"), code) == "No."


def test_a_prompt_that_cannot_be_built_exits_with_2():
    fault = {"message": "Invalid input", "details": {"prompt": ["Too little is said"]}}
    with serving(FakeServer(refusal=(422, {"error": fault}))) as fake:
        done = millwright("new", PROMPT, "--json", "--server", fake.url, MILLWRIGHT_KEY="k")
    assert refusal(done, 2) == "prompt: Too little is said"


def test_a_prompt_that_is_no_text_or_endless_is_refused():
    with serving(FakeServer()) as fake:
        to = ["--server", fake.url]
        for stdin, words in ((b"\xff\xfe\x00books", "not UTF-8"), (b"books " * 200_000, "longer than")):
            done = millwright("new", "-", *to, stdin=stdin, MILLWRIGHT_KEY="k")
            assert done.returncode == 2
            assert words in done.stderr
        done = millwright("new", os.fsdecode(b"books \xff"), *to, MILLWRIGHT_KEY="k")
        assert "not UTF-8" in refusal(done, 2)
    assert fake.keys == []


def test_settings_that_make_no_sense_are_named(run: Run, tmp_path: Path):
    for name, value in (("PORT", "many"), ("APP_PORTS", "9-8"), ("SANDBOX", "maybe"), ("LOG_LEVEL", "loud")):
        line = refusal(run("serve", "--data", str(tmp_path), **{f"MILLWRIGHT_{name}": value}), 2)
        assert line.startswith(f"MILLWRIGHT_{name}: ")


def test_the_doctor_tells_what_is_there(run: Run):
    done = run("doctor", "--json")
    findings = json.loads(done.out)
    assert {"sandbox", "browser"} <= {finding["name"] for finding in findings}
    assert done.code == (0 if all(finding["present"] for finding in findings) else 1)
    assert all(finding["remedy"] for finding in findings if not finding["present"])
    worded = run("doctor")
    assert worded.code == done.code
    assert re.search(r"[✓✗] sandbox", worded.out)
    assert "\x1b" not in worded.out
