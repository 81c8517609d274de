"""Colours: from the two that a specification names to every token of a light and a dark page, always readable.

Contrast is WCAG 2's; lightness and chroma are OKLCH's, so that steps look even whatever the hue.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from millwright.factory.generation.spec import Theme

TEXT_CONTRAST = 4.5
EDGE_CONTRAST = 3.0
EDGE_LIMIT = 1.5
"""Below this contrast to what is around it a filled shape gets an edge."""
INK = "#16181d"
PAPER = "#ffffff"
DARK_LIMIT = 0.18
"""Below this luminance a background counts as dark: light text reads better on it than dark text."""

SWAPPED = frozenset(
    """
    accent ink line line-strong muted on-primary primary primary-edge primary-soft primary-strong sunken surface
    """.split()
)
"""The tokens that change places where the main colour is the ground."""


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two #rrggbb colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 to 1, as WCAG weighs it."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str, *, on: str, ratio: float = TEXT_CONTRAST) -> str:
    """The colour nearest to `colour`, darker or lighter, that stands out from `on` by `ratio`; else black or white."""
    start = _Oklch.of(colour)
    away = -1 if luminance(on) > DARK_LIMIT else 1
    for step in range(101):
        shade = start.at(start.lightness + away * step / 100)
        if contrast(shade, on) >= ratio:
            return shade
    return _best_of(on, "#000000", PAPER)


def tokens(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Each colour token as (name, on a light page, on a dark page); a background that was asked for is that of both."""
    scheme = scheme_of(theme)
    light = (_dark if scheme == "dark" else _light)(theme.primary, theme.background)
    dark = light if theme.background else _dark(theme.primary, None)
    for name, value in light.items():
        yield name, value, dark[name]


def scheme_of(theme: Theme) -> str:
    """What CSS calls the pages: `light` or `dark` where a background was asked for, else as the system prefers."""
    if theme.background is None:
        return "light dark"
    return "dark" if luminance(theme.background) < DARK_LIMIT else "light"


@dataclass(frozen=True)
class _Oklch:
    lightness: float
    chroma: float
    hue: float

    @classmethod
    def of(cls, colour: str) -> Self:
        red, green, blue = (_linear(channel) for channel in _channels(colour))
        long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
        medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
        short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
        a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
        lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
        return cls(lightness, math.hypot(a, b), math.atan2(b, a))

    def at(self, lightness: float, chroma: float | None = None) -> str:
        """This hue at another lightness, with no more chroma than a screen can show."""
        lightness = min(max(lightness, 0.0), 1.0)
        wanted = self.chroma if chroma is None else min(chroma, self.chroma)
        while wanted > 0 and not all(-0.001 <= channel <= 1.001 for channel in self._rgb(lightness, wanted)):
            wanted -= 0.005
        channels = self._rgb(lightness, max(wanted, 0.0))
        return "#" + "".join(f"{round(_gamma(min(max(channel, 0.0), 1.0)) * 255):02x}" for channel in channels)

    def _rgb(self, lightness: float, chroma: float) -> tuple[float, float, float]:
        a, b = chroma * math.cos(self.hue), chroma * math.sin(self.hue)
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )


def _light(primary: str, background: str | None) -> dict[str, str]:
    brand = _Oklch.of(primary)
    surface = PAPER
    canvas = background or brand.at(0.982, 0.004)
    soft = brand.at(0.955, 0.022)
    sunken = brand.at(0.965, 0.006)
    hardest = min((canvas, surface, sunken, soft), key=luminance)
    return {
        "canvas": canvas,
        "surface": surface,
        "sunken": sunken,
        "line": brand.at(0.9, 0.02),
        "line-strong": readable(brand.at(0.8, 0.012), on=surface, ratio=EDGE_CONTRAST),
        "ink": readable(brand.at(0.24, 0.015), on=hardest, ratio=7),
        "muted": readable(brand.at(0.5, 0.02), on=hardest),
        **_primary(primary, surface=surface, canvas=canvas),
        "primary-soft": soft,
        "accent": _readable_on(primary, soft, surface, canvas),
        **_art(primary, surface=surface, night=False),
        "chart": readable(primary, on=surface, ratio=EDGE_CONTRAST),
        "danger": "#b42318",
        "danger-strong": "#912018",
        "on-danger": PAPER,
        "danger-soft": "#fef0ee",
        "danger-ink": _readable_on("#a31b11", surface, canvas),
    }


def _dark(primary: str, background: str | None) -> dict[str, str]:
    brand = _Oklch.of(primary)
    canvas = background or brand.at(0.175, 0.008)
    # On black itself the steps would be too small to see.
    depth = max(_Oklch.of(canvas).lightness, 0.14)
    surface = (_Oklch.of(background) if background else brand).at(depth + 0.045, 0.03 if background else 0.01)
    sunken = (_Oklch.of(background) if background else brand).at(depth + 0.09, 0.03 if background else 0.012)
    soft = brand.at(depth + 0.13, 0.05)
    return {
        "canvas": canvas,
        "surface": surface,
        "sunken": sunken,
        "line": brand.at(depth + 0.14, 0.014),
        "line-strong": readable(brand.at(depth + 0.25, 0.018), on=surface, ratio=EDGE_CONTRAST),
        "ink": readable(brand.at(0.94, 0.008), on=soft, ratio=7),
        "muted": readable(brand.at(0.74, 0.015), on=soft),
        **_primary(primary, surface=surface, canvas=canvas),
        "primary-soft": soft,
        "accent": _readable_on(brand.at(0.8), soft, surface, canvas),
        **_art(primary, surface=surface, night=depth < 0.5),
        "chart": readable(primary, on=surface, ratio=EDGE_CONTRAST),
        "danger": "#d92d20",
        "danger-strong": "#b42318",
        "on-danger": PAPER,
        "danger-soft": "#48130f",
        "danger-ink": _readable_on("#fda29b", surface, canvas),
    }


def _primary(primary: str, *, surface: str, canvas: str) -> dict[str, str]:
    """The colour of bars and buttons, exactly as it was asked for, with its text, hover and edge.

    A colour close to the page is told from it by the edge, never by being another colour.
    """
    text = next(ink for ink in (PAPER, INK, "#000000") if contrast(primary, ink) >= TEXT_CONTRAST)
    shade = _Oklch.of(primary)
    step = -0.06 if text == PAPER or shade.lightness > 0.9 else 0.05
    hover = shade.at(shade.lightness + step)
    stands_out = min(contrast(primary, surface), contrast(primary, canvas)) >= EDGE_LIMIT
    edge = primary if stands_out else _readable_on(primary, surface, canvas, ratio=EDGE_CONTRAST)
    return {
        "primary": primary,
        "primary-strong": hover if contrast(hover, text) >= TEXT_CONTRAST else primary,
        "primary-edge": edge,
        "on-primary": text,
    }


def _art(primary: str, *, surface: str, night: bool) -> dict[str, str]:
    """The colours of drawings: paper, a wash, tints and shades of the main colour, and one of a neighbouring hue."""
    own = _Oklch.of(primary)
    brand = _Oklch(own.lightness, min(max(own.chroma, 0.03), 0.14), own.hue)
    other = _Oklch(brand.lightness, max(brand.chroma, 0.07), brand.hue + 0.75)
    return {
        "art-0": surface,
        "art-1": brand.at(0.36 if night else 0.93, 0.045),
        "art-2": brand.at(0.48 if night else 0.82, 0.09),
        "art-3": brand.at(0.6),
        "art-4": brand.at(0.82 if night else 0.42),
        "art-5": other.at(0.74, 0.13),
    }


def _readable_on(colour: str, *grounds: str, ratio: float = TEXT_CONTRAST) -> str:
    """The colour moved until it stands out from each of the grounds, which are all light or all dark."""
    for ground in grounds:
        colour = readable(colour, on=ground, ratio=ratio)
    return colour


def _best_of(background: str, *candidates: str) -> str:
    return max(candidates, key=lambda candidate: contrast(candidate, background))


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
