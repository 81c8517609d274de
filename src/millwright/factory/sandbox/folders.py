"""The folders in memory of one run, reached from outside without ever following a link that was made inside."""

import contextlib
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path


class Folders:
    """Scratch folders held open, so that files can be put in before a run and read after it."""

    def __init__(self) -> None:
        self._open: dict[str, int] = {}

    def add(self, target: str, path: Path) -> None:
        """Hold `path`, which the command knows as `target`."""
        self._open[target] = os.open(path, os.O_RDONLY | os.O_DIRECTORY)

    def fill(self, target: str, files: Mapping[str, bytes], owner: int) -> None:
        """Write files before the command starts; they belong to `owner`."""
        for name, content in files.items():
            *folders, last = name.split("/")
            at = self._descend(self._open[target], folders, create_for=owner)
            try:
                number = os.open(last, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=at)
                with os.fdopen(number, "wb") as file:
                    os.fchown(number, owner, owner)
                    file.write(content)
            finally:
                os.close(at)

    def collect(self, paths: Sequence[str], cap: int) -> dict[str, bytes]:
        """Those of `paths` that are regular files of at most `cap` bytes."""
        found: dict[str, bytes] = {}
        for path in paths:
            with contextlib.suppress(OSError):
                content = self._read(path, cap)
                if content is not None:
                    found[path] = content
        return found

    def close(self) -> None:
        """Let go; folders in memory vanish with this."""
        for number in self._open.values():
            os.close(number)
        self._open.clear()

    def _read(self, path: str, cap: int) -> bytes | None:
        target = next((name for name in self._open if path.startswith(name.rstrip("/") + "/")), None)
        if target is None:
            return None
        *folders, last = path[len(target) :].strip("/").split("/")
        at = self._descend(self._open[target], folders)
        try:
            number = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
        finally:
            os.close(at)
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode) or found.st_size > cap:
            os.close(number)
            return None
        with os.fdopen(number, "rb") as file:
            return file.read(cap)

    def _descend(self, root: int, names: Sequence[str], *, create_for: int | None = None) -> int:
        """The opened folder `names` below `root`, made on the way for its owner when that is asked."""
        at = os.dup(root)
        try:
            for name in names:
                if name == "..":
                    raise PermissionError(name)
                if create_for is not None:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(name, 0o755, dir_fd=at)
                        os.chown(name, create_for, create_for, dir_fd=at, follow_symlinks=False)
                deeper = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
                os.close(at)
                at = deeper
        except OSError:
            os.close(at)
            raise
        return at


def hand_over(folders: Sequence[Path], owner: int) -> None:
    """Give writable host folders and all in them to `owner`; links are changed themselves, never followed."""
    for folder in folders:
        for _, names, files, at in os.fwalk(folder, follow_symlinks=False):
            if os.fstat(at).st_uid != owner:
                os.fchown(at, owner, owner)
            for name in (*names, *files):
                os.chown(name, owner, owner, dir_fd=at, follow_symlinks=False)
