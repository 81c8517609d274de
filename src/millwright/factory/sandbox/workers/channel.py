"""Messages between the server and a process of its own in the sandbox: a length of four bytes, then that much."""

import asyncio
import socket
from typing import Self

MAX_MESSAGE = 64 * 1024 * 1024


class ChannelError(Exception):
    """The other side is gone, or says something that cannot be a message."""


class Channel:
    """One end of a socket. What arrives was written by the sandbox: it is bounded, and never trusted."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def over(cls, connection: socket.socket) -> Self:
        """Take over a connected socket."""
        return cls(*await asyncio.open_unix_connection(sock=connection))

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
