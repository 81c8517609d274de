"""Estimates for which no formula is known: made of what the prompt says is entered, and what is to come of it.

"Select the temperature zone, number of pallets and storage period to calculate the rent": a rent, by pallets and months
at prices that the team edits, more in a better zone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from millwright.factory.generation.reader.data import phrases, rows
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.fields import named_field
from millwright.factory.generation.reader.segment import Sentence, Token
from millwright.factory.generation.reader.statements import Phrase, Statement
from millwright.factory.generation.reader.words import is_plural, label
from millwright.factory.generation.spec import FieldType

ASKED = frozenset({"calculation", "calculator"})
"""The capabilities whose wishes ask for one."""
_MUCH = re.compile(r"(?:amount|number|quantity) of(?: the)? $|how (?:many|much) $", re.IGNORECASE)
_SUMS = frozenset({"amount", "number", "quantity"})
_BY = frozenset({"by", "to", "on"})
_CHANGED = frozenset({"calculated", "change", "changes"})
_MOST = 6


@dataclass(frozen=True)
class Entered:
    """What is entered: a number, or one of some choices. A share adds per cent; a duration multiplies a price."""

    label: str
    word: str
    choices: tuple[str, ...] = ()
    share: bool = False
    duration: bool = False


@dataclass(frozen=True)
class Estimate:
    """What comes of what is entered: amounts of money, or of things; `said` are the acts that tell it."""

    results: tuple[str, ...]
    money: bool
    entered: tuple[Entered, ...]
    said: tuple[Statement, ...]


def find_estimate(reading: Reading) -> Estimate | None:
    """The first estimate that a prompt spells out, by at least one thing that people enter; nothing in most."""
    if not any(wish.capability.name in ASKED for wish in reading.wishes):
        return None
    return next((made for sentence in reading.sentences if (made := _told_in(reading, sentence))), None)


def is_asking(statement: Statement) -> bool:
    """Whether by this act something is to be calculated."""
    return statement.verb.form != "noun" and statement.verb.base in _set("asking")


def tells_result(words: str) -> bool:
    """Whether the words of an act begin with what tells a result: "calculate", "see"."""
    return words.lower().split(maxsplit=1)[0] in _set("asking") | _set("showing")


def _told_in(reading: Reading, sentence: Sentence) -> Estimate | None:
    own = [s for s in reading.statements if s.sentence is sentence and s.verb.form != "noun"]
    for place, asked in enumerate(own):
        results, money = _results(asked) if _asks(asked) else ((), False)
        if not results:
            continue
        entering = _entering(own, place)
        entered = [*_entered(sentence, _given(asked)), *(e for s in entering for e in _entered(sentence, s.phrases))]
        unique = tuple({one.label.lower(): one for one in entered}.values())[:_MOST]
        if any(not one.share for one in unique):
            return Estimate(results, money, unique, (asked, *entering))
    return None


def _asks(statement: Statement) -> bool:
    if is_asking(statement):
        return True
    shown = statement.verb.base in _set("showing")
    return shown and any(_last(statement, phrase) in _set("money") for phrase in statement.phrases if phrase.direct)


def _last(statement: Statement, phrase: Phrase) -> str:
    """The noun that ends a phrase, without what only says that it changes: "the price change"."""
    tokens = statement.sentence.tokens[phrase.start : phrase.end]
    return next((token.lemma for token in reversed(tokens) if token.low not in _CHANGED), "")


def _results(asked: Statement) -> tuple[tuple[str, ...], bool]:
    """What is to come of it, and whether it is money; nothing where it is neither money nor how much of something."""
    found: list[tuple[str, bool]] = []
    summed = False
    for phrase in asked.phrases:
        words = [t for t in asked.sentence.tokens[phrase.start : phrase.end] if t.low not in _set("empty") | _CHANGED]
        if phrase.direct and words and words[-1].lemma in _SUMS:
            summed = True
        elif words and (phrase.direct or summed) and not _is_by(asked.sentence.tokens, phrase.start):
            much = summed or _MUCH.search(_before(asked.sentence, phrase.start)) is not None
            if words[-1].lemma in _set("money") or much:
                found.append((label([token.text for token in words]), not much))
    money = bool(found) and found[0][1]
    return tuple(dict.fromkeys(name for name, of_money in found if of_money is money)), money


def _entering(own: list[Statement], place: int) -> list[Statement]:
    """What is entered right before or, "by entering the length", after it."""
    before: list[Statement] = []
    for statement in reversed(own[:place]):
        if statement.verb.base in _set("entering"):
            before.insert(0, statement)
        elif before or statement.verb.base not in _set("showing"):
            break
    after = takewhile(lambda s: s.verb.form == "ing" and s.verb.base in _set("entering"), own[place + 1 :])
    return [*before, *after]


def _given(asked: Statement) -> list[Phrase]:
    """What follows "by", "according to" or "based on", and what is listed with it."""
    tokens, found = asked.sentence.tokens, list[Phrase]()
    for phrase in asked.phrases:
        if not phrase.direct and (found or _is_by(tokens, phrase.start)):
            found.append(phrase)
    return found


def _is_by(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether a phrase says by what something is worked out."""
    place = start - 1
    while place > 0 and tokens[place].low in {"the", "their", "its", "of", *_SUMS}:
        place -= 1
    return tokens[place].low in _BY


def _entered(sentence: Sentence, spans: list[Phrase]) -> Iterator[Entered]:
    for span in spans:
        tokens = [t for t in sentence.tokens[span.start : span.end] if t.low not in _set("empty")]
        if not tokens:
            continue
        last, counted = tokens[-1].lemma, _MUCH.search(_before(sentence, span.start)) is not None
        shown = label([*(["number", "of"] if counted else []), *(token.text for token in tokens)])
        choices = () if counted else _choices(tuple(token.low for token in tokens), last)
        if last in _set("left_out"):
            continue
        if last in _set("shares"):
            yield Entered(shown, last, share=True)
        elif choices:
            yield Entered(shown, last, choices)
        elif counted or last in _set("counted") | _set("durations") or is_plural(tokens[-1].low):
            yield Entered(shown, last, duration=last in _set("durations"))


def _choices(words: tuple[str, ...], last: str) -> tuple[str, ...]:
    known = rows("estimates")["choices"].get(last)
    if known is not None:
        return tuple(phrases(known, "|"))
    field = named_field(words, "estimate")
    return field.choices if field is not None and field.type is FieldType.CHOICE else ()


def _before(sentence: Sentence, place: int) -> str:
    """The words right before a place, with a space at the end."""
    return " ".join([*(token.low for token in sentence.tokens[max(0, place - 4) : place]), ""])


def _set(name: str) -> frozenset[str]:
    return frozenset(rows("estimates")["words"][name].split())
