"""Gerunds that begin the name of something, where others say what is done."""

from millwright.factory.generation.reader.segment import Token

_LISTED = frozenset({",", "and", "the"})


def is_filled_in(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a gerund begins the name of what people fill in: "fill in the smoking, cleaning habits and budget"."""
    bases = [verb.base for t in tokens[:place] if (verb := t.verb) is not None and verb.form == "base"]
    before = tokens[place - 1] if place else None
    return bases[-1:] == ["fill"] and before is not None and (before.low or before.text) in _LISTED
