"""Memory, process and CPU limits of a whole process tree, by control groups of either version where writable."""

import contextlib
import errno
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from millwright.factory.sandbox.types import Limits

CONTROLLERS = ("memory", "pids", "cpu")
PERIOD_US = 100_000
PARENT = "millwright"
NORMAL_WEIGHT = 1024
ALL_WEIGHT = 4 * NORMAL_WEIGHT
"""The share of all sandboxes together: with one, busy processes beside them starve them; with many, they the server."""


@dataclass(slots=True)
class Group:
    """The folders of one run, one for each hierarchy. Processes join by writing their id into `joins`."""

    folders: tuple[Path, ...]
    memory: Path | None

    @property
    def joins(self) -> tuple[Path, ...]:
        """The files into which the process writes its id before it becomes the command."""
        return tuple(folder / "cgroup.procs" for folder in self.folders)

    def members(self) -> list[int]:
        """The processes that are in the group now."""
        found: set[int] = set()
        for file in self.joins:
            with contextlib.suppress(OSError):
                found.update(int(line) for line in file.read_text().split())
        return sorted(found)

    def ran_out_of_memory(self) -> bool:
        """Whether the kernel has ended a process of the group for want of memory."""
        if self.memory is None:
            return False
        for name in ("memory.events", "memory.oom_control"):
            with contextlib.suppress(OSError):
                words = (self.memory / name).read_text().split()
                return int(words[words.index("oom_kill") + 1]) > 0
        return False

    def memory_used(self) -> int | None:
        """Bytes in use by the whole group, or None when that is not counted here."""
        if self.memory is None:
            return None
        for name in ("memory.current", "memory.usage_in_bytes"):
            with contextlib.suppress(OSError):
                return int((self.memory / name).read_text())
        return None

    def weigh(self, weight: int) -> None:
        """Set the group's share of a busy CPU, where `NORMAL_WEIGHT` is everybody's."""
        for folder in self.folders:
            _weigh(folder, weight)

    def remove(self) -> bool:
        """Take the folders away; False while the kernel still holds one."""
        gone = True
        for folder in self.folders:
            try:
                folder.rmdir()
            except FileNotFoundError:
                continue
            except OSError:
                gone = False
        return gone


@dataclass(slots=True)
class Cgroups:
    """The writable hierarchies of this machine, found once; `absent` says why a controller cannot be used."""

    version: int
    parents: dict[str, Path]
    absent: dict[str, str]
    _leftovers: list[Group] = field(default_factory=list[Group])

    def create(self, limits: Limits) -> Group:
        """A new group that holds `limits`, as far as the controllers at hand go."""
        self._leftovers = [group for group in self._leftovers if not group.remove()]
        # By chance and not by number: a group may outlive its sandbox, and a process id its process.
        name = f"{os.getpid()}.{secrets.token_hex(6)}"
        folders = tuple(dict.fromkeys(parent / name for parent in self.parents.values()))
        for folder in folders:
            folder.mkdir()
        for controller, parent in self.parents.items():
            _write_limits(controller, parent / name, limits, self.version)
        memory = self.parents.get("memory")
        return Group(folders, memory / name if memory else None)

    def discard(self, group: Group) -> None:
        """Remove a group after its run, at the next occasion if the kernel is not done with it."""
        if not group.remove():
            self._leftovers.append(group)

    def sweep(self) -> None:
        """Remove what servers left behind that are no longer running."""
        for parent in set(self.parents.values()):
            for folder in parent.iterdir():
                owner = folder.name.partition(".")[0]
                if folder.is_dir() and owner.isdigit() and not Path("/proc", owner).exists():
                    with contextlib.suppress(OSError):
                        folder.rmdir()


def _write_limits(controller: str, folder: Path, limits: Limits, version: int) -> None:
    quota = int(limits.cores * PERIOD_US)
    if controller == "pids":
        values = {"pids.max": limits.processes}
    elif controller == "memory" and version == 2:
        values = {"memory.max": limits.memory_bytes, "memory.swap.max": 0, "memory.oom.group": 1}
    elif controller == "memory":
        values = {"memory.limit_in_bytes": limits.memory_bytes, "memory.memsw.limit_in_bytes": limits.memory_bytes}
    elif version == 2:
        values = {"cpu.max": f"{quota} {PERIOD_US}"}
    else:
        values = {"cpu.cfs_period_us": PERIOD_US, "cpu.cfs_quota_us": quota}
    for name, value in values.items():
        if (folder / name).exists():  # swap accounting is not in every kernel
            (folder / name).write_text(str(value))


def find_cgroups(root: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> Cgroups:
    """Look for hierarchies in which this process may make groups: version 1 beside version 2, controller by controller.

    `root` and `own` are parameters so that tests can show both versions.
    """
    found = _find_v2(root, own) if (root / "cgroup.controllers").exists() else _find_v1(root)
    found.sweep()
    return found


def _find_v1(root: Path) -> Cgroups:
    parents: dict[str, Path] = {}
    absent: dict[str, str] = {}
    for controller in CONTROLLERS:
        parent = root / controller / PARENT
        try:
            _make_parent(parent)
        except OSError as error:
            absent[controller] = f"{parent.parent} is not writable ({error.strerror})"
        else:
            parents[controller] = parent
    return Cgroups(1, parents, absent)


def _find_v2(root: Path, own: Path) -> Cgroups:
    """Below the own group if it may be divided, else below the top one, whose processes do not stand in the way."""
    reason = "no group of version 2 can be made"
    for base in dict.fromkeys((_own_group(root, own), root)):
        try:
            (base / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in CONTROLLERS))
            parent = base / PARENT
            _make_parent(parent)
            (parent / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in CONTROLLERS))
        except OSError as error:
            reason = f"{base} cannot be divided ({error.strerror}); start the server with Delegate=yes"
            continue
        return Cgroups(2, dict.fromkeys(CONTROLLERS, parent), {})
    return Cgroups(2, {}, dict.fromkeys(CONTROLLERS, reason))


def _weigh(folder: Path, weight: int) -> None:
    for name, value in (("cpu.shares", weight), ("cpu.weight", max(1, weight * 100 // NORMAL_WEIGHT))):
        if (folder / name).exists():
            with contextlib.suppress(OSError):
                (folder / name).write_text(str(value))


def _make_parent(parent: Path) -> None:
    """The folder for our groups; another user's, left from a server of theirs, is of no use."""
    parent.mkdir(exist_ok=True)
    if not os.access(parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    _weigh(parent, ALL_WEIGHT)


def _own_group(root: Path, own: Path) -> Path:
    with contextlib.suppress(OSError):
        for line in own.read_text().splitlines():
            if line.startswith("0::"):
                return root / line[3:].strip().lstrip("/")
    return root
