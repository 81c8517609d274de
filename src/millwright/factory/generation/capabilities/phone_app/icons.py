"""The icons of an installed application: its logo on its colour, as PNG."""

import base64
import unicodedata
from functools import cache

from millwright.factory.generation.capabilities.phone_app.drawing import png
from millwright.factory.generation.compiler.logo import logo_shapes, shapes_of
from millwright.factory.generation.compiler.theme import tokens
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.spec import AppSpec

_SIZES = {"icon-192": (192, 0.6, 0.22), "icon-512": (512, 0.6, 0.22), "maskable-512": (512, 0.46, 0.0)}
"""By name: how many pixels, how much of it the mark takes, and how round the corners are.

What is maskable is cut to any form; all that matters of it is within the middle eight tenths.
"""
_BOLD = 2.7
_UNKNOWN = "Smartphone"


def icons_of(spec: AppSpec) -> dict[str, str]:
    """The files by their names without an ending, in base64."""
    colours = {name: light for name, light, _ in tokens(spec.theme)}
    shapes, stroke = _mark(spec.name)
    return dict(_drawn(shapes, stroke, spec.theme.primary, colours["on-primary"]))


@cache
def _drawn(shapes: str, stroke: float, ground: str, ink: str) -> tuple[tuple[str, str], ...]:
    made = (
        (name, png(shapes, size, ground=ground, ink=ink, mark=mark, radius=radius, stroke=stroke))
        for name, (size, mark, radius) in _SIZES.items()
    )
    return tuple((name, base64.b64encode(data).decode()) for name, data in made)


def _mark(name: str) -> tuple[str, float]:
    """The shapes that stand for a name, and how wide their lines are: an icon, else the letter that it begins with."""
    icon = logo_shapes(name)
    if icon:
        return icon, 2.0
    first = next((letter for letter in name if letter.isalnum()), "")
    letter = unicodedata.normalize("NFKD", first)[:1].upper()
    lines = _letters().get(letter)
    return (f'<path d="{lines}" />', _BOLD) if lines else (shapes_of(_UNKNOWN), 2.0)


@cache
def _letters() -> dict[str, str]:
    return table_beside(__package__ or "", "letters")
