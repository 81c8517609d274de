"""Lines of the mark as pixels: shapes of SVG on a ground of 24 by 24 become a PNG, without any library for it."""

import cmath
import itertools
import math
import re
import struct
import zlib
from collections.abc import Iterator

Point = tuple[float, float]
Line = tuple[Point, Point]

_ELEMENT = re.compile(r"<(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_FLAGS = re.compile(r"([01])([01])")
_STEP = 10
"""Pieces that a curve is made of."""
_SHADES = 48
"""Colours of the palette between the ground and the mark, and between the ground and nothing."""


def png(
    shapes: str, size: int, *, ground: str, ink: str, mark: float, radius: float = 0.0, stroke: float = 2.0
) -> bytes:
    """A square of `size` pixels: the shapes in `ink` on `ground`.

    `mark` is how much of its width the shapes take, `radius` the roundness of its corners as a share of the width, and
    `stroke` the width of the lines on the ground of 24.
    """
    scale = size * mark / 24
    near = _distances(lines_of(shapes), size, scale, (size - size * mark) / 2, reach=scale * stroke / 2 + 1)
    half = scale * stroke / 2
    rows: list[bytes] = []
    for y in range(size):
        row = bytearray(size)
        for x, distance in enumerate(near[y * size : (y + 1) * size]):
            row[x] = round((_SHADES - 1) * min(max(half + 0.5 - distance, 0.0), 1.0))
        rows.append(b"\0" + bytes(_rounded(row, y, size, radius * size)))
    return _file(size, rows, _palette(ground, ink), rounded=radius > 0)


def lines_of(shapes: str) -> list[Line]:
    """The straight lines that the outlines of shapes are made of."""
    found: list[Line] = []
    for tag, attributes in _ELEMENT.findall(shapes):
        values = dict(_ATTRIBUTE.findall(attributes))
        found += [line for points in _outlines(tag, values) for line in itertools.pairwise(points)]
    return found


def _outlines(tag: str, values: dict[str, str]) -> Iterator[list[Point]]:
    def number(name: str, usual: float = 0.0) -> float:
        return float(values.get(name, usual))

    if tag == "path":
        yield from _path(values["d"])
    elif tag in {"circle", "ellipse"}:
        across, down = number("rx", number("r")), number("ry", number("r"))
        turns = [2 * math.pi * step / (4 * _STEP) for step in range(4 * _STEP + 1)]
        yield [(number("cx") + across * math.cos(turn), number("cy") + down * math.sin(turn)) for turn in turns]
    elif tag == "rect":
        x, y, wide, high = number("x"), number("y"), number("width"), number("height")
        r = number("rx", number("ry"))
        yield from _path(
            f"M{x + r} {y}h{wide - 2 * r}a{r} {r} 0 0 1 {r} {r}v{high - 2 * r}a{r} {r} 0 0 1 {-r} {r}"
            f"h{2 * r - wide}a{r} {r} 0 0 1 {-r} {-r}v{2 * r - high}a{r} {r} 0 0 1 {r} {-r}z"
        )
    elif tag == "line":
        yield [(number("x1"), number("y1")), (number("x2"), number("y2"))]
    elif tag in {"polyline", "polygon"}:
        numbers = [float(text) for text in re.findall(r"-?[\d.]+", values["points"])]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        yield [*points, *(points[:1] if tag == "polygon" else [])]


_AFTER = {"M": "L", "m": "l"}
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def _path(text: str) -> Iterator[list[Point]]:
    """The outlines of a path; each is a list of points."""
    points: list[Point] = []
    here, start, handle = (0.0, 0.0), (0.0, 0.0), None
    for command, given in _commands(text):
        kind = command.upper()
        dx, dy = here if command.islower() else (0.0, 0.0)
        if kind == "M":
            if len(points) > 1:
                yield points
            here = start = (given[0] + dx, given[1] + dy)
            points = [here]
            continue
        if kind == "Z":
            points.append(start)
            here = start
            continue
        if kind == "A":
            end = (given[5] + dx, given[6] + dy)
            points += _arc(here, given, end)
            here, handle = end, None
            continue
        corners = _corners(kind, given, (dx, dy), here, handle)
        points += corners if len(corners) == 1 else _curve([here, *corners])
        handle = corners[-2] if len(corners) > 1 else None
        here = corners[-1]
    if len(points) > 1:
        yield points
    elif points:
        yield [points[0], points[0]]


def _corners(kind: str, given: list[float], by: Point, here: Point, handle: Point | None) -> list[Point]:
    """Where a line goes, or the handles and the end of a curve."""
    if kind == "H":
        return [(given[0] + by[0], here[1])]
    if kind == "V":
        return [(here[0], given[0] + by[1])]
    corners = [(given[at] + by[0], given[at + 1] + by[1]) for at in range(0, len(given), 2)]
    if kind in {"S", "T"}:
        mirrored = (2 * here[0] - handle[0], 2 * here[1] - handle[1]) if handle else here
        return [mirrored, *corners]
    return corners


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; those that follow without a letter are the same again."""
    for match in re.finditer(r"([A-Za-z])([^A-Za-z]*)", text):
        letter, rest = match[1], match[2]
        count = _COUNTS[letter.upper()]
        numbers = _arc_numbers(rest) if letter in "aA" else [float(one) for one in _TOKEN.findall(rest)]
        if not count:
            yield letter, []
        for at in range(0, len(numbers), count or 1):
            yield (_AFTER.get(letter, letter) if at else letter), numbers[at : at + count]


def _arc_numbers(text: str) -> list[float]:
    """The numbers of arcs, whose two flags may stand together: `0 01 3 4`."""
    found: list[float] = []
    place = 0
    number, flag = re.compile(r"[\s,]*(-?(?:\d+\.?\d*|\.\d+))"), re.compile(r"[\s,]*([01])")
    while place < len(text.rstrip()):
        match = (flag if len(found) % 7 in {3, 4} else number).match(text, place)
        if match is None:
            break
        found.append(float(match[1]))
        place = match.end()
    return found


def _curve(corners: list[Point]) -> list[Point]:
    """A Bézier curve of any degree, without its first point."""
    found: list[Point] = []
    for step in range(1, _STEP + 1):
        part = step / _STEP
        level: list[Point] = corners
        while len(level) > 1:
            level = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in itertools.pairwise(level)]
        found.append(level[0])
    return found


def _arc(start: Point, given: list[float], end: Point) -> list[Point]:
    """An arc as SVG has it, without its first point."""
    rx, ry = abs(given[0]), abs(given[1])
    if not rx or not ry or start == end:
        return [end]
    # On a ground that is turned and stretched so that the ellipse is a circle of radius 1.
    turned = cmath.rect(1, math.radians(given[2]))
    one, other = (_upright(complex(*point) / turned, rx, ry) for point in (start, end))
    half = (other - one) / 2
    larger = max(1.0, abs(half))
    side = math.sqrt(max(0.0, larger**2 - abs(half) ** 2)) * (-1 if given[3] == given[4] else 1)
    middle = one + half + half / (abs(half) or 1) * complex(0, side)
    first = cmath.phase(one - middle)
    turn = (cmath.phase(other - middle) - first) % (2 * math.pi) - (0 if given[4] else 2 * math.pi)
    steps = max(4, math.ceil(abs(turn) / (math.pi / 2) * _STEP))
    found: list[Point] = []
    for step in range(1, steps + 1):
        point = middle + cmath.rect(larger, first + turn * step / steps)
        back = complex(point.real * rx, point.imag * ry) * turned
        found.append((back.real, back.imag))
    return found


def _upright(point: complex, rx: float, ry: float) -> complex:
    return complex(point.real / rx, point.imag / ry)


def _distances(lines: list[Line], size: int, scale: float, edge: float, *, reach: float) -> list[float]:
    """How far each pixel is from the next line; those that are further than `reach` are all as far."""
    near = [reach] * (size * size)
    for one, other in lines:
        ax, ay, bx, by = (part * scale + edge for part in (*one, *other))
        dx, dy = bx - ax, by - ay
        long = dx * dx + dy * dy or 1.0
        left, right = max(0, int(min(ax, bx) - reach)), min(size - 1, int(max(ax, bx) + reach) + 1)
        for y in range(max(0, int(min(ay, by) - reach)), min(size - 1, int(max(ay, by) + reach) + 1) + 1):
            py = y + 0.5 - ay
            for x in range(left, right + 1):
                px = x + 0.5 - ax
                along = (px * dx + py * dy) / long
                along = 0.0 if along < 0 else min(along, 1.0)
                distance = math.hypot(px - along * dx, py - along * dy)
                near[y * size + x] = min(near[y * size + x], distance)
    return near


def _rounded(row: bytearray, y: int, size: int, radius: float) -> bytearray:
    """The row with what is outside of the round corners made nothing, by the second half of the palette."""
    down = max(radius - y - 0.5, y + 0.5 - (size - radius), 0.0)
    if radius and down:
        for x in range(math.ceil(radius)):
            inside = radius + 0.5 - math.hypot(radius - x - 0.5, down)
            if inside < 1:
                row[x] = row[size - 1 - x] = 2 * _SHADES - 1 - round((_SHADES - 1) * max(inside, 0.0))
    return row


def _palette(ground: str, ink: str) -> tuple[bytes, bytes]:
    """The colours, and how solid each is."""
    first, second = (bytes.fromhex(colour.removeprefix("#")) for colour in (ground, ink))
    colours = [
        bytes(round(a + (b - a) * shade / (_SHADES - 1)) for a, b in zip(first, second, strict=True))
        for shade in range(_SHADES)
    ]
    fading = bytes(round(255 * (1 - shade / (_SHADES - 1))) for shade in range(_SHADES))
    return b"".join([*colours, *[first] * _SHADES]), b"\xff" * _SHADES + fading


def _file(size: int, rows: list[bytes], palette: tuple[bytes, bytes], *, rounded: bool) -> bytes:
    colours, solid = palette

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 3, 0, 0, 0)),
            chunk(b"PLTE", colours),
            chunk(b"tRNS", solid) if rounded else b"",
            chunk(b"IDAT", zlib.compress(b"".join(rows), 9)),
            chunk(b"IEND", b""),
        ]
    )
