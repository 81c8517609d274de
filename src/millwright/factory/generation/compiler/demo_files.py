"""Which files the rows of a demonstration have: films and sound to play, documents to open."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.field_types import FieldType
from millwright.factory.generation.spec import SampleValue

_FILMS = frozenset({"clip", "film", "lecture", "lesson", "movie", "show", "trailer", "video"})
_SOUNDS = frozenset({"audio", "episode", "music", "podcast", "recording", "song", "sound", "track", "voice"})
_PAPERS = frozenset({"attachment", "document", "handout", "material", "paper", "slides"})
_LONGEST = 40


def demo_files(app: AppView) -> dict[str, str]:
    """The part of the back end that makes them, by paths below `backend/`; nothing where no row has any."""
    named = {name.rpartition(".")[2] for name in _names(app)}
    if not named:
        return {}
    kinds = sorted(named | {"pdf"})
    files = {"app/demo_files.py": render("backend/app/demo_files.py.j2", kinds=kinds)}
    film = {"app/demo_film.txt": (Path(__file__).parent / "media" / "film.txt").read_text("ascii")}
    return files | (film if "webm" in kinds else {})


def has_demo_files(app: AppView) -> bool:
    """Whether a row of the demonstration has a file."""
    return any(_names(app))


def _names(app: AppView) -> Iterator[str]:
    for entity in app.records:
        for place, row in enumerate(entity.spec.samples):
            yield from files_of(entity, row, place).values()


def files_of(entity: EntityView, row: Mapping[str, SampleValue], place: int) -> dict[str, str]:
    """The names of the files of a sample row, by field: what is played, or kept for its document, has one in each.

    What is worked on has documents in two of three; what steps fill in is there in the states that have it, and in all
    of these.
    """
    names: dict[str, str] = {}
    for field in entity.uploaded:
        ending, since = _ending(entity, field), {*field.spec.since}
        each = ending != "pdf" or all(known.name != "status" for known in entity.fields)
        held = bool(since & {*row.values()}) if since else each or place % 3 != 2
        if held and field.kind is FieldType.FILE and row.get(field.name) is None:
            names[field.name] = f"{_slug(entity, row, field)}.{ending}"
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
