"""Eleventh stage: demonstration rows that read like the domain. The same specification always gets the same rows."""

import re
import zlib

from millwright.factory.generation.reader.data import phrases, table
from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.reader.examples import examples_of
from millwright.factory.generation.reader.words import identifier, plain
from millwright.factory.generation.spec import FieldType, SampleValue

_LEAST, _MOST = 8, 12
_DEFAULT_RANGE = {FieldType.INTEGER: (1, 40), FieldType.MONEY: (10, 480), FieldType.DECIMAL: (1, 90)}
_FUTURE = ("due", "deadline", "ends", "expires", "expiry", "end", "renewal", "until", "departure", "expiration")
_NUMBERED = re.compile(r"^(.*?)(\d{1,8})$")
_CLOSING = frozenset({"close", "closes", "closing", "out", "finish", "finishes", "to"})
_REGIONS = frozenset(row.split("=")[0].strip() for row in phrases(str(table("grammar")["regions_places"])))
_MANY = 16  # rows; fewer are to have each value
_GOLDEN = 0.6180339887  # turns by it fill a circle evenly
_SLOPE = 1.6
_STEP = 7  # coprime with the usual lengths of lists of values, so that neighbours differ


def add_samples(entities: list[DraftEntity]) -> None:
    """Gives every record 8 to 12 rows; a reference's value is the position of a row of its target."""
    counts = {entity.name: _count(entity) for entity in entities}
    for entity in entities:
        rows = (_row(entity, position, counts) for position in range(counts[entity.name]))
        entity.samples = tuple(rows)
    titles = {entity.name: _values(entity.fields[0]) for entity in entities}
    for entity in entities:
        _name_targets(entity, titles)


def _name_targets(entity: DraftEntity, titles: dict[str, tuple[str, ...]]) -> None:
    """What the lexicon names in a row is the row of that name, where there is one: each book by its own author."""
    for field in entity.fields:
        names = titles.get(field.target or "", ()) if field.type is FieldType.REFERENCE else ()
        for position, row in enumerate(entity.samples if field.values else ()):
            own = field.values[position % len(field.values)]
            if own in names:
                row[field.name] = names.index(own)


def _count(entity: DraftEntity) -> int:
    if entity.rows:
        return entity.rows
    first = entity.fields[0]
    values = _values(first)
    if first.because and values:
        return len(values)
    return min(_MOST, max(_LEAST, len(values))) if values else 10


def _row(entity: DraftEntity, position: int, counts: dict[str, int]) -> dict[str, SampleValue]:
    row: dict[str, SampleValue] = {}
    for number, field in enumerate(entity.fields):
        row[field.name] = _value(entity, field, number, position, counts)
    person = next(
        (value for field in entity.fields if field.pool in {"person", "doctor"} and (value := row[field.name])), None
    )
    for field in entity.fields:
        if field.type is FieldType.EMAIL and isinstance(person, str):
            row[field.name] = f"{identifier([person.removeprefix('Dr ')]).replace('_', '.')}@example.com"
    return row


def _value(entity: DraftEntity, field: DraftField, number: int, position: int, counts: dict[str, int]) -> SampleValue:
    spread = position * _STEP + zlib.crc32(f"{entity.name}.{field.name}".encode()) % 1000
    if field.type is FieldType.REFERENCE and field.target == entity.name:
        return None
    many = counts[entity.name] >= _MANY
    if field.type is FieldType.REFERENCE:
        rows = counts[field.target] if field.target else 0
        return (_uneven(spread, rows) if many else spread % rows) if rows else None
    if field.type is FieldType.CHOICE:
        return choice_value(_dealt(field, spread, position, many=many))
    if field.type is FieldType.BOOLEAN:
        return spread % 3 != 0
    if field.type in {FieldType.DATE, FieldType.DATETIME}:
        return _day(field, spread, position)
    if field.type in {FieldType.ACCOUNT, FieldType.FILE, FieldType.IMAGE, FieldType.IMAGES, FieldType.POSITION}:
        return field.values[position % len(field.values)] if field.values else None
    if field.type is FieldType.TIME:
        return _clock(field, spread, position)
    if field.type is FieldType.TAGS:
        return _tags(field, spread)
    if field.type in _DEFAULT_RANGE:
        return _number(entity, field, position)
    return _text(field, spread, position, uneven=many and field.name in _REGIONS)


def _dealt(field: DraftField, spread: int, position: int, *, many: bool) -> str:
    own = field.values[position % len(field.values)] if field.values else ""
    length = len(field.choices)
    return own or field.choices[_uneven(spread, length) if many else _weighted(spread, length)]


def _uneven(spread: int, length: int) -> int:
    """Positions of a list, the first ones much more often than the last, as charts of real rows have it."""
    turn = spread * _GOLDEN % 1
    return int(length * turn**_SLOPE)


def _clock(field: DraftField, spread: int, position: int) -> str:
    late = any(part in _FUTURE or part in _CLOSING for part in field.name.split("_"))
    return f"{(15 if late else 8) + spread % 5:02}:{(0, 30, 15, 45)[position % 4]:02}"


def _tags(field: DraftField, spread: int) -> str:
    words = field.values or _pool("labels")
    return ", ".join(dict.fromkeys((words[spread % len(words)], words[(spread // 2 + 1) % len(words)])))


def choice_value(shown: str) -> str:
    """The stored value of a choice that is shown by these words."""
    name = identifier([f"n {shown}" if shown[:1].isdigit() else shown])
    return name or f"value_{'_'.join(str(ord(char)) for char in plain(shown)[:6])}"


def _weighted(spread: int, length: int) -> int:
    """Positions of a list, the middle ones somewhat more often than a plain turn would have them."""
    return (spread + spread // length) % length


def _day(field: DraftField, spread: int, position: int) -> str:
    ahead = any(part in _FUTURE for part in field.name.split("_"))
    low, high = field.between or ((-5, 40) if ahead else (-120, 0))
    width = high - low + 1
    day = low + (position * max(1, width // 9) + spread % max(1, width // 6)) % width
    return f"{day:+d}d"


def _number(entity: DraftEntity, field: DraftField, position: int) -> SampleValue:
    if field.values:
        text = field.values[position % len(field.values)]
        return int(text) if field.type is FieldType.INTEGER else float(text)
    low, high = field.between or _known_range(field)
    spread = zlib.crc32(f"{entity.name}.{field.name}.{position}".encode())
    whole = low + spread % (high - low + 1)
    if field.type is FieldType.INTEGER:
        return whole
    if field.type is FieldType.MONEY:
        return (
            float(max(low, whole - whole % (50 if whole > 2000 else 5)))
            if whole > 200
            else whole + (0.0, 0.5, 0.9, 0.25)[spread % 4]
        )
    return round(whole + (spread % 10) / 10, 2)


def _known_range(field: DraftField) -> tuple[int, int]:
    parts = set(field.name.split("_"))
    for names, bounds in _RANGES:
        if parts & names:
            return bounds
    return _DEFAULT_RANGE[field.type]


_RANGES: tuple[tuple[frozenset[str], tuple[int, int]], ...] = (
    (frozenset({"rating", "stars", "score"}), (2, 5)),
    (frozenset({"year", "vintage"}), (1985, 2024)),
    (frozenset({"percent", "percentage", "progress", "probability"}), (5, 95)),
    (frozenset({"minutes", "duration"}), (15, 120)),
    (frozenset({"age"}), (18, 71)),
    (frozenset({"capacity", "seats", "places"}), (6, 40)),
    (frozenset({"pages", "page"}), (90, 520)),
    (frozenset({"salary", "budget"}), (1800, 6400)),
    (frozenset({"mileage", "odometer"}), (8000, 140000)),
    (frozenset({"temperature"}), (4, 31)),
    (frozenset({"calories"}), (120, 900)),
    (frozenset({"latitude"}), (38, 60)),
    (frozenset({"longitude"}), (1, 24)),
)


def _text(field: DraftField, spread: int, position: int, *, uneven: bool) -> str:
    values = _values(field)
    if field.type is FieldType.EMAIL:
        return f"contact{position + 1}@example.com"
    if field.type is FieldType.PHONE:
        return f"+44 20 7946 0{100 + (spread * 13) % 900}"
    if field.type is FieldType.URL:
        return f"https://www.example.com/{field.name.replace('_', '-')}-{position + 1}"
    if field.pool == "code" or (field.unique and not values):
        return f"{field.name[:2].upper()}-{1001 + position}"
    if not values:
        values = _pool("note" if field.type is FieldType.LONG_TEXT else "word")
    counted = _NUMBERED.match(values[-1])
    if field.unique and position >= len(values) and counted:
        return f"{counted[1]}{int(counted[2]) + position - len(values) + 1:0{len(counted[2])}}"
    if field.unique and position >= len(values):
        return f"{values[position % len(values)]} {position + 1}"
    return values[_uneven(spread, len(values)) if uneven else position % len(values)]


def _values(field: DraftField) -> tuple[str, ...]:
    """The texts that a field's rows take in turn."""
    if field.values or field.type not in {FieldType.TEXT, FieldType.LONG_TEXT}:
        return field.values
    group, _, noun = field.pool.partition(":")
    if noun:
        return examples_of(noun, group)
    return _pool(field.pool) if field.pool in table("pools") else ()


def people() -> tuple[str, ...]:
    """Names of people who do not exist."""
    return _pool("person")


def _pool(name: str) -> tuple[str, ...]:
    return tuple(phrases(str(table("pools")[name]), "|"))
