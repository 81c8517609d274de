"""Words that could be verbs and name by what people look for things: "search by district and rent, rate apartments"."""

from collections.abc import Sequence

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.segment import Part, Token

_BETWEEN = frozenset({",", "and", "or", "&", "/"})


def found_by(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word ends what stands after "by", where no object follows, and is known as a field."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if not known_attribute((tokens[place].low,)) or (after is not None and after.part is not Part.PUNCTUATION):
        return False
    at = place - 1
    while at > 0 and _goes_on(tokens[at]):
        at -= 1
    return at > 0 and tokens[at].low == "by"


def _goes_on(token: Token) -> bool:
    """Whether a token stands within such a list: a name, or what joins names."""
    return (token.low or token.text) in _BETWEEN or token.part in {Part.NOUN, Part.ADJECTIVE}
