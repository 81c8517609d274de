"""Which names are those of fields rather than of records."""

from functools import cache

from millwright.factory.generation.reader.data import phrases, rows
from millwright.factory.generation.reader.valued import names_value
from millwright.factory.generation.reader.words import identifier, singular
from millwright.factory.generation.spec import FieldType


@cache
def presets(kind: FieldType) -> frozenset[str]:
    """The names of fields that the form of a new record fills in itself: with today's day, with yes."""
    return frozenset(phrases(rows("fields")["preset"].get(kind.value, ""), ";"))


@cache
def field_types() -> dict[str, FieldType]:
    """The types that names of fields have."""
    found: dict[str, FieldType] = {}
    for kind, names in rows("fields")["types"].items():
        for name in phrases(names):
            found.setdefault(name, FieldType(kind))
    return found


@cache
def value_pools() -> dict[str, str]:
    """The pools of made-up values that names of fields have."""
    found: dict[str, str] = {}
    for pool, names in rows("fields")["pools"].items():
        for name in phrases(names):
            found.setdefault(name, pool)
    return found


@cache
def same_meaning(name: str) -> frozenset[str]:
    """All names of fields that mean what one does, itself among them."""
    groups = (frozenset(phrases(names)) for names in rows("fields")["same"].values())
    return next((group for group in groups if name in group), frozenset({name}))


def known_attribute(words: tuple[str, ...]) -> bool:
    """Whether words name something that is usually a field rather than a record."""
    name = identifier(words)
    last = singular(words[-1]) if words else ""
    names = {name, last, words[-1] if words else ""}
    typed, pooled, chosen = field_types(), value_pools(), rows("fields")["choices"]
    if name in {"name", "title"} or names_value(name):
        return True
    return any(n in typed or n in pooled or n in chosen for n in names)
