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
INK = "#16181d"
PAPER = "#ffffff"
DARK_LIMIT = 0.18
"""Below this luminance a background counts as dark: light text reads better on it than dark text."""


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
    """Each colour token as (name, on a light page, on a dark page); both are dark when the background is."""
    background = theme.background
    dark_by_choice = background is not None and luminance(background) < DARK_LIMIT
    light = _dark(theme.primary, background) if dark_by_choice else _light(theme.primary, background)
    dark = _dark(theme.primary, background if dark_by_choice else None)
    for name, value in light.items():
        yield name, value, dark[name]


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
        "line": brand.at(0.912, 0.008),
        "line-strong": readable(brand.at(0.8, 0.012), on=surface, ratio=EDGE_CONTRAST),
        "ink": readable(brand.at(0.24, 0.015), on=hardest, ratio=7),
        "muted": readable(brand.at(0.5, 0.02), on=hardest),
        **_primary(primary, canvas=surface),
        "primary-soft": soft,
        "accent": _readable_on(primary, soft, surface, canvas),
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
    depth = _Oklch.of(canvas).lightness
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
        **_primary(primary, canvas=surface),
        "primary-soft": soft,
        "accent": _readable_on(brand.at(0.8), soft, surface, canvas),
        "chart": readable(primary, on=surface, ratio=EDGE_CONTRAST),
        "danger": "#d92d20",
        "danger-strong": "#b42318",
        "on-danger": PAPER,
        "danger-soft": "#48130f",
        "danger-ink": _readable_on("#fda29b", surface, canvas),
    }


def _primary(primary: str, *, canvas: str) -> dict[str, str]:
    """The colour of buttons, shifted only as far as it needs to stand out from the page, with its text and hover."""
    fill = readable(primary, on=canvas, ratio=1.5)
    text = _best_of(fill, PAPER, INK)
    if contrast(fill, text) < TEXT_CONTRAST:
        fill = readable(fill, on=text)
    shade = _Oklch.of(fill)
    step = -0.06 if text == PAPER else 0.05
    return {"primary": fill, "primary-strong": shade.at(shade.lightness + step), "on-primary": text}


def _readable_on(colour: str, *grounds: str) -> str:
    """The colour moved until it can be read on each of the grounds, which are all light or all dark."""
    for ground in grounds:
        colour = readable(colour, on=ground)
    return colour


def _best_of(background: str, *candidates: str) -> str:
    return max(candidates, key=lambda candidate: contrast(candidate, background))


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
