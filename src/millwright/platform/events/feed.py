"""The log as it grows: read once for the whole process, handed to everybody who listens."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from millwright.kit.database import DATABASE_FAULTS, Database
from millwright.kit.notify import NotificationHub
from millwright.platform.events.log import CHANNEL, latest, read_after
from millwright.platform.events.models import Event

Listener = Callable[[Sequence[Event]], None]
_BATCH = 500
_GATHER = 0.01
_PAUSE_AFTER_FAULT = 1.0

_log = structlog.get_logger()


class Feed:
    """Hands on each event after its commit, in the order of commits, from the moment of `start`.

    Listeners are plain functions that must not wait: whoever needs time keeps a queue of their own.
    """

    def __init__(self, database: Database, hub: NotificationHub) -> None:
        self._database = database
        self._hub = hub
        self._listeners: set[Listener] = set()
        self._position = 0
        self._reader: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    async def start(self) -> None:
        """Begins to read; what is recorded after this returns is handed on."""
        self._reader = asyncio.create_task(self._read())
        await self._ready.wait()

    async def stop(self) -> None:
        """Hands on nothing more."""
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
            self._reader = None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with each batch of new events, until the function that this answers is called."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    async def _read(self) -> None:
        async with self._hub.subscribe(CHANNEL) as changes:
            async with self._database.session() as session:
                self._position = await latest(session)
            self._ready.set()
            while True:
                await changes.next()
                try:
                    await self._hand_on()
                    await asyncio.sleep(_GATHER)  # the first is handed on at once, those that follow closely together
                except DATABASE_FAULTS as error:
                    _log.warning("events.not_read", error=str(error), retry_in=_PAUSE_AFTER_FAULT)
                    await asyncio.sleep(_PAUSE_AFTER_FAULT)
                    changes.offer(None)

    async def _hand_on(self) -> None:
        while True:
            async with self._database.reading() as session:
                batch = await read_after(session, self._position, limit=_BATCH)
            if not batch:
                return
            self._position = batch[-1].position or self._position
            for listener in tuple(self._listeners):
                listener(batch)
            if len(batch) < _BATCH:
                return
