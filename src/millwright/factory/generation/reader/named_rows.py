"""What a prompt gives as examples of what is offered is what its demonstration shows."""

from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fieldlists import example_lists
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import label
from millwright.factory.generation.spec import FieldType

FEWEST_ROWS = 3
_UNKNOWN = frozenset({"duration_minutes", "price"})
_TOLD_APART = frozenset({"category", "product"})
"""What a shop sells, and in which categories, is told by what it is about."""


def name_rows(reading: Reading) -> None:
    """Rows of what is offered are called as the prompt calls them: "services (casting, retuning, belfry frames)"."""
    for listing in (found for sentence in reading.all_sentences for found in example_lists(sentence)):
        if listing.head is None or len(listing.items) < FEWEST_ROWS:
            continue
        for entity in records_in(reading, listing.sentence, *listing.head):
            because = listing.sentence.words(listing.head[0], listing.end)
            call_rows(entity, [label(item) for item in listing.items], because, priced=not reading.site)


def call_rows(entity: DraftEntity, names: list[str], because: str, *, priced: bool) -> None:
    """Has the rows of what is offered be called so, and say nothing that was written for others."""
    title = _title(entity)
    if title is not None:
        title.values, title.pool, title.because = tuple(names), "", because
        entity.rows = len(names)
        _say_nothing_else(entity, priced=priced)


def _title(entity: DraftEntity) -> DraftField | None:
    """The text by which rows of something that is offered are called."""
    if entity.kind is not EntityKind.CATALOGUE or entity.internal or entity.key in _TOLD_APART:
        return None
    return entity.fields[0] if entity.fields[0].type is FieldType.TEXT else None


def _say_nothing_else(entity: DraftEntity, *, priced: bool) -> None:
    """Texts that were written for other rows go; so do prices of what a house offers, which nobody knows."""
    unknown = frozenset[str]() if priced or entity.key != "service" else _UNKNOWN
    entity.fields = [field for field in entity.fields if field.because or field.name not in unknown]
    for field in entity.fields[1:]:
        if field.type is FieldType.LONG_TEXT and not field.because:
            field.values, field.pool, field.because = (), "offered", entity.fields[0].because
