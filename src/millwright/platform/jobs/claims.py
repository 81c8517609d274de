"""What a worker writes about operations as it takes them up and ends them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.errors import DomainError
from millwright.platform import events
from millwright.platform.jobs import phases
from millwright.platform.jobs.channels import CHANGED
from millwright.platform.jobs.models import Operation, OperationLog, OperationState
from millwright.platform.jobs.operations import event_data, notify
from millwright.platform.jobs.reporter import Reporter


async def claim(session: AsyncSession, kind: str, *, executor: str, limit: int, now: datetime) -> Sequence[Operation]:
    """Takes up to `limit` of the operations of this kind that wait, oldest first; no other worker gets the same.

    Each is counted as started once.
    """
    waiting = (
        select(Operation.id)
        .where(Operation.kind == kind, Operation.state == OperationState.QUEUED)
        .order_by(Operation.created_at, Operation.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("waiting")
    )
    claimed = (
        update(Operation)
        .where(Operation.id.in_(select(waiting.c.id)))
        .values(state=OperationState.RUNNING, executor=executor, started_at=now, starts=Operation.starts + 1)
        .returning(Operation)
    )
    operations = (await session.scalars(claimed)).all()
    for operation in operations:
        await _tell(session, operation, "operation.started")
    return operations


async def claimed_by(session: AsyncSession, executor: str) -> Sequence[Operation]:
    """The operations that this worker took and has not ended."""
    query = select(Operation).where(Operation.state == OperationState.RUNNING, Operation.executor == executor)
    return (await session.scalars(query)).all()


async def begin(session: AsyncSession, operation_id: UUID) -> tuple[Operation, int] | None:
    """Counts one more start of an operation that was claimed before; answers it with the number of its last log line.

    None when it was called off, or has ended.
    """
    started = (
        update(Operation)
        .where(Operation.id == operation_id, Operation.state == OperationState.RUNNING)
        .values(starts=Operation.starts + 1)
        .returning(Operation)
    )
    operation = (await session.scalars(started)).one_or_none()
    if operation is None:
        return None
    last = select(func.coalesce(func.max(OperationLog.seq), 0)).where(OperationLog.operation_id == operation_id)
    return operation, (await session.scalars(last)).one()


async def succeed(session: AsyncSession, operation_id: UUID, result: BaseModel | None, reporter: Reporter) -> bool:
    """Ends a running operation well; answers False for one that was called off, which stays so."""
    now = reporter.now()
    ended = (
        update(Operation)
        .where(Operation.id == operation_id, Operation.state == OperationState.RUNNING)
        .values(
            state=OperationState.SUCCEEDED,
            progress=1.0,
            result=None if result is None else result.model_dump(mode="json"),
            phases=phases.dump(reporter.closed_phases(succeeded=True)),
            cost=func.greatest(Operation.cost, reporter.cost),
            finished_at=now,
        )
        .returning(Operation)
    )
    operation = await session.scalar(ended)
    if operation is None:
        return False
    await reporter.write_logs(session)
    await _tell(session, operation, "operation.succeeded")
    return True


async def fail(session: AsyncSession, operation_id: UUID, error: DomainError, reporter: Reporter) -> bool:
    """Ends a running operation with what went wrong; answers False for one that was called off, which stays so."""
    ended = (
        update(Operation)
        .where(Operation.id == operation_id, Operation.state == OperationState.RUNNING)
        .values(
            state=OperationState.FAILED,
            error_code=error.code,
            error_message=error.message,
            phases=phases.dump(reporter.closed_phases(succeeded=False)),
            cost=func.greatest(Operation.cost, reporter.cost),
            finished_at=reporter.now(),
        )
        .returning(Operation)
    )
    operation = await session.scalar(ended)
    if operation is None:
        return False
    await reporter.write_logs(session)
    await _tell(session, operation, "operation.failed")
    return True


async def called_off(session: AsyncSession, operation_ids: Collection[UUID]) -> Sequence[UUID]:
    """Those of the operations that have been cancelled."""
    query = select(Operation.id).where(Operation.id.in_(operation_ids), Operation.state == OperationState.CANCELLED)
    return (await session.scalars(query)).all()


async def _tell(session: AsyncSession, operation: Operation, event: str) -> None:
    await events.append(
        session,
        event,
        organization_id=operation.organization_id,
        user_id=operation.requested_by,
        subject_id=operation.id,
        data=event_data(operation),
    )
    await notify(session, CHANGED, str(operation.id))
