"""Moving windows in memory, behind the interface for storage of the library `limits`.

The library's own memory storage looks through all its keys at every hit (1.2 ms with 9,000 of them) and keeps an
object for each request of a day. Here a window is at most 61 slots, each a count of the requests that came close
together, and a hit costs the same whatever is kept.
"""

import time
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from limits.aio.storage import MovingWindowSupport, Storage

_SLOTS = 60
_MOST_KEYS = 100_000
"""For each length of window: what was used longest ago is forgotten first."""


@dataclass(slots=True)
class _Slot:
    opened: float
    last: float
    count: int


@dataclass(slots=True)
class _Requests:
    total: int = 0
    slots: deque[_Slot] = field(default_factory=deque[_Slot])


class SlottedMemory(Storage, MovingWindowSupport):
    """Counts for as long as they matter. A slot leaves its window with its last request, so no count is too low."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._clock = clock
        self._windows: defaultdict[int, OrderedDict[str, _Requests]] = defaultdict(OrderedDict)
        """By length in seconds; each in the order of last use."""

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """What the library may translate: nothing is raised here."""
        return ()

    @property
    def size(self) -> int:
        """How many slots are kept, over all keys."""
        return sum(len(requests.slots) for kept in self._windows.values() for requests in kept.values())

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Counts `amount` requests within the last `expiry` seconds, unless that would be more than `limit`."""
        now = self._clock()
        kept = self._windows[expiry]
        requests = kept.get(key)
        if requests is None:
            _forget_old(kept, now - expiry)
            requests = kept[key] = _Requests()
        else:
            kept.move_to_end(key)
            _leave(requests, now - expiry)
        if requests.total + amount > limit:
            return False
        _count(requests, now, amount, expiry / _SLOTS)
        return True

    async def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest requests that count arrived (now when there are none), and how many count."""
        now = self._clock()
        requests = self._windows[expiry].get(key)
        if requests is None:
            return now, 0
        _leave(requests, now - expiry)
        return (requests.slots[0].last if requests.slots else now), requests.total

    async def clear(self, key: str) -> None:
        """Forgets the requests of `key`."""
        for kept in self._windows.values():
            kept.pop(key, None)

    async def reset(self) -> int | None:
        """Forgets all requests, and says of how many keys."""
        forgotten = sum(len(kept) for kept in self._windows.values())
        self._windows.clear()
        return forgotten

    async def check(self) -> bool:
        """Memory is always at hand."""
        return True

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Fixed windows are not kept here."""
        raise NotImplementedError

    async def get(self, key: str) -> int:
        """Fixed windows are not kept here."""
        raise NotImplementedError

    async def get_expiry(self, key: str) -> float:
        """Fixed windows are not kept here."""
        raise NotImplementedError


def _leave(requests: _Requests, cutoff: float) -> None:
    slots = requests.slots
    while slots and slots[0].last <= cutoff:
        requests.total -= slots.popleft().count


def _count(requests: _Requests, now: float, amount: int, slot_seconds: float) -> None:
    requests.total += amount
    slots = requests.slots
    if slots and now - slots[-1].opened < slot_seconds:
        slots[-1].last = now
        slots[-1].count += amount
    else:
        slots.append(_Slot(now, now, amount))


def _forget_old(kept: OrderedDict[str, _Requests], cutoff: float) -> None:
    """Drops from the front what no longer counts: two at most, so that no request pays for many."""
    for _ in range(2):
        if not kept:
            return
        slots = next(iter(kept.values())).slots
        if len(kept) < _MOST_KEYS and slots and slots[-1].last > cutoff:
            return
        kept.popitem(last=False)
