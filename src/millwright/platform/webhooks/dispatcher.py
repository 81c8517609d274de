"""The dispatcher: reads the event log, and sends what comes of it.

Nothing polls. Two notifications and one timer (the next attempt or end of a lease) say when to look; a turn of the
sender is one transaction that writes down what has ended and claims what is due. No request is made inside of one.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from cryptography.exceptions import InvalidTag
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.crypto import Cipher
from millwright.kit.database import Database
from millwright.kit.metrics import WEBHOOK_ATTEMPTS
from millwright.kit.notify import NotificationHub, Subscription
from millwright.kit.outgoing import Answer, Failure, OutgoingClient
from millwright.platform import events
from millwright.platform.webhooks import queue
from millwright.platform.webhooks.deliveries import CHANNEL, wake_senders
from millwright.platform.webhooks.dialects import Dialect, Message
from millwright.platform.webhooks.fanout import CURSOR, spread
from millwright.platform.webhooks.headers import merged
from millwright.platform.webhooks.queue import Claimed, Outcome
from millwright.platform.webhooks.secrets import open_secret, standard_headers

_USER_AGENT = "Millwright-Webhooks/1.0"
_LONGEST_WAIT = 60.0
"""Seconds after which a sender looks even though nothing woke it."""
_AFTER_FAULT = 1.0
_PURGE_EVERY = 3600.0

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast, how often and how long.

    `retries` are the pauses after the first, second... failure, each drawn from half to one and a half times itself;
    after the last, a delivery has failed. `concurrency` counts requests of this process, `each` those to one endpoint.
    `gather` is the least time between two looks at the event log. `unreadable` is the pause before a delivery is looked
    at again whose secret opens with another key than ours: no fault of the receiver, so no attempt either.
    """

    retries: tuple[timedelta, ...] = tuple(
        timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 10_800, 21_600, 43_200)
    )
    timeout: timedelta = timedelta(seconds=10)
    lease: timedelta = timedelta(seconds=60)
    concurrency: int = 64
    each: int = 4
    gather: timedelta = timedelta(milliseconds=50)
    unreadable: timedelta = timedelta(minutes=5)
    disable_after: timedelta = timedelta(days=3)
    keep: timedelta = timedelta(days=30)
    grace: timedelta = timedelta(seconds=2)


class Dispatcher:
    """Tells endpoints of events, from `start` to `stop`; any number of them may share a database."""

    def __init__(
        self,
        database: Database,
        hub: NotificationHub,
        outgoing: OutgoingClient,
        cipher: Cipher,
        dialects: Sequence[Dialect],
        *,
        pace: Pace = Pace(),
        clock: Clock = system_clock,
    ) -> None:
        self._database = database
        self._hub = hub
        self._outgoing = outgoing
        self._cipher = cipher
        self._dialects: Mapping[str, Dialect] = {dialect.name: dialect for dialect in dialects}
        self._pace = pace
        self._clock = clock
        self._woken = asyncio.Event()
        self._sending: dict[asyncio.Task[None], Claimed] = {}
        self._outcomes: list[Outcome] = []
        """Ended, and not yet written down."""
        self._unreadable: list[Claimed] = []
        """To be given back: their secrets open with another key than ours."""
        self._complained = False
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begins, at the first start of all with the events from now on."""
        async with self._database.session() as session:
            await events.cursors.ensure(session, CURSOR)
        for loop in (self._follow_events, self._follow_deliveries, self._send, self._purge):
            self._loops.append(asyncio.create_task(_for_ever(loop)))

    async def stop(self) -> None:
        """Lets requests end for a moment, then gives back what is left for another to send."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops.clear()
        if self._sending:
            await asyncio.wait(self._sending, timeout=self._pace.grace.total_seconds())
        left = dict(self._sending)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        async with self._database.session() as session:
            await self._write_down(session, self._outcomes)
            await self._put_off(session, self._unreadable)
            if left:
                await queue.release(session, list(left.values()), self._clock())
                await wake_senders(session)
        self._outcomes.clear()
        self._unreadable.clear()

    async def _follow_events(self) -> None:
        async with self._hub.subscribe(events.CHANNEL) as subscription:
            while True:
                taken = await self._spread_all()
                await asyncio.sleep(self._pace.gather.total_seconds())
                # Another process has the cursor: should it die with it, somebody must look again.
                await _hear(subscription, None if taken else _AFTER_FAULT)

    async def _spread_all(self) -> bool:
        more, taken = True, True
        while more:
            async with self._database.session() as session:
                done = await spread(session, self._dialects, self._clock())
            more, taken = done.more, done.taken
        return taken

    async def _follow_deliveries(self) -> None:
        async with self._hub.subscribe(CHANNEL) as subscription:
            while True:
                self._woken.set()
                await _hear(subscription, None)

    async def _send(self) -> None:
        while True:
            self._woken.clear()
            now = self._clock()
            due = await self._turn(now)
            pause = _LONGEST_WAIT if due is None else min(_LONGEST_WAIT, (due - now).total_seconds())
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):  # wait_for forgets a cancellation that comes with the wake-up
                    await self._woken.wait()

    async def _turn(self, now: datetime) -> datetime | None:
        """Writes down what has ended, begins what is due, and answers when to look again at the latest."""
        outcomes, unreadable = list(self._outcomes), list(self._unreadable)
        async with self._database.session() as session:
            await self._write_down(session, outcomes)
            await self._put_off(session, unreadable)
            claims = await self._claim(session, now)
            due = await queue.next_due(session, now)
        del self._outcomes[: len(outcomes)]
        del self._unreadable[: len(unreadable)]
        for claimed in claims:
            task = asyncio.create_task(self._attempt(claimed))
            self._sending[task] = claimed
            task.add_done_callback(self._sending.pop)
        return due

    async def _write_down(self, session: AsyncSession, outcomes: Sequence[Outcome]) -> None:
        if outcomes:
            await queue.record(
                session,
                outcomes,
                now=self._clock(),
                retries=self._pace.retries,
                disable_after=self._pace.disable_after,
            )

    async def _put_off(self, session: AsyncSession, unreadable: Sequence[Claimed]) -> None:
        if unreadable:
            await queue.release(session, unreadable, self._clock() + self._pace.unreadable)

    async def _claim(self, session: AsyncSession, now: datetime) -> list[Claimed]:
        free = self._pace.concurrency - len(self._sending)
        if free <= 0:
            return []
        busy = Counter(claimed.endpoint_id for claimed in self._sending.values())
        return await queue.claim(session, now=now, lease=self._pace.lease, busy=busy, each=self._pace.each, free=free)

    async def _attempt(self, claimed: Claimed) -> None:
        at = self._clock()
        try:
            answer = await self._post(claimed, at)
        except InvalidTag:
            self._note_unreadable(claimed)
            return
        except Exception:  # noqa: BLE001 - a fault of a contract's dialect is this delivery's alone
            _log.exception("webhooks.attempt_failed", delivery=str(claimed.delivery_id), door=claimed.door)
            answer = Answer(status=None, failure=Failure.INVALID_REQUEST, elapsed_ms=0)
        WEBHOOK_ATTEMPTS.labels(claimed.door, _outcome(answer)).inc()
        self._outcomes.append(Outcome(claimed, at, answer))
        self._woken.set()

    def _note_unreadable(self, claimed: Claimed) -> None:
        if not self._complained:
            _log.error("webhooks.secret_unreadable", endpoint=str(claimed.endpoint_id), hint="see MILLWRIGHT_KEYS")
        self._complained = True
        self._unreadable.append(claimed)
        self._woken.set()

    async def _post(self, claimed: Claimed, at: datetime) -> Answer:
        secret = open_secret(self._cipher, claimed.endpoint_id, claimed.sealed_secret)
        sealed = self._dialects[claimed.door].seal(
            Message(
                delivery_id=claimed.delivery_id,
                event=claimed.event,
                body=claimed.body,
                attempt=claimed.attempt,
                secret=secret,
            )
        )
        ours = {
            "Content-Type": "application/json",
            **sealed.headers,
            **standard_headers(secret, claimed.delivery_id, sealed.body, at),
        }
        return await self._outgoing.post(
            claimed.url,
            headers=merged(merged({"User-Agent": _USER_AGENT}, claimed.headers), ours),
            body=sealed.body,
            timeout=self._pace.timeout.total_seconds(),
        )

    async def _purge(self) -> None:
        while True:
            more = True
            while more:
                async with self._database.session() as session:
                    more = await queue.purge(session, self._clock() - self._pace.keep)
            await asyncio.sleep(_PURGE_EVERY)


def _outcome(answer: Answer) -> str:
    return f"{answer.status // 100}xx" if answer.failure is None and answer.status else str(answer.failure)


async def _for_ever(loop: Callable[[], Awaitable[None]]) -> None:
    """Begins the loop anew whenever it fails, which the database makes it do now and then."""
    while True:
        try:
            await loop()
        except Exception:  # noqa: BLE001 - nobody else would hear of it, and deliveries would stop
            _log.exception("webhooks.loop_failed")
            await asyncio.sleep(_AFTER_FAULT)


async def _hear(subscription: Subscription, patience: float | None) -> None:
    """Waits for a notification, and takes all that have come with it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            await subscription.next()
    while subscription.pending:
        await subscription.next()
