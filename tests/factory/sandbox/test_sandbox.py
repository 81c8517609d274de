"""Commands run, see what they were given, and answer with bounded results."""

import asyncio
import time
from pathlib import Path

import pytest

from millwright.factory.sandbox import MIB, Bind, EndedBy, Limits, Sandbox, SandboxFailedError, Scratch
from tests.factory.sandbox.helpers import total_size, until


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_a_command_answers_with_its_output_and_exit_code(sandbox: Sandbox) -> None:
    result = await sandbox.run(["sh", "-c", "echo out; echo err >&2; exit 3"])
    assert (result.exit_code, result.stdout, result.stderr) == (3, b"out\n", b"err\n")
    assert result.ended_by is EndedBy.EXITED
    assert not result.ok


async def test_a_signalled_command_tells_the_signal(sandbox: Sandbox) -> None:
    result = await sandbox.run(["sh", "-c", "kill -TERM $$"])
    assert (result.exit_code, result.ended_by) == (143, EndedBy.EXITED)


async def test_a_missing_command_is_an_exit_code_and_not_an_error(sandbox: Sandbox) -> None:
    result = await sandbox.run(["no-such-command"])
    assert result.exit_code == 127


async def test_a_mount_that_is_not_there_is_refused_with_the_reason(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(SandboxFailedError, match="missing"):
        await sandbox.run(["true"], mounts=[Bind(tmp_path / "missing", "/work")])


async def test_files_go_into_a_scratch_folder_and_come_out_of_it(sandbox: Sandbox) -> None:
    scratch = Scratch("/work", files={"a/b.txt": b"hello", "c.txt": b""})
    result = await sandbox.run(
        ["sh", "-c", "mkdir out; tr a-z A-Z <a/b.txt >out/d.txt; echo more >>a/b.txt"],
        mounts=[scratch],
        cwd="/work",
        collect=["/work/out/d.txt", "/work/a/b.txt", "/work/none", "/elsewhere/x"],
    )
    assert result.ok, result.stderr
    assert result.files == {"/work/out/d.txt": b"HELLO", "/work/a/b.txt": b"hellomore\n"}


async def test_results_are_never_read_through_links_pipes_or_folders(sandbox: Sandbox) -> None:
    result = await sandbox.run(
        ["sh", "-c", "ln -s /etc/shadow a; ln -s / b; mkfifo c; mkdir d"],
        mounts=[Scratch("/work")],
        cwd="/work",
        limits=Limits(file_bytes=MIB),
        collect=["/work/a", "/work/b/etc/shadow", "/work/c", "/work/d", "/work/../etc/shadow"],
    )
    assert result.files == {}


async def test_a_bound_folder_is_read_only_unless_said_otherwise(sandbox: Sandbox, tmp_path: Path) -> None:
    source, data = tmp_path / "source", tmp_path / "data"
    for folder in (source, data):
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "file").write_text("old")
    result = await sandbox.run(
        ["sh", "-c", "echo new >/work/deep/file; echo new >/data/deep/file; echo x >/data/y"],
        mounts=[Bind(source, "/work"), Bind(data, "/data", writable=True)],
    )
    assert b"Read-only" in result.stderr
    assert (source / "deep" / "file").read_text() == "old"
    assert (data / "deep" / "file").read_text() == "new\n"


async def test_the_environment_is_clean_but_for_what_was_given(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_SERVER", "hunter2")
    result = await sandbox.run(["env"], env={"GIVEN": "a b\n'c'"})
    assert b"hunter2" not in result.stdout
    assert b"GIVEN=a b\n'c'\n" in result.stdout


async def test_a_command_inherits_no_descriptors(sandbox: Sandbox) -> None:
    result = await sandbox.run(["sh", "-c", "ls /proc/self/fd"])
    assert result.stdout.split() == [b"0", b"1", b"2", b"3"]


async def test_long_output_keeps_its_beginning_and_its_end(sandbox: Sandbox) -> None:
    limits = Limits(output_bytes=2000)
    result = await sandbox.run(["sh", "-c", "seq 1 10000"], limits=limits)
    assert result.ended_by is EndedBy.EXITED
    assert result.stdout.startswith(b"1\n2\n")
    assert result.stdout.endswith(b"9999\n10000\n")
    assert b"bytes left out" in result.stdout
    assert len(result.stdout) < 2100


async def test_cancelling_the_task_ends_the_whole_tree(sandbox: Sandbox, tmp_path: Path) -> None:
    mark = tmp_path / "data"
    mark.mkdir()
    task = asyncio.create_task(
        sandbox.run(
            ["sh", "-c", "while :; do date +%s%N >/data/beat; sleep 0.05; done & wait"],
            mounts=[Bind(mark, "/data", writable=True)],
        )
    )
    await until((mark / "beat").exists)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    last = (mark / "beat").read_text()
    await asyncio.sleep(0.2)
    assert (mark / "beat").read_text() == last


async def test_a_started_process_can_be_killed_and_keeps_a_log(sandbox: Sandbox, tmp_path: Path) -> None:
    process = await sandbox.start(
        ["sh", "-c", "echo started; exec sleep 60"], limits=Limits(seconds=None), log_path=tmp_path / "app.log"
    )
    await until(process.output)
    assert process.running
    result = await process.kill()
    assert result.ended_by is EndedBy.CANCELLED
    assert not process.running
    assert (tmp_path / "app.log").read_text() == "started\n"
    assert await process.kill() == result


async def test_a_log_never_grows_beyond_twice_its_cap(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("millwright.factory.sandbox.box.LOG_BYTES", 64 * 1024)
    log = tmp_path / "app.log"
    process = await sandbox.start(["sh", "-c", "seq 1 200000"], log_path=log)
    assert (await process.wait()).ended_by is EndedBy.EXITED
    assert log.read_text().endswith("200000\n")
    assert total_size(tmp_path) <= 128 * 1024


async def test_a_process_talks_to_the_server_over_its_channel(sandbox: Sandbox) -> None:
    program = "import os,socket; s=socket.socket(fileno=int(os.environ['MILLWRIGHT_CHANNEL'])); s.send(s.recv(9)[::-1])"
    process = await sandbox.start(["/usr/bin/python3", "-c", program], channel=True)
    with process.connection() as channel:
        channel.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(channel, b"hello")
        assert await loop.sock_recv(channel, 9) == b"olleh"
    assert (await process.wait()).ok


async def test_many_runs_at_once_leave_nothing_behind(sandbox: Sandbox) -> None:
    before = open_descriptors()
    results = await asyncio.gather(*(sandbox.run(["sh", "-c", f"echo {n}"]) for n in range(20)))
    assert [int(result.stdout) for result in results] == list(range(20))
    await until(lambda: open_descriptors() <= before + 1)


async def test_every_limit_is_reported_as_held_or_not_with_the_reason(sandbox: Sandbox) -> None:
    report = {entry.limit: entry for entry in sandbox.enforcement()}
    assert {"memory", "processes", "CPU share", "network", "host files", "system calls", "total disk"} <= set(report)
    assert report["network"].enforced
    assert all(entry.detail for entry in report.values())


async def test_setting_up_takes_little_longer_than_the_command(sandbox: Sandbox) -> None:
    seconds: list[float] = []
    for _ in range(8):
        started = time.monotonic()
        await sandbox.run(["true"])
        seconds.append(time.monotonic() - started)
    assert min(seconds) < 0.4  # what it takes where nothing else wants the machine at that moment


async def test_a_scratch_folder_is_no_larger_than_its_size(sandbox: Sandbox) -> None:
    result = await sandbox.run(
        ["sh", "-c", "head -c 3000000 /dev/zero >/work/big; wc -c </work/big"], mounts=[Scratch("/work", size=MIB)]
    )
    assert b"No space left" in result.stderr
    assert int(result.stdout) <= MIB


@pytest.mark.parametrize(
    "files",
    [{"../out": b""}, {"a/../../out": b""}, {"a": b"", "a/b": b""}, {"big": b"0" * 2 * MIB}],
    ids=["upwards", "upwards later", "a file as a folder", "too large"],
)
async def test_files_that_do_not_fit_are_refused_before_anything_runs(
    sandbox: Sandbox, files: dict[str, bytes]
) -> None:
    with pytest.raises(SandboxFailedError, match="could not be filled"):
        await sandbox.run(["true"], mounts=[Scratch("/work", size=MIB, files=files)])
