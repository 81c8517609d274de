"""The tables of operations and their logs."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Numeric, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.database import Base, WithCreatedAt, WithId


class OperationState(StrEnum):
    """Where an operation stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing will change any more."""
        return self not in {OperationState.QUEUED, OperationState.RUNNING}


class LogLevel(StrEnum):
    """How much a log line matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Operation(WithId, WithCreatedAt, Base):
    """Work that takes time: what was asked, how far it is, how it ended."""

    __tablename__ = "operations"
    __table_args__ = (
        Index(None, "organization_id", "created_at"),
        Index(None, "project_id", "created_at"),
        Index(None, "requested_by", "created_at"),
        Index(None, "kind", "state", "finished_at"),
        Index("ix_operations_waiting", "created_at", postgresql_where=text("state = 'queued'")),
        Index("ix_operations_running", "executor", postgresql_where=text("state = 'running'")),
        Index(
            "uq_operations_idempotency_key",
            "organization_id",
            "kind",
            "idempotency_key",
            unique=True,
            postgresql_where=text("idempotency_key IS NOT NULL"),
        ),
    )

    organization_id: Mapped[UUID]
    project_id: Mapped[UUID | None]
    requested_by: Mapped[UUID]
    """The user in whose name it runs."""
    kind: Mapped[str]
    state: Mapped[OperationState] = mapped_column(default=OperationState.QUEUED)
    input: Mapped[dict[str, object]] = mapped_column(JSONB)
    phases: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    """One `PhaseRecord` each, in order."""
    progress: Mapped[float] = mapped_column(server_default=text("0"))
    """From 0 to 1 over all phases by their weights; only grows."""
    result: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    cost: Mapped[Decimal] = mapped_column(Numeric(12, 6), server_default=text("0"))
    """US dollars spent on models."""
    attempt: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    retry_of: Mapped[UUID | None] = mapped_column(ForeignKey("operations.id", ondelete="SET NULL"))
    idempotency_key: Mapped[str | None]
    executor: Mapped[str | None]
    """The worker that runs it or ran it last."""
    starts: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """How often a worker has begun or resumed it."""
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class OperationLog(Base):
    """One line of an operation's log."""

    __tablename__ = "operation_logs"

    operation_id: Mapped[UUID] = mapped_column(ForeignKey("operations.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1, without gaps."""
    at: Mapped[datetime]
    level: Mapped[LogLevel]
    phase: Mapped[str | None]
    text: Mapped[str]
