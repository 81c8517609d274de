"""What a reading keeps, in the words that tests compare."""

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, FieldType


def records(prompt: str) -> set[str]:
    """The kinds of record that a prompt asks for, by their labels."""
    return records_of(read(prompt))


def records_of(spec: AppSpec) -> set[str]:
    """The kinds of record that an application keeps for people, by their labels."""
    return {entity.label for entity in spec.entities if not entity.internal}


def fields(spec: AppSpec, entity: str) -> dict[str, FieldType]:
    """The fields of a kind of record, with their types."""
    return {field.name: field.type for field in spec.entity(entity).fields}
