"""Values of what things are looked through by: "browse plays by role type such as Sheng, Dan and Jing"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.words import singular

_WORD = r"(?:(?!(?:and|or|by|to)\b)[A-Za-z0-9][\w'/-]*)"
_VALUE = rf"{_WORD}(?: {_WORD}){{0,2}}"
_SUCH = re.compile(
    rf"\b(?:by|according to)\s+(?:the\s+)?(?:{_VALUE}(?:, {_VALUE})*,? and (?:the )?)?(?P<name>{_VALUE}),? "
    rf"(?:such as|like) (?P<values>{_VALUE}(?:, {_VALUE})*,? (?:and|or) {_VALUE})"
    r"(?=\s*(?:[.,;:()]|$|\b(?:and|as|at|by|for|in|on|so|to|when|where|while|with)\b))"
)
"""The list ends with what its "and" stands before, so that what people do next is none of the values."""


@dataclass(frozen=True)
class SortedSuch:
    """What things are sorted by, the words of its values, and where they begin and end in the sentence's text."""

    name: str
    values: str
    start: int
    end: int


def sorted_such(sentence: Sentence) -> Iterator[SortedSuch]:
    """Each such list of a sentence, in its order."""
    for match in _SUCH.finditer(sentence.text):
        yield SortedSuch(match["name"], match["values"], match.start("name"), match.end("values"))


def one_of(name: str) -> str:
    """The name of a field, which tells one of what the prompt has many: places, life events."""
    *first, last = name.lower().split()
    return " ".join([*first, singular(last)])


def places_of_values(sentence: Sentence) -> frozenset[int]:
    """The places of words that are such values, and say nothing of what is to be built: "places such as malls"."""
    first = sentence.tokens[0].start if sentence.tokens else 0
    spans = [(told.start + len(told.name), told.end) for told in sorted_such(sentence)]
    return frozenset(
        place
        for place, token in enumerate(sentence.tokens)
        if any(begin <= token.start - first < end for begin, end in spans)
    )
