"""What the conversations of a demonstration say, and between whom: of the circle that a prompt speaks of."""

import re
from functools import cache
from typing import TypedDict

from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import Reading

ANY, TEAM = "-", "team"
_LINE = re.compile(r"^(?P<who>[^:]+): (?P<text>.*?)\s*(?:\{(?P<kind>picture|file) (?P<name>[\w.-]+)\})?$")


class Line(TypedDict):
    """One message: who says it (`me` is the demonstration account), its words, and what comes along."""

    who: str
    text: str
    kind: str
    name: str


class Circle(TypedDict):
    """People who know each other, and what they say."""

    people: list[str]
    direct: list[Line]
    group: str
    said: list[Line]
    other: tuple[str, str]


@cache
def _rows() -> dict[str, dict[str, str]]:
    return table_beside(__package__ or "", "demos")


def circle_of(reading: Reading) -> str:
    """The name of the circle that a prompt speaks of."""
    said = {token.lemma for sentence in reading.all_sentences for token in sentence.tokens}
    return next((name for name, row in _rows().items() if said & {*phrases(row["words"])}), ANY)


def circle(name: str) -> Circle:
    """The circle of that name; any other where there is none."""
    row = _rows().get(name, _rows()[ANY])
    title, _, words = row["other"].partition(": ")
    return Circle(
        people=phrases(row["people"], "|"),
        direct=[_line(text) for text in row["direct"].strip().splitlines()],
        group=row["group"],
        said=[_line(text) for text in row["said"].strip().splitlines()],
        other=(title, words[:1].upper() + words[1:]),
    )


def _line(text: str) -> Line:
    found = _LINE.match(text)
    if found is None:
        raise ValueError(text)
    return Line(who=found["who"], text=found["text"], kind=found["kind"] or "", name=found["name"] or "")
