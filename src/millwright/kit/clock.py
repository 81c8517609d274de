"""Time, as something that can be handed in: tests hold it still."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present instant, with a zone."""


def system_clock() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)
