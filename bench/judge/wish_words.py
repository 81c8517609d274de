"""The words of wishes (`wish_words.json`): what can be done, what says nothing, and what means the same."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import snowballstemmer
from pydantic import BaseModel

from bench.judge.verdicts import Kind

_STEMMER = snowballstemmer.stemmer("english")  # pyright: ignore[reportUnknownMemberType]


class Action(BaseModel):
    """Something that one does.

    `asked` finds it in a prompt; `shown` are words of controls that let one do it. `check` names a
    kind of check that tells better, `feature` something that pages have. What only `looks` needs no control; what
    `keeps` needs a form that takes what is right; without `needs_thing` it says enough alone.
    """

    name: str
    asked: str
    shown: str = ""
    check: Kind | None = None
    feature: str = ""
    looks: bool = False
    keeps: bool = False
    needs_thing: bool = True

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in the lower-case words of a prompt."""
        return re.compile(rf"\b(?:{self.asked})\b")


class _Words(BaseModel):
    actions: list[Action]
    unseeable: str
    says_nothing: str
    same: list[str]


def stems(text: str) -> list[str]:
    """The stems of the text's words, in order."""
    found: list[str] = _STEMMER.stemWords(re.findall(r"[a-z]{2,}", text.lower()))  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return found


def _synonyms(groups: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in groups:
        group = frozenset(stems(line))
        for word in group:
            found[word] = found.get(word, frozenset[str]()) | group
    return found


_words = _Words.model_validate(json.loads(Path(__file__).with_name("wish_words.json").read_text()))
ACTIONS = tuple(_words.actions)
UNSEEABLE = re.compile(_words.unseeable, re.IGNORECASE)
EMPTY_WORDS = frozenset(stems(_words.says_nothing)) | frozenset(_words.says_nothing.split())
SYNONYMS = _synonyms(_words.same)
