"""Whether what Millwright stands on answers, really asked each time; the contracts say it in their own words."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import structlog
from sqlalchemy import func, select, text

from millwright.doors.http.services import Services
from millwright.kit.database import DATABASE_FAULTS
from millwright.kit.ids import new_id

_SECONDS = 2.0
"""How long each may take."""
_CHANNEL = "health"

log = structlog.get_logger()


class Condition(StrEnum):
    """How a service is."""

    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    NOT_CONFIGURED = "not configured"


@dataclass(frozen=True, slots=True)
class Service:
    """One service; `latency` in milliseconds, None where there was no answer or nothing to ask."""

    condition: Condition
    latency: float | None = None

    @property
    def word(self) -> str:
        """The condition as a word."""
        return self.condition.value


@dataclass(frozen=True, slots=True)
class Health:
    """All services together. `redis` counts only where it is configured, and even then nothing stops without it."""

    database: Service
    redis: Service
    storage: Service

    @property
    def healthy(self) -> bool:
        """Whether what cannot be done without answers."""
        return Condition.UNHEALTHY not in {self.database.condition, self.storage.condition}


async def look(services: Services) -> Health:
    """Asks all services side by side, each for at most two seconds."""
    database, storage, redis = await asyncio.gather(
        _asked(partial(_database, services)),
        _asked(services.blobs.answers),
        _redis(services),
    )
    return Health(database=database, redis=redis, storage=storage)


async def look_at_messages(services: Services) -> Service:
    """Sends a notification through the database to this process itself, which is how work is handed out."""
    return await _asked(partial(_messages, services))


async def _messages(services: Services) -> bool:
    mark = str(new_id())
    try:
        async with services.hub.subscribe(_CHANNEL, only=mark) as subscription:
            async with services.database.session() as session:
                await session.execute(select(func.pg_notify(_CHANNEL, mark)))
            while await subscription.next() != mark:
                continue  # told to look again, for something may have been missed
    except DATABASE_FAULTS as error:
        log.warning("health.messages_unreachable", error=repr(error))
        return False
    return True


async def _database(services: Services) -> bool:
    try:
        async with services.database.session() as session:
            return await session.scalar(text("SELECT 1")) == 1
    except DATABASE_FAULTS as error:
        log.warning("health.database_unreachable", error=repr(error))
        return False


async def _redis(services: Services) -> Service:
    if not services.limiter.is_shared:
        return Service(Condition.NOT_CONFIGURED)
    return await _asked(services.limiter.answers)


async def _asked(answers: Callable[[], Awaitable[bool]]) -> Service:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(_SECONDS):
            healthy = await answers()
    except TimeoutError:
        healthy = False
    if not healthy:
        return Service(Condition.UNHEALTHY)
    return Service(Condition.HEALTHY, round((time.perf_counter() - began) * 1000, 2))
