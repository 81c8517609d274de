"""Kinds of operations: what can be asked for, apart from who carries it out."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from millwright.platform.jobs.phases import Phase

Input = TypeVar("Input", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Input]):
    """A sort of work. Whoever starts it needs only this; a `Worker` is told separately how to do it."""

    name: str
    input: type[Input]
    """What the work needs to know; kept with the operation, so it holds no secrets."""
    phases: tuple[Phase, ...]
    concurrency: int = 2
    """How many of this kind one worker runs at a time."""
