"""Logs of running apps: files that the sandbox keeps bounded, read from their end."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

_BLOCK = 64 * 1024
_LOOK_SECONDS = 0.25
_MAX_LINE = 64 * 1024


def tail(path: Path, lines: int) -> list[str]:
    """The last lines of a log, the part before it was started anew included; empty when there is no log."""
    found = _last_lines(path, lines)
    if len(found) < lines:
        found = _last_lines(path.with_name(path.name + ".1"), lines - len(found)) + found
    return [line.decode(errors="replace") for line in found]


def _last_lines(path: Path, lines: int) -> list[bytes]:
    try:
        with path.open("rb") as file:
            position = file.seek(0, os.SEEK_END)
            content = b""
            while position > 0 and content.count(b"\n") <= lines:
                size = min(_BLOCK, position)
                position -= size
                file.seek(position)
                content = file.read(size) + content
    except FileNotFoundError:
        return []
    return content.splitlines()[-lines:]


async def follow(path: Path) -> AsyncIterator[str]:
    """Each line from now on, as it is written; goes on where the log is started anew, and never ends by itself."""
    position, inode = _end(path)
    rest = b""
    while True:
        new, position, inode = await asyncio.to_thread(_read_on, path, position, inode)
        *whole, rest = (rest + new).split(b"\n")
        for line in whole:
            yield line.decode(errors="replace")
        rest = rest[-_MAX_LINE:]
        if not new:
            await asyncio.sleep(_LOOK_SECONDS)


def _end(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_size, found.st_ino


def _read_on(path: Path, position: int, inode: int) -> tuple[bytes, int, int]:
    try:
        with path.open("rb") as file:
            now = os.fstat(file.fileno()).st_ino
            file.seek(position if now == inode else 0)
            content = file.read(_BLOCK)
            return content, file.tell(), now
    except FileNotFoundError:
        return b"", position, inode
