"""The ports of generated apps: each one listened to, in the server's own loop, for as long as an app has it."""

import asyncio
import socket
from collections.abc import Generator
from contextlib import contextmanager

import structlog
import uvicorn

from millwright.doors.http.app_proxy import AppProxy
from millwright.factory.deployments import Route, Routes

_log = structlog.get_logger()
_GRACE_SECONDS = 3
_BACKLOG = 1024


class AppListeners:
    """Opens a port when an app is routed there and closes it when the app is forgotten; all on the address `host`."""

    def __init__(self, proxy: AppProxy, routes: Routes, *, host: str) -> None:
        self._proxy = proxy
        self._host = host
        self._open: dict[int, tuple[InProcessServer, asyncio.Task[None]]] = {}
        routes.listen(self._changed)

    async def close(self) -> None:
        """Closes every port, giving open requests a moment to end."""
        servers, self._open = self._open, {}
        for server, _ in servers.values():
            server.stop()
        await asyncio.gather(*(task for _, task in servers.values()))

    async def _changed(self, before: Route | None, after: Route | None) -> None:
        if before is not None and (after is None or after.port != before.port):
            server, task = self._open.pop(before.port)
            server.stop()
            await task
        if after is not None and after.port not in self._open:
            await self._listen(after.port)

    async def _listen(self, port: int) -> None:
        config = uvicorn.Config(
            self._proxy.at_port(port),
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        server = InProcessServer(config)
        task = asyncio.create_task(server.serve(sockets=[listening_socket(self._host, port)]))
        self._open[port] = (server, task)
        await server.listening()


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
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound
