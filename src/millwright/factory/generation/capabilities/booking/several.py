"""Several times in one booking, one after the other, and what things cost that are booked by the hour."""

import re

from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.spec import FieldType

MOST_HOURS = 12
"""So many hours are booked at once."""
_NAMES = ("hours", "number_of_hours", "duration_hours", "duration")
_PRICED = re.compile(
    r"\b(pric(?:e|es|ing)|hourly rates?|fees?|costs?|pay(?:s|ments?)?|paid|charge[ds]?|balance)\b", re.IGNORECASE
)
_HOUSED = frozenset({"room", "venue"})
"""What is let by the hour, where it is let by times at all."""


def add_hours(
    reading: Reading, bookable: DraftEntity, record: DraftEntity, options: dict[str, str], because: str
) -> dict[str, str]:
    """The field that says how many hours, where the prompt has people take several, and for rooms and courts, of which
    nothing else says how long one has them."""
    if "length" in options or not (reading.wished("spans") or _is_housed(bookable, record)):
        return {}
    known = (f for f in record.fields if f.name in _NAMES and f.type in {FieldType.INTEGER, FieldType.TEXT})
    field = next(known, None) or add_field(record, "hours! int: 1..3", because)
    field.type, field.required, field.minimum, field.maximum = FieldType.INTEGER, True, 1, MOST_HOURS
    field.values, field.pool, field.between = (), "", (1, 3)
    return {"hours": field.name, "minutes": "60"}


def price_by_hour(
    reading: Reading, bookable: DraftEntity, record: DraftEntity, kind: str, because: str
) -> DraftField | None:
    """The price of an hour, where the prompt speaks of what it costs and the record has no price."""
    by_hours = reading.wished("spans") or _is_housed(bookable, record)
    if kind != "slots" or not (reading.wished("tariffs") or (by_hours and _PRICED.search(reading.text))):
        return None
    return add_field(bookable, "price_per_hour! money: 18..45", because)


def forget_price(reading: Reading, bookable: DraftEntity, record: DraftEntity) -> None:
    """Leaves out the price of bookings of what costs nothing: the meeting rooms of a company."""
    if bookable.key in _HOUSED and not _PRICED.search(reading.text):
        record.fields = [field for field in record.fields if field.name != "price" or field.because]


def _is_housed(bookable: DraftEntity, record: DraftEntity) -> bool:
    """Whether it is a place that people have for themselves for a while."""
    return bookable.key in _HOUSED and record.key not in {"appointment", "viewing"}
