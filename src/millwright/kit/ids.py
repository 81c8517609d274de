"""Identifiers: UUIDv7 inside (RFC 9562, section 5.7), spelled by each contract through a reversible codec."""

from functools import lru_cache
from uuid import UUID

import uuid_utils

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_LENGTH = 22
"""Base62 digits that hold 128 bits."""


def new_id() -> UUID:
    """A fresh UUIDv7: later ones sort after earlier ones."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


@lru_cache(maxsize=16_384)
def to_base62(value: UUID) -> str:
    """The id as 22 characters of 0-9, A-Z, a-z, which sort as the ids do."""
    number = value.int
    digits: list[str] = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, 62)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


def from_base62(text: str) -> UUID | None:
    """The id that `to_base62` spelled, or None when the text is not the spelling of one."""
    if len(text) != _LENGTH:
        return None
    number = 0
    for character in text:
        value = _VALUES.get(character)
        if value is None:
            return None
        number = number * 62 + value
    return UUID(int=number) if number < 1 << 128 else None


def prefixed(prefix: str, value: UUID, separator: str = "_") -> str:
    """An id as ``proj_0ujsszwN8NRY24YaXiTIE2``, or with a dash where a contract has one."""
    return f"{prefix}{separator}{to_base62(value)}"


def parse_prefixed(prefix: str, text: str, separator: str = "_") -> UUID | None:
    """The id behind a prefixed spelling, or None when the prefix, the separator or the rest is another."""
    head, there, tail = text.rpartition(separator)
    return from_base62(tail) if there and head == prefix else None
