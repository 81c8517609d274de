"""What a prompt of a messenger asks for beside talking: pictures, recordings, history, and what is not built."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.vocabulary import Capability
from millwright.factory.generation.reader.words import stems

_STEPS_ASIDE = frozenset({"broadcast", "chat", "comments", "uploads", "player", "joining"})
"""Wishes that mean something else where people do not talk."""
_NEAR = 2
"""Words between sharing and what is shared."""


@dataclass(frozen=True)
class _Aspect:
    name: str
    say: str
    built: bool


@cache
def _words() -> dict[tuple[str, ...], _Aspect]:
    rows: dict[str, dict[str, str]] = table_beside(__package__ or "", "aspects")
    return {
        stems(phrase): _Aspect(name, row.get("say") or row["lacks"], "say" in row)
        for name, row in rows.items()
        for phrase in phrases(row["words"])
    }


def take_aspects(reading: Reading) -> frozenset[str]:
    """Has the words of a messenger mean what they do there; answers which aspects the prompt has."""
    found = [wish for sentence in reading.sentences for wish in _wishes(sentence)]
    kept = [wish for wish in reading.wishes if not _steps_aside(wish, found)]
    reading.wishes = [*kept, *(wish for wish in found if not any(_same(wish, known) for known in kept))]
    return frozenset(wish.capability.name.removeprefix("messages_") for wish in found)


def is_of_messages(entity: DraftEntity) -> bool:
    """Whether a record is something that is said, sent or talked in rather than kept by itself."""
    form = stems(entity.label)
    return any(form[at:] in _words() for at in range(len(form)))


def _wishes(sentence: Sentence) -> Iterator[Wish]:
    forms = tuple(token.stem for token in sentence.tokens)
    longest = max(map(len, _words()))
    place = 0
    while place < len(forms):
        spans = (forms[place : place + length] for length in range(min(longest, len(forms) - place), 0, -1))
        hit = next((span for span in spans if span in _words()), None)
        if hit is None:
            place += 1
            continue
        aspect = _words()[hit]
        capability = Capability(f"messages_{aspect.name}", aspect.built, aspect.say)
        yield Wish(capability, sentence.words(place, place + len(hit)), sentence, place, place + len(hit))
        place += len(hit)


def _steps_aside(wish: Wish, found: list[Wish]) -> bool:
    """Whether a wish means something else in a messenger: "share photos" is to send them."""
    if wish.capability.name == "sharing":
        after = (one.start - wish.end for one in found if one.sentence is wish.sentence)
        return any(0 <= distance <= _NEAR for distance in after) or _covered(wish, found)
    sent_out = wish.capability.name == "messaging_out"
    return sent_out or (wish.capability.name in _STEPS_ASIDE and _covered(wish, found))


def _covered(wish: Wish, found: list[Wish]) -> bool:
    return any(one.sentence is wish.sentence and one.start < wish.end and one.end > wish.start for one in found)


def _same(wish: Wish, known: Wish) -> bool:
    """Whether what is asked for is told already by words that hold these."""
    within = known.start <= wish.start and wish.end <= known.end
    return wish.sentence is known.sentence and within and not known.refused
