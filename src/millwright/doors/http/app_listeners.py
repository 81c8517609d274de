"""The ports of generated apps: each one listened to, in the server's own loop, for as long as an app has it."""

import asyncio

import uvicorn

from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.serving import InProcessServer, listening_socket
from millwright.factory.deployments import Route, Routes

_GRACE_SECONDS = 3


class AppListeners:
    """Opens a port when an app is routed there and closes it when the app moves away; all on the address `host`."""

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
        if after is not None and after.port not in self._open:
            await self._listen(after.port)
        if before is not None and (after is None or after.port != before.port):
            server, task = self._open.pop(before.port)
            server.stop()
            await task

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
