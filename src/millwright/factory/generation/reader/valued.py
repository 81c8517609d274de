"""What fields usually hold, by their names: the values of choices, what texts say, units and plain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.data import phrases, rows, word_set

_PART = "_"


@dataclass(frozen=True)
class Quantity:
    """Something that is measured: its unit (empty where it has none), plain values, and the bounds of any value."""

    unit: str
    values: tuple[str, ...]
    bounds: tuple[int, int] | None = None

    @property
    def counted(self) -> bool:
        """Whether these are whole numbers of things."""
        return not self.unit and all(value.isdigit() for value in self.values)


@dataclass(frozen=True)
class Company:
    """Names that tell each other's units: a record that has all fields `of`, and none `without`."""

    of: tuple[str, ...]
    without: tuple[str, ...]
    quantities: dict[str, Quantity]


def choices_of(name: str, *owners: str, fewest: int = 1) -> tuple[str, ...]:
    """The values of a choice of that name, the longest known ending deciding; `fewest` is how many words it has.

    A name that only says "type" or "level" is looked for as that of its owners: identifiers of records.
    """
    parts = _kinds(name.split(_PART))
    for owner in owners if len(parts) == 1 else ():
        found = _by_ending(_choices(), [*owner.split(_PART), *parts], 2)
        if found:
            return found
    return _by_ending(_choices(), parts, fewest)


def all_choices() -> tuple[tuple[str, ...], ...]:
    """Every list of values that a name has."""
    return tuple(_choices().values())


def asked_choices(name: str) -> tuple[str, ...]:
    """The values of what is one of a few by its very name: kinds, levels, stages, ways of doing something."""
    return choices_of(name, fewest=2) if _kinds(name.split(_PART))[-1] in word_set("valued_few") else ()


def sayings_of(name: str) -> tuple[str, ...]:
    """What texts of that name say."""
    return _by_ending(_sayings(), name.split(_PART), 1)


def quantity_of(name: str, *, fewest: int = 1) -> Quantity | None:
    """What is measured by a field of that name; what has no unit by its whole name or several words of it."""
    parts = name.split(_PART)
    keys = (_PART.join(parts[begin:]) for begin in range(len(parts) + 1 - fewest))
    told = ((key, _quantities()[key]) for key in keys if key in _quantities())
    return next((found for key, found in told if found.unit or _PART in key or key == name), None)


def quantity_names() -> frozenset[str]:
    """The whole names of what is measured."""
    return frozenset(_quantities())


def quantities_beside(names: Sequence[str]) -> dict[str, Quantity]:
    """What is measured by names that only tell their unit together: height and weight are those of a body."""
    found: dict[str, Quantity] = {}
    for row in _sets():
        if all(any(_ends(name, of) for name in names) for of in row.of) and not any(
            _ends(name, without) for name in names for without in row.without
        ):
            found |= {name: quantity for name, quantity in row.quantities.items() if name not in found}
    return found


def _ends(name: str, words: str) -> bool:
    return name == words or name.endswith(f"{_PART}{words}")


def names_value(name: str) -> bool:
    """Whether several words are the name of something that is measured, or told in a text."""
    return _PART in name and (name in _quantities() or name in _sayings())


def as_kind(name: str) -> str:
    """A name whose last word is one for kinds with the one word by which kinds are looked up."""
    return _PART.join(_kinds(name.split(_PART)))


def by_longest(known: dict[str, tuple[str, ...]], name: str, fewest: int) -> tuple[str, ...]:
    """What is known under the longest ending of a name that has so many words."""
    return _by_ending(known, _kinds(name.split(_PART)), fewest)


def _by_ending(known: dict[str, tuple[str, ...]], parts: list[str], fewest: int) -> tuple[str, ...]:
    keys = (_PART.join(parts[begin:]) for begin in range(len(parts) + 1 - fewest))
    return next((known[key] for key in keys if key in known), ())


def _kinds(parts: list[str]) -> list[str]:
    """The words of a name, all words for kinds as one."""
    return [*parts[:-1], "kind" if parts[-1] in word_set("valued_kinds") else parts[-1]]


@cache
def _choices() -> dict[str, tuple[str, ...]]:
    return {name: tuple(phrases(said, "|")) for name, said in rows("values")["choices"].items()}


@cache
def _sayings() -> dict[str, tuple[str, ...]]:
    return {name: tuple(phrases(said, "|")) for name, said in rows("sayings")["sayings"].items()}


@cache
def _quantities() -> dict[str, Quantity]:
    told = rows("measures")
    plain = {name: Quantity("", tuple(phrases(said, "|"))) for name, said in told["plain"].items()}
    return {**plain, **{name: _quantity(said) for name, said in told["measures"].items()}}


@cache
def _sets() -> tuple[Company, ...]:
    return tuple(
        Company(
            tuple(phrases(row["of"])),
            tuple(phrases(row["without"])),
            {name: _quantity(said) for name, said in row.items() if name not in {"of", "without"}},
        )
        for row in rows("companions").values()
    )


def _quantity(said: str) -> Quantity:
    unit, values, *rest = (part.strip() for part in said.split(";"))
    low, _, high = rest[0].partition("..") if rest else ("", "", "")
    return Quantity(unit, tuple(phrases(values, "|")), (int(low), int(high)) if rest else None)
