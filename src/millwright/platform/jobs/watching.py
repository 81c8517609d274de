"""Looking on while an operation runs."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from uuid import UUID

from millwright.kit.database import Database
from millwright.kit.errors import not_found
from millwright.kit.notify import NotificationHub
from millwright.platform.jobs.channels import CHANGED
from millwright.platform.jobs.models import Operation
from millwright.platform.jobs.operations import read_logs
from millwright.platform.jobs.snapshots import LogLine, OperationSnapshot

_PAGE = 500


async def watch(
    database: Database, hub: NotificationHub, operation_id: UUID, *, after: int = 0
) -> AsyncGenerator[OperationSnapshot | LogLine]:
    """The operation as it is, then each change of it and each log line that follows number `after`, to its end.

    The last item is the snapshot of the ended operation. Woken by the database, without polling, and misses nothing.
    Whoever asks must have been allowed to `get` it. Raises `DomainError` ``operation_not_found``. Close it when
    leaving early (`contextlib.aclosing`).
    """
    async with hub.subscribe(CHANGED, only=str(operation_id)) as changes:
        shown: OperationSnapshot | None = None
        while True:
            snapshot, lines = await _look(database, operation_id, after)
            for line in lines:
                after = line.seq
                yield line
            if len(lines) == _PAGE:
                continue
            if snapshot != shown:
                shown = snapshot
                yield snapshot
            if snapshot.state.is_final:
                return
            await changes.next()


async def ended(database: Database, hub: NotificationHub, operation_id: UUID) -> OperationSnapshot:
    """The operation once it has ended, awaited. Whoever asks must have been allowed to `get` it.

    Raises `DomainError` ``operation_not_found``, also when it is removed meanwhile.
    """
    async with aclosing(watch(database, hub, operation_id)) as changes:
        async for item in changes:
            if isinstance(item, OperationSnapshot) and item.state.is_final:
                return item
    raise not_found("operation")


async def _look(database: Database, operation_id: UUID, after: int) -> tuple[OperationSnapshot, list[LogLine]]:
    async with database.session() as session:
        operation = await session.get(Operation, operation_id)
        if operation is None:
            raise not_found("operation")
        return OperationSnapshot.of(operation), await read_logs(session, operation_id, after=after, limit=_PAGE)
