"""Phases: the parts of an operation that people watch, each with a progress of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, TypeAdapter


class PhaseState(StrEnum):
    """Where a phase stands."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase as a kind of operation declares it; `weight` is its share of the whole beside the others' weights."""

    name: str
    label: str
    weight: float = 1.0


class PhaseRecord(BaseModel):
    """A phase of one operation: how far it is, and when it was worked on."""

    model_config = ConfigDict(frozen=True)

    name: str
    label: str
    weight: float
    state: PhaseState = PhaseState.PENDING
    progress: float = 0.0
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def seconds(self) -> float | None:
        """From start to finish; None before that."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()


_RECORDS = TypeAdapter(tuple[PhaseRecord, ...])


def fresh(phases: Sequence[Phase]) -> tuple[PhaseRecord, ...]:
    """The phases before anything has happened."""
    return tuple(PhaseRecord(name=phase.name, label=phase.label, weight=phase.weight) for phase in phases)


def load(stored: Sequence[dict[str, object]]) -> tuple[PhaseRecord, ...]:
    """Phases from what `dump` made of them."""
    return _RECORDS.validate_python(stored)


def dump(records: Sequence[PhaseRecord]) -> list[dict[str, object]]:
    """Phases as plain values, for a table."""
    return [record.model_dump(mode="json") for record in records]


def overall(records: Sequence[PhaseRecord]) -> float:
    """How far the whole is, from 0 to 1."""
    total = sum(record.weight for record in records)
    return sum(record.weight * record.progress for record in records) / total if total else 0.0


def close(
    records: Sequence[PhaseRecord], *, running: PhaseState, pending: PhaseState, at: datetime
) -> tuple[PhaseRecord, ...]:
    """The phases of an operation that ended: what to call those still running, and those never begun."""
    closed: list[PhaseRecord] = []
    for record in records:
        match record.state:
            case PhaseState.RUNNING:
                closed.append(record.model_copy(update={"state": running, "finished_at": at}))
            case PhaseState.PENDING:
                closed.append(record.model_copy(update={"state": pending}))
            case _:
                closed.append(record)
    return tuple(closed)
