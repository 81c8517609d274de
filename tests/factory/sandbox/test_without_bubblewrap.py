"""Where bubblewrap is missing nothing untrusted runs, unless an operator has said that it may."""

import asyncio
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from millwright.factory.sandbox import Bind, EndedBy, Limits, Sandbox, SandboxUnavailableError, Scratch
from millwright.factory.sandbox.cgroups import find_cgroups
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool, Task
from tests.factory.sandbox.helpers import until


def exists(folder: str) -> bool:
    return Path(folder).exists()


async def test_without_bubblewrap_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    sandbox = Sandbox()
    assert "bubblewrap is not installed" in (sandbox.refusal or "")
    with pytest.raises(SandboxUnavailableError, match="bubblewrap is not installed"):
        await sandbox.run(["true"])
    assert not any(entry.enforced for entry in sandbox.enforcement() if entry.limit in ("network", "wall-clock time"))


async def test_a_bubblewrap_that_does_not_work_refuses_with_what_it_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert "No permissions to create new namespace" in (Sandbox().refusal or "")


def test_switching_isolation_off_is_logged_loudly_and_reported() -> None:
    with capture_logs() as logs:
        sandbox = Sandbox("none")
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("sandbox.isolation_disabled", "warning")]
    assert sandbox.refusal is None
    report = {entry.limit: entry for entry in sandbox.enforcement()}
    assert not report["network"].enforced
    assert "MILLWRIGHT_SANDBOX=none" in report["host files"].detail


async def test_without_isolation_paths_inside_stand_for_paths_of_the_host(tmp_path: Path) -> None:
    (tmp_path / "given").write_text("given")
    scratch = Scratch("/work", files={"a.txt": b"a"})
    result = await Sandbox("none").run(
        ["sh", "-c", "cat a.txt /data/given nested/given; echo $PLACE; pwd; echo b >/work/out.txt"],
        mounts=[scratch, Bind(tmp_path, "/data"), Bind(tmp_path, "/work/nested")],
        cwd="/work",
        env={"PLACE": "/work/nested/given"},
        collect=["/work/out.txt"],
    )
    place, folder = result.stdout.decode().removeprefix("agivengiven").split()
    assert place == str(tmp_path / "given")
    assert result.files == {"/work/out.txt": b"b\n"}
    assert exists(folder) is False


async def test_without_isolation_time_still_ends_the_tree(tmp_path: Path) -> None:
    script = "while :; do date +%s%N >/data/beat; sleep 0.05; done & wait"
    mounts = [Bind(tmp_path, "/data", writable=True)]
    result = await Sandbox("none").run(["sh", "-c", script], mounts=mounts, limits=Limits(seconds=1.0))
    assert result.ended_by is EndedBy.TIMEOUT
    last = (tmp_path / "beat").read_text()
    await asyncio.sleep(0.2)
    assert (tmp_path / "beat").read_text() == last


@pytest.mark.slow
async def test_without_isolation_the_warm_workers_work_too(toolchain: Toolchain) -> None:
    sandbox = Sandbox("none")
    pool, builder = PythonPool(sandbox, toolchain, size=1), NodeBuilder(sandbox, toolchain)
    result = await pool.run_pytest(["-q"], Task({"test_a.py": b"def test_a() -> None: pass"}))
    assert b"1 passed" in result.stdout
    page = b'<script type="module" src="/main.ts"></script>'
    assert (await builder.build({"frontend/index.html": page, "frontend/main.ts": b"alert(1)"})).ok
    await pool.close()
    await builder.close()


def v1_tree(root: Path) -> None:
    for controller in ("memory", "pids"):
        (root / controller).mkdir(parents=True)


def test_a_controller_that_is_not_there_is_reported_with_the_reason(tmp_path: Path) -> None:
    v1_tree(tmp_path)
    found = find_cgroups(tmp_path)
    assert (found.version, set(found.parents), set(found.absent)) == (1, {"memory", "pids"}, {"cpu"})
    assert str(tmp_path / "cpu") in found.absent["cpu"]


def test_version_two_is_used_below_the_own_group(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (tmp_path / "root" / "service").mkdir(parents=True)
    (tmp_path / "root" / "cgroup.controllers").write_text("cpu memory pids")
    own.write_text("0::/service\n")
    found = find_cgroups(tmp_path / "root", own)
    assert found.version == 2
    assert not found.absent
    group = found.create(Limits())
    assert [folder.parent for folder in group.folders] == [tmp_path / "root" / "service" / "millwright"]


def test_a_group_that_cannot_be_divided_is_reported_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "cgroup.controllers").write_text("")
    (tmp_path / "cgroup.subtree_control").mkdir()
    found = find_cgroups(tmp_path, tmp_path / "none")
    assert not found.parents
    assert "Delegate=yes" in found.absent["memory"]


def test_groups_of_servers_that_are_gone_are_swept(tmp_path: Path) -> None:
    v1_tree(tmp_path)
    gone = tmp_path / "memory" / "millwright" / "999999999.1"
    alive = tmp_path / "memory" / "millwright" / f"{os.getpid()}.1"
    for folder in (gone, alive):
        folder.mkdir(parents=True)
    find_cgroups(tmp_path)
    assert not gone.exists()
    assert alive.exists()


def test_a_group_that_outlives_its_sandbox_stands_in_nobodys_way(tmp_path: Path) -> None:
    v1_tree(tmp_path)
    names = {group.folders for _ in range(3) for group in [find_cgroups(tmp_path).create(Limits())]}
    assert len(names) == 3


AS_SOMEBODY = """
import asyncio, json
from millwright.factory.sandbox import Sandbox, Scratch
async def main():
    sandbox = Sandbox()
    script = "id -u; cat a; echo b > b; cat /etc/shadow /proc/1/root/etc/shadow; touch /usr/x"
    result = await sandbox.run(["sh", "-c", script], mounts=[Scratch("/work", files={"a": b"a\\n"})], cwd="/work",
        collect=["/work/b"])
    held = {entry.limit: entry.enforced for entry in sandbox.enforcement()}
    print(json.dumps([result.stdout.decode(), result.files["/work/b"].decode(), held, sandbox.refusal]))
asyncio.run(main())
"""


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root, to become somebody else")
def test_a_server_that_is_not_root_isolates_by_a_user_namespace(sandbox: Sandbox) -> None:
    assert sandbox.isolated
    site = next(Path(".venv/lib").glob("python3*/site-packages")).resolve()
    drop = ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"]
    done = subprocess.run(
        [*drop, "/usr/bin/python3", "-c", AS_SOMEBODY],
        env={"PATH": "/usr/bin", "PYTHONPATH": f"{site}:{Path('src').resolve()}", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if "ModuleNotFoundError" in done.stderr or "Permission denied" in done.stderr:
        pytest.skip(f"the system's Python cannot load this project: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
    printed, written, held, refusal = json.loads(done.stdout.splitlines()[-1])
    assert (printed, written, refusal) == ("200000\na\n", "b\n", None)
    assert held["host files"]
    assert held["network"]
    assert not held["memory"]


async def test_a_run_ends_with_the_server(sandbox: Sandbox, tmp_path: Path) -> None:
    program = (
        "import asyncio, pathlib\nfrom millwright.factory.sandbox import Bind, Sandbox\n"
        "async def main():\n"
        "  script = 'while :; do date +%s%N >/data/beat; sleep 0.02; done'\n"
        f"  mount = Bind(pathlib.Path({str(tmp_path)!r}), '/data', writable=True)\n"
        "  await Sandbox().run(['sh', '-c', script], mounts=[mount])\n"
        "asyncio.run(main())\n"
    )
    server = await asyncio.create_subprocess_exec(".venv/bin/python", "-c", program)
    await until((tmp_path / "beat").exists)
    server.kill()
    await server.wait()
    last, now = "", (tmp_path / "beat").read_text()
    async with asyncio.timeout(20):  # it ends by itself, a moment later
        while now != last:
            await asyncio.sleep(0.3)
            last, now = now, (tmp_path / "beat").read_text()
