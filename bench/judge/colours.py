"""The colours that a prompt asks for, and whether pages have them, in their styles and in their pixels.

The reading of the prompt is this judge's own: names of CSS and of paint (`colour_names.json`), of which the first is
the background and the second the components, unless the sentence says it the other way round. Paint names have no one
value: any of several will do, within a wider distance.
"""

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page
from pydantic import BaseModel, TypeAdapter

from bench.judge.report import Report
from bench.judge.tab import Tab
from bench.judge.verdicts import Kind, Verdict

Rgb = tuple[float, float, float]
_NAMES: dict[str, dict[str, str | list[str]]] = json.loads(Path(__file__).with_name("colour_names.json").read_text())
_BACKGROUND = re.compile(r"background|backdrop|canvas|base colou?r|layout|\bbody\b|outer", re.IGNORECASE)
_COMPONENTS = re.compile(
    r"component|element|control|button|card|\bui\b|interface|block|piece|accent|highlight|interactive|theme|link",
    re.IGNORECASE,
)
_CSS_DISTANCE = 7.0
_PAINT_DISTANCE = 13.0
_BACKGROUND_SHARE = 0.15
_COMPONENT_SHARE = 0.002
_COLOURFUL = 18.0


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour by name, and the values that may be meant, within a distance (CIE 1976)."""

    name: str
    values: tuple[Rgb, ...]
    distance: float

    def fits(self, rgb: Rgb) -> bool:
        """Whether a stranger would call it that."""
        return self.off(rgb) <= self.distance

    def off(self, rgb: Rgb) -> float:
        """How far it is from the nearest of the values."""
        return min(_distance(value, rgb) for value in self.values)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the prompt asks for."""

    background: Colour | None = None
    components: Colour | None = None


class Styles(BaseModel):
    """The colours that a page's styles give."""

    body: Rgb
    buttons: list[Rgb]
    bars: list[Rgb]
    texts: list[Rgb]
    borders: list[Rgb]


class Pixels(BaseModel):
    """One colour of a picture, and its share of it."""

    rgb: Rgb
    share: float


def asked(prompt: str) -> Asked:
    """The colours that the prompt names for background and components."""
    for sentence in reversed(re.split(r"(?<=[.!?])\s+", prompt)):
        named = _named(sentence)
        grounds, parts = _BACKGROUND.search(sentence), _COMPONENTS.search(sentence)
        if not named or not (grounds or parts):
            continue
        if len(named) == 1:
            return Asked(background=named[0]) if grounds else Asked(components=named[0])
        swapped = bool(grounds and parts and parts.start() < grounds.start() and parts.group().lower() != "theme")
        return Asked(named[1], named[0]) if swapped else Asked(named[0], named[1])
    return Asked()


def _named(sentence: str) -> list[Colour]:
    """The colours of a sentence in order; names side by side are one colour, like "cotton white"."""
    names = {name: name for kind in _NAMES.values() for name in kind}
    names |= {name.replace(" ", ""): name for name in names}
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found: list[Colour] = []
    end = -2
    for match in re.finditer(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE):
        colour = _colour(names[match.group().lower()])
        if match.start() == end + 1:
            colour = Colour(f"{found[-1].name} {colour.name}", found.pop().values + colour.values, _PAINT_DISTANCE)
        found.append(colour)
        end = match.end()
    return found


def _colour(name: str) -> Colour:
    if name in _NAMES["css"]:
        return Colour(name, (_rgb(str(_NAMES["css"][name])),), _CSS_DISTANCE)
    return Colour(name, tuple(_rgb(value) for value in _NAMES["paint"][name]), _PAINT_DISTANCE)


def _rgb(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


class ColourCheck:
    """Gathers the colours of several pages, and judges them together."""

    def __init__(self, prompt: str) -> None:
        self.asked = asked(prompt)
        self._styles: list[Styles] = []
        self._pictures: list[list[Pixels]] = []

    async def look(self, tab: Tab, blank: Page) -> None:
        """Notes the colours of the page that the tab shows; `blank` is an empty page that can count pixels."""
        self._styles.append(Styles.model_validate(await tab.ask("() => __judge.colours()")))
        picture = base64.b64encode(await tab.shoot()).decode()
        self._pictures.append(TypeAdapter(list[Pixels]).validate_python(await blank.evaluate(_COUNT, picture)))

    async def judge(self, report: Report, tab: Tab) -> None:
        """Writes down whether background and components are as asked; nothing where the prompt names no colour."""
        if self._styles and self.asked.background is not None:
            await report.add(tab, Kind.BACKGROUND, self.asked.background.name, *self._background(self.asked.background))
        if self._styles and self.asked.components is not None:
            await report.add(tab, Kind.COMPONENTS, self.asked.components.name, *self._components(self.asked.components))

    def _background(self, wanted: Colour) -> tuple[Verdict, str]:
        styled = [wanted.fits(styles.body) for styles in self._styles]
        shares = sorted(_share(picture, wanted) for picture in self._pictures)
        middle = shares[len(shares) // 2]
        seen = f"body is {_hex(self._styles[0].body)}; {middle:.0%} of the pixels are {wanted.name}"
        if all(styled) and middle >= _BACKGROUND_SHARE:
            return Verdict.YES, seen
        painted = max(self._pictures[0], key=lambda pixels: pixels.share)
        seen += f"; most of the first page is {_hex(painted.rgb)}"
        return (Verdict.PARTLY if any(styled) or middle >= _BACKGROUND_SHARE else Verdict.NO), seen

    def _components(self, wanted: Colour) -> tuple[Verdict, str]:
        buttons = [rgb for styles in self._styles for rgb in styles.buttons if _chroma(rgb) > _COLOURFUL / 2]
        dark = [rgb for styles in self._styles for rgb in styles.buttons if _lab(rgb)[0] < 60]
        filled = [*buttons, *(rgb for rgb in dark if rgb not in buttons)]
        fitting = sum(wanted.fits(rgb) for rgb in filled)
        elsewhere = sum(
            wanted.fits(rgb) for styles in self._styles for rgb in (*styles.bars, *styles.texts, *styles.borders)
        )
        share = max(_share(picture, wanted) for picture in self._pictures)
        seen = f"{fitting} of {len(filled)} filled buttons, {elsewhere} other parts, {share:.1%} of the pixels"
        if share >= _COMPONENT_SHARE and (fitting * 2 >= len(filled) > 0 or (not filled and elsewhere)):
            return Verdict.YES, seen
        if filled and not fitting:
            nearest = min(filled, key=wanted.off)
            seen += f"; the nearest button is {_hex(nearest)}"
        return (Verdict.PARTLY if fitting or elsewhere else Verdict.NO), seen


def _share(picture: list[Pixels], wanted: Colour) -> float:
    return sum(pixels.share for pixels in picture if wanted.fits(pixels.rgb))


_COUNT = """async (picture) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob())
  const canvas = new OffscreenCanvas(image.width >> 1, image.height >> 1)
  const context = canvas.getContext('2d')
  context.imageSmoothingEnabled = false
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  const counts = new Map()
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2]
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const total = data.length / 4
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 200).map(([colour, count]) => (
    { rgb: [colour >> 16, (colour >> 8) & 255, colour & 255], share: count / total }))
}"""


def _distance(one: Rgb, other: Rgb) -> float:
    return sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5


def _chroma(rgb: Rgb) -> float:
    _, a, b = _lab(rgb)
    return (a * a + b * b) ** 0.5


def _lab(rgb: Rgb) -> Rgb:
    """sRGB to CIE Lab under D65."""
    red, green, blue = (_linear(part / 255) for part in rgb)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in rgb)
