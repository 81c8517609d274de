"""Data and finished dashboards for the demonstration; both suit what the prompt is about."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import SampleValue

_SHOWN = 2
_YEAR = 365
_CELLS = 10_000
_WHOLE = 10

Row = dict[str, SampleValue]


@dataclass(frozen=True)
class Series:
    """A column of numbers: from about `low` to about `high` over a year, and `swing` of its height up and down."""

    name: str
    low: float
    high: float
    swing: float


@dataclass(frozen=True)
class Example:
    """Data with its dashboard. Each day has a row for each part; other columns of words take turns."""

    words: frozenset[str]
    name: str
    text: str
    every: int
    days: int
    parts: tuple[str, tuple[str, ...]]
    also: tuple[tuple[str, tuple[str, ...]], ...]
    numbers: tuple[Series, ...]
    title: str
    about: str
    components: tuple[str, ...]


def add_samples(reading: Reading) -> None:
    """Two sources and a dashboard of each, all to be seen by everybody here."""
    said = {word for sentence in reading.sentences for token in sentence.tokens for word in (token.low, token.lemma)}
    chosen = sorted(_examples(), key=lambda one: -len(one.words & said))[:_SHOWN]
    kept: dict[str, tuple[Row, ...]] = {
        "board_source": tuple(_described("name", one.name, one.text) for one in chosen),
        "data_board": tuple(_described("title", one.title, one.about) for one in chosen),
        table_name("board_source", "column"): tuple(row for at, one in enumerate(chosen) for row in _columns(at, one)),
        table_name("data_board", "component"): tuple(
            row for at, one in enumerate(chosen) for row in _components(at, one)
        ),
    }
    for entity in reading.entities:
        if entity.name in kept:
            entity.samples = kept[entity.name]
        elif entity.name.startswith(("board_source_", "data_board_")) and entity.internal:
            entity.samples = ()


def _described(name: str, title: str, text: str) -> Row:
    return {name: title, "description": text, "visibility": "everybody_here"}


def _columns(at: int, one: Example) -> list[Row]:
    """The columns of a source; its days are counted from the first."""
    what, parts = one.parts
    days = range(0, one.days, one.every)
    rows = [(day, part) for day in days for part in range(len(parts))]
    found: list[tuple[str, str, Sequence[object]]] = [
        ("Day", "date", [day for day, _ in rows]),
        (what, "text", [parts[part] for _, part in rows]),
    ]
    found += [
        (name, "text", [values[_turn(place, len(values))] for place in range(len(rows))]) for name, values in one.also
    ]
    found += [
        (series.name, "number", [_number(series, number, one.days, *row) for row in rows])
        for number, series in enumerate(one.numbers)
    ]
    return [
        {
            "subject": at,
            "name": name,
            "kind": kind,
            "place": place,
            "first_day": f"-{one.days}d" if kind == "date" else None,
            "cells": _packed(cells),
        }
        for place, (name, kind, cells) in enumerate(found, 1)
    ]


def _packed(cells: Sequence[object]) -> str:
    text = json.dumps(cells, separators=(",", ":"))
    if len(text) > _CELLS:
        raise ValueError(f"a column of {len(text)} characters")
    return text


def _turn(place: int, count: int) -> int:
    """One of so many, unevenly and always the same."""
    return (place * place // 3 + place * 5) % 11 % count


def _number(series: Series, number: int, days: int, day: int, part: int) -> str:
    """A number that grows over the year, goes up and down with the seasons, and differs by part."""
    grown = series.low + (series.high - series.low) * day / days
    season = 1 + series.swing * math.sin(2 * math.pi * (day + 40 * number) / _YEAR * 2)
    share = 1.35 - 0.22 * part
    jitter = 0.92 + ((day * 7 + part * 13 + number * 5) % 17) / 100
    value = grown * season * share * jitter
    return str(round(value)) if max(series.low, series.high) >= _WHOLE else f"{value:.1f}"


def _components(at: int, one: Example) -> list[Row]:
    found: list[Row] = []
    for place, line in enumerate(one.components, 1):
        kind, title, category, amount, measure, step, colour, wide = (part.strip() for part in line.split("|"))
        text = kind == "text"
        found.append(
            {
                "subject": at,
                "kind": kind,
                "title": title,
                "words": category if text else None,
                "source": None if text else f"data:{at + 1}",
                "category": None if text else category or None,
                "amount": amount or None,
                "measure": measure or "count",
                "step": step or "month",
                "filter_column": None,
                "filter_value": None,
                "colour": colour or "theme",
                "wide": wide == "wide",
                "place": place,
            }
        )
    return found


@cache
def _examples() -> tuple[Example, ...]:
    rows = table_beside(__package__ or "", "samples").values()
    return tuple(_example(row) for row in rows)


def _example(row: dict[str, str]) -> Example:
    named = [_named(line) for line in row["words_of"].strip().splitlines()]
    return Example(
        words=frozenset(row["for"].split()),
        name=row["name"],
        text=row["text"],
        every=int(row["every"]),
        days=int(row["days"]),
        parts=named[0],
        also=tuple(named[1:]),
        numbers=tuple(_series(line) for line in row["numbers"].strip().splitlines()),
        title=row["title"],
        about=row["about"],
        components=tuple(row["components"].strip().splitlines()),
    )


def _named(line: str) -> tuple[str, tuple[str, ...]]:
    name, _, values = line.partition(":")
    return name.strip(), tuple(value.strip() for value in values.split("|"))


def _series(line: str) -> Series:
    name, low, high, swing = (part.strip() for part in line.split("|"))
    return Series(name, float(low), float(high), float(swing))
