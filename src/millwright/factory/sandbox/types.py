"""What is asked of the sandbox and what it answers: limits, mounts, results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

MIB = 1024 * 1024

SandboxMode = Literal["auto", "bubblewrap", "none"]


class EndedBy(StrEnum):
    """Why a run is over. Anything but `EXITED` means that the whole process tree was ended from outside."""

    CANCELLED = "cancelled"
    DISK = "disk"
    EXITED = "exited"
    MEMORY = "memory"
    OUTPUT = "output"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one run may use; `Sandbox.enforcement` says which of them this machine holds.

    `seconds` is wall-clock time (None: until ended), `cpu_seconds` is per process, `memory_bytes` counts the whole
    tree, its temporary files included. `disk_bytes` is the sum over writable binds, `file_bytes` the largest single
    file. `output_bytes` is how much of stdout and of stderr is kept; a command that writes 64 times as much is ended.
    """

    seconds: float | None = 60.0
    cpu_seconds: int | None = None
    cores: float = 2.0
    memory_bytes: int = 1024 * MIB
    processes: int = 256
    open_files: int = 1024
    file_bytes: int = 256 * MIB
    disk_bytes: int = 512 * MIB
    tmp_bytes: int = 256 * MIB
    output_bytes: int = MIB


@dataclass(frozen=True, slots=True)
class Bind:
    """A host folder or file seen inside at `target`; by default it cannot be written.

    A writable one belongs to the run's user from then on, and is watched against `Limits.disk_bytes`.
    """

    source: Path
    target: str
    writable: bool = False


@dataclass(frozen=True, slots=True)
class Scratch:
    """An empty writable folder in memory, `size` bytes at most, gone after the run; `files` are put in it first."""

    target: str
    size: int = 256 * MIB
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended. `exit_code` is 128 plus the signal for a killed command.

    `stdout` and `stderr` keep the beginning and the end with a mark between when they were longer than the limit.
    `files` are those of the asked-for ones that were there, each within `Limits.file_bytes`.
    """

    exit_code: int
    stdout: bytes
    stderr: bytes
    seconds: float
    ended_by: EndedBy
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def ok(self) -> bool:
        """Whether the command ended by itself, with exit code 0."""
        return self.ended_by is EndedBy.EXITED and self.exit_code == 0


@dataclass(frozen=True, slots=True)
class Enforcement:
    """Whether one limit is held on this machine, and by what, or why not."""

    limit: str
    enforced: bool
    detail: str
