"""Messages between the server and a process of its own in the sandbox: a length of four bytes, then that much."""

import asyncio
from typing import Self

from millwright.factory.sandbox.process import RunningProcess
from millwright.factory.sandbox.types import EndedBy

MAX_MESSAGE = 64 * 1024 * 1024


class ChannelError(Exception):
    """The other side is gone, or says something that cannot be a message."""


class Channel:
    """One end of a socket. What arrives was written by the sandbox: it is bounded, and never trusted."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def of(cls, process: RunningProcess) -> Self:
        """The channel to a process that was started with one; ends the process when that fails."""
        try:
            return cls(*await asyncio.open_unix_connection(sock=process.connection()))
        except BaseException:
            process.end(EndedBy.CANCELLED)
            raise

    async def send(self, message: bytes) -> None:
        """Send one message. Raises ChannelError."""
        try:
            self._writer.write(len(message).to_bytes(4, "big") + message)
            await self._writer.drain()
        except OSError as error:
            raise ChannelError(str(error)) from error

    async def receive(self, cap: int = MAX_MESSAGE) -> bytes:
        """Wait for one message of at most `cap` bytes. Raises ChannelError."""
        try:
            size = int.from_bytes(await self._reader.readexactly(4), "big")
            if size > cap:
                raise ChannelError(f"a message of {size} bytes")
            return await self._reader.readexactly(size)
        except (OSError, asyncio.IncompleteReadError) as error:
            raise ChannelError(str(error)) from error

    def close(self) -> None:
        """Hang up."""
        self._writer.close()
