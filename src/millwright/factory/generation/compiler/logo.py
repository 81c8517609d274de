"""The mark of an application: an icon of what its name says, else the first letter of the name."""

import json
import re
from functools import cache
from pathlib import Path

from millwright.factory.generation.compiler.appearance import ICONS
from millwright.factory.generation.compiler.subjects import SUBJECTS

_SHAPES = Path(__file__).with_name("logos.json")
"""The shapes of the icons that words stand for, as SVG on a ground of 24 by 24; from Lucide (ISC licence)."""
_WORD = re.compile(r"\b[a-z]+\b(?![-'])")
"""What is tied to the next word is half a name: "Bird-Lee's"."""
_FRAMES = frozenset(
    "academy accessory agency app application boutique class commerce community company course developer equipment "
    "factory group institute kit lesson mall manufacturer market marketplace material merchandise people product "
    "rental school service set shop society store supplies supply team tool website".split()
)
"""Who meets, makes or sells says less than what it is about: a bike shop is known by its bikes."""


def icon_in(name: str) -> str:
    """The lucide icon of the last word of a name that one is known for; empty where none is."""
    words = _WORD.findall(name.lower())[::-1]
    telling = [word for word in words if word.removesuffix("s") not in _FRAMES and word not in _FRAMES]
    forms = (form for word in (*telling, *words) for form in (word, word.removesuffix("s")))
    return next((found for form in forms if (found := SUBJECTS.get(form) or ICONS.get(form))), "")


def logo_shapes(name: str) -> str:
    """The shapes of the mark that a name has, as SVG that is also JSX; empty where its first letter stands for it."""
    icon = icon_in(name)
    return shapes_of(icon) if icon else ""


def shapes_of(icon: str) -> str:
    """The same of a lucide icon; `KeyError` for one that no word stands for."""
    return _shapes()[icon]


@cache
def _shapes() -> dict[str, str]:
    return json.loads(_SHAPES.read_text("utf-8"))
