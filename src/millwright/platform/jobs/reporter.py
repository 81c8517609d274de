"""Writing down how an operation gets on: at most ten times a second, however much it has to say."""

import asyncio
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from types import TracebackType
from typing import Self
from uuid import UUID

import structlog
from sqlalchemy import Update, func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock
from millwright.kit.database import DATABASE_FAULTS, Database
from millwright.platform.jobs import phases
from millwright.platform.jobs.channels import CHANGED
from millwright.platform.jobs.models import LogLevel, Operation, OperationLog, OperationState
from millwright.platform.jobs.operations import notify
from millwright.platform.jobs.phases import PhaseRecord, PhaseState
from millwright.platform.jobs.snapshots import LogLine

_PAUSE = 0.1
"""Seconds between two writes."""
_PAUSE_AFTER_FAULT = 1.0
_MOST_LINES = 5_000
_LONGEST_LINE = 2_000

_log = structlog.get_logger()


class Reporter:
    """What is known of a running operation beyond its row, on its way there. Writes while used as a context."""

    def __init__(self, database: Database, operation: Operation, clock: Clock, *, logged: int) -> None:
        self._database = database
        self._operation_id = operation.id
        self._clock = clock
        self._records = {record.name: record for record in phases.load(operation.phases)}
        self._cost = Decimal(0)
        self._seq = logged
        self._unwritten: list[LogLine] = []
        self._behind = False
        """Whether something is not written yet."""
        self._changed = asyncio.Event()
        self._closed = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._writer = asyncio.create_task(self._keep_writing())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        self._changed.set()
        if self._writer is not None:
            await self._writer
        if self._behind:
            await self._write()

    def has(self, phase: str) -> bool:
        """Whether the operation has a phase of this name."""
        return phase in self._records

    def is_open(self, phase: str) -> bool:
        """Whether the phase has yet to end."""
        return self._records[phase].state in {PhaseState.PENDING, PhaseState.RUNNING}

    def begin(self, phase: str) -> None:
        """The phase is being worked on; a second time keeps its first start."""
        record = self._records[phase]
        started = record.started_at or self._clock()
        self._set(record, state=PhaseState.RUNNING, started_at=started, finished_at=None)

    def end(self, phase: str, state: PhaseState) -> None:
        """The phase has ended so."""
        record = self._records[phase]
        now = self._clock()
        progress = 1.0 if state is PhaseState.SUCCEEDED else record.progress
        self._set(record, state=state, progress=progress, started_at=record.started_at or now, finished_at=now)

    def advance(self, phase: str, fraction: float) -> None:
        """The phase is so far, from 0 to 1; it never goes back."""
        record = self._records[phase]
        if fraction > record.progress:
            self._set(record, progress=min(fraction, 1.0))

    def spend(self, dollars: Decimal) -> None:
        """So much more was spent."""
        self._cost += dollars
        self._touch()

    def log(self, line: str, *, level: LogLevel, phase: str | None) -> None:
        """One more line, cut to a bounded length; lines beyond a bounded number are dropped."""
        if self._seq >= _MOST_LINES:
            return
        self._seq += 1
        if self._seq == _MOST_LINES:
            line = "The log is full; further lines are dropped."
        kept = line.replace("\x00", "\N{REPLACEMENT CHARACTER}")[:_LONGEST_LINE]
        self._unwritten.append(LogLine(seq=self._seq, at=self._clock(), level=level, phase=phase, text=kept))
        self._touch()

    def closed_phases(self, *, succeeded: bool) -> tuple[PhaseRecord, ...]:
        """The phases of the operation once it has ended."""
        running = PhaseState.SUCCEEDED if succeeded else PhaseState.FAILED
        return phases.close(
            tuple(self._records.values()), running=running, pending=PhaseState.SKIPPED, at=self._clock()
        )

    def now(self) -> datetime:
        """The present instant, by the operation's clock."""
        return self._clock()

    @property
    def cost(self) -> Decimal:
        """US dollars spent so far."""
        return self._cost

    def quiet(self) -> None:
        """Leaves what is not written yet to the operation's last transaction."""
        self._behind = False

    async def write_logs(self, session: AsyncSession) -> int:
        """Adds the lines that are not written yet, in the caller's transaction; answers how many."""
        rows = [_row(self._operation_id, line) for line in self._unwritten]
        if rows:
            await session.execute(insert(OperationLog).on_conflict_do_nothing(), rows)
        return len(rows)

    def _set(self, record: PhaseRecord, **changes: object) -> None:
        self._records[record.name] = record.model_copy(update=changes)
        self._touch()

    def _touch(self) -> None:
        self._behind = True
        self._changed.set()

    async def _keep_writing(self) -> None:
        while not self._closed.is_set():
            await self._changed.wait()
            self._changed.clear()
            if self._behind and not self._closed.is_set():
                pause = _PAUSE if await self._write() else _PAUSE_AFTER_FAULT
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._closed.wait()

    async def _write(self) -> bool:
        self._behind = False
        try:
            async with self._database.session() as session:
                # Progress that a power cut takes away is made again.
                await session.execute(text("SET LOCAL synchronous_commit = off"))
                await session.execute(self._progress())
                written = await self.write_logs(session)
                await notify(session, CHANGED, str(self._operation_id))
            del self._unwritten[:written]
            return True
        except DATABASE_FAULTS as error:
            self._touch()
            _log.warning("operation.progress_not_written", operation_id=str(self._operation_id), error=str(error))
            return False

    def _progress(self) -> Update:
        records = tuple(self._records.values())
        return (
            update(Operation)
            .where(Operation.id == self._operation_id, Operation.state == OperationState.RUNNING)
            .values(
                phases=phases.dump(records),
                progress=func.greatest(Operation.progress, phases.overall(records)),
                cost=func.greatest(Operation.cost, self._cost),
            )
        )


def _row(operation_id: UUID, line: LogLine) -> dict[str, object]:
    return {"operation_id": operation_id, **asdict(line)}
