"""Wake-ups from the database: one LISTEN connection for the process, shared by any number of subscribers.

A notification says only that something may have changed; what is true is read from the tables. So equal pending
payloads are delivered once, and after a lost connection or a full queue subscribers are told to look again.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
import structlog

from millwright.kit.database import DATABASE_FAULTS, sql_url

_MOST_PENDING = 1000
_HEARTBEAT = 30.0
_LONGEST_PAUSE = 5.0

_log = structlog.get_logger()


@dataclass(eq=False)
class Subscription:
    """What one subscriber has yet to hear of one channel."""

    channel: str
    only: str | None
    pending: dict[str | None, None] = field(default_factory=dict[str | None, None])
    """As a set that remembers the order."""
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def next(self) -> str | None:
        """Waits for the next payload. None means that some may have been missed: look at everything again."""
        await self._arrived.wait()
        payload = next(iter(self.pending))
        del self.pending[payload]
        if not self.pending:
            self._arrived.clear()
        return payload

    def offer(self, payload: str | None) -> None:
        """Hands over a payload if this subscriber is interested."""
        if payload is not None and self.only is not None and payload != self.only:
            return
        if len(self.pending) >= _MOST_PENDING:
            self.pending.clear()
            payload = None
        self.pending[payload] = None
        self._arrived.set()


class NotificationHub:
    """The LISTEN connection, kept alive; reconnects by itself for as long as it is started."""

    def __init__(self, url: str) -> None:
        self._dsn = sql_url(url, "psycopg").set(drivername="postgresql").render_as_string(hide_password=False)
        self._subscriptions: dict[str, set[Subscription]] = {}
        self._connection: asyncpg.Connection | None = None
        self._channels: set[str] = set()
        self._turn = asyncio.Lock()
        """Held while connecting or starting to listen."""
        self._lost = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connects. Raises when the database cannot be reached this first time."""
        await self._connect()
        self._keeper = asyncio.create_task(self._keep_connected())

    async def stop(self) -> None:
        """Disconnects; subscribers hear nothing more."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
            self._keeper = None
        if self._connection is not None:
            self._drop(self._connection)
            self._connection = None

    @asynccontextmanager
    async def subscribe(self, channel: str, *, only: str | None = None) -> AsyncGenerator[Subscription]:
        """Hears of everything that is notified on `channel` once the block is entered: read the tables inside it.

        `only` leaves out every payload but this one.
        """
        subscription = Subscription(channel, only)
        self._subscriptions.setdefault(channel, set()).add(subscription)
        try:
            await self._listen(channel)
            yield subscription
        finally:
            self._subscriptions[channel].discard(subscription)

    async def _connect(self) -> None:
        async with self._turn, asyncio.timeout(10):
            connection = await asyncpg.connect(self._dsn, server_settings={"application_name": "millwright"})
            connection.add_termination_listener(self._on_lost)
            try:
                for channel in self._channels:
                    await connection.add_listener(channel, self._on_notification)
            except BaseException:  # also when cancelled by stop: nobody else knows of this connection yet
                self._drop(connection)
                raise
            self._lost.clear()
            self._connection = connection

    def _drop(self, connection: asyncpg.Connection) -> None:
        connection.remove_termination_listener(self._on_lost)
        connection.terminate()

    async def _listen(self, channel: str) -> None:
        async with self._turn:
            if channel in self._channels:
                return
            self._channels.add(channel)
            try:
                if self._connection is not None:
                    await self._connection.add_listener(channel, self._on_notification)
            except DATABASE_FAULTS:
                self._lost.set()  # reconnecting listens to every channel, and tells subscribers to look again
            except asyncio.CancelledError:
                self._channels.discard(channel)  # whoever comes next has to listen: this one went before it did
                raise

    def _on_notification(self, _connection: object, _pid: int, channel: str, payload: object) -> None:
        for subscription in self._subscriptions.get(channel, ()):
            subscription.offer(str(payload))

    def _on_lost(self, _connection: object) -> None:
        self._lost.set()

    async def _keep_connected(self) -> None:
        while True:
            try:
                async with asyncio.timeout(_HEARTBEAT):  # on 3.11, wait_for may lose a cancellation
                    await self._lost.wait()
            except TimeoutError:
                if await self._is_alive():
                    continue
            await self._reconnect()
            for subscriptions in self._subscriptions.values():
                for subscription in subscriptions:
                    subscription.offer(None)

    async def _is_alive(self) -> bool:
        try:
            if self._connection is not None:
                async with asyncio.timeout(5):
                    await self._connection.execute("SELECT 1")
        except DATABASE_FAULTS:
            return False
        return True

    async def _reconnect(self) -> None:
        _log.warning("notifications.connection_lost")
        if self._connection is not None:
            self._drop(self._connection)
        pause = 0.05
        while True:
            try:
                await self._connect()
            except DATABASE_FAULTS as error:
                _log.warning("notifications.reconnect_failed", error=str(error), retry_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                _log.info("notifications.reconnected")
                return
