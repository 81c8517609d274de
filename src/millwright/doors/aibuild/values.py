"""Values of the query string that the contract gives a form of their own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Query

from millwright.doors.http.values import Plain
from millwright.kit.errors import invalid

Member = TypeVar("Member", bound=StrEnum)


PlainText = Annotated[Plain, Query(max_length=200)]
"""Text to search for or to compare with."""


def several(members: type[Member], name: str) -> Callable[[str], list[Member]]:
    """A reader of ``a,b``, several values of one filter (Filtering and Sorting); others are a fault of `name`."""
    known = {member.value: member for member in members}

    def read(text: str) -> list[Member]:
        values = [value.strip() for value in text.split(",") if value.strip()]
        if not known.keys() >= set(values):
            raise invalid(name, "Must be one of: " + ", ".join(known))
        return [known[value] for value in values]

    return read


def instant(text: str | None, name: str) -> datetime | None:
    """A date, meaning its first moment in UTC, or a whole instant."""
    if text is None:
        return None
    try:
        if len(text) == len("2024-01-15"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        value = datetime.fromisoformat(text)
        return value.astimezone(UTC) if value.tzinfo is not None else value.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise invalid(name, "Must be a date or an instant in ISO 8601") from None
