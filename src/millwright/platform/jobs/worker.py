"""Carrying operations out: takes those that wait, resumes those that a dead process left, ends those called off."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import AsyncExitStack
from functools import partial
from uuid import UUID

import structlog
from pydantic import BaseModel

from millwright.kit.clock import Clock, system_clock
from millwright.kit.database import DATABASE_FAULTS, Database
from millwright.kit.errors import DomainError
from millwright.kit.errors import Kind as ErrorKind
from millwright.kit.notify import NotificationHub, Subscription
from millwright.platform.jobs import claims, engine
from millwright.platform.jobs.carrying import Handler, carry_out
from millwright.platform.jobs.channels import CANCELLED, QUEUED
from millwright.platform.jobs.engine import Standing
from millwright.platform.jobs.kinds import Input, Kind
from millwright.platform.jobs.models import Operation
from millwright.platform.jobs.reporter import Reporter
from millwright.platform.jobs.run import Run

_STOP_TIMEOUT = 20.0

_log = structlog.get_logger()


class Worker:
    """Works on operations in this process's event loop, from `start` to `stop`.

    `executor` names the worker among others on the same database, and stays the same over restarts: by it a worker
    finds what it left unfinished.
    """

    def __init__(
        self, database: Database, hub: NotificationHub, *, executor: str = "main", clock: Clock = system_clock
    ) -> None:
        self._database = database
        self._hub = hub
        self._executor = executor
        self._clock = clock
        self._handlers: dict[str, Handler] = {}
        self._concurrency: dict[str, int] = {}
        self._taken: defaultdict[str, set[UUID]] = defaultdict(set)
        """What counts against each kind's concurrency."""
        self._fresh: dict[UUID, Operation] = {}
        """Just claimed, and not yet begun."""
        self._tasks: dict[UUID, asyncio.Task[object]] = {}
        self._called_off: set[UUID] = set()
        self._claiming = False
        self._called_off_unseen: set[UUID] = set()
        """Called off while claiming: among them may be what was claimed, of which this worker has not heard yet."""
        self._wanted: set[str] = set()
        """Kinds of which something may wait."""
        self._unsure = False
        """Whether something may have been claimed that is not being worked on."""
        self._wake = asyncio.Event()
        self._helpers: list[asyncio.Task[None]] = []
        self._subscriptions = AsyncExitStack()

    def handle(self, kind: Kind[Input], handler: Callable[[Run, Input], Awaitable[BaseModel | None]]) -> None:
        """Says how operations of this kind are carried out; what `handler` answers becomes the result.

        To be called before `start`, once for each kind.
        """

        async def perform(run: Run, stored: dict[str, object]) -> BaseModel | None:
            return await handler(run, kind.input.model_validate(stored))

        self._handlers[kind.name] = perform
        self._concurrency[kind.name] = kind.concurrency

    async def start(self) -> None:
        """Resumes what was left unfinished, and takes on what waits and what comes."""
        async with self._database.session() as session:
            left = await claims.claimed_by(session, self._executor)
        for operation in left:
            self._taken[operation.kind].add(operation.id)
        engine.launch(self._database.url, executor=self._executor, body=self._carry_out)
        await self._resume(left)
        queued = await self._subscriptions.enter_async_context(self._hub.subscribe(QUEUED))
        cancelled = await self._subscriptions.enter_async_context(self._hub.subscribe(CANCELLED))
        self._want(*self._handlers)
        turns = (partial(self._hear_of_queued, queued), partial(self._hear_of_cancelled, cancelled), self._take_on)
        self._helpers = [asyncio.create_task(self._over_and_over(turn)) for turn in turns]
        _log.info("worker.started", executor=self._executor, resumed=len(left))

    async def stop(self) -> None:
        """Interrupts what runs, which a later `start` resumes at the last finished step."""
        for helper in self._helpers:
            helper.cancel()
        await asyncio.gather(*self._helpers, return_exceptions=True)
        await self._subscriptions.aclose()
        interrupted = [task for operation_id, task in self._tasks.items() if operation_id not in self._called_off]
        for task in interrupted:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=_STOP_TIMEOUT)
        await engine.shut_down()
        self._taken.clear()
        _log.info("worker.stopped", executor=self._executor, interrupted=len(interrupted))

    async def _resume(self, left: Sequence[Operation]) -> None:
        standings = await engine.standings([operation.id for operation in left])
        for operation in left:
            match standings[operation.id]:
                case Standing.UNKNOWN:
                    await engine.begin(operation.id)
                case Standing.LOST:
                    await self._give_up(operation)
                case Standing.RESUMING:
                    pass

    async def _give_up(self, operation: Operation) -> None:
        message = "This was interrupted by a change of Millwright itself. Please start it again."
        error = DomainError("operation_interrupted", ErrorKind.UNAVAILABLE, message)
        reporter = Reporter(self._database, operation, self._clock, logged=0)
        async with self._database.session() as session:
            await claims.fail(session, operation.id, error, reporter)
        self._taken[operation.kind].discard(operation.id)

    def _want(self, *kinds: str) -> None:
        self._wanted.update(kinds)
        self._wake.set()

    def _look_at_everything(self) -> None:
        self._unsure = True
        self._want(*self._handlers)

    async def _over_and_over(self, turn: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await turn()
                continue
            except DATABASE_FAULTS as error:
                _log.warning("worker.database_failed", error=str(error))
            except Exception:  # noqa: BLE001 - a worker that stopped listening would only look well
                _log.exception("worker.turn_failed")
            await asyncio.sleep(1)
            self._look_at_everything()

    async def _hear_of_queued(self, queued: Subscription) -> None:
        kind = await queued.next()
        if kind is None:
            self._look_at_everything()
        else:
            self._want(kind)

    async def _hear_of_cancelled(self, cancelled: Subscription) -> None:
        payload = await cancelled.next()
        if payload is not None:
            self._call_off(UUID(payload))
            return
        try:
            async with self._database.session() as session:
                for operation_id in await claims.called_off(session, self._tasks.keys()):
                    self._call_off(operation_id)
        except Exception:
            cancelled.offer(None)
            raise

    def _call_off(self, operation_id: UUID) -> None:
        if operation_id in self._called_off:
            return
        task = self._tasks.get(operation_id)
        if task is not None:
            task.cancel()
        if task is not None or operation_id in self._fresh:
            self._called_off.add(operation_id)
        elif self._claiming:
            self._called_off_unseen.add(operation_id)

    async def _take_on(self) -> None:
        await self._wake.wait()
        self._wake.clear()
        kinds, self._wanted = self._wanted, set()
        unsure, self._unsure = self._unsure, False
        if unsure:
            await self._find_forgotten()
        for kind in kinds:
            await self._claim(kind)

    async def _find_forgotten(self) -> None:
        """Begins what was claimed when the database failed before this worker heard of it, or could hand it over."""
        known = set(self._tasks).union(*self._taken.values())
        async with self._database.session() as session:
            claimed = await claims.claimed_by(session, self._executor)
        forgotten = [operation for operation in claimed if self._is_forgotten(operation, known)]
        for operation in forgotten:  # all of them before the first begins: what ends meanwhile gives its place back
            self._taken[operation.kind].add(operation.id)
        for operation in forgotten:
            await engine.begin(operation.id)

    def _is_forgotten(self, operation: Operation, known: Collection[UUID]) -> bool:
        """Whether it waits to be begun; what was known and counts no more has ended since the table was read."""
        counts = operation.id in self._taken[operation.kind]
        return operation.id not in self._tasks and (counts or operation.id not in known)

    async def _claim(self, kind: str) -> None:
        free = self._concurrency.get(kind, 0) - len(self._taken[kind])
        if free <= 0:
            return
        self._claiming = True
        try:
            async with self._database.session() as session:
                claimed = await claims.claim(session, kind, executor=self._executor, limit=free, now=self._clock())
            self._taken[kind].update(operation.id for operation in claimed)
            self._fresh.update((operation.id, operation) for operation in claimed)
            self._called_off.update(self._called_off_unseen & {operation.id for operation in claimed})
        finally:
            self._claiming = False
            self._called_off_unseen.clear()
        for operation in claimed:
            await engine.begin(operation.id)

    async def _carry_out(self, operation_id: UUID) -> None:
        """The whole of one start of an operation, as the engine's workflow."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks[operation_id] = task
        fresh = self._fresh.pop(operation_id, None)
        try:
            if operation_id in self._called_off:
                return
            await carry_out(
                operation_id, database=self._database, clock=self._clock, handlers=self._handlers, fresh=fresh
            )
        except asyncio.CancelledError:
            if operation_id not in self._called_off:
                raise  # stopping: the engine keeps the workflow as unfinished
            if task is not None:
                task.uncancel()
            _log.info("operation.cancelled", operation_id=str(operation_id))
        finally:
            self._let_go(operation_id)

    def _let_go(self, operation_id: UUID) -> None:
        self._tasks.pop(operation_id, None)
        self._called_off.discard(operation_id)
        for kind, taken in self._taken.items():
            if operation_id in taken:
                taken.discard(operation_id)
                self._want(kind)
