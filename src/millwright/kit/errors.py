"""Errors of the domain: what went wrong, without a word about HTTP.

Each contract owns one table from `Kind` and `code` to its documented status and body.
"""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What sort of fault it is; every contract must be able to say each."""

    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"
    LIMITED = "limited"
    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    UNAUTHENTICATED = "unauthenticated"
    UNAVAILABLE = "unavailable"


class DomainError(Exception):
    """A refusal that a person can act on.

    `code` is stable and snake_case (``prompt_too_short``), `message` is one sentence for people, `fields` holds
    the faults of named inputs, `data` further plain values a contract may show (never secrets). NUL characters, which
    neither PostgreSQL nor a terminal takes, are replaced in both.
    """

    def __init__(
        self,
        code: str,
        kind: Kind,
        message: str,
        *,
        fields: Mapping[str, list[str]] | None = None,
        data: Mapping[str, str | int | float | bool | None] | None = None,
    ) -> None:
        self.code = code
        self.kind = kind
        self.message = _without_nul(message)
        super().__init__(self.message)
        self.fields = {name: [_without_nul(fault) for fault in faults] for name, faults in (fields or {}).items()}
        self.data = dict(data or {})


def _without_nul(text: str) -> str:
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def not_found(noun: str) -> DomainError:
    """The answer for what is not there, and for what belongs to another tenant: they look the same."""
    return DomainError(f"{noun.replace(' ', '_')}_not_found", Kind.NOT_FOUND, f"No such {noun}.")


def invalid(field: str, message: str, *, code: str = "invalid") -> DomainError:
    """A fault of one named input."""
    return DomainError(code, Kind.INVALID, message, fields={field: [message]})
