"""What an application is about in a word or three, for rows that nothing else tells, such as "industrial waste"."""

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.vocabulary import lexicon

_ACTS, _EMPTY, _HEADS = word_set("subject_acts"), word_set("subject_empty"), word_set("subject_heads")
_DULL = word_set("about_dull")
_TITLE = 24  # tokens in which a prompt says what it is about
_BESIDE = frozenset({"that", "where", "which", "who", "with"})
_MOST = 3


def about(sentences: Sequence[Sentence]) -> str:
    """The nouns of the first sentence that say most, with what narrows them; nothing where it only names a tool.

    What stands behind "with" or "that" is what it does, and not what it is about.
    """
    tokens = sentences[0].tokens[:_TITLE] if sentences else ()
    heard = takewhile(lambda token: token.low not in _BESIDE and token.text != ":", tokens)
    best = max(_runs(tuple(heard)), key=len, default=list[Token]())
    return " ".join(token.text if token.start and token.text != token.low else token.low for token in best[-_MOST:])


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """What stands together and says something."""
    for telling, run in groupby(tokens, key=_tells):
        words = list(run)
        if telling and any(token.part is Part.NOUN for token in words):
            yield words


def _tells(token: Token) -> bool:
    known = lexicon()
    if token.part not in {Part.ADJECTIVE, Part.NOUN} or not token.low.isalpha():
        return False
    if token.verb is not None and token.verb.form == "ing":
        return False
    people = known.role_index.at([token.lemma], 0) is not None
    dull = known.generic | known.adjectives | known.nominals.keys() | _ACTS | _EMPTY | _HEADS | _DULL
    return not people and not {token.low, token.lemma} & dull
