"""Carrying one operation out, from its start or resumption to its end."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar
from uuid import UUID

import structlog
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock
from millwright.kit.database import DATABASE_FAULTS, Database
from millwright.kit.errors import DomainError
from millwright.kit.errors import Kind as ErrorKind
from millwright.kit.metrics import OPERATION_WAIT_SECONDS, OPERATIONS_ENDED
from millwright.platform.jobs import claims
from millwright.platform.jobs.models import Operation
from millwright.platform.jobs.refusals import is_refused
from millwright.platform.jobs.reporter import Reporter
from millwright.platform.jobs.run import Run, internal_error

Handler = Callable[[Run, dict[str, object]], Awaitable[BaseModel | None]]
"""Carries out operations of one kind, from their stored input to their result."""
Answer = TypeVar("Answer")

_MOST_STARTS = 20
"""An operation that was begun so often and never ended may be what ends its workers."""
_MOST_TRIES = 10

_log = structlog.get_logger()


async def carry_out(
    operation_id: UUID,
    *,
    database: Database,
    clock: Clock,
    handlers: Mapping[str, Handler],
    fresh: Operation | None = None,
) -> None:
    """Calls the handler of the operation's kind and writes down how that ended.

    `fresh` is the operation where it has just been claimed, for the first time. Does nothing when it was called off or
    has ended. Raises `asyncio.CancelledError` when interrupted, and then leaves the operation as it is.
    """
    begun = (fresh, 0) if fresh else await _persistently(database, lambda session: claims.begin(session, operation_id))
    if begun is None:
        return
    operation, logged = begun
    if operation.starts == 1:
        waited = (clock() - operation.created_at).total_seconds()
        OPERATION_WAIT_SECONDS.labels(operation.kind).observe(max(0.0, waited))
    error: DomainError | None = None
    result: BaseModel | None = None
    log = _log.bind(operation_id=str(operation_id), kind=operation.kind)
    async with Reporter(database, operation, clock, logged=logged) as reporter:
        run = Run.of(operation, database, reporter, clock)
        try:
            result = await _handler(operation, handlers)(run, operation.input)
        except DomainError as refusal:
            error = refusal
        except Exception:
            log.exception("operation.crashed")
            error = internal_error()
        reporter.quiet()

    async def end(session: AsyncSession) -> bool:
        if error is None:
            return await claims.succeed(session, operation_id, result, reporter)
        return await claims.fail(session, operation_id, error, reporter)

    if await _persistently(database, end):
        OPERATIONS_ENDED.labels(operation.kind, "succeeded" if error is None else "failed").inc()
    log.info("operation.ended", error=error.code if error else None)


def _handler(operation: Operation, handlers: Mapping[str, Handler]) -> Handler:
    handler = handlers.get(operation.kind)
    if handler is None:
        message = f"This Millwright cannot carry out operations of the kind {operation.kind}."
        raise DomainError("operation_kind_unknown", ErrorKind.UNAVAILABLE, message)
    if operation.starts > _MOST_STARTS:
        message = "This was interrupted again and again, and is not tried any more."
        raise DomainError("operation_interrupted", ErrorKind.UNAVAILABLE, message)
    return handler


async def _persistently(database: Database, write: Callable[[AsyncSession], Awaitable[Answer]]) -> Answer:
    """Does `write` in a transaction, again and again for a while when the database fails."""
    for attempt in range(1, _MOST_TRIES):
        try:
            async with database.session() as session:
                return await write(session)
        except DATABASE_FAULTS as error:
            if is_refused(error):
                raise
            _log.warning("operation.database_failed", error=str(error), attempt=attempt)
            await asyncio.sleep(min(attempt, 5))
    async with database.session() as session:
        return await write(session)
