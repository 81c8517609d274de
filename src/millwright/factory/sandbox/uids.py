"""User ids for runs. No two runs on a machine have the same at the same time, whichever server they belong to: the
limit on processes is the kernel's, which counts all that a user has.
"""

import fcntl
import os
import tempfile
from pathlib import Path

from millwright.factory.sandbox.command import INSIDE_UID, UID_COUNT
from millwright.factory.sandbox.errors import SandboxFailedError

_BLOCK = 50
"""Ids that are taken at a time, by a lock that the kernel drops with the process that holds it."""


class UserIds:
    """The free ids of one sandbox; blocks of them are taken as they are needed, and kept."""

    def __init__(self) -> None:
        self._free: list[int] = []
        self._locks: list[int] = []

    def take(self) -> int:
        """An id that nobody else has; raises `SandboxFailedError` when all are in use."""
        if not self._free:
            self._free = self._next_block()
        return self._free.pop()

    def give_back(self, uid: int) -> None:
        """Lets a later run have the id."""
        self._free.append(uid)

    def _next_block(self) -> list[int]:
        folder = Path(tempfile.gettempdir()) / f"millwright-users-{os.geteuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid != os.geteuid():
            raise SandboxFailedError(f"{folder} belongs to somebody else")
        for first in range(INSIDE_UID, INSIDE_UID + UID_COUNT, _BLOCK):
            descriptor = os.open(folder / str(first), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                continue
            self._locks.append(descriptor)
            return list(range(first + _BLOCK - 1, first - 1, -1))
        raise SandboxFailedError(f"{UID_COUNT} users for commands are taken already")

    def __del__(self) -> None:
        for descriptor in self._locks:
            os.close(descriptor)
