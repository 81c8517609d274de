"""Which files the rows of a demonstration have: films and sound to play, documents to open, pictures to look at."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from millwright.factory.generation.compiler.appearance import STORY, motif_of
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.theme import tokens
from millwright.factory.generation.field_types import FieldType
from millwright.factory.generation.spec import SampleValue

_FILMS = frozenset({"clip", "film", "lecture", "lesson", "movie", "show", "trailer", "video"})
_SOUNDS = frozenset({"audio", "episode", "music", "podcast", "recording", "song", "sound", "track", "voice"})
_PAPERS = frozenset({"attachment", "document", "handout", "material", "paper", "slides"})
_LONGEST = 40
_VIEWS = {"building": 2, "landscape": 1, STORY: 1}
"""Which drawing (a view, a gate, a still life) is the cover of what is drawn so where there is no picture."""


def demo_files(app: AppView) -> dict[str, str]:
    """The part of the back end that makes them, by paths below `backend/`; nothing where no row has any."""
    named = {name.rpartition(".")[2] for name in _names(app)}
    if not named:
        return {}
    kinds = sorted(named | {"pdf"})
    light = {name: light.removeprefix("#") for name, light, _ in tokens(app.spec.theme)}
    colours = [light[f"art-{number}"] for number in range(1, 6)]
    files = {"app/demo_files.py": render("backend/app/demo_files.py.j2", kinds=kinds, colours=colours)}
    film = {"app/demo_film.txt": (Path(__file__).parent / "media" / "film.txt").read_text("ascii")}
    return files | (film if "webm" in kinds else {})


def has_demo_files(app: AppView) -> bool:
    """Whether a row of the demonstration has a file."""
    return any(_names(app))


def has_demo_pictures(app: AppView) -> bool:
    """Whether a row of the demonstration has several pictures."""
    return any(name.endswith(".png") for name in _names(app))


def _names(app: AppView) -> Iterator[str]:
    for entity in app.records:
        for place, row in enumerate(entity.spec.samples):
            for names in files_of(entity, row, place).values():
                yield from [names] if isinstance(names, str) else names


def files_of(entity: EntityView, row: Mapping[str, SampleValue], place: int) -> dict[str, str | list[str]]:
    """The names of the files of a sample row, by field: what is played, or kept for its document, has one in each.

    What is worked on has documents in two of three; what steps fill in is there in the states that have it, and in all
    of these. Where there may be several pictures, there are two or three.
    """
    names: dict[str, str | list[str]] = {}
    for field in entity.uploaded:
        ending, since = _ending(entity, field), {*field.spec.since}
        each = ending != "pdf" or all(known.name != "status" for known in entity.fields)
        held = bool(since & {*row.values()}) if since else each or place % 3 != 2
        if held and field.kind is FieldType.FILE and row.get(field.name) is None:
            names[field.name] = f"{_slug(entity, row, field)}.{ending}"
        if field.kind is FieldType.IMAGES:
            first, slug = _VIEWS.get(motif_of(entity.spec), 3), _slug(entity, row, field)
            names[field.name] = [f"{slug}-{(first + place + more - 1) % 3 + 1}.png" for more in range(3 - place % 2)]
    return names


def _ending(entity: EntityView, field: FieldView) -> str:
    own, record = {*field.name.split("_")}, {*entity.name.split("_")}
    for words in (own, record):
        if words & _PAPERS:
            return "pdf"
        if words & _FILMS:
            return "webm"
        if words & _SOUNDS:
            return "wav" if words is record or not record & _FILMS else "webm"
    return "pdf"


def _slug(entity: EntityView, row: Mapping[str, SampleValue], field: FieldView) -> str:
    title = re.sub(r"[^a-z0-9]+", "-", str(row.get(entity.title.name) or "").lower()).strip("-")
    return title[:_LONGEST].strip("-") or field.name.replace("_", "-")
