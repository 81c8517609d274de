"""The formulas of calculators, as the table of the lexicon has them."""

import re
from dataclasses import dataclass

from millwright.factory.generation.reader.data import phrases, rows

_NAMED = re.compile(r"\b[rv]\.\w+")


@dataclass(frozen=True)
class Choice:
    """One of the values of an input that is chosen."""

    label: str
    value: str


@dataclass(frozen=True)
class Input:
    """A number that people enter or choose."""

    name: str
    label: str
    unit: str
    initial: str
    least: str
    most: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Rate:
    """A number that the team edits; its row is found by its code."""

    code: str
    name: str
    label: str
    unit: str
    value: float


@dataclass(frozen=True)
class Result:
    """What comes of it, by an expression in TypeScript."""

    label: str
    unit: str
    digits: int
    expression: str

    @property
    def code(self) -> str:
        """The expression where every number may be missing to the compiler, and is not."""
        return _NAMED.sub(r"\g<0>!", self.expression)


@dataclass(frozen=True)
class Formula:
    """One calculator."""

    name: str
    title: str
    text: str
    source: str
    inputs: tuple[Input, ...]
    rates: tuple[Rate, ...]
    results: tuple[Result, ...]
    example: tuple[str, ...]


def formula(name: str) -> Formula:
    """The formula of that name; `KeyError` when there is none."""
    row = rows("calculators")[name]
    return Formula(
        name=name,
        title=row["title"],
        text=row["text"],
        source=row["source"],
        inputs=tuple(_input(line) for line in _lines(row["inputs"])),
        rates=tuple(_rate(name, line) for line in _lines(row["rates"])),
        results=tuple(Result(line[1], line[2], int(line[3]), line[4]) for line in _lines(row["results"])),
        example=tuple(phrases(row["example"], "/")),
    )


def _input(line: list[str]) -> Input:
    name, label, unit, initial, *bounds = line
    if "=" in unit:
        pairs = (choice.split("=") for choice in unit.split(","))
        return Input(name, label, "", initial, "", "", tuple(Choice(one.strip(), two.strip()) for one, two in pairs))
    return Input(name, label, unit, initial, bounds[0], bounds[1], ())


def _rate(formula_name: str, line: list[str]) -> Rate:
    name, label, unit, value = line
    return Rate(f"{formula_name}-{name}", name, label, unit, float(value))


def _lines(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in text.replace("| |", "|  |").strip().splitlines()]
