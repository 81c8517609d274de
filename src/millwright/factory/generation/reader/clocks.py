"""The hours of demonstration rows: a night shift begins at night, and a meeting ends on the day on which it began."""

from functools import cache

from millwright.factory.generation.field_types import days_from_today
from millwright.factory.generation.reader.data import pairs, phrases, table
from millwright.factory.generation.reader.dealing import day_of, day_text, opening_of
from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.spec import FieldType, SampleValue

_DAY = 24 * 60


def set_clocks(entity: DraftEntity) -> None:
    """Gives the moments of each row an hour; what has no such day or has one already, and what was
    seen today, is left as it is."""
    moments = [field for field in entity.fields if field.type is FieldType.DATETIME and not field.values]
    first, last = opening_of(moments)
    for position, row in enumerate(entity.samples if moments else ()):
        told = row.get(entity.fields[0].name)
        begins = _begins(told, position)
        for number, field in enumerate(moments):
            day = day_of(row.get(field.name))
            if day is None or ":" in str(row[field.name]) or (day == 0 and field is not first):
                continue
            if last is not None and field is last and first is not None and not _is_long(entity):
                _end(entity, row, first, last, begins)
            else:
                hour = begins if field is first else _begins(None, position + number)
                row[field.name] = f"{day_text(day)}{_clock(hour)}"


def _end(entity: DraftEntity, row: dict[str, SampleValue], first: DraftField, last: DraftField, begins: int) -> None:
    start = days_from_today(row.get(first.name))
    if start is not None:
        over = begins + _minutes(entity)
        row[last.name] = f"{day_text(start + over // _DAY)}{_clock(over % _DAY)}"


def _begins(title: SampleValue, position: int) -> int:
    """In minutes of the day: by the part of the day that a title names, or one hour after the other."""
    said = title.lower().replace(",", " ").split() if isinstance(title, str) else []
    hour = next((_parts()[word] for word in said if word in _parts()), None)
    usual = phrases(str(table("clocks")["begins"]))
    hours, minutes = (hour or usual[position % len(usual)]).split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _is_long(entity: DraftEntity) -> bool:
    return not _words(entity).isdisjoint(str(table("clocks")["long"]).split())


def _minutes(entity: DraftEntity) -> int:
    takes = pairs(str(table("clocks")["takes"]))
    known = next((takes[word] for word in takes if word in _words(entity)), None)
    return int(known or str(table("clocks")["usual"]))


def _words(entity: DraftEntity) -> set[str]:
    return {*entity.name.split("_"), *entity.label.lower().split()}


@cache
def _parts() -> dict[str, str]:
    return pairs(str(table("clocks")["parts"]))
