"""What people fill in to ask for something: "submit a quotation request by filling in the address and quantity"."""

from collections.abc import Iterator

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList
from millwright.factory.generation.reader.fieldlists import items_at
from millwright.factory.generation.reader.segment import Part, Sentence, Token

_FILLING = word_set("filling_acts")
_PARTICLES = frozenset({"in", "out", "up"})
_SMALL = frozenset({"the", "a", "an", "their", "your"})


def filled_in(sentence: Sentence) -> Iterator[FieldList]:
    """The lists of what is entered by which something is sent in; they are fields of what stands before "by"."""
    tokens = sentence.tokens
    for place in range(2, len(tokens) - 1):
        asks = tokens[place].low == "asking" and tokens[place - 1].low == "form"
        if not asks and (tokens[place].low not in _FILLING or tokens[place - 1].low != "by"):
            continue
        begin = place + 1
        while begin < len(tokens) and tokens[begin].low in _PARTICLES | _SMALL | {"for"}:
            begin += 1
        head = (place - 2, place) if asks else _before(tokens, place - 1)
        items, end = items_at(sentence, begin, None)
        if head is not None and items:
            yield FieldList(sentence, head, tuple(items), place, end, entered=True)


def _before(tokens: tuple[Token, ...], end: int) -> tuple[int, int] | None:
    """The noun phrase that ends there."""
    begin = end
    while begin and tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE}:
        begin -= 1
    return (begin, end) if begin < end else None
