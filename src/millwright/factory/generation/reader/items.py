"""Whether things are the items of what a title or a place holds: "A studio: rooms, invoices", "a menu with dishes"."""

from millwright.factory.generation.reader.asides import in_aside
from millwright.factory.generation.reader.segment import Sentence

_HOLDING = frozenset({"catalog", "catalogue", "collection", "menu", "shop", "store"})


def held(sentence: Sentence, begin: int) -> bool:
    """Whether things are what a place is full of: "a menu with dishes", "shop with souvenirs"."""
    before = sentence.tokens[max(0, begin - 2) : begin]
    return len(before) == 2 and before[0].lemma in _HOLDING and before[1].low == "with"


def told_with(sentence: Sentence, begin: int) -> bool:
    """Whether pictures and files are what things come with: "items with a starting price and pictures"."""
    lows = [token.low or token.text for token in sentence.tokens[max(0, begin - 10) : begin]]
    return "with" in lows and not {":", "("} & set(lows[lows.index("with") :])


def is_item(sentence: Sentence, begin: int, end: int, first: int | None = None) -> bool:
    """Whether a phrase is a whole item of the list after a title: "A studio: rooms, members book them, invoices"."""
    tokens = sentence.tokens
    titled = any(token.text == ":" for token in tokens[: min(begin, 14)])
    after = tokens[end].text if end < len(tokens) else ","
    inner = in_aside(sentence, begin) or begin == 0
    opened = tokens[(begin if first is None else first) - 1].text in {",", "and"}
    return titled and not inner and opened and after in {",", "and", "per", "for"}
