"""``millwright new`` on a machine where no server runs: it starts one, and stays with it or leaves it."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from millwright.doors.cli.servers import is_millwright, recorded_server
from tests.journeys.servers import (
    BOOKS,
    answers,
    command,
    descendants,
    environment,
    millwright,
    require_factory,
    short_data_folder,
    until,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("_factory")]


@pytest.fixture
def _factory() -> None:
    require_factory()


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with short_data_folder() as folder:
        yield folder


def test_new_reports_in_json_answers_and_stops_its_server_at_ctrl_c(data: Path):
    arguments = command(["new", BOOKS, "--json", "--port", "0", "--data", str(data)])
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), start_new_session=True
    ) as process:
        assert process.stdout is not None
        told: list[dict[str, object]] = []
        while "url" not in (line := json.loads(process.stdout.readline())):
            told.append(line)
        assert {str(event["event"]) for event in told} == {"operation", "log"}
        assert_is_the_summary(line)
        assert answers(str(line["url"]))
        server = recorded_server(data)
        assert server is not None
        started = descendants(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(30) == 0
    assert not answers(str(line["url"]))
    until(lambda: not [pid for pid in started if (Path("/proc") / str(pid)).exists()])


class Counts(BaseModel):
    model_config = ConfigDict(extra="forbid")
    passed: int
    failed: int
    skipped: int
    coverage: float


class Summary(BaseModel):
    url: str
    projectId: str  # noqa: N815 - as it is printed
    status: str
    error: str | None
    tests: Counts
    timings: dict[str, float]


def assert_is_the_summary(line: dict[str, object]) -> None:
    summary = Summary.model_validate(line)
    assert (summary.status, summary.error) == ("succeeded", None)
    assert summary.projectId.startswith("proj_")
    assert summary.tests.passed > 20
    assert summary.tests.failed == 0
    assert summary.tests.coverage > 60
    phases = {"read", "write", "check", "release", "browse"}
    checks = {"parse", "lint", "types", "backend_tests", "frontend_tests", "build", "boot"}
    assert summary.timings.keys() == phases | checks
    assert min(summary.timings.values()) >= 0


def test_a_detached_new_leaves_a_server_that_the_next_one_uses(data: Path):
    detached = millwright("new", BOOKS, "--json", "--detach", "--port", "0", "--data", str(data))
    try:
        assert detached.returncode == 0, detached.stderr
        summary = json.loads(detached.stdout.splitlines()[-1])
        server = recorded_server(data)
        assert server is not None
        assert summary["server"] == server.url
        assert answers(summary["url"])
        next_one = millwright("new", "Short", "--data", str(data))
        assert (next_one.returncode, next_one.stdout) == (2, "")
        assert recorded_server(data) == server
    finally:
        stopped = millwright("serve", "--stop", "--data", str(data))
    assert (stopped.returncode, stopped.stdout) == (0, "Stopped.\n")
    assert not is_millwright(server.pid)
    assert not answers(summary["url"])
    again = millwright("serve", "--stop", "--data", str(data))
    assert again.returncode == 3


def test_a_server_that_was_started_for_a_refused_prompt_ends_with_it(data: Path):
    done = millwright("new", "Short", "--detach", "--port", "0", "--data", str(data))
    assert done.returncode == 2
    assert done.stderr == "prompt: Prompt must be at least 10 characters\n"
    assert recorded_server(data) is None


def test_a_server_that_cannot_start_is_told_of_in_one_line(tmp_path: Path):
    (tmp_path / "data").write_text("in the way")
    done = millwright("new", BOOKS, "--data", str(tmp_path / "data"))
    assert done.returncode == 3
    assert done.stderr.startswith("The server cannot be started: ")
    broken = millwright("new", BOOKS, "--data", str(tmp_path / "other"), MILLWRIGHT_APP_PORTS="9-8")
    assert broken.returncode == 3
    assert "MILLWRIGHT_APP_PORTS: " in broken.stderr
    assert "Traceback" not in broken.stderr
