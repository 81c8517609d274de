import asyncio
from dataclasses import dataclass

import pytest
from limits import RateLimitItem, WindowStats
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import RateLimiter, SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from structlog.testing import capture_logs

from millwright.platform.limits import Limiter, Window
from millwright.platform.limits.memory import SlottedMemory

MINUTE = Window(100, 60)
DAY = Window(50_000, 86_400)


@dataclass
class HeldClock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def limiter(clock: HeldClock) -> Limiter:
    return Limiter.memory(clock)


async def hits(limiter: Limiter, count: int, *windows: Window, subject: str = "ada") -> int:
    """How many of `count` hits were allowed."""
    verdicts = [await limiter.hit("requests", subject, windows) for _ in range(count)]
    return sum(verdict.allowed for verdict in verdicts)


async def test_the_first_request_leaves_one_less_and_resets_a_window_later(limiter: Limiter, clock: HeldClock):
    verdict = await limiter.hit("requests", "ada", [MINUTE, DAY])
    assert verdict.allowed
    assert (verdict.limit, verdict.remaining, verdict.window_seconds) == (100, 99, 60)
    assert verdict.reset_at == clock.now + 60
    assert verdict.retry_after == 0


async def test_one_more_than_the_limit_is_refused_wherever_the_minute_turns(limiter: Limiter, clock: HeldClock):
    clock.now = 1_000_019.5  # the clock's minute turns half a second later
    assert await hits(limiter, 60, MINUTE) == 60
    clock.now += 1
    assert await hits(limiter, 40, MINUTE) == 40
    clock.now += 57
    verdict = await limiter.hit("requests", "ada", [MINUTE])
    assert not verdict.allowed
    assert verdict.remaining == 0
    assert 1 <= verdict.retry_after <= 3


async def test_what_was_refused_passes_after_the_announced_wait(limiter: Limiter, clock: HeldClock):
    await hits(limiter, 100, MINUTE)
    clock.now += 13.7
    refused = await limiter.hit("requests", "ada", [MINUTE])
    assert refused.retry_after == 47
    assert refused.reset_at == 1_000_060
    clock.now += refused.retry_after
    assert (await limiter.hit("requests", "ada", [MINUTE])).allowed


async def test_a_refused_request_counts_in_no_window(limiter: Limiter, clock: HeldClock):
    burst, hour = Window(2, 1), Window(3, 3600)
    assert await hits(limiter, 10, burst, hour) == 2
    clock.now += 2
    verdict = await limiter.hit("requests", "ada", [burst, hour])
    assert verdict.allowed
    refused = await limiter.hit("requests", "ada", [burst, hour])
    assert (refused.allowed, refused.window_seconds) == (False, 3600)


async def test_subjects_and_buckets_are_counted_apart(limiter: Limiter):
    one = Window(1, 60)
    assert await hits(limiter, 2, one) == 1
    assert await hits(limiter, 2, one, subject="grace") == 1
    assert (await limiter.hit("builds", "ada", [one])).allowed


@pytest.mark.parametrize("shared", [False, True])
async def test_what_was_cleared_is_not_counted_any_more(clock: HeldClock, *, shared: bool):
    limiter = Limiter(SlidingWindowCounterRateLimiter(MemoryStorage())) if shared else Limiter.memory(clock)
    ten = Window(10, 60)
    assert await hits(limiter, 11, ten) == await hits(limiter, 11, ten, subject="grace") == 10
    await limiter.clear("requests", "ada", [ten])
    assert await hits(limiter, 11, ten) == 10
    assert await hits(limiter, 1, ten, subject="grace") == 0


async def test_peeking_does_not_count(limiter: Limiter):
    for _ in range(5):
        assert (await limiter.peek("requests", "ada", [MINUTE])).remaining == 99
    assert (await limiter.hit("requests", "ada", [MINUTE])).remaining == 99


async def test_a_cost_is_taken_whole_or_not_at_all(limiter: Limiter):
    ten = [Window(10, 60)]
    assert (await limiter.hit("requests", "ada", ten, cost=7)).remaining == 3
    refused = await limiter.hit("requests", "ada", ten, cost=4)
    assert (refused.allowed, refused.remaining) == (False, 3)
    assert (await limiter.hit("requests", "ada", ten, cost=3)).allowed


async def test_huge_windows_refuse_nobody_and_keep_nothing(limiter: Limiter):
    verdict = await limiter.hit("requests", "ada", [Window(1_000_000_000, 60)])
    assert verdict.allowed
    assert verdict.remaining == 999_999_999


async def test_hits_at_once_never_exceed_the_limit(limiter: Limiter):
    verdicts = await asyncio.gather(*(limiter.hit("requests", "ada", [MINUTE]) for _ in range(300)))
    assert sum(verdict.allowed for verdict in verdicts) == 100


async def test_a_day_of_requests_is_kept_in_a_few_slots(clock: HeldClock):
    memory = SlottedMemory(clock)
    for _ in range(5_000):
        clock.now += 17.28
        assert await memory.acquire_entry("ada", 50_000, 86_400)
    assert await memory.get_moving_window("ada", 50_000, 86_400) == (pytest.approx(1_000_000, abs=1500), 5_000)
    assert memory.size <= 61


async def test_those_who_went_away_are_forgotten(clock: HeldClock):
    memory = SlottedMemory(clock)
    for number in range(1_000):
        await memory.acquire_entry(f"visitor {number}", 10, 60)
    clock.now += 61
    for number in range(600):
        await memory.acquire_entry(f"newcomer {number}", 10, 60)
    assert memory.size == 600


class BrokenStrategy(RateLimiter):
    """Stands for Redis that is away."""

    def __init__(self) -> None:
        super().__init__(SlottedMemory())
        self.asked = 0

    async def hit(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        raise StorageError(ConnectionError("away"))

    async def test(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        raise StorageError(ConnectionError("away"))

    async def get_window_stats(self, item: RateLimitItem, *identifiers: str) -> WindowStats:
        self.asked += 1
        raise StorageError(ConnectionError("away"))


async def test_while_the_store_is_away_requests_pass_and_the_log_says_so_once_a_minute(clock: HeldClock):
    strategy = BrokenStrategy()
    limiter = Limiter(strategy, clock)
    with capture_logs() as logs:
        for _ in range(59):
            assert (await limiter.hit("requests", "ada", [Window(1, 60)])).allowed
            clock.now += 1
    assert [log["event"] for log in logs] == ["limits.store_unreachable"]
    assert strategy.asked == 12  # every five seconds


async def test_redis_is_reached_by_its_own_client_and_passes_everything_when_nobody_listens():
    limiter = Limiter.redis("redis://127.0.0.1:1/0")
    with capture_logs() as logs:
        verdict = await limiter.hit("requests", "ada", [MINUTE])
    assert (verdict.allowed, verdict.remaining) == (True, 99)
    assert logs[0]["event"] == "limits.store_unreachable"
    await limiter.close()


async def test_counting_as_redis_does_gives_the_same_figures():
    limiter = Limiter(SlidingWindowCounterRateLimiter(MemoryStorage()))
    day = [Window(5, 86_400), Window(1_000, 86_400)]
    verdicts = [await limiter.hit("requests", "ada", day) for _ in range(6)]
    assert [verdict.remaining for verdict in verdicts] == [4, 3, 2, 1, 0, 0]
    assert [verdict.allowed for verdict in verdicts] == [True] * 5 + [False]
    assert 1 <= verdicts[-1].retry_after <= 86_400
    assert (await limiter.peek("requests", "ada", day[1:])).remaining == 994
