"""What an application is about, from the first sentence: "fountain pens" and "ink", "a chimney sweep"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.words import capital, is_plural, singular

_HEADS = word_set("subject_heads")
_AHEAD = word_set("subject_ahead")
_ACTS = word_set("subject_acts")
_EMPTY = word_set("subject_empty")
_LOCAL = word_set("subject_local")
_HOLDERS = word_set("subject_holders")
_BETWEEN = frozenset({",", "&", "and", "or"})
_ENDS = frozenset({"and", "to", "where", "with"})
_MOST = 4  # phrases, and words of each
_REACH = 5  # tokens between the word for what is built and what it is for
_TITLE = 16  # tokens in which a prompt says what is to be built


@dataclass(frozen=True)
class Phrase:
    """A noun with what narrows it, in small letters: as the prompt has it, and its `head` in the singular.

    `behind` tells that it stands behind the word for what is built, which is for it and not for an act. `title` is
    written like a name, with the words that say nothing, as in "Roofing Company".
    """

    said: str
    head: str
    behind: bool
    title: str

    @property
    def many(self) -> bool:
        """Whether the prompt speaks of more than one."""
        return is_plural(self.said.split()[-1])

    @property
    def one(self) -> str:
        """The phrase for one of them: "fountain pen"."""
        words = self.said.split()
        return " ".join([*words[:-1], self.head])


def subject_of(sentences: Sequence[Sentence]) -> tuple[Phrase, ...]:
    """The phrases for what the application is about, in their order; none where the first sentence does not say it.

    Those behind the word for what is built count ("a shop for kites"), else those before it ("a kite shop").
    """
    if not sentences:
        return ()
    tokens = sentences[0].tokens
    head = next((at for at in range(min(_TITLE, len(tokens))) if _is_head(tokens, at)), None)
    if head is None:
        return ()
    opened = _opened(tokens, head + 1)
    acts = any(token.low in _ACTS - _AHEAD for token in tokens[head + 1 : opened])
    behind = tuple(_phrases(tokens, opened, behind=not acts))
    return behind or tuple(_phrases(tokens[:head], _begin(tokens, head), behind=False))


def _is_head(tokens: tuple[Token, ...], place: int) -> bool:
    follows = tokens[place + 1 : place + 2]
    return tokens[place].lemma in _HEADS and not (follows and follows[0].part is Part.NOUN and not follows[0].verb)


def _opened(tokens: tuple[Token, ...], place: int) -> int:
    """Where the words begin that say what it is for; behind the last token when nothing says so."""
    for at in range(place, min(place + _REACH, len(tokens))):
        if tokens[at].low in _AHEAD:
            return at + 1 + len(list(takewhile(lambda token: token.low in _ACTS | {"and"}, tokens[at + 1 :])))
        if tokens[at].part is Part.PUNCTUATION or tokens[at].low in _ENDS:
            break
    return len(tokens)


def _begin(tokens: tuple[Token, ...], head: int) -> int:
    """Where the nouns begin that stand right before the word for what is built."""
    return head - len(list(takewhile(_names, reversed(tokens[:head]))))


def _phrases(tokens: Sequence[Token], begin: int, *, behind: bool) -> Iterator[Phrase]:
    """The phrases of a list that begins at a place."""
    place, found = begin, 0
    while place < len(tokens) and found < _MOST:
        place += len(list(takewhile(lambda token: token.low in _BETWEEN or token.low in _LOCAL, tokens[place:])))
        words = list(takewhile(_names, tokens[place:]))
        place += len(words)
        if place + 1 < len(tokens) and words and tokens[place].low == "of" and words[-1].lemma in _HOLDERS:
            place += 1
            continue
        phrase = _phrase(words, behind=behind)
        if phrase is None and not found:
            return
        if phrase is not None:
            found += 1
            yield phrase
        more = tokens[place : place + 1]
        if not more or more[0].low not in _BETWEEN:
            return


def _phrase(words: list[Token], *, behind: bool) -> Phrase | None:
    kept = words[-_MOST:]
    if any(token.low in _ACTS for token in kept):
        return None
    while kept and kept[0].low in _EMPTY | _LOCAL:
        kept = kept[1:]
    while kept and kept[-1].low in _EMPTY:
        kept = kept[:-1]
    if not kept or not any(token.part is Part.NOUN for token in kept):
        return None
    said = _joined(kept, [token.low for token in kept])
    title = _joined(words[-_MOST:], [_capital(token) for token in words[-_MOST:]])
    return Phrase(said, singular(said.split()[-1]), behind, title)


def _joined(tokens: list[Token], words: list[str]) -> str:
    parts = (("-" if token.joined else " ") + word for token, word in zip(tokens, words, strict=True))
    return "".join(parts).strip(" -")


def _capital(token: Token) -> str:
    plain = token.text == token.low and not token.joined
    return capital(token.text) if plain else token.text


def _names(token: Token) -> bool:
    return token.part in {Part.ADJECTIVE, Part.NOUN} or (token.part is Part.NUMBER and token.low.isalpha())
