"""Which running instance answers for which app: read by the app proxy on every request, written by the supervisor."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class RouteState(StrEnum):
    """What a visitor of an app finds."""

    STARTING = "starting"
    READY = "ready"
    CRASHED = "crashed"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class Backend:
    """One running instance of an app: its socket, and how many requests it is answering."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.closing = asyncio.Event()
        """Set when the instance is about to stop: what has no natural end, such as a websocket, should end."""

    @contextmanager
    def serving(self) -> Generator[None]:
        """Counts one request in for as long as it lasts."""
        self._open += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._open -= 1
            if self._open == 0:
                self._idle.set()

    async def until_idle(self) -> None:
        """Waits until no request is open."""
        await self._idle.wait()

    async def drain(self, seconds: float) -> None:
        """Waits `seconds` at most for open requests to end, then asks the endless ones to. No new ones may follow."""
        try:
            async with asyncio.timeout(seconds):
                await self.until_idle()
        except TimeoutError:
            pass
        finally:
            self.closing.set()


@dataclass(frozen=True, slots=True)
class Route:
    """Where an app is found and what answers there. `app` is its lasting name; without `backend` nothing answers."""

    app: str
    slug: str
    port: int
    state: RouteState
    backend: Backend | None = None


Listener = Callable[[Route | None, Route | None], Awaitable[None]]
"""Told of a change as (before, after); before is None for an app that is new here, after for one that is removed."""


@dataclass(slots=True)
class Routes:
    """The table of routes, found by app, port or slug. Listeners are awaited before a change counts as made."""

    _by_app: dict[str, Route] = field(default_factory=dict[str, Route])
    _by_port: dict[int, Route] = field(default_factory=dict[int, Route])
    _by_slug: dict[str, Route] = field(default_factory=dict[str, Route])
    _listeners: list[Listener] = field(default_factory=list[Listener])

    def at_port(self, port: int) -> Route | None:
        """The app whose port this is."""
        return self._by_port.get(port)

    def at_slug(self, slug: str) -> Route | None:
        """The app of that slug."""
        return self._by_slug.get(slug)

    def of(self, app: str) -> Route | None:
        """The route of an app."""
        return self._by_app.get(app)

    def listen(self, listener: Listener) -> None:
        """Has `listener` awaited at each change."""
        self._listeners.append(listener)

    async def put(self, route: Route) -> None:
        """Routes an app, in place of what it was routed to before; what a listener raises leaves it as it was."""
        before = self._forget(route.app)
        self._remember(route)
        try:
            for listener in self._listeners:
                await listener(before, route)
        except BaseException:
            self._forget(route.app)
            if before is not None:
                self._remember(before)
            raise

    async def remove(self, app: str) -> None:
        """Routes nobody to the app any more; nothing when nobody was."""
        before = self._forget(app)
        if before is not None:
            for listener in self._listeners:
                await listener(before, None)

    def _remember(self, route: Route) -> None:
        self._by_app[route.app] = self._by_port[route.port] = self._by_slug[route.slug] = route

    def _forget(self, app: str) -> Route | None:
        before = self._by_app.pop(app, None)
        if before is not None:
            self._by_port.pop(before.port, None)
            self._by_slug.pop(before.slug, None)
        return before
