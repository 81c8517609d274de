"""What records and their choices do to a stock, by their words."""

import re
from enum import StrEnum
from functools import cache

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.capabilities import listed_stems
from millwright.factory.generation.reader.data import phrases
from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.words import holds, stems
from millwright.factory.generation.spec import FieldType

_SUPPLIERS = frozenset({"supplier", "vendor", "wholesaler", "manufacturer"})
_CUSTOMERS = frozenset({"customer", "client", "buyer", "patient", "guest", "member", "recipient"})
_BARE = frozenset({("in",), ("out",)})
"""Words that tell a way where they stand alone: one may dine in, too."""
_LINES = frozenset({"item", "line", "detail", "entry", "position"})


class Kind(StrEnum):
    """What a row does to a stock: it takes from it, adds to it, or does what its choice says."""

    AWAY = "away"
    BACK = "back"
    CHOSEN = "chosen"


def kind_of(entity: DraftEntity, *, bought_here: bool = False) -> Kind | None:
    """What the rows of a record do to the stock of what they refer to, by its name; None where nothing tells it.

    `bought_here` says that people from outside make them: what they purchase goes away.
    """
    if direction_of(entity) is not None:
        return Kind.CHOSEN
    words = _words(entity)
    if said("never", words):
        return None
    supplied, received = _parties(entity)
    back = _adds(words)
    if said("given_back", words):
        return Kind.AWAY if supplied or back else Kind.BACK
    if back:
        purchased = bought_here and not supplied
        delivered = received and "deliver" in words
        return Kind.AWAY if purchased or delivered else Kind.BACK
    if said("away", words):
        return Kind.BACK if supplied and "order" in words else Kind.AWAY
    return None


def is_bill(entity: DraftEntity) -> bool:
    """Whether a record is what customers are to pay for what they got."""
    words = _words(entity)
    return said("bill", words) and not _parties(entity)[0] and not said("given_back", words) and not _adds(words)


def sold_by(*entities: DraftEntity) -> bool:
    """Whether one of the records is called as one by which something is sold."""
    return any(said("sold", _words(entity)) for entity in entities)


def always_moves(entity: DraftEntity) -> bool:
    """Whether a record is called as one that moves a stock, and nothing else."""
    return stems(entity.label.lower()) in listed_stems("stock", "moves") or entity.key == "stock_movement"


def is_line(entity: DraftEntity) -> bool:
    """Whether a record is a line of another."""
    return entity.name.split("_")[-1] in _LINES


def direction_of(entity: DraftEntity) -> DraftField | None:
    """The choice that says whether something comes in or goes out."""
    choices = (field for field in entity.fields if field.type is FieldType.CHOICE and field is not state_field(entity))
    return next((field for field in choices if ways(field)[0] and ways(field)[1]), None)


def ways(field: DraftField) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values of a choice by which something comes in, and those by which it goes out."""
    values: dict[str, list[str]] = {"in": [], "out": []}
    for choice in field.choices:
        found = next((way for way in ("in", "out") if stems(choice.lower()) in listed_stems("stock", way)), None)
        found = found or next((way for way in ("out", "in") if said(way, choice.lower(), besides=_BARE)), None)
        if found is not None:
            values[found].append(choice_value(choice))
    return tuple(values["in"]), tuple(values["out"])


def left_out(entity: DraftEntity, kind: Kind) -> tuple[str, tuple[str, ...]]:
    """The state of a record, and its values with which a row leaves the stock as it is."""
    field = state_field(entity)
    if field is None:
        return "", ()
    undone = [stems(choice.lower()) in listed_stems("stock", "undone") for choice in field.choices]
    if kind is Kind.BACK:
        arrived = (
            n for n, choice in enumerate(field.choices) if stems(choice.lower()) in listed_stems("stock", "arrived")
        )
        first = next(arrived, 0)
        undone = [out or place < first for place, out in enumerate(undone)]
    values = tuple(choice_value(choice) for choice, out in zip(field.choices, undone, strict=True) if out)
    return (field.name, values) if values and len(values) < len(field.choices) else ("", ())


def said(name: str, text: str, *, besides: frozenset[tuple[str, ...]] = frozenset()) -> bool:
    """Whether a text has one of the words that `capability.toml` keeps under a name."""
    return holds(stems(text), listed_stems("stock", name) - besides)


@cache
def listed(name: str) -> frozenset[str]:
    """What `capability.toml` keeps under a name, as it is written."""
    return frozenset(phrases(words_of()["stock"][name]))


def _words(entity: DraftEntity) -> str:
    return re.sub(r"[^a-z]+", " ", f"{entity.label} {entity.name}".lower())


def _adds(words: str) -> bool:
    """Whether a record's words say that it adds. Some have a stem with others: a production is no product."""
    return said("back", words) or not set(phrases(words_of()["stock"]["back_as_written"])).isdisjoint(words.split())


def _parties(entity: DraftEntity) -> tuple[bool, bool]:
    """Whether a record names suppliers and no customers, and the other way round."""
    parts = {part for field in entity.fields for part in f"{field.name}_{field.target or ''}".split("_")}
    suppliers, customers = bool(parts & _SUPPLIERS), bool(parts & _CUSTOMERS)
    return suppliers and not customers, customers and not suppliers
