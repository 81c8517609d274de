"""One owner for a folder: a lock that the operating system drops with its process, however that ends."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from millwright.kit.errors import DomainError, Kind


@dataclass(frozen=True, slots=True)
class FolderLock:
    """The lock on a folder, held until `release` or the end of this process."""

    descriptor: int

    def release(self) -> None:
        """Lets others have the folder."""
        os.close(self.descriptor)


def lock_folder(folder: Path, name: str = "millwright.lock") -> FolderLock:
    """Takes `folder`, made if missing, for this process; the file `name` in it then holds the process id.

    Raises `DomainError` ``folder_in_use``, which names the other process, when it is taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        owner = os.read(descriptor, 32).decode().strip() or "unknown"
        os.close(descriptor)
        raise DomainError(
            "folder_in_use",
            Kind.CONFLICT,
            f"Another Millwright (process {owner}) already uses {folder}. Stop it, or give this one its own --data.",
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return FolderLock(descriptor)
