"""What is paid, and how it is spoken of."""

from dataclasses import replace
from functools import cache

from millwright.factory.generation.reader.data import pairs, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.reader.lookups import money_field
from millwright.factory.generation.reader.samples import choice_value


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of one list of `words.toml`."""
    return tuple(_table()[name].split())


@cache
def made_by() -> dict[str, str]:
    """By the key of what is sold: the record that asking for it makes."""
    return pairs(_table()["makes"].replace(" ", "; "))


@cache
def ways(name: str) -> dict[str, str]:
    """Ways to pay: how each is called, by what a prompt says."""
    return pairs(_table()[name])


@cache
def _table() -> dict[str, str]:
    return table_beside(__package__ or "", "words")


def paid_state(field: DraftField) -> str:
    """The stored state in which nothing is owed any more; empty where a choice has none."""
    return next((value for value in map(choice_value, field.choices) if value in words("paid")), "")


def open_states(field: DraftField) -> tuple[str, ...]:
    """The stored states in which something is owed."""
    over = {*words("paid"), *_shut()}
    return tuple(value for value in map(choice_value, field.choices) if value not in over)


def shut_states(field: DraftField) -> tuple[str, ...]:
    """The stored states in which nothing is to be paid."""
    return tuple(value for value in map(choice_value, field.choices) if value in _shut())


def back_states(field: DraftField) -> tuple[str, ...]:
    """Those of them in which what was paid is paid back."""
    return tuple(value for value in shut_states(field) if value in words("back"))


def _shut() -> tuple[str, ...]:
    return words("early") + words("over") + words("back")


def sum_owed(record: DraftEntity) -> DraftField | None:
    """What a record costs: the sum of money that it has, but for what people have in hand."""
    held, owing = set(words("held")), set(words("owing"))
    fields = [f for f in record.fields if not held & (said := set(f.name.split("_"))) or owing & said]
    return money_field(replace(record, fields=fields))
