"""The fields of records that no lexicon knows: by the last word of their name, and by who looks at them."""

from functools import cache

from millwright.factory.generation.reader.data import phrases, rows
from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import singular

_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})


def guessed_fields(entity: DraftEntity) -> list[DraftField]:
    """New fields for a record of which only the name is known; the first one names a row."""
    last = singular(entity.key.split("_")[-1])
    shown = entity.kind in _SHOWN
    group = _groups().get(last) or ("shown" if shown else "kept")
    group = "shown" if shown and group == "filed" else group
    made = [_copy(line) for line, _, _ in entry_lines(rows("shapes")[group]["fields"])]
    for field in made:
        if field.pool == "unknown":
            field.pool = f"{group}:{entity.label}"
        if field.name == "date":
            field.name = f"{entity.name}_date"[:38]
    return made


@cache
def _groups() -> dict[str, str]:
    """The group of each word that a name can end in."""
    return {word: name for name, row in rows("shapes").items() for word in phrases(row["words"])}


def _copy(line: DraftField) -> DraftField:
    return DraftField(**vars(line))
