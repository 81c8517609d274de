"""Serving over HTTP within a running event loop: several servers in one process, none of which owns it."""

import asyncio
import socket
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn


class InProcessServer(uvicorn.Server):
    """A uvicorn that leaves signals to the process it is part of, and waits for its end instead of looking for it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._stopped = asyncio.Event()
        self._listening = asyncio.Event()

    def stop(self) -> None:
        """Ends `serve` after open requests."""
        self._stopped.set()

    async def listening(self) -> None:
        """Returns once connections are accepted."""
        await self._listening.wait()

    async def main_loop(self) -> None:
        """Sets the listening mark and waits for `stop`."""
        await self.on_tick(0)
        self._listening.set()
        await self._stopped.wait()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Captures none."""
        yield


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket bound to the port; raises OSError when somebody else has it."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    # Named, for asyncio turns Nagle's algorithm off only then: with it, answers wait 40 ms for an acknowledgement.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound
