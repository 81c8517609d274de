"""Readers of what a run prints, which never hold more than their cap."""

import asyncio
from collections.abc import Callable
from pathlib import Path

ENDLESS_FACTOR = 64
"""How many times the kept amount a command may print before it is ended."""


class Capture(asyncio.Protocol):
    """Keeps the first and the last half of `cap` bytes; calls `on_flood` once when far more has come."""

    def __init__(self, cap: int) -> None:
        self._half = max(1, cap // 2)
        self._flood_at = cap * ENDLESS_FACTOR
        self.on_flood: Callable[[], None] | None = None
        self._head = bytearray()
        self._tail = bytearray()
        self._total = 0
        self._transport: asyncio.BaseTransport | None = None
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The pipe is being read from now on."""
        self._transport = transport

    def close(self) -> None:
        """Stop reading, whether or not somebody still holds the other end."""
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Take one chunk from the pipe."""
        before = self._total
        self._total += len(data)
        room = self._half - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        self._tail += data[-self._half :]
        if len(self._tail) > self._half:
            del self._tail[: len(self._tail) - self._half]
        if before <= self._flood_at < self._total and self.on_flood is not None:
            self.on_flood()

    def connection_lost(self, exc: Exception | None) -> None:
        """The last writer is gone."""
        if not self.closed.done():
            self.closed.set_result(None)

    def content(self) -> bytes:
        """What was kept, with a mark where something was left out."""
        missing = self._total - len(self._head) - len(self._tail)
        mark = f"\n… {missing} bytes left out …\n".encode() if missing else b""
        return bytes(self._head) + mark + bytes(self._tail)


class LogFile(Capture):
    """Appends to a file that starts anew at `cap` bytes, keeping the one before it under the name `.1`."""

    def __init__(self, path: Path, cap: int) -> None:
        super().__init__(cap)
        self._path = path
        self._cap = cap
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab", buffering=0)

    def data_received(self, data: bytes) -> None:
        """Write one chunk, and keep its end for `content`."""
        super().data_received(data)
        if self._file.tell() + len(data) > self._cap:
            self._file.close()
            self._path.replace(self._path.with_name(self._path.name + ".1"))
            self._file = self._path.open("ab", buffering=0)
        self._file.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Close the file with the pipe."""
        super().connection_lost(exc)
        self._file.close()
