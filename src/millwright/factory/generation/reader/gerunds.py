"""Gerunds that begin the name of something, where others say what is done."""

from millwright.factory.generation.reader.segment import Token
from millwright.factory.generation.reader.words import is_plural

_LISTED = frozenset({",", "and", "the"})


def is_filled_in(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a gerund begins the name of what people fill in: "fill in the smoking, cleaning habits and budget"."""
    bases = [verb.base for t in tokens[:place] if (verb := t.verb) is not None and verb.form == "base"]
    before = tokens[place - 1] if place else None
    return bases[-1:] == ["fill"] and before is not None and (before.low or before.text) in _LISTED


def between_fields(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a gerund and a singular stand among the fields of something: "view the age, finding place, weight"."""
    first = next((at for at in range(place) if (verb := tokens[at].verb) is not None and verb.form == "base"), None)
    after = tokens[place + 2] if place + 2 < len(tokens) else None
    closed = after is None or (after.low or after.text) in {",", "and", "or", "of"}
    listed = (tokens[place - 1].low or tokens[place - 1].text) in {",", "and", "the"}
    acts = place > 1 and tokens[place - 2].low.endswith("ing")
    return first is not None and listed and closed and not acts and not is_plural(tokens[place + 1].low)
