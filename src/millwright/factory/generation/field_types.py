"""What fields can hold, and which sample values each type takes."""

import re
from datetime import date, datetime
from enum import StrEnum

SampleValue = str | int | float | bool | None
LARGEST_INTEGER = 2**31 - 1
LARGEST_DECIMAL = 9_999_999_999.99
_LENGTHS = {"email": 254, "long_text": 10_000, "phone": 32, "text": 200, "url": 1000}
_RELATIVE = re.compile(r"^([+-]\d{1,5})d$")
_PATTERNS = {
    "email": re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"),
    "phone": re.compile(r"^[+0-9 ()./-]*(\d[+ ()./-]*){5,}$"),
    "url": re.compile(r"^https?://[^\s/]+\S*$"),
}


class FieldType(StrEnum):
    """What a field holds. Each has one column type, one input and one way of being shown."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    DATE = "date"
    DATETIME = "datetime"
    DECIMAL = "decimal"
    EMAIL = "email"
    INTEGER = "integer"
    LONG_TEXT = "long_text"
    MONEY = "money"
    PHONE = "phone"
    REFERENCE = "reference"
    TEXT = "text"
    URL = "url"


NUMERIC = frozenset({FieldType.DECIMAL, FieldType.INTEGER, FieldType.MONEY})
TEXTUAL = frozenset({FieldType.EMAIL, FieldType.LONG_TEXT, FieldType.PHONE, FieldType.TEXT, FieldType.URL})
TEMPORAL = frozenset({FieldType.DATE, FieldType.DATETIME})


def days_from_today(value: SampleValue) -> int | None:
    """The 3 of `+3d` and the -10 of `-10d`; None for anything else."""
    found = _RELATIVE.match(value) if isinstance(value, str) else None
    return int(found[1]) if found else None


def is_sample(kind: FieldType, value: SampleValue) -> bool:
    """Whether a value (never None) is one that a field of the type can hold; choices and references aside."""
    if kind is FieldType.BOOLEAN:
        return isinstance(value, bool)
    if kind in TEMPORAL:
        return days_from_today(value) is not None or _is_moment(kind, value)
    if kind in NUMERIC | {FieldType.REFERENCE}:
        return _is_number(kind, value)
    return isinstance(value, str) and _is_text(kind, value)


def _is_moment(kind: FieldType, value: SampleValue) -> bool:
    if not isinstance(value, str):
        return False
    try:
        moment = date.fromisoformat(value) if kind is FieldType.DATE else datetime.fromisoformat(value)
    except ValueError:
        return False
    return 1000 <= moment.year < 3000


def _is_number(kind: FieldType, value: SampleValue) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if kind in {FieldType.INTEGER, FieldType.REFERENCE}:
        return isinstance(value, int) and abs(value) <= LARGEST_INTEGER
    return abs(value) <= LARGEST_DECIMAL and value == round(value, 2)


def _is_text(kind: FieldType, value: str) -> bool:
    if not value.strip() or "\0" in value or len(value) > _LENGTHS.get(kind, 40):
        return False
    pattern = _PATTERNS.get(kind)
    return pattern is None or pattern.match(value) is not None
