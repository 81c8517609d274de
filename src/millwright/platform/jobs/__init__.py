"""Operations: durable work in steps, with progress, logs, cancelling and retrying.

A room declares a `Kind` and writes its handler; the composition root tells a `Worker` of both; anybody starts one
with `start`, in their own transaction.
"""

from millwright.platform.jobs.kinds import Kind
from millwright.platform.jobs.models import LogLevel, Operation, OperationState
from millwright.platform.jobs.operations import (
    Workload,
    cancel,
    estimate,
    get,
    logs,
    remove,
    retry,
    start,
    visible_to,
    workload,
)
from millwright.platform.jobs.phases import Phase, PhaseRecord, PhaseState
from millwright.platform.jobs.run import Run, retried
from millwright.platform.jobs.snapshots import LogLine, OperationSnapshot
from millwright.platform.jobs.watching import ended, watch
from millwright.platform.jobs.worker import Worker

__all__ = [
    "Kind",
    "LogLevel",
    "LogLine",
    "Operation",
    "OperationSnapshot",
    "OperationState",
    "Phase",
    "PhaseRecord",
    "PhaseState",
    "Run",
    "Worker",
    "Workload",
    "cancel",
    "ended",
    "estimate",
    "get",
    "logs",
    "remove",
    "retried",
    "retry",
    "start",
    "visible_to",
    "watch",
    "workload",
]
