"""An operation as it was at one moment, for those who show it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from millwright.platform.jobs import phases
from millwright.platform.jobs.models import LogLevel, Operation, OperationLog, OperationState
from millwright.platform.jobs.phases import PhaseRecord, PhaseState


@dataclass(frozen=True, slots=True)
class OperationSnapshot:
    """What can be said of an operation at one moment."""

    id: UUID
    project_id: UUID | None
    kind: str
    state: OperationState
    progress: float
    phases: tuple[PhaseRecord, ...]
    result: dict[str, object] | None
    error_code: str | None
    error_message: str | None
    cost: Decimal
    attempt: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @classmethod
    def of(cls, operation: Operation) -> Self:
        """The operation as loaded."""
        return cls(
            id=operation.id,
            project_id=operation.project_id,
            kind=operation.kind,
            state=operation.state,
            progress=operation.progress,
            phases=phases.load(operation.phases),
            result=operation.result,
            error_code=operation.error_code,
            error_message=operation.error_message,
            cost=operation.cost,
            attempt=operation.attempt,
            created_at=operation.created_at,
            started_at=operation.started_at,
            finished_at=operation.finished_at,
        )

    @property
    def percent(self) -> int:
        """The progress in whole per cent; 100 only when all is done."""
        return int(self.progress * 100)

    @property
    def current_phase(self) -> PhaseRecord | None:
        """The phase that is being worked on; the first of several."""
        return next((phase for phase in self.phases if phase.state is PhaseState.RUNNING), None)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of an operation's log, numbered from 1."""

    seq: int
    at: datetime
    level: LogLevel
    phase: str | None
    text: str

    @classmethod
    def of(cls, row: OperationLog) -> Self:
        """The line as loaded."""
        return cls(seq=row.seq, at=row.at, level=row.level, phase=row.phase, text=row.text)
