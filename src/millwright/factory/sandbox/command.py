"""From limits and mounts to the argument list that starts a command inside, and the files handed to it."""

import os
import resource
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Self

from millwright.factory.sandbox.types import Bind, Limits, Scratch

INSIDE_UID = 200_000
"""The first of the numeric users that untrusted code runs as; none of them is in the host's password file."""

UID_COUNT = 10_000
NAMESPACES = "--unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try".split()
SYSTEM_FOLDERS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SYSTEM_FILES = ("/etc/alternatives", "/etc/ld.so.cache")
ENVIRONMENT = {
    "HOME": "/tmp",  # noqa: S108 - the sandbox's own, in memory
    "LANG": "C.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "TMPDIR": "/tmp",  # noqa: S108
    "TZ": "UTC",
    "USER": "app",
}
JOIN_GROUPS = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 125; shift; done; shift; exec "$@"'
DROP_PRIVILEGES = (
    "setpriv --reuid {uid} --regid {uid} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all --"
)


class Descriptors:
    """Files in memory and pipe ends for a child; closed here once it has started. It inherits `numbers`."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._printed: list[int] = []

    def data(self, content: bytes) -> str:
        """A file in memory that holds `content`, as the number the child knows it by."""
        number = os.memfd_create("sandbox", os.MFD_CLOEXEC)
        self.numbers.append(number)
        os.write(number, content)
        os.lseek(number, 0, os.SEEK_SET)
        return str(number)

    def pipe(self, *, child_writes: bool) -> tuple[int, int]:
        """A pipe as (our end, the child's end)."""
        reader, writer = os.pipe()
        ours, theirs = (reader, writer) if child_writes else (writer, reader)
        self.numbers.append(theirs)
        return ours, theirs

    def output(self) -> tuple[int, int]:
        """A pipe for what the child prints, which it knows as stdout or stderr alone: (our end, the child's end)."""
        reader, writer = os.pipe()
        self._printed.append(writer)
        return reader, writer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what only the child needs."""
        for number in (*self.numbers, *self._printed):
            os.close(number)
        self.numbers.clear()
        self._printed.clear()


@dataclass(frozen=True, slots=True)
class Job:
    """One command to be run, with everything it may see."""

    argv: Sequence[str]
    mounts: Sequence[Bind | Scratch] = ()
    cwd: str = "/"
    env: Mapping[str, str] = field(default_factory=dict[str, str])
    limits: Limits = field(default_factory=Limits)

    @property
    def scratches(self) -> list[Scratch]:
        """The folders in memory."""
        return [mount for mount in self.mounts if isinstance(mount, Scratch)]

    @property
    def watched(self) -> list[Path]:
        """The host folders that may grow."""
        return [mount.source for mount in self.mounts if isinstance(mount, Bind) and mount.writable]


@dataclass(frozen=True, slots=True)
class Gate:
    """Numbers of the pipes by which a command says that all is set up, and waits until it may start."""

    info: int
    ready: int
    go: int


def bubblewrap(job: Job, uid: int, *, as_uid: bool, gate: Gate, seccomp: bytes | None, fds: Descriptors) -> list[str]:
    """The whole argument list. With `as_uid` the caller is root and the command becomes that user on the host too;
    otherwise the user exists only inside a user namespace of the caller.
    """
    arguments = [_program(), *NAMESPACES, "--die-with-parent", "--new-session", "--info-fd", str(gate.info)]
    arguments += ["--hostname", "sandbox"]
    if not as_uid:
        arguments += ["--unshare-user", "--uid", str(uid), "--gid", str(uid)]
    arguments += [
        "--perms",
        "0755",
        "--dir",
        "/etc",
        "--ro-bind",
        "/usr",
        "/usr",
        *_system_folders(),
        "--proc",
        "/proc",
        "--dev",
        "/dev",
    ]
    for name, content in _small_files(uid).items():
        arguments += ["--perms", "0444", "--file", fds.data(content), name]
    temporary = str(job.limits.tmp_bytes)
    for folder in ("/tmp", "/dev/shm"):  # noqa: S108
        arguments += ["--perms", "1777", "--size", temporary, "--tmpfs", folder]
    arguments += _mounts(job)
    arguments += ["--remount-ro", "/dev", "--remount-ro", "/", "--cap-drop", "ALL"]
    if as_uid:
        arguments += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
    if seccomp is not None:
        arguments += ["--seccomp", fds.data(seccomp)]
    arguments += ["--clearenv"]
    for name, value in {**ENVIRONMENT, **job.env}.items():
        arguments += ["--setenv", name, value]
    drop = DROP_PRIVILEGES.format(uid=uid) if as_uid else ""
    return [*arguments, "--chdir", job.cwd, "--", *_start(job, gate, drop)]


def plain(job: Job, gate: Gate) -> list[str]:
    """The argument list without any isolation but the limits on single processes."""
    return _start(job, gate, drop="")


def joined(groups: Sequence[Path], argv: Sequence[str]) -> list[str]:
    """`argv` started as a member of the control groups, before any of its children exists."""
    if not groups:
        return list(argv)
    return ["/bin/sh", "-c", JOIN_GROUPS, "sh", *map(str, groups), "--", *argv]


def _program() -> str:
    return shutil.which("bwrap") or "bwrap"


def _system_folders() -> list[str]:
    arguments: list[str] = []
    for name in SYSTEM_FOLDERS:
        path = Path(name)
        if path.is_symlink():
            arguments += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            arguments += ["--ro-bind", name, name]
    for name in SYSTEM_FILES:
        arguments += ["--ro-bind-try", name, name]
    return arguments


def _small_files(uid: int) -> dict[str, bytes]:
    return {
        "/etc/passwd": f"root:x:0:0::/:/bin/false\napp:x:{uid}:{uid}::/tmp:/bin/false\n".encode(),
        "/etc/group": f"root:x:0:\napp:x:{uid}:\n".encode(),
        "/etc/hosts": b"127.0.0.1 localhost sandbox\n::1 localhost\n",
    }


def _mounts(job: Job) -> list[str]:
    arguments: list[str] = []
    for folder in sorted({parent for mount in job.mounts for parent in PurePosixPath(mount.target).parents}):
        if str(folder) not in ("/", "/tmp"):  # noqa: S108 - left to itself, bubblewrap may make one that none can enter
            arguments += ["--perms", "0755", "--dir", str(folder)]
    for mount in job.mounts:
        if isinstance(mount, Scratch):
            arguments += ["--perms", "0777", "--size", str(mount.size), "--tmpfs", mount.target]
        else:
            arguments += ["--bind" if mount.writable else "--ro-bind", str(mount.source), mount.target]
    return arguments


def _start(job: Job, gate: Gate, drop: str) -> list[str]:
    """A shell that reports, waits, limits itself and then becomes the command. `-p`: it reads no start files."""
    limits = job.limits
    bounds = {
        "c": 0,
        "d": limits.memory_bytes // 1024,
        "f": limits.file_bytes // 1024,
        "n": min(limits.open_files, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),
        "u": limits.processes,
    }
    flags = " ".join(f"-{flag} {value}" for flag, value in bounds.items())
    if limits.cpu_seconds is not None:  # told by a signal a second before it is killed
        flags += f" && ulimit -St {limits.cpu_seconds} && ulimit -Ht {limits.cpu_seconds + 1}"
    script = (
        f"printf r >&{gate.ready}; read -r _ <&{gate.go} || exit 125; exec {gate.ready}>&- {gate.go}<&-; "
        f'ulimit {flags} || exit 125; exec {drop} "$@"'
    )
    return ["/usr/bin/bash", "-pc", script, "sandbox", *job.argv]
