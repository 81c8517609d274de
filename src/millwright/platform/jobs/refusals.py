"""Telling values that the database will never take from a database that is away."""

from sqlalchemy.exc import DataError, DBAPIError

_DATA_EXCEPTION = "22"
"""The class of SQLSTATE for values that are not possible."""


def is_refused(error: Exception) -> bool:
    """Whether a statement failed for the values in it, so that trying again is of no use."""
    # SQLAlchemy has no class of its own for asyncpg's errors of this sort.
    state: object = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
    return isinstance(error, DataError) or (isinstance(state, str) and state.startswith(_DATA_EXCEPTION))
