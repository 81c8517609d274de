"""Wishes about the application rather than its records: board, chart, sign-in, payments, chat and so on."""

import itertools
from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.data import phrases, word_set
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.statements import for_a_thing
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import Capability, EntityKind, lexicon
from millwright.factory.generation.reader.words import stems

NEGATIONS = frozenset({"no", "without", "not", "never", "don't", "dont", "neither", "nor"})
"""Words before a wish that refuse it."""
_FOLLOWED_UP = frozenset("application case delivery order parcel progress repair request shipment state status".split())
_DESCRIBED = frozenset({"code", "column", "field", "table"})
"""What comments describe that nobody talks about."""
_DOCUMENTED = word_set("capabilities_documented")
_PLACES = word_set("capabilities_points")
_REPORTED = frozenset({EntityKind.PERSONAL, EntityKind.WORK})
_RANKED = frozenset({"rank", "ranking", "ladder", "table"})
_SPEAKERS = frozenset("i you he she they we".split())
_WRITTEN = frozenset({"code", "format", "id", "number"})
"""What is shown by an example: "numbers like Q-1001"."""
_MADE_BY = frozenset({"assisted", "based", "driven", "enabled", "like", "powered", "style"})


@dataclass(frozen=True)
class Wish:
    """A capability that the prompt names, in its own words; `refused` when it asks to leave it out."""

    capability: Capability
    words: str
    sentence: Sentence
    start: int
    end: int
    refused: bool = False


@cache
def listed_stems(capability: str, name: str) -> frozenset[tuple[str, ...]]:
    """The phrases that the `capability.toml` of a capability keeps under a name, each by its stems."""
    return frozenset(stems(phrase) for phrase in phrases(words_of()[capability][name]))


def _looked_through(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether somebody approves what others sent: "submit them for review", "shown after being reviewed", "review
    registrations"."""
    if tokens[place].verb is not None and lexicon().decided_on(_object_of(tokens, place)):
        return True
    before = [token.low for token in tokens[max(0, place - 2) : place]]
    sent = tokens[place - 1].lemma if place else ""
    if tokens[place].low not in {"review", "reviewed"}:
        return False
    gone = tokens[place].low == "reviewed" and bool({"being", "is", "are", "been"} & {*before})
    return gone or before[-1:] == ["for"] or (tokens[place].low == "review" and lexicon().decided_on(sent))


def _object_of(tokens: tuple[Token, ...], place: int) -> str:
    """The singular of the noun that a verb acts on, right after it."""
    named = itertools.takewhile(lambda token: token.part in {Part.NOUN, Part.ADJECTIVE}, tokens[place + 1 : place + 4])
    return next((token.lemma for token in reversed([*named])), "")


_PARTED = {"review": "by", "share": "of"}


def find_wishes(sentences: tuple[Sentence, ...]) -> list[Wish]:
    """Every capability that the prompt names, in order."""
    index = lexicon().capability_index
    found: list[Wish] = []
    for sentence in sentences:
        forms = [token.stem for token in sentence.tokens]
        place = 0
        while place < len(forms):
            hit = index.at(forms, place) if forms[place] else None
            opinion = hit is not None and hit[1].name == "reviews" and hit[0] == 1
            approved = opinion and _looked_through(sentence.tokens, place)
            if hit is None or approved or not _meant(sentence, place, place + hit[0]):
                place += 1
                continue
            end = place + hit[0]
            before = found[-1] if found else None
            if before and before.sentence is sentence and before.end == place and before.capability is hit[1]:
                found[-1] = replace(before, words=sentence.words(before.start, end), end=end)
                place = end
                continue
            refused = any(token.low in NEGATIONS for token in sentence.tokens[max(0, place - 3) : place])
            found.append(Wish(hit[1], sentence.words(place, end), sentence, place, end, refused))
            place = end
    return found


def _meant(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words with the stems of a capability are its words: a single one in a form of its own, no half of a
    compound such as "follow-up", and none of the words that say something else where they stand."""
    tokens = sentence.tokens
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.joined and after.low not in _MADE_BY:
        return False
    if [token.low for token in tokens[start:end]] == ["monitoring", "website"]:  # what is built
        return False
    pairs = itertools.pairwise(tokens[max(0, start - 1) : end])
    if any(one.low in _PLACES and other.lemma == "point" for one, other in pairs):  # where something is, or a moment
        return False
    if tokens[start].low == "related" and tokens[start].joined:  # "traffic-related news" are of one subject
        return False
    fed = tokens[start].low == "feed" and after is not None and after.part is Part.NOUN  # what animals eat
    if fed or {"role", "manager"} <= {token.lemma for token in tokens[start:end]} or _says_else(sentence, start, end):
        return False
    if tokens[start].lemma == "report" and end - start == 1 and start and tokens[start - 1].lemma in _DOCUMENTED:
        return False
    return end - start > 1 or tokens[start].low in lexicon().lone_words


def _says_else(sentence: Sentence, start: int, end: int) -> bool:
    """Whether people report something, sign up for something that is kept, or "like" is no act of theirs."""
    tokens, low = sentence.tokens, sentence.tokens[start].low
    if low in {"sign", "signing", "register", "registering"}:
        return for_a_thing(tokens, start)
    if low == "report" and end - start == 1:
        reported = (place for place, token in enumerate(tokens) if token.stem == tokens[start].stem)
        return any(is_verb(sentence, place) for place in reported)
    if low == "reporting" and end - start == 1:
        hit = lexicon().entity_index.at([_object_of(tokens, start)], 0)
        return hit is not None and hit[1].kind in _REPORTED
    if low in {"comment", "comments"} and start and tokens[start - 1].low in _DESCRIBED:
        return True
    if low in {"follow", "following"} and end - start == 1:
        return bool({token.lemma for token in tokens[end : end + 4]} & _FOLLOWED_UP)
    if low == "volume" and start > 0 and tokens[start - 1].part is Part.NOUN and not is_verb(sentence, start - 1):
        return True
    if low == "public" and start > 0 and tokens[start - 1].low == "the":
        return True
    if low in _PARTED and tokens[end : end + 1] and tokens[end].low == _PARTED[low]:
        return True
    if low in {"rating", "ratings"} and tokens[end : end + 1] and tokens[end].lemma in _RANKED:
        return True
    return low == "like" and end - start == 1 and start > 0 and _compares(tokens, start)


def _compares(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether "like" shows an example, as in "numbers like Q-1001", or says which ones somebody wants."""
    after = tokens[start + 1 : start + 2]
    ends = not after or not after[0].low or after[0].low in {"and", "or"}
    return tokens[start - 1].lemma in _WRITTEN or (tokens[start - 1].low in _SPEAKERS and ends)
