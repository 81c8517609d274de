"""Asking for work, looking at it, stopping it: the verbs on operations, each within the caller's transaction."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Select, event, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session as SyncSession

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.errors import DomainError, not_found
from millwright.kit.errors import Kind as ErrorKind
from millwright.kit.ids import new_id
from millwright.kit.metrics import OPERATIONS_ENDED
from millwright.platform import events
from millwright.platform.jobs import phases
from millwright.platform.jobs.channels import CANCELLED, CHANGED, QUEUED
from millwright.platform.jobs.kinds import Input, Kind
from millwright.platform.jobs.models import Operation, OperationLog, OperationState
from millwright.platform.jobs.phases import PhaseState
from millwright.platform.jobs.snapshots import LogLine

_ESTIMATE_FROM = 20
"""How many recent runs an estimate looks at."""


async def start(
    ctx: Context,
    kind: Kind[Input],
    input: Input,  # noqa: A002 - the plainest word for it
    *,
    project_id: UUID | None = None,
    idempotency_key: str | None = None,
) -> Operation:
    """Asks for work, which begins when the caller's transaction commits, and never does if that is rolled back.

    With an `idempotency_key` that this organization has used before for this kind, the operation of that time is
    answered; raises `DomainError` ``idempotency_key_reused`` if it had another input.
    """
    wanted: dict[str, object] = {
        "organization_id": ctx.actor.organization_id,
        "project_id": project_id,
        "requested_by": ctx.actor.user_id,
        "kind": kind.name,
        "input": input.model_dump(mode="json"),
        "phases": phases.dump(phases.fresh(kind.phases)),
        "idempotency_key": idempotency_key,
    }
    return await _enqueue(ctx, wanted)


def visible_to(actor: Actor) -> Select[Operation]:
    """The operations that the actor may know of."""
    query = select(Operation).where(Operation.organization_id == actor.organization_id)
    return query if actor.project_id is None else query.where(Operation.project_id == actor.project_id)


async def get(ctx: Context, operation_id: UUID, *, lock: bool = False) -> Operation:
    """The operation, locked for change when asked. Raises `DomainError` ``operation_not_found``."""
    query = visible_to(ctx.actor).where(Operation.id == operation_id)
    return await _one(ctx, query.with_for_update() if lock else query)


async def logs(ctx: Context, operation_id: UUID, *, after: int = 0, limit: int = 1000) -> list[LogLine]:
    """The lines of the operation's log that follow number `after`. Raises as `get` does."""
    await get(ctx, operation_id)
    return await read_logs(ctx.session, operation_id, after=after, limit=limit)


async def cancel(ctx: Context, operation_id: UUID) -> Operation:
    """Calls the operation off: it is cancelled from the caller's commit on, and its running step is ended promptly.

    Does nothing when it is cancelled already; raises `DomainError` ``operation_finished`` when it has ended otherwise.
    """
    operation = await get(ctx, operation_id, lock=True)
    if operation.state is OperationState.CANCELLED:
        return operation
    if operation.state.is_final:
        raise DomainError("operation_finished", ErrorKind.CONFLICT, f"The operation has already {operation.state}.")
    now = ctx.clock()
    operation.state = OperationState.CANCELLED
    operation.finished_at = now
    cancelled = PhaseState.CANCELLED
    records = phases.close(phases.load(operation.phases), running=cancelled, pending=cancelled, at=now)
    operation.phases = phases.dump(records)
    await ctx.session.flush()
    await events.record(ctx, "operation.cancelled", subject_id=operation.id, data=event_data(operation))
    _count_at_commit(ctx.session, operation.kind)
    await notify(ctx.session, CANCELLED, str(operation.id))
    await notify(ctx.session, CHANGED, str(operation.id))
    return operation


def _count_at_commit(session: AsyncSession, kind: str) -> None:
    """What is rolled back was not cancelled."""

    def count(_: SyncSession) -> None:
        OPERATIONS_ENDED.labels(kind, OperationState.CANCELLED.value).inc()

    event.listen(session.sync_session, "after_commit", count, once=True)


async def retry(ctx: Context, operation_id: UUID, *, instead: BaseModel | None = None) -> Operation:
    """Asks anew for what a failed or cancelled operation was to do, or for `instead` in place of its input.

    Raises `DomainError` ``operation_not_retryable`` for one that is still at work, is being tried again already, or
    has succeeded.
    """
    earlier = await get(ctx, operation_id, lock=True)
    if earlier.state not in {OperationState.FAILED, OperationState.CANCELLED}:
        message = "Only an operation that failed or was cancelled can be tried again."
        raise DomainError("operation_not_retryable", ErrorKind.CONFLICT, message)
    open_states = [state for state in OperationState if not state.is_final]
    under_way = select(Operation.id).where(Operation.retry_of == earlier.id, Operation.state.in_(open_states))
    if await ctx.session.scalar(under_way.limit(1)) is not None:
        message = "This operation is being tried again already."
        raise DomainError("operation_not_retryable", ErrorKind.CONFLICT, message)
    again = [
        record.model_copy(
            update={"state": PhaseState.PENDING, "progress": 0.0, "started_at": None, "finished_at": None}
        )
        for record in phases.load(earlier.phases)
    ]
    wanted: dict[str, object] = {
        "organization_id": earlier.organization_id,
        "project_id": earlier.project_id,
        "requested_by": ctx.actor.user_id,
        "kind": earlier.kind,
        "input": earlier.input if instead is None else instead.model_dump(mode="json"),
        "phases": phases.dump(again),
        "retry_of": earlier.id,
        "attempt": earlier.attempt + 1,
    }
    return await _enqueue(ctx, wanted)


async def remove(ctx: Context, operation: Operation) -> None:
    """Forgets an operation that has ended, with its log."""
    await ctx.session.delete(operation)
    await ctx.session.flush()
    await events.record(ctx, "operation.removed", subject_id=operation.id, data=event_data(operation))


async def estimate(session: AsyncSession, kind: str) -> float | None:
    """How many seconds an operation of this kind takes: the median of its recent successes, None without any."""
    recent = (
        select((Operation.finished_at - Operation.started_at).label("took"))
        .where(Operation.kind == kind, Operation.state == OperationState.SUCCEEDED)
        .order_by(Operation.finished_at.desc())
        .limit(_ESTIMATE_FROM)
        .subquery()
    )
    median = func.percentile_cont(0.5).within_group(func.extract("epoch", recent.c.took))
    return await session.scalar(select(median))


@dataclass(frozen=True, slots=True)
class Workload:
    """How many operations of the whole installation wait, and run."""

    queued: int
    running: int


async def workload(ctx: Context) -> Workload:
    """What there is to do now, for operators: raises `DomainError` of kind forbidden without the scope."""
    ctx.actor.require(Scope.ORGANIZATIONS_ADMIN)
    states = [OperationState.QUEUED, OperationState.RUNNING]
    queued, running = (func.count().filter(Operation.state == state) for state in states)
    row = (await ctx.session.execute(select(queued, running).where(Operation.state.in_(states)))).one()
    return Workload(row[0], row[1])


async def read_logs(session: AsyncSession, operation_id: UUID, *, after: int, limit: int) -> list[LogLine]:
    """The lines that follow number `after`, whoever asks."""
    query = (
        select(OperationLog)
        .where(OperationLog.operation_id == operation_id, OperationLog.seq > after)
        .order_by(OperationLog.seq)
        .limit(limit)
    )
    return [LogLine.of(row) for row in await session.scalars(query)]


def event_data(operation: Operation) -> dict[str, object]:
    """What an operation's events say beside its id."""
    project = None if operation.project_id is None else str(operation.project_id)
    return {"kind": operation.kind, "project_id": project, "error_code": operation.error_code}


async def notify(session: AsyncSession, channel: str, payload: str) -> None:
    """Wakes those who listen to `channel`, at commit."""
    await session.execute(select(func.pg_notify(channel, payload)))


async def _one(ctx: Context, query: Select[Operation]) -> Operation:
    operation = (await ctx.session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    if operation is None:
        raise not_found("operation")
    return operation


async def _enqueue(ctx: Context, wanted: dict[str, object]) -> Operation:
    row = insert(Operation).values(id=new_id(), state=OperationState.QUEUED, created_at=ctx.clock(), **wanted)
    # Where somebody else is just using the same key, this waits for them to commit.
    row = row.on_conflict_do_nothing(
        index_elements=["organization_id", "kind", "idempotency_key"],
        index_where=Operation.idempotency_key.is_not(None),
    )
    operation = (await ctx.session.scalars(row.returning(Operation))).one_or_none()
    if operation is None:
        return await _earlier(ctx, wanted)
    await notify(ctx.session, QUEUED, operation.kind)
    return operation


async def _earlier(ctx: Context, wanted: dict[str, object]) -> Operation:
    """The operation that holds the idempotency key of `wanted`."""
    query = select(Operation).where(
        Operation.organization_id == wanted["organization_id"],
        Operation.kind == wanted["kind"],
        Operation.idempotency_key == wanted["idempotency_key"],
    )
    operation = (await ctx.session.scalars(query)).one()
    if operation.input != wanted["input"] or operation.project_id != wanted["project_id"]:
        message = "This idempotency key was used before, for something else."
        raise DomainError("idempotency_key_reused", ErrorKind.CONFLICT, message)
    return operation
