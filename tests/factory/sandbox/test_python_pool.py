"""Preloaded Pythons run one command each, apart from one another, under the same limits as all else."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from millwright.factory.sandbox import MIB, EndedBy, Limits, Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool, Task, Zygote
from millwright.factory.sandbox.workers.python import LIMITS
from tests.factory.sandbox.helpers import until

pytestmark = pytest.mark.slow

APP = {
    "backend/__init__.py": b"",
    "backend/main.py": b"""from fastapi import FastAPI
app = FastAPI()

@app.get("/api/health")
def health() -> dict[str, str]:
    return {"status": "ok"}

def unused(flag: bool) -> int:
    return 1 if flag else 2
""",
    "tests/test_main.py": b"""from fastapi import FastAPI
from backend.main import app

def test_it_is_an_app() -> None:
    assert isinstance(app, FastAPI)

def test_it_fails() -> None:
    assert 1 == 2
""",
    "pytest.ini": b"[pytest]\nfilterwarnings = error\n",
}
REPORTS = ["/work/.reports/junit.xml", "/work/.reports/coverage.json"]
PYTEST = [
    *("-q", "-p", "no:cacheprovider", f"--junitxml={REPORTS[0]}"),
    *("--cov=backend", "--cov-branch", f"--cov-report=json:{REPORTS[1]}", "--cov-report="),
]


@pytest.fixture(scope="module")
async def pool(sandbox: Sandbox, toolchain: Toolchain) -> AsyncIterator[PythonPool]:
    found = PythonPool(sandbox, toolchain, size=1)
    await found.warm()
    yield found
    await found.close()


async def test_tests_run_and_write_their_reports(pool: PythonPool) -> None:
    result = await pool.run_pytest(PYTEST, Task(APP, collect=REPORTS))
    assert (result.exit_code, result.ended_by) == (1, EndedBy.EXITED), result
    assert b"1 failed, 1 passed" in result.stdout
    assert b'tests="2"' in result.files[REPORTS[0]]
    assert b'"missing_branches"' in result.files[REPORTS[1]]


async def test_an_empty_pool_still_answers(pool: PythonPool) -> None:
    tasks = [pool.run_module(["this"], Task()) for _ in range(3)]
    results = await asyncio.gather(*tasks)
    assert [b"Zen of Python" in result.stdout for result in results] == [True] * 3


async def test_one_run_leaves_nothing_for_the_next(pool: PythonPool) -> None:
    write = b"import pathlib\nfor f in ('/tmp/mark', '/work/mark'): pathlib.Path(f).touch()"
    read = b"import pathlib\nprint([pathlib.Path(f).exists() for f in ('/tmp/mark', '/work/mark')])"
    assert (await pool.run_module(["mark"], Task({"mark.py": write}))).ok
    assert (await pool.run_module(["mark"], Task({"mark.py": read}))).stdout == b"[False, False]\n"


async def test_a_module_gets_its_arguments_environment_and_exit_code(pool: PythonPool) -> None:
    program = b"import os, sys; print(sys.argv[1:], os.environ['NAME'], __name__); sys.exit('no')"
    result = await pool.run_module(["mod", "a", "b"], Task({"mod.py": program}, env={"NAME": "value"}))
    assert result.stdout == b"['a', 'b'] value __main__\n"
    assert (result.exit_code, result.stderr) == (1, b"no\n")


async def test_an_application_is_started_and_asked(pool: PythonPool) -> None:
    answers, result = await pool.probe("backend.main:app", ["/api/health", "/"], Task(APP))
    assert [(answer.path, answer.status) for answer in answers] == [("/api/health", 200), ("/", 404)]
    assert answers[0].body == '{"status":"ok"}'
    assert result.ok


@pytest.mark.parametrize(
    ("program", "problem", "seconds"),
    [
        ("raise SystemExit(3)", "ended before", 50.0),
        ("import os; os.kill(os.getpid(), 9)", "ended before", 50.0),
        ("import time; time.sleep(60)", "in time", 1.0),
        ("nothing = 1", "ended before", 50.0),
    ],
)
async def test_an_application_that_does_not_start_is_told_as_such(
    pool: PythonPool, program: str, problem: str, seconds: float
) -> None:
    answers, _ = await pool.probe("main:app", ["/"], Task({"main.py": program.encode()}), seconds=seconds)
    assert answers[0].status is None
    assert problem in answers[0].problem


async def test_a_run_without_end_is_ended_with_all_it_started(sandbox: Sandbox, toolchain: Toolchain) -> None:
    zygote = await Zygote.start(sandbox, toolchain, limits=replace(LIMITS, seconds=0.5))
    await zygote.ready()
    program = (
        b"import os, time\nfor _ in range(3):\n    os.fork()\n    os.setsid() if os.getpid() % 2 else 0\ntime.sleep(99)"
    )
    result = await zygote.module(["forks"], Task({"forks.py": program}))
    assert result.ended_by is EndedBy.TIMEOUT
    assert result.seconds < 30


async def test_a_run_is_bounded_in_memory(sandbox: Sandbox, toolchain: Toolchain) -> None:
    zygote = await Zygote.start(sandbox, toolchain, limits=Limits(seconds=20, memory_bytes=256 * MIB))
    program = b"import os\nos.fork(); os.fork()\nx = []\nwhile True: x.append(bytearray(1 << 20))"
    assert (await zygote.module(["fill"], Task({"fill.py": program}))).ended_by is EndedBy.MEMORY


async def test_a_cancelled_run_is_gone(pool: PythonPool) -> None:
    zygote = await pool.acquire()
    program = b"import time\nprint('asleep', flush=True)\ntime.sleep(99)"
    task = asyncio.create_task(zygote.module(["sleepy"], Task({"sleepy.py": program})))
    await until(lambda: b"asleep" in zygote.process.output())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not zygote.process.running


async def test_one_that_died_while_waiting_is_passed_over(pool: PythonPool) -> None:
    await pool.warm()
    first = pool.waiting[0].process
    os.kill(first.pid, signal.SIGKILL)
    await first.wait()
    assert (await pool.run_module(["this"], Task())).ok
