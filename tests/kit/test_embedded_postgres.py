import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from millwright.kit import embedded_postgres
from millwright.kit.database import Database
from millwright.kit.embedded_postgres import EmbeddedPostgres
from millwright.kit.errors import DomainError
from tests.conftest import run_sql

ORPHAN = """
import sys
from pathlib import Path
from millwright.kit import embedded_postgres
server = embedded_postgres.start(Path(sys.argv[1]), durable=False)
print("started", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(short_folder: Path) -> Iterator[Path]:
    yield short_folder
    embedded_postgres.stop_cluster(short_folder / "postgres")


def start(folder: Path) -> EmbeddedPostgres:
    return embedded_postgres.start(folder, durable=False)


def server_pid(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def start_in_a_process_that_is_killed(folder: Path) -> int:
    """The process id of the server that is left."""
    with subprocess.Popen([sys.executable, "-c", ORPHAN, str(folder)], stdin=-1, stdout=-1) as owner:
        assert owner.stdout is not None
        owner.stdout.readline()
        owner.kill()
    return server_pid(folder)


def wait_for_a_server_other_than(dead: int, folder: Path) -> None:
    pid_file = folder / "postgres" / "postmaster.pid"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        lines = pid_file.read_text().splitlines() if pid_file.exists() else []
        if lines and int(lines[0]) != dead and lines[-1].strip() == "ready":
            return
        time.sleep(0.01)
    pytest.fail("the server was not brought back")


async def run(url: str, statement: str) -> object:
    database = Database(url)
    try:
        async with database.session() as session:
            return await session.scalar(text(statement))
    finally:
        await database.close()


async def write_seven(url: str) -> None:
    await run_sql(url, "CREATE TABLE kept AS SELECT 7 AS number")


async def test_what_was_written_is_there_after_a_restart(folder: Path):
    server = start(folder)
    await write_seven(server.url)
    server.stop()
    assert not (folder / "postgres" / "postmaster.pid").exists()
    began = time.monotonic()
    server = start(folder)
    took = time.monotonic() - began
    assert await run(server.url, "SELECT number FROM kept") == 7
    server.stop()
    assert took < 10, f"a second start took {took:.2f} s"


async def test_a_server_that_is_killed_is_brought_back(folder: Path):
    server = embedded_postgres.start(folder)
    await write_seven(server.url)
    watch = asyncio.create_task(embedded_postgres.keep_running(server))
    dead = server_pid(folder)
    os.kill(dead, signal.SIGKILL)
    await asyncio.to_thread(wait_for_a_server_other_than, dead, folder)
    watch.cancel()
    assert await run(server.url, "SELECT number FROM kept") == 7
    server.stop()


async def test_a_server_that_outlived_a_killed_millwright_is_adopted(folder: Path):
    pid = start_in_a_process_that_is_killed(folder)
    server = start(folder)
    assert server_pid(folder) == pid
    assert await run(server.url, "SELECT 1") == 1
    server.stop()
    assert not (folder / "postgres" / "postmaster.pid").exists()


async def test_a_folder_in_use_is_refused_with_the_number_of_its_user(folder: Path):
    server = start(folder)
    with pytest.raises(DomainError, match=rf"process {os.getpid()}\) already uses"):
        start(folder)
    assert await run(server.url, "SELECT 1") == 1
    server.stop()


async def test_a_pid_file_that_names_a_stranger_is_dropped(folder: Path):
    start(folder).stop()
    stale = folder / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getppid()}\n{folder / 'postgres'}\n1\n5432\n{folder / 'postgres'}\n\n1 1\nready\n")
    server = start(folder)
    assert server_pid(folder) != os.getppid()
    server.stop()


async def test_a_path_too_long_for_a_socket_is_served_from_a_short_one(folder: Path):
    deep = folder / ("x" * 120)
    server = start(deep)
    assert "/tmp/millwright-" in server.url
    assert await run(server.url, "SELECT 1") == 1
    server.stop()
    assert not os.access(server.url.rpartition("=")[2], os.F_OK)


async def test_an_interrupted_first_start_leaves_nothing_half_made(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(embedded_postgres, "_programs", lambda: Path("/nonexistent"))
    with pytest.raises((DomainError, FileNotFoundError)):
        start(folder)
    assert not (folder / "postgres").exists()
    monkeypatch.undo()
    start(folder).stop()


async def test_files_of_another_version_are_refused(folder: Path):
    (folder / "postgres").mkdir(parents=True)
    (folder / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DomainError, match="written by Postgres 16"):
        start(folder)


async def test_a_server_that_cannot_start_says_why(folder: Path):
    start(folder).stop()
    (folder / "postgres" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(DomainError, match="no_such_setting"):
        start(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must change into somebody else")
def test_a_server_started_by_root_runs_as_somebody_else_and_opens_no_folder(folder: Path):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    server = start(closed / "data")
    status = Path(f"/proc/{server_pid(closed / 'data')}/status").read_text()
    assert "\nUid:\t0" not in status
    assert closed.stat().st_mode & 0o777 == 0o700
    server.stop()
