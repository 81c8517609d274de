"""Numbers that an application gives itself: order SO-1041, ticket T-8101."""

import re
from itertools import pairwise

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.spec import FieldType

_NUMBER = re.compile(r"([A-Z]{1,4}-?)([0-9]{1,7})")
_NUMBERS = frozenset({"code", "id", "no", "number"})
_ELSEWHERE = word_set("numbering_elsewhere")


def number(reading: Reading) -> None:
    """Marks the texts of records that nobody has to make up: those whose rows count on from a first one."""
    for entity in reading.entities:
        for field in entity.fields:
            if field.type is FieldType.TEXT and (field.unique or _own(entity, field)):
                field.numbered = _first(entity, field)
                field.unique = field.unique or bool(field.numbered)
                field.required = field.required or bool(field.numbered)


def _own(entity: DraftEntity, field: DraftField) -> bool:
    """Whether a field that the prompt names is the number of the record itself: "each repair has a repair number"."""
    stem, _, last = field.name.rpartition("_")
    return bool(field.because) and last in _NUMBERS and stem in {entity.name, entity.key} and not field.choices


def _first(entity: DraftEntity, field: DraftField) -> str:
    """The first number; empty for what is written on a thing already, and for names."""
    stem, _, last = field.name.rpartition("_")
    if last not in _NUMBERS or stem in _ELSEWHERE:
        return ""
    if not field.values:
        return f"{field.name[:2].upper()}-1001" if field.pool == "code" or stem in {entity.name, entity.key} else ""
    found = [_NUMBER.fullmatch(value) for value in field.values]
    parts = [(one[1], int(one[2])) for one in found if one]
    if len(parts) < len(found) or any(after != (before[0], before[1] + 1) for before, after in pairwise(parts)):
        return ""
    return field.values[0]
