"""What else a prompt says of an exam that is marked: that it is practised, that its time is limited, and that people
look up their scores."""

import re
from collections.abc import Iterator
from functools import cache

from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.segment import Sentence

LIMIT = "duration_minutes"
"""The field that says how many minutes there are."""
Span = tuple[Sentence, int, int]
"""Words of a prompt: a sentence, and its tokens from the first up to, but without, the last."""
_LONG = re.compile(r"\b(\d{1,3})[- ]?(min|hour)", re.IGNORECASE)
_USUAL, MOST_MINUTES = 30, 600
_REFUSING = frozenset({"cannot", "never", "no", "not", "without"})


def is_taken_again(reading: Reading) -> bool:
    """Whether people practise with it, so that they may take it as often as they like."""
    return bool(spans(reading, "again")) and not spans(reading, "once")


def minutes(reading: Reading) -> int | None:
    """How many minutes there are for it, as many as the prompt says; nothing where its time is not limited."""
    timed = spans(reading, "timed")
    if not timed:
        return None
    said = (match for sentence, _, _ in timed for match in _LONG.finditer(sentence.text))
    first = next(said, None)
    number = int(first[1]) * (60 if first[2].lower() == "hour" else 1) if first else _USUAL
    return min(max(number, 1), MOST_MINUTES)


def spans(reading: Reading, name: str) -> list[Span]:
    """Where the prompt says one of the things that `words.toml` lists under that name, and does not refuse it."""
    return [
        (sentence, start, end)
        for sentence in reading.sentences
        for start, end in _found(sentence, name)
        if not {token.low for token in sentence.tokens[max(0, start - 2) : start]} & _REFUSING
    ]


def _found(sentence: Sentence, name: str) -> Iterator[tuple[int, int]]:
    first = sentence.tokens[0].start if sentence.tokens else 0
    for pattern in _patterns(name):
        for match in pattern.finditer(sentence.text):
            within = [
                place
                for place, token in enumerate(sentence.tokens)
                if token.start - first < match.end() and token.end - first > match.start()
            ]
            if within:
                yield within[0], within[-1] + 1


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    words = table_beside(__package__ or "", "words")
    lines = words[name].strip().splitlines()
    return tuple(re.compile(line.replace("EXAM", words["exam"]), re.IGNORECASE) for line in lines)
