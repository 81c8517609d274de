"""What hostile code tries, and that it gets nowhere and is answered clearly."""

import asyncio
import contextlib
import os
import socket
import time
from pathlib import Path

import pytest

from millwright.factory.sandbox import MIB, Bind, EndedBy, Limits, Result, Sandbox, Scratch
from tests.factory.sandbox.helpers import total_size, until

PYTHON = "/usr/bin/python3"


MARK = f"SANDBOX_TEST_{os.getpid()}"


async def python(sandbox: Sandbox, program: str, *mounts: Bind | Scratch, limits: Limits | None = None) -> Result:
    argv = [PYTHON, "-c", program]
    return await sandbox.run(argv, mounts=mounts, limits=limits or Limits(seconds=20), env={MARK: "1"})


def survivors() -> list[int]:
    """Processes of the host that were started by a test of this module."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and MARK.encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
    return found


def owners(pids: list[int]) -> list[int]:
    return [Path("/proc", str(pid)).stat().st_uid for pid in pids]


async def test_a_fork_bomb_is_bounded_and_gone_at_the_limit(sandbox: Sandbox) -> None:
    program = "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass"
    task = asyncio.create_task(python(sandbox, program, limits=Limits(seconds=1.5, processes=32, cores=0.5)))
    most = 0
    while not task.done():
        most = max(most, len(survivors()))
        await asyncio.sleep(0.1)
    assert (await task).ended_by is EndedBy.TIMEOUT
    assert most <= 40
    assert survivors() == []


async def test_filling_memory_ends_the_run_as_out_of_memory(sandbox: Sandbox) -> None:
    program = "import os\nfor _ in range(4):\n  os.fork()\nx=[]\nwhile True: x.append(bytearray(1<<20))"
    result = await python(sandbox, program, limits=Limits(seconds=20, memory_bytes=128 * MIB))
    assert result.ended_by is EndedBy.MEMORY
    assert survivors() == []


async def test_one_greedy_process_gets_an_error_rather_than_the_memory(sandbox: Sandbox) -> None:
    result = await python(sandbox, "x=bytearray(1<<30)", limits=Limits(memory_bytes=128 * MIB))
    assert b"MemoryError" in result.stderr


async def test_filling_the_temporary_folder_hits_its_size(sandbox: Sandbox) -> None:
    program = "f=open('/tmp/x','wb')\nwhile True: f.write(b'0'*65536); f.flush()"
    result = await python(sandbox, program, limits=Limits(tmp_bytes=8 * MIB))
    assert b"No space left" in result.stderr


async def test_one_file_cannot_outgrow_its_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    program = "f=open('/data/x','wb')\nwhile True: f.write(b'0'*65536); f.flush()"
    result = await python(sandbox, program, Bind(tmp_path, "/data", writable=True), limits=Limits(file_bytes=2 * MIB))
    assert b"File too large" in result.stderr
    assert (tmp_path / "x").stat().st_size <= 2 * MIB


async def test_filling_a_data_folder_with_many_files_ends_the_run(sandbox: Sandbox, tmp_path: Path) -> None:
    program = "import time\nfor i in range(10**9):\n  open(f'/data/{i}','wb').write(b'0'*1000000); time.sleep(0.02)"
    limits = Limits(seconds=30, file_bytes=2 * MIB, disk_bytes=20 * MIB)
    result = await python(sandbox, program, Bind(tmp_path, "/data", writable=True), limits=limits)
    assert result.ended_by is EndedBy.DISK
    assert total_size(tmp_path) < 300 * MIB


async def test_endless_output_is_ended_and_never_held(sandbox: Sandbox) -> None:
    result = await sandbox.run(["cat", "/dev/zero"], limits=Limits(seconds=20, output_bytes=64 * 1024))
    assert result.ended_by is EndedBy.OUTPUT
    assert len(result.stdout) < 65 * 1024


async def test_grandchildren_in_their_own_session_end_with_the_time(sandbox: Sandbox) -> None:
    script = "for i in 1 2 3; do setsid sh -c 'trap \"\" TERM HUP INT; sleep 600' & done; setsid sleep 600 & wait"
    started = time.monotonic()
    result = await sandbox.run(["sh", "-c", script], limits=Limits(seconds=0.5), env={MARK: "1"})
    assert result.ended_by is EndedBy.TIMEOUT
    assert time.monotonic() - started < 30
    assert survivors() == []


async def test_grandchildren_end_with_a_command_that_exits_by_itself(sandbox: Sandbox) -> None:
    result = await sandbox.run(["sh", "-c", "setsid sleep 600 & exit 0"], limits=Limits(seconds=10), env={MARK: "1"})
    assert result.ok
    assert survivors() == []


async def test_endless_computing_ends_at_the_cpu_limit(sandbox: Sandbox) -> None:
    result = await python(sandbox, "while True: pass", limits=Limits(seconds=100, cpu_seconds=1))
    assert result.ended_by is EndedBy.TIMEOUT
    assert result.seconds < 60


@pytest.mark.parametrize("path", ["/etc/shadow", "/root", "/root/.bashrc", "/home", "/var", "/proc/1/environ", "/work"])
async def test_files_of_the_host_cannot_be_read(sandbox: Sandbox, path: str) -> None:
    result = await sandbox.run(["sh", "-c", f"cat {path} || ls {path}/"])
    assert result.exit_code != 0
    assert result.stdout == b""


async def test_the_servers_data_is_not_there_even_through_the_process_folder(sandbox: Sandbox, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    result = await sandbox.run(["sh", "-c", f"cat {secret} /proc/*/root{secret} /proc/*/cwd/{secret.name}"])
    assert b"hunter2" not in result.stdout
    assert result.exit_code != 0


async def test_the_hosts_loopback_cannot_be_reached(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        program = f"import socket; socket.create_connection(('127.0.0.1',{port}),2)"
        result = await python(sandbox, program)
    assert b"ConnectionRefusedError" in result.stderr


@pytest.mark.parametrize("address", ["1.1.1.1", "169.254.169.254", "10.0.0.1", "2606:4700:4700::1111"])
async def test_the_network_cannot_be_reached(sandbox: Sandbox, address: str) -> None:
    result = await python(sandbox, f"import socket; socket.create_connection(('{address}',80),2)")
    assert b"Network is unreachable" in result.stderr or b"Cannot assign requested address" in result.stderr


async def test_listening_inside_opens_nothing_outside(sandbox: Sandbox) -> None:
    with socket.socket() as ours:  # nobody else of the host can listen there meanwhile
        ours.bind(("127.0.0.1", 0))
        port = ours.getsockname()[1]
        program = (
            f"import socket,time; s=socket.create_server(('0.0.0.0',{port})); print('up',flush=True); time.sleep(60)"
        )
        process = await sandbox.start([PYTHON, "-c", program])
        await until(process.output)
        assert process.running
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), 10).close()
        await process.kill()


async def test_loopback_inside_works(sandbox: Sandbox) -> None:
    program = (
        "import socket; s=socket.create_server(('127.0.0.1',0)); "
        "c=socket.create_connection(('localhost',s.getsockname()[1]),2); print('joined')"
    )
    assert (await python(sandbox, program)).stdout == b"joined\n"


async def test_processes_outside_cannot_be_seen_or_killed(sandbox: Sandbox) -> None:
    victim = await asyncio.create_subprocess_exec("sleep", "60")
    program = (
        f"import os\nfor pid in ({victim.pid}, {os.getpid()}, 1):\n"
        "  try: os.kill(pid, 9); print('killed', pid)\n"
        "  except OSError as e: print(type(e).__name__)\n"
        "os.kill(-1, 0)"
    )
    result = await python(sandbox, program)
    assert b"killed" not in result.stdout
    assert victim.returncode is None
    victim.kill()
    await victim.wait()


FORBIDDEN = {
    "ptrace": "c.ptrace(16,1,0,0)",
    "mount": "c.mount(b'none',b'/tmp',b'tmpfs',0,0)",
    "umount": "c.umount2(b'/tmp',2)",
    "unshare": "c.unshare(0x10000000)",
    "clone into a new user namespace": "c.syscall(56,0x10000000|17,0,0,0,0)",
    "setns": "c.setns(3,0)",
    "bpf": "c.syscall(321,0,0,0)",
    "keyctl": "c.syscall(250,0,0,0)",
    "io_uring": "c.syscall(425,1,0)",
    "perf": "c.syscall(298,0,0,-1,-1,0)",
    "chroot": "c.chroot(b'/tmp')",
    "setuid root": "c.setresuid(0,0,0)",
    "sethostname": "c.sethostname(b'x',1)",
    "packet socket": "c.socket(17,3,0)",
    "netlink socket": "c.socket(16,3,0)",
    "bluetooth socket": "c.socket(31,3,0)",
    "vsock": "c.socket(40,1,0)",
    "alg socket": "c.socket(38,5,0)",
    "raw socket": "c.socket(2,3,1)",
    "terminal injection": "c.ioctl(0,0x5412,b'x')",
}


@pytest.mark.parametrize("call", FORBIDDEN)
async def test_a_dangerous_call_fails(sandbox: Sandbox, call: str) -> None:
    program = f"import ctypes; c=ctypes.CDLL(None,use_errno=True); print({FORBIDDEN[call]}, ctypes.get_errno())"
    result = await python(sandbox, program)
    answer, error = result.stdout.split()
    assert answer == b"-1"
    assert error in (b"1", b"25", b"97")  # not permitted, no such terminal, no such family


async def test_nothing_outside_the_given_folders_can_be_written(sandbox: Sandbox) -> None:
    script = "for d in / /usr /etc /dev /proc/sys/kernel /usr/bin /lib; do touch $d/x 2>/dev/null && echo $d; done"
    assert (await sandbox.run(["sh", "-c", script])).stdout == b""


async def test_a_program_with_setuid_gains_nothing(sandbox: Sandbox) -> None:
    result = await sandbox.run(
        ["sh", "-c", "grep -E 'NoNewPrivs|CapEff|CapBnd' /proc/self/status; su -c id </dev/null"]
    )
    assert b"NoNewPrivs:\t1" in result.stdout
    assert result.stdout.count(b"0000000000000000") >= 1
    assert b"uid=0" not in result.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only a server that runs as root can become another user of the host")
async def test_under_a_root_server_the_command_is_another_user_of_the_host(sandbox: Sandbox) -> None:
    process = await sandbox.start(["sleep", "60"], env={MARK: "1"})
    await until(lambda: [uid >= 200_000 for uid in owners(survivors())] == [True])
    await process.kill()
