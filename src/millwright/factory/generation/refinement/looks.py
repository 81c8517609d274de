"""Colours: "make it dark blue", "white background", "darker", "use #1d4ed8"."""

import colorsys
import re

from millwright.factory.generation.reader.theme import colours
from millwright.factory.generation.reader.words import plain
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.work import Work

_STYLING = re.compile(
    r"^(?:make|use|change|set|paint|colou?r|switch|turn|give|go|theme|style|put|i\s+prefer|the)\b"
    r"|\b(?:theme|colou?rs?|background|palette|buttons?|mode)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:it|app|application|everything|theme|colou?rs?|scheme|palette|background|buttons?|links?|components?|header"
    r"|interface|ui|site|website|page|pages|look|design|accent|primary|brand|main|mode|layout|whole|thing)\b",
    re.IGNORECASE,
)
_OF_RECORDS = re.compile(r"^(?:add|include|create|track|record|store|rename|remove|delete|drop)\b", re.IGNORECASE)
_OF_THEME = re.compile(r"\b(?:theme|background|mode|palette|scheme)\b", re.IGNORECASE)
_BACKGROUND = re.compile(r"\b(?:background|backdrop|canvas|page|pages|body)\b")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_DARK_MODE = re.compile(r"\bdark\s+(?:mode|theme|design|look)\b", re.IGNORECASE)
_LIGHT_MODE = re.compile(
    r"\blight\s+(?:mode|theme|design|look)\b|\b(?:no|remove\s+the|without)\s+dark\s+(?:mode|theme)\b", re.IGNORECASE
)
_SHADE = re.compile(r"\b(?:a\s+(?:bit|little)\s+|much\s+)?(?P<way>darker|lighter|brighter)\b", re.IGNORECASE)
_DARK = "#111827"


def recolour(work: Work) -> bool:
    """Reads a clause about colours; False when it is about something else."""
    of_records = _OF_RECORDS.match(work.clause) and not _OF_THEME.search(work.clause)
    if of_records or not _STYLING.search(work.clause) or not _ABOUT.search(work.clause):
        return False
    found = _named(work.clause)
    if found:
        return _apply(work, found)
    theme = work.spec.theme
    if _DARK_MODE.search(work.clause):
        return _change(work, "background", _DARK, "dark")
    if _LIGHT_MODE.search(work.clause):
        return _change(work, "background", None, "the usual light one")
    shade = _SHADE.search(work.clause)
    if shade is None:
        return False
    on_background = _BACKGROUND.search(work.clause.lower()) is not None
    part = "background" if on_background else "primary"
    base = (theme.background or "#ffffff") if on_background else theme.primary
    return _change(work, part, _shaded(base, shade["way"].lower()), shade["way"].lower())


def _apply(work: Work, found: list[tuple[int, str, str]]) -> bool:
    text = work.clause.lower()
    grounds = [match.start() for match in _BACKGROUND.finditer(text)]
    explicit = [match.start() for match in re.finditer(r"\bback(?:ground|drop)\b", text)] or grounds
    behind = None
    if explicit and (len(found) > 1 or re.search(r"\bback(?:ground|drop)\b", text)):
        behind = min(found, key=lambda hit: min(abs(hit[0] - place) for place in explicit))
    for hit in found:
        part = "background" if hit is behind else "primary"
        _change(work, part, hit[1], hit[2])
    return True


def _named(clause: str) -> list[tuple[int, str, str]]:
    """The colours of a clause, each with its place, value and words; the longest name at each place."""
    found = [(match.start(), _hex(match[1]), match[0]) for match in _HEX.finditer(clause)]
    words = list(re.finditer(r"[a-z]+", plain(clause)))
    place = 0
    while place < len(words):
        for count in (3, 2, 1):
            name = "".join(match[0] for match in words[place : place + count])
            if len(words) >= place + count and name in colours() and not _is_mode(words, place):
                said = " ".join(match[0] for match in words[place : place + count])
                found.append((words[place].start(), colours()[name], said))
                place += count - 1
                break
        place += 1
    return found


def _is_mode(words: list[re.Match[str]], place: int) -> bool:
    return words[place][0] in {"dark", "light"} and len(words) > place + 1 and words[place + 1][0] in {"mode", "theme"}


def _hex(digits: str) -> str:
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    return f"#{whole.lower()}"


def _shaded(colour: str, way: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * 0.7 if way == "darker" else light + (1 - light) * 0.35
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _change(work: Work, part: str, value: str | None, said: str) -> bool:
    before = getattr(work.spec.theme, part)
    if before == value:
        work.refuse(f"the {'background' if part == 'background' else 'main colour'} is that already")
        return True
    theme = work.spec.theme.model_copy(update={part: value})
    work.spec = edits.checked(work.spec.model_copy(update={"theme": theme}))
    shown = "The background" if part == "background" else "The main colour"
    work.note(ChangeKind.CHANGE, f"theme.{part}", f"{shown} becomes {said}{f' ({value})' if value else ''}")
    return True
