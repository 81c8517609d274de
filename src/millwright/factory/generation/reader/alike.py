"""When a field that a prompt names is one that a record has anyway."""

from millwright.factory.generation.reader.attributes import same_meaning
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftField
from millwright.factory.generation.reader.words import stem
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, FieldType

_UNITS = word_set("alike_units")


def field_meant(made: DraftField, usual: list[DraftField]) -> DraftField | None:
    """The lexicon's field that means what a listed one does: the same name, or the same words but for a suffix."""
    same = next((field for field in usual if field.name == made.name), None)
    return same or next((f for f in usual if means(f, made)), None)


def means(field: DraftField, made: DraftField) -> bool:
    """Whether a field of the lexicon is what a prompt names: by its name, by what means the same, or by its words."""
    if field.name == made.name or field.name.startswith(f"{made.name}_to_"):
        return True
    if field.name in same_meaning(made.name):
        return True
    usual, asked = _meaning(field.name), _meaning(made.name)
    measured = made.type in NUMERIC and field.name.endswith("_c") and asked.rpartition(" ")[2] == usual
    measured = measured or (usual == asked and made.type is FieldType.MONEY and has_unit(field, made.name))
    return measured or ((usual == asked or measured) and _agree(field.type, made.type))


def narrowed(field: DraftField, made: DraftField, entity: str) -> bool:
    """Whether a prompt only names a field of the lexicon by what it is of anyway: the fish species of a catch, or a
    cover picture."""
    if field.type is made.type is FieldType.IMAGE:
        return not field.because
    head, _, last = made.name.rpartition("_")
    said = field.type in {FieldType.TEXT, FieldType.CHOICE} and not field.because
    return said and last == field.name and head in entity.split("_")


def _agree(usual: FieldType, made: FieldType) -> bool:
    alike = (TEMPORAL, {FieldType.TEXT, FieldType.LONG_TEXT}, {FieldType.INTEGER, FieldType.DECIMAL})
    return usual is made or any({usual, made} <= types for types in alike) or made is FieldType.TEXT


def has_unit(field: DraftField, name: str) -> bool:
    """Whether a field says in which unit it is measured, where a name that means it says none: "weight_kg"."""
    head, _, unit = field.name.rpartition("_")
    return unit in _UNITS and not name.endswith(f"_{unit}") and bool(head)


def _meaning(name: str) -> str:
    parts = [part for part in name.split("_") if part not in {"date", "on", "at", "name", "text", "of", "time", "c"}]
    parts = parts[:-1] if len(parts) > 1 and parts[-1] in _UNITS else parts
    return " ".join(stem(part) for part in parts) or name
