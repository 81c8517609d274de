"""Small files that are there whole or not at all."""

import os
import secrets
from pathlib import Path


def kept_once(path: Path, text: str) -> str:
    """What the file holds: `text`, unless somebody has kept something there before; only its owner can read it.

    Of many who try at once, on one machine or on several that share the folder, one wins, and all are answered the
    same. Nobody ever sees half of it, whoever is killed when.
    """
    if not path.exists():
        part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            _link(part, path)
        finally:
            part.unlink(missing_ok=True)
    return path.read_text()


def _link(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        return
