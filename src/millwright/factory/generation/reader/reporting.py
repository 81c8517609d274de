"""What people report to those in charge: "report false reviews", "suspicious sellers can be reported".

Such words ask for no business report and for no record, and nobody makes what they report; they are taken out of their
sentence before any other stage looks at it.
"""

from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.reader.data import table
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import Verb, lexicon

_ARTICLES = frozenset({"a", "all", "an", "any", "each", "other", "some", "that", "the", "these", "this", "those"})
_JOINERS = frozenset({",", "and", "or", "/"})
_BEING = frozenset({"are", "be", "been", "being", "get", "is"})
_FAR = 5  # tokens between what is done with reports and the word itself


@dataclass(frozen=True)
class Flagging:
    """What people report: the singulars of the things named, and the prompt's words."""

    things: tuple[str, ...]
    because: str
    sentence: Sentence
    start: int
    end: int

    @property
    def content(self) -> tuple[str, ...]:
        """What others have put there."""
        return tuple(thing for thing in self.things if thing not in _words("people"))

    @property
    def people(self) -> tuple[str, ...]:
        """Whom they report."""
        return tuple(thing for thing in self.things if thing in _words("people"))

    @property
    def opinions(self) -> bool:
        """Whether reviews are reported."""
        return bool(_words("opinions") & {*self.things})


def find_reporting(sentences: tuple[Sentence, ...]) -> tuple[tuple[Sentence, ...], list[Flagging]]:
    """The sentences without the words for reporting and for what becomes of reports, and what is reported."""
    spans = [[*_flagged(sentence)] for sentence in sentences]
    if not any(spans):
        return sentences, []
    kept: list[Sentence] = []
    found: list[Flagging] = []
    for sentence, flags in zip(sentences, spans, strict=True):
        told = [*flags, *((begin, end, ()) for begin, end in _handled(sentence))]
        rest = _silenced(sentence, told)
        kept.append(rest)
        found += [Flagging(things, sentence.words(start, end), rest, start, end) for start, end, things in told]
    return tuple(kept), found


def _flagged(sentence: Sentence) -> list[tuple[int, int, tuple[str, ...]]]:
    """Each stretch in which something is reported that should not be there, with what that is."""
    tokens = sentence.tokens
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for place, token in enumerate(tokens):
        if token.low == "reported" and place and tokens[place - 1].low in _BEING:
            begin = _before(tokens, place)
            things, _ = _things(sentence, begin)
            found += [(begin, place + 1, things)] if things else []
        elif token.low in {"report", "reporting", "flag", "flagging"} and _is_done(sentence, place):
            things, end = _things(sentence, place + 1)
            found += [(place, end, things)] if things else []
    return found


def _is_done(sentence: Sentence, place: int) -> bool:
    after = sentence.tokens[place + 1 : place + 2]
    follows = bool(after) and (after[0].low in _ARTICLES | _words("wrong") or _names(after[0]))
    return follows and (is_verb(sentence, place) or sentence.tokens[place].low != "flagging" or place == 0)


def _things(sentence: Sentence, place: int) -> tuple[tuple[str, ...], int]:
    """What is reported from a place on, and where its words end; nothing where it may well be kept there."""
    tokens = sentence.tokens
    things: list[str] = []
    end = place
    while place < len(tokens):
        start = place
        while place < len(tokens) and tokens[place].low in _ARTICLES:
            place += 1
        begin = place
        while place < len(tokens) and tokens[place].part in {Part.NOUN, Part.ADJECTIVE}:
            if place > begin and is_verb(sentence, place):
                break
            place += 1
        words = tokens[begin:place]
        wrong = any(token.low in _words("wrong") for token in words[:-1])
        if not words or not (wrong or _names(words[-1])):
            place = start
            break
        things.append(words[-1].lemma)
        end = place
        if place >= len(tokens) or (tokens[place].low or tokens[place].text) not in _JOINERS:
            break
        place += 1
    return tuple(things), end


def _before(tokens: tuple[Token, ...], place: int) -> int:
    """Where the words begin for what is reported: "inappropriate photos can be reported"."""
    begin = place - 1
    while begin > 0 and (tokens[begin - 1].low in _BEING | {"can", "may", "should", "could"}):
        begin -= 1
    while begin > 0 and tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE}:
        begin -= 1
    return begin


def _names(token: Token) -> bool:
    return token.lemma in _words("contributed") | _words("people")


def _handled(sentence: Sentence) -> list[tuple[int, int]]:
    """Each stretch in which those in charge do something with reports: "handle the reports", "review reports"."""
    tokens = sentence.tokens
    found: list[tuple[int, int]] = []
    for place, token in enumerate(tokens):
        if token.lemma != "report" or is_verb(sentence, place) or token.low == "reported":
            continue
        named = place > 0 and tokens[place - 1].part is Part.NOUN and tokens[place - 1].verb is None
        if named and not _names(tokens[place - 1]):
            continue
        doing = (at for at in range(place - 1, max(-1, place - _FAR), -1) if _handles(tokens[at]))
        start = next(doing, None)
        if start is not None:
            found.append((start, place + 1))
        elif [t.low in _BEING for t in tokens[place + 1 : place + 2]] == [True] and any(
            map(_handles, tokens[place + 2 : place + 3])
        ):
            found.append((place, place + 3))
    return found


def _handles(token: Token) -> bool:
    return token.verb is not None and token.verb.base in _words("handling")


def _silenced(sentence: Sentence, told: list[tuple[int, int, tuple[str, ...]]]) -> Sentence:
    """The sentence with what is reported, or done with reports, as words that say nothing. Who does it is still told:
    the verb stays, and that of those in charge is one that means nothing else."""
    tokens = list(sentence.tokens)
    for start, end, _ in told:
        for place in range(start, end):
            if place > start or not is_verb(sentence, place):
                tokens[place] = replace(tokens[place], low="", part=Part.STOP, verb=None, lemma="", stem="")
            elif not _handles(tokens[place]):
                tokens[place] = replace(tokens[place], lemma="", stem="")
            else:
                tokens[place] = replace(tokens[place], low="handle", lemma="handle", stem="handl", verb=_handling())
    silent = {place for place, token in enumerate(tokens) if not token.low}
    people = {place: person for place, person in sentence.people.items() if place not in silent}
    return replace(sentence, tokens=tuple(tokens), people=people)


@cache
def _handling() -> Verb:
    return lexicon().verbs["handle"]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(table("reporting")[name]).split())
