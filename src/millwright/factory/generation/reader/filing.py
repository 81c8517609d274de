"""Categories that are records of their own: something is put into them, or they would stand there for nothing."""

from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import FieldType

_FILED = (EntityKind.CONTENT, EntityKind.CATALOGUE, EntityKind.PERSONAL, EntityKind.WORK, EntityKind.LOG)
"""What is put into categories, the likeliest first."""


def file_under(reading: Reading) -> None:
    """Has what the application is about refer to its categories, whose names are those it would have chosen from, and
    gives tags to what is tagged."""
    _put_tags(reading)
    category = reading.entity("category")
    if category is None or any(field.target == category.name for e in reading.entities for field in e.fields):
        return
    others = [e for e in reading.entities if e is not category and not e.internal and e.kind in _FILED]
    content = sorted(others, key=lambda entity: _FILED.index(entity.kind))
    if not _turned_into_reference(content, category) and content:
        add_field(content[0], f"category @{category.name}", category.because)


def _turned_into_reference(content: list[DraftEntity], category: DraftEntity) -> bool:
    """Turns the first choice of categories, if there is one, into a reference to the list, which takes its values."""
    for entity in content:
        field = entity.field("category")
        if field is not None and field.type is FieldType.CHOICE:
            names = category.fields[0]
            if not names.because:
                names.values, names.pool, category.rows = field.choices, "", len(field.choices)
            field.type, field.target, field.choices = FieldType.REFERENCE, category.name, ()
            return True
    return False


def _put_tags(reading: Reading) -> None:
    """Gives tags to what the words for tagging stand beside, else to what the application is about."""
    for wish in reading.wished("tagging"):
        tagged = [e for e in reading.entities if any(field.type is FieldType.TAGS for field in e.fields)]
        others = [e for e in reading.entities if not e.internal and e.kind in _FILED]
        beside = [e for e in records_in(reading, wish.sentence, wish.start, wish.end) if e in others]
        chosen = next(iter(beside or sorted(others, key=lambda entity: _FILED.index(entity.kind))), None)
        if not tagged and chosen is not None:
            add_field(chosen, "tags tags", wish.words)
