"""What the first sentence says is to be built, and for whom: "a website for a construction company" keeps neither."""

from itertools import takewhile

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Mention
from millwright.factory.generation.reader.nouns import BUILT
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.words import is_plural

_FIRMS = word_set("title_firms")
_ARTICLES = frozenset({"a", "an", "my", "our", "the"})
_TITLE = 14  # tokens in which a prompt says what is to be built


def only_told(sentence: Sentence, mention: Mention, offset: int) -> bool:
    """Whether a mention in the first sentence is no more than the word for what is built, or for whom it is."""
    built = _built(sentence)
    if built is None or mention.entry is None or not 0 <= mention.place - offset < len(sentence.tokens):
        return False
    start, head, end = built
    place, word = mention.place - offset, mention.entry.label.lower()
    return (start <= place <= head and word in BUILT) or (head < place < end and word in _FIRMS)


def of_firm(sentence: Sentence) -> bool:
    """Whether what is built is the site of a company, whose work it tells of and does not do."""
    built = _built(sentence)
    return built is not None and any(token.lemma in _FIRMS for token in sentence.tokens[built[0] : built[2]])


def _built(sentence: Sentence) -> tuple[int, int, int] | None:
    """Where the words for what is built begin, where their last one is, and where those end for whom it is."""
    tokens = sentence.tokens
    heads = (at for at, token in enumerate(tokens[:_TITLE]) if _is_head(tokens, at, token))
    head = next(heads, None)
    if head is None:
        return None
    start = head - len(list(takewhile(_names, reversed(tokens[:head]))))
    whom = [token.low for token in tokens[head + 1 : head + 3]]
    opened = len(whom) == 2 and whom[0] in {"for", "of"} and whom[1] in _ARTICLES
    after = len(list(takewhile(_names, tokens[head + 3 :]))) if opened else 0
    return start, head, head + 3 + after if after else head + 1


def _is_head(tokens: tuple[Token, ...], place: int, token: Token) -> bool:
    follows = place + 1 < len(tokens) and tokens[place + 1].part is Part.NOUN
    return token.lemma in BUILT and not is_plural(token.low) and not follows


def _names(token: Token) -> bool:
    return token.part in {Part.ADJECTIVE, Part.NOUN}
