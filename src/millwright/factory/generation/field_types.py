"""What fields can hold, and which sample values each type takes."""

import re
from datetime import date, datetime
from enum import StrEnum

SampleValue = str | int | float | bool | None
LARGEST_INTEGER = 2**31 - 1
LARGEST_DECIMAL = 9_999_999_999.99
MOST_PICTURES = 10
MOST_TAGS = 20
LONGEST_TAG = 30
_LENGTHS = {"account": 100, "email": 254, "long_text": 10_000, "phone": 32, "text": 200, "url": 1000}
_RELATIVE = re.compile(r"^([+-]\d{1,5})d([01]\d:[0-5]\d|2[0-3]:[0-5]\d)?$")
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")
_PLACE = re.compile(r"^(-?\d{1,2}(?:\.\d{1,5})?),(-?\d{1,3}(?:\.\d{1,5})?)$")
_PATTERNS = {
    "email": re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"),
    "phone": re.compile(r"^[+0-9 ()./-]*(\d[+ ()./-]*){5,}$"),
    "url": re.compile(r"^https?://[^\s/]+\S*$"),
}


class FieldType(StrEnum):
    """What a field holds. Each has one column type, one input and one way of being shown."""

    ACCOUNT = "account"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    DATE = "date"
    DATETIME = "datetime"
    DECIMAL = "decimal"
    EMAIL = "email"
    FILE = "file"
    IMAGE = "image"
    IMAGES = "images"
    INTEGER = "integer"
    LONG_TEXT = "long_text"
    MONEY = "money"
    PHONE = "phone"
    POSITION = "position"
    REFERENCE = "reference"
    TAGS = "tags"
    TEXT = "text"
    TIME = "time"
    URL = "url"


NUMERIC = frozenset({FieldType.DECIMAL, FieldType.INTEGER, FieldType.MONEY})
TEXTUAL = frozenset({FieldType.EMAIL, FieldType.LONG_TEXT, FieldType.PHONE, FieldType.TEXT, FieldType.URL})
TEMPORAL = frozenset({FieldType.DATE, FieldType.DATETIME})
RANGED = NUMERIC | TEMPORAL | {FieldType.TIME}
"""Those that lists are narrowed by between two bounds."""
BEGINNING = NUMERIC | TEMPORAL | {FieldType.BOOLEAN, FieldType.CHOICE}
"""Those that have a value to begin with where nobody gives one."""
LINKED = frozenset({FieldType.ACCOUNT, FieldType.REFERENCE})
"""Those that point to a row, by its id: of another record, or of the table of accounts."""
LISTS = frozenset({FieldType.IMAGES, FieldType.TAGS})
"""Those that hold several values in their order; without any they are an empty list, and never nothing."""
PICTURES = frozenset({FieldType.IMAGE, FieldType.IMAGES})
"""Those that show what a row is about; of several pictures the first is its cover."""
UPLOADED = PICTURES | {FieldType.FILE}
"""Those whose values are files that people send."""
UNORDERED = LISTS | UPLOADED | {FieldType.LONG_TEXT, FieldType.POSITION}
"""Those that lists are not sorted by."""
FILLED_IN = frozenset(FieldType) - LINKED - LISTS - {FieldType.BOOLEAN, FieldType.CHOICE, FieldType.POSITION}
"""Those that a step may fill in: a row can be without them."""


def tags_of(value: SampleValue) -> list[str]:
    """The words of a sample of tags, which stand in one text with commas between them."""
    return [word.strip() for word in str(value or "").split(",") if word.strip()]


def days_from_today(value: SampleValue) -> int | None:
    """The 3 of `+3d` and the -10 of `-10d`, or of `-10d14:30`; None for anything else."""
    found = _RELATIVE.match(value) if isinstance(value, str) else None
    return int(found[1]) if found else None


def is_sample(kind: FieldType, value: SampleValue) -> bool:
    """Whether a value (never None) is one that a field of the type can hold; choices and references aside.

    An account is the name of a person; a time is `09:30`; tags are one text with commas between the words; a position
    is latitude and longitude in degrees (`48.1371,11.5754`); files have no samples.
    """
    if kind is FieldType.BOOLEAN:
        return isinstance(value, bool)
    if kind in TEMPORAL:
        return days_from_today(value) is not None or _is_moment(kind, value)
    if kind in NUMERIC | {FieldType.REFERENCE}:
        return _is_number(kind, value)
    if kind in UPLOADED or not isinstance(value, str):
        return False
    if kind is FieldType.TIME:
        return _TIME.match(value) is not None
    if kind is FieldType.TAGS:
        return _are_tags(tags_of(value))
    if kind is FieldType.POSITION:
        return _is_position(value)
    return _is_text(kind, value)


def _are_tags(words: list[str]) -> bool:
    lowered = [word.lower() for word in words]
    return len(words) <= MOST_TAGS and len(set(lowered)) == len(words) and all(_is_tag(word) for word in words)


def _is_position(value: str) -> bool:
    found = _PLACE.match(value)
    return found is not None and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180


def _is_tag(word: str) -> bool:
    return len(word) <= LONGEST_TAG and not set(word) & {"|", "\0"}


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
