"""Colours: those that the prompt names, else the one of its kind of application."""

from functools import cache
from itertools import pairwise

from millwright.factory.generation.reader.data import table, word_set
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.site import Layout, Style
from millwright.factory.generation.spec import Theme

_BACK = word_set("theme_back")
_FRONT = word_set("theme_front")
_CONTEXT = (
    _BACK
    | _FRONT
    | frozenset("theme palette colors colours scheme use using style styled paint tone shade brand".split())
)
_LIGHTNESS = word_set("theme_lightness")


@cache
def colours() -> dict[str, str]:
    """Every colour name, written together, with its #rrggbb."""
    found: dict[str, str] = {}
    for group in ("paint", "css"):
        words = str(table("colours")[group]).split()
        found.update((name, f"#{value}") for name, value in zip(words[::2], words[1::2], strict=True))
    return found


def find_theme(reading: Reading) -> Theme:
    """The theme, with a reason for each colour."""
    primary: tuple[str, str] | None = None
    background: tuple[str, str] | None = None
    for sentence in reading.all_sentences:
        named = _named(sentence)
        pair = _plain_pair(sentence, named)
        for start, end, value in named:
            words = sentence.words(start, end)
            if _is_background(sentence, start, end) or (pair and start == named[0][0] and background is None):
                background = background or (value, words)
            elif primary is None:
                primary = (value, words)
            elif background is None and _is_pale(value):
                background = (value, words)
            elif value not in {primary[0], background[0] if background else ""}:
                reading.not_built.append((words, f"one colour is for what one acts with, and that is {primary[1]}"))
    domain = reading.domain
    if primary is None and domain is not None:
        primary = (domain.colour, "")
    for subject, colour in (("Main colour", primary), ("Background", background)):
        if colour is not None and colour[1]:
            reading.reasons.append((f"{subject} {colour[1]}"[:60], colour[1]))
    default = Theme()
    return Theme(primary=primary[0] if primary else default.primary, background=background[0] if background else None)


def _plain_pair(sentence: Sentence, named: list[tuple[int, int, str]]) -> bool:
    """Whether a sentence names two colours and not what for, of which the first, a pale one, is to lie below."""
    lows = {token.low for token in sentence.tokens} | {token.lemma for token in sentence.tokens}
    untold = not lows & ((_BACK | _FRONT) - {"color", "colour", "colors", "colours"})
    return len(named) == 2 and untold and _is_pale(named[0][2]) and not _is_pale(named[1][2])


def _is_pale(colour: str) -> bool:
    """Whether a colour is one that things are put on, such as cream."""
    return min(int(colour[place : place + 2], 16) for place in (1, 3, 5)) >= 200


def find_style(reading: Reading) -> Style:
    """How the pages are dressed: as others of its kind are, else as a company's site or a plain tool."""
    kind = reading.domain.name if reading.domain else ""
    known = next((name for name, kinds in table("styles").items() if kind in str(kinds).split()), None)
    if known is not None:
        return Style(known)
    return Style.COMPANY if reading.layout is Layout.SITE else Style.TOOL


def only_styles(sentence: Sentence) -> bool:
    """Whether a sentence is an order about colours and nothing else: "use teal for the components"."""
    first = next((token.low for token in sentence.tokens if token.low), "")
    found = _named(sentence)
    return bool(found) and (first in _STYLING or _nothing_else([token.low for token in sentence.tokens], found))


_STYLING = word_set("theme_styling")


def _named(sentence: Sentence) -> list[tuple[int, int, str]]:
    """The colour names of a sentence that speaks of colours, the longest at each place."""
    tokens = sentence.tokens
    lows = [token.low for token in tokens]
    spoken = {token.lemma for token in tokens} | set(lows)
    found: list[tuple[int, int, str]] = []
    place = 0
    while place < len(lows):
        length = next((n for n in (3, 2, 1) if "".join(lows[place : place + n]) in colours()), 0)
        if length:
            found.append((place, place + length, colours()["".join(lows[place : place + length])]))
        place += max(1, length)
    if _nothing_else(lows, found):
        return found
    if pair := _in_two(lows, found):
        return pair
    if not spoken & _CONTEXT:
        return []
    return [(start, end, value) for start, end, value in found if _meant(sentence, start, end)]


def _nothing_else(lows: list[str], found: list[tuple[int, int, str]]) -> bool:
    """Whether a sentence is its colours and no more: "Dark green.", "Navy and white, please."."""
    named = {place for start, end, _ in found for place in range(start, end)}
    return bool(found) and all(place in named or low in _BESIDE for place, low in enumerate(lows) if low.isalpha())


def _in_two(lows: list[str], found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Two colours that a title puts the site in: "a photographer's website in grey and rose: …"."""
    for one, other in pairwise(found):
        joined = one[0] > 0 and lows[one[0] - 1] == "in" and lows[one[1] : other[0]] == ["and"]
        if joined and lows[other[1] : other[1] + 1] in ([":"], [""]):
            return [one, other]
    return []


_BESIDE = _CONTEXT | frozenset("a all and bit design in it like look make mostly or please some the with".split())


def _meant(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words that can be a colour are one here: near words of colour, not "a chocolate shop"."""
    lows = [token.low for token in sentence.tokens]
    beside = (*sentence.tokens[max(0, start - 6) : start], *sentence.tokens[end : end + 6])
    near = {word for token in beside for word in (token.low, token.lemma)}
    strong = near & (
        _CONTEXT
        - {
            "use",
            "using",
            "details",
            "detail",
            "page",
            "pages",
            "interactive",
            "cards",
            "card",
            "base",
            "style",
            "body",
        }
    )
    used = start > 0 and lows[start - 1] in {"use", "using", "in", "a"} and len(lows) - end <= 3
    return bool(strong) or (used and bool(near & _CONTEXT))


def _is_background(sentence: Sentence, start: int, end: int) -> bool:
    """Which of the two a colour is for, by the nearest word that tells; after the colour counts as nearer."""
    lows = [token.low for token in sentence.tokens]
    best: tuple[float, bool] = (99.0, False)
    for place, token in enumerate(sentence.tokens):
        low = token.low if token.low in _BACK | _FRONT else token.lemma
        if (low not in _BACK and low not in _FRONT) or start <= place < end:
            continue
        between = lows[min(place, end) : max(place, start)]
        gap = (place - end + 0.9) if place >= end else (start - place)
        gap += 6 * sum(word in {"and", ";", ","} for word in between)
        if low in {"color", "colour", "primary", "layer", "visual", "detail", "page", "pages"}:
            gap += 2.5
        best = min(best, (gap, low in _BACK))
    return best[1]
