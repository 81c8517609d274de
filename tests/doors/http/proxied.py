"""An app behind the proxy: a real server on a Unix socket, a real port, a real client."""

import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import ClientSession, DummyCookieJar, web

from millwright.doors.http.app_listeners import AppListeners
from millwright.doors.http.app_proxy import AppProxy, ProxyLimits
from millwright.factory.deployments import Backend, Route, Routes, RouteState

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
KEY = b"k" * 32


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@dataclass
class Street:
    """Routes, the proxy and its ports; `client` keeps no cookies and follows nothing by itself."""

    folder: Path
    routes: Routes
    proxy: AppProxy
    client: ClientSession

    @asynccontextmanager
    async def app(self, handler: Handler, name: str = "shop") -> AsyncGenerator[str]:
        """The address of an app that answers with `handler`."""
        application = web.Application(client_max_size=0)
        application.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(application, handler_cancellation=True)
        await runner.setup()
        path = self.folder / f"{name}.sock"
        await web.UnixSite(runner, str(path)).start()
        route = Route(name, name, free_port(), RouteState.READY, Backend(path))
        await self.routes.put(route)
        try:
            yield f"http://127.0.0.1:{route.port}"
        finally:
            await self.routes.put(replace(self.routes.of(name) or route, state=RouteState.STOPPED, backend=None))
            await runner.cleanup()


@asynccontextmanager
async def street(
    folder: Path, *, limits: ProxyLimits | None = None, hosts: frozenset[str] | None = None
) -> AsyncGenerator[Street]:
    """A proxy with nothing behind it yet."""
    routes = Routes()
    proxy = AppProxy(routes, key=KEY, frame_ancestors=("http://console.test",), hosts=hosts, limits=limits)
    listeners = AppListeners(proxy, routes, host="127.0.0.1")
    async with ClientSession(cookie_jar=DummyCookieJar(), auto_decompress=False) as client:
        try:
            yield Street(folder, routes, proxy, client)
        finally:
            await listeners.close()
            await proxy.close()
