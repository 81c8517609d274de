"""Counting requests in moving windows, in this process or in Redis."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import structlog
from limits import RateLimitItem, RateLimitItemPerSecond, WindowStats
from limits.aio.storage.redis import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter, RateLimiter, SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from redis.asyncio import ConnectionPool

from millwright.platform.limits.memory import SlottedMemory

_NOT_COUNTED = 100_000_000
"""Windows of at least this many requests refuse nobody, and are not counted."""
_PAUSE = 5.0
"""Seconds for which a store that failed is not asked again."""
_LOG_EVERY = 60.0
_REDIS_TIMEOUT = 0.5

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Window:
    """At most `requests` within any `seconds`."""

    requests: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass, and the figures that its answer shows.

    `reset_at` is an instant in seconds since 1970: when the oldest request that counts leaves the window, rounded up.
    `retry_after` is in seconds: at least 1 when refused, 0 when allowed.
    """

    allowed: bool
    limit: int
    remaining: int
    reset_at: int
    retry_after: int
    window_seconds: int


class Limiter:
    """Counts requests by bucket (which limit) and subject (who)."""

    def __init__(self, strategy: RateLimiter, clock: Callable[[], float] = time.time) -> None:
        self._strategy = strategy
        self._clock = clock
        self._asked_again_at = 0.0
        self._logged_at = -math.inf
        self._pool: ConnectionPool | None = None

    @classmethod
    def memory(cls, clock: Callable[[], float] = time.time) -> "Limiter":
        """Counts in this process. A request counts until it has left the window, give or take a sixtieth of it."""
        return cls(MovingWindowRateLimiter(SlottedMemory(clock)), clock)

    @classmethod
    def redis(cls, url: str) -> "Limiter":
        """Counts in the Redis server at `url`, together with all processes that use it.

        Windows are estimated from two counters. While Redis cannot be reached every request passes; the log says so
        once a minute.
        """
        pool = ConnectionPool.from_url(  # pyright: ignore[reportUnknownMemberType] - the rest is passed on as it is
            url, socket_timeout=_REDIS_TIMEOUT, socket_connect_timeout=_REDIS_TIMEOUT
        )
        storage = RedisStorage(
            url,
            wrap_exceptions=True,
            implementation="redispy",
            key_prefix="millwright-limits",
            connection_pool=pool,  # pyright: ignore[reportArgumentType] - documented, and not in the annotation
        )
        limiter = cls(SlidingWindowCounterRateLimiter(storage))
        limiter._pool = pool
        return limiter

    @property
    def is_shared(self) -> bool:
        """Whether other processes count together with this one."""
        return not isinstance(self._strategy.storage, SlottedMemory)

    async def answers(self) -> bool:
        """Whether what counts can be reached right now."""
        try:
            return bool(await self._strategy.storage.check())
        except StorageError:
            return False

    async def hit(self, bucket: str, subject: str, windows: Sequence[Window], cost: int = 1) -> Verdict:
        """Counts `cost` requests in all `windows`, or in none when one of them refuses.

        The verdict is that of the window which refuses (the one that frees last when several do), else of the first.
        """
        verdict = await self.peek(bucket, subject, windows, cost)
        if not verdict.allowed or self._is_resting():
            return verdict
        counted = [window for window in windows if window.requests < _NOT_COUNTED]
        try:
            for window in counted:
                if not await self._strategy.hit(_item(window), bucket, subject, cost=cost):
                    # Another process was faster: what was counted before stays counted, to nobody's gain.
                    return self._verdict(window, WindowStats(self._clock() + 1, 0), cost)
        except StorageError as error:
            self._rest(error)
        return verdict

    async def peek(self, bucket: str, subject: str, windows: Sequence[Window], cost: int = 1) -> Verdict:
        """What `hit` would answer, without counting."""
        verdicts = await self._verdicts(bucket, subject, windows, cost)
        refused = [verdict for verdict in verdicts if not verdict.allowed]
        return max(refused, key=lambda verdict: verdict.reset_at) if refused else verdicts[0]

    async def clear(self, bucket: str, subject: str, windows: Sequence[Window]) -> None:
        """Forgets what was counted for the subject in these windows of the bucket."""
        if self._is_resting():
            return
        try:
            for window in windows:
                await self._strategy.clear(_item(window), bucket, subject)
        except StorageError as error:
            self._rest(error)

    async def close(self) -> None:
        """Ends the connections to Redis, if there are any."""
        if self._pool is not None:
            await self._pool.aclose()

    async def _verdicts(self, bucket: str, subject: str, windows: Sequence[Window], cost: int) -> list[Verdict]:
        if not self._is_resting():
            try:
                return [await self._ask(window, bucket, subject, cost) for window in windows]
            except StorageError as error:
                self._rest(error)
        return [self._verdict(window, self._empty(window), cost) for window in windows]

    async def _ask(self, window: Window, bucket: str, subject: str, cost: int) -> Verdict:
        if window.requests >= _NOT_COUNTED:
            return self._verdict(window, self._empty(window), cost)
        stats = await self._strategy.get_window_stats(_item(window), bucket, subject)
        return self._verdict(window, stats, cost)

    def _empty(self, window: Window) -> WindowStats:
        return WindowStats(self._clock() + window.seconds, window.requests)

    def _verdict(self, window: Window, stats: WindowStats, cost: int) -> Verdict:
        now = self._clock()
        reset_at = stats.reset_time if stats.reset_time > now else now + window.seconds
        allowed = stats.remaining >= cost
        return Verdict(
            allowed=allowed,
            limit=window.requests,
            remaining=max(0, stats.remaining - (cost if allowed else 0)),
            reset_at=math.ceil(reset_at),
            retry_after=0 if allowed else max(1, math.ceil(reset_at - now)),
            window_seconds=window.seconds,
        )

    def _is_resting(self) -> bool:
        return self._clock() < self._asked_again_at

    def _rest(self, error: StorageError) -> None:
        """Lets everything pass for a while: a store that is away must not slow every request down."""
        now = self._clock()
        self._asked_again_at = now + _PAUSE
        if now - self._logged_at >= _LOG_EVERY:
            self._logged_at = now
            _log.warning("limits.store_unreachable", error=str(error), all_pass=True)


class _Item(RateLimitItemPerSecond):
    def key_for(self, *identifiers: bytes | str | float) -> str:
        """As the library's, at a third of the time: it is asked for six times in a request."""
        return f"{'/'.join(map(str, identifiers))}/{self.amount}/{self.multiples}"


@lru_cache(maxsize=256)
def _item(window: Window) -> RateLimitItem:
    return _Item(window.requests, window.seconds)
