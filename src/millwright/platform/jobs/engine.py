"""The engine under operations: DBOS, which remembers what each step has answered. The one module that names it.

There is one workflow, `operation`, whose argument is an operation's id and whose id is the same. What it does is told
to `launch`. DBOS holds the engine in module state of its own, so there is one in a process.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from enum import StrEnum
from uuid import UUID

import structlog
from dbos import DBOS, SetWorkflowID

from millwright.kit.database import DATABASE_FAULTS, sql_url
from millwright.platform.jobs.refusals import is_refused

_VERSION = "1"
"""Raised when the steps of a workflow change so that runs of before cannot be resumed."""
_SCHEMA = "dbos"
_NEVER = 1e9
"""Seconds, for the schedules and timeouts of DBOS, of which we use none."""

_MOST_TRIES = 10

_log = structlog.get_logger()

Body = Callable[[UUID], Awaitable[None]]
_bodies: list[Body] = []


class Standing(StrEnum):
    """What the engine knows of an operation that was being worked on when its worker ended."""

    UNKNOWN = "unknown"
    """It had not been handed over."""
    RESUMING = "resuming"
    """It goes on by itself."""
    LOST = "lost"
    """It cannot go on: it belongs to another version, or has ended without saying so."""


@DBOS.workflow(name="operation", max_recovery_attempts=None)
async def _operation(operation_id: str) -> None:
    await _bodies[-1](UUID(operation_id))


class _ToOurLog(logging.Handler):
    """What DBOS has to say, said where Millwright says it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Passes the record on as one event."""
        _log.log(record.levelno, "engine.complained", message=record.getMessage(), exc_info=record.exc_info)


class StepSlot:
    """A step's place among the steps of its operation, taken before the step begins."""

    def __init__(self) -> None:
        self._reservation = DBOS.reserve_step()

    async def run(self, name: str, function: Callable[[], Awaitable[str]]) -> str:
        """What the step answered: now, or when it was finished once before.

        While the database is away, what was answered waits to be recorded.
        """
        answers: list[str] = []

        async def perform() -> str:
            if not answers:
                answers.append(await function())
            return answers[0]

        for attempt in range(1, _MOST_TRIES):
            try:
                return await copy(self._reservation).run_async({"name": name}, perform)  # each can be run once
            except DATABASE_FAULTS as error:
                if is_refused(error):
                    raise
                _log.warning("engine.database_failed", step=name, error=str(error), attempt=attempt)
                await asyncio.sleep(min(attempt, 5))
        return await self._reservation.run_async({"name": name}, perform)


def launch(url: str, *, executor: str, body: Body) -> None:
    """Starts the engine on the running event loop; operations that `executor` left unfinished go on.

    Briefly blocks the loop, which DBOS must see to run workflows on it.
    """
    _bodies.append(body)
    logging.getLogger("dbos").handlers = [_ToOurLog()]  # it would otherwise print by itself
    DBOS(
        config={
            "name": "millwright",
            "system_database_url": sql_url(url, "psycopg").render_as_string(hide_password=False),
            "dbos_system_schema": _SCHEMA,
            "application_version": _VERSION,
            "executor_id": executor,
            "log_level": "ERROR",
            "sys_db_pool_size": 8,
            "max_executor_threads": 16,
            "use_listen_notify": False,
            "scheduler_polling_interval_sec": _NEVER,
            "notification_listener_polling_interval_sec": 0.2,  # all that it costs is the time to stop
        }
    )
    DBOS.launch()


async def shut_down() -> None:
    """Stops the engine; what has not finished stays as it is, to be resumed."""
    with ThreadPoolExecutor(max_workers=1) as own_thread:
        await asyncio.get_running_loop().run_in_executor(own_thread, DBOS.destroy)
    # DBOS had put its own threads, which are gone now, under asyncio.to_thread.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))
    _bodies.clear()


async def begin(operation_id: UUID) -> None:
    """Starts working on the operation, in a task of its own. Does nothing when that was done before."""
    with SetWorkflowID(str(operation_id)):
        await DBOS.start_workflow_async(_operation, str(operation_id))


async def standings(operation_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """What has become of operations since they were handed over."""
    known = await DBOS.list_workflows_async(
        workflow_ids=[str(operation_id) for operation_id in operation_ids], load_input=False, load_output=False
    )
    found = dict.fromkeys(operation_ids, Standing.UNKNOWN)
    for workflow in known:
        resumes = workflow.status in {"PENDING", "ENQUEUED"} and workflow.app_version == _VERSION
        found[UUID(workflow.workflow_id)] = Standing.RESUMING if resumes else Standing.LOST
    return found
