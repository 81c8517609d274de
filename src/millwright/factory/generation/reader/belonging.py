"""Which of several categories a thing belongs to, by the words of both: a kettle to the kitchen, a train to travel."""

import re
from collections.abc import Sequence
from functools import cache

from millwright.factory.generation.reader.data import table
from millwright.factory.generation.reader.words import plain, singular

_WORD = re.compile(r"[a-zà-ÿ']+")
_SAME, _SHARED = 4, 1
_REST = frozenset({"other", "general", "misc", "miscellaneous", "various", "rest", "all"})
_SHORTEST = 3


def belonging(thing: str, options: Sequence[str], dealt: int) -> int:
    """The position of the option that fits the thing best; `dealt` where none fits better.

    A thing of a known theme does not stay under an option of another one when there is an option of no theme.
    """
    scores = [_score(thing, option) for option in options]
    best = max(scores, default=0)
    if best:
        return dealt if scores[dealt] == best else scores.index(best)
    rest = next((place for place, option in enumerate(options) if plain(option).strip().lower() in _REST), None)
    if not _themes(thing) or not _themes(options[dealt]):
        return dealt
    loose = [place for place, option in enumerate(options) if not _themes(option)]
    if rest is not None:
        return rest
    return loose[dealt % len(loose)] if loose else dealt


def _score(thing: str, option: str) -> int:
    same = {word for word in _words(thing) & _words(option) if len(word) > _SHORTEST}
    return _SAME * len(same) + _SHARED * len(_themes(thing) & _themes(option))


@cache
def _themes(text: str) -> frozenset[str]:
    return frozenset(name for name, words in _known().items() if words & _words(text))


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in _WORD.findall(plain(text).lower()))


@cache
def _known() -> dict[str, frozenset[str]]:
    return {name: frozenset(singular(word) for word in str(words).split()) for name, words in table("themes").items()}
