"""What capabilities do to a reading: add records of the lexicon, fields, pages, parts, and the reasons for them."""

from copy import copy

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import line_field, safe_field_name
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.site import Page, Part, Section
from millwright.factory.generation.spec import FieldType


def because_of(wishes: list[Wish], assumed: str) -> str:
    """The prompt's words that asked for a capability, with their sentence's own; else what was assumed."""
    return wishes[0].words if wishes else f"assumed: {assumed}"


def add_record(reading: Reading, name: str, because: str, *, internal: bool = False) -> DraftEntity:
    """The record of that name in the lexicon (or in a capability's `entities.toml`), added when it is not there yet.

    Its fields refer to the records that are there. Raises `KeyError` for a name that no lexicon has.
    """
    found = reading.entity(name)
    if found is None:
        shape(reading, [Choice(name, lexicon().entities[name], (), because, assumed=True)])
        found = reading.entities[-1]
        found.internal = internal
        found.assumed = False
    return found


def add_field(entity: DraftEntity, line: str, because: str) -> DraftField:
    """The field that a line of the lexicon's language describes (``rating! int: 1..5``), added when it is missing.

    A reference is written ``product! @product`` and names the record it points to; a text of that name becomes it.
    """
    made, targets, _ = line_field(line)
    known = entity.field(made.name)
    if known is not None and targets and known.type is FieldType.TEXT:
        known.type, known.target, known.pool, known.values = FieldType.REFERENCE, targets[0], "", ()
    if known is not None:
        return known
    field = copy(made)
    field.name = safe_field_name(field.name, entity.name)
    field.because = because
    if targets:
        field.type, field.target = FieldType.REFERENCE, targets[0]
    entity.fields.append(field)
    return field


def add_part(reading: Reading, part: Part, because: str) -> None:
    """Has the application use a capability, with the reason; a part that is there already stays as it is."""
    if all((part.capability, part.entity) != (known.capability, known.entity) for known in reading.parts):
        reading.parts.append(part)
        subject = part.capability.replace("_", " ").capitalize()
        of = reading.entity(part.entity) if part.entity else None
        reading.reasons.append((f"{subject} of {of.plural_label.lower()}" if of else subject, because))


def add_section(reading: Reading, page: str, label: str, section: Section, *, in_menu: bool = True) -> None:
    """Adds a section to the page of that name, which is made when it is not there."""
    for place, known in enumerate(reading.pages):
        if known.name == page:
            reading.pages[place] = known.model_copy(update={"sections": (*known.sections, section)})
            return
    reading.pages.append(Page(name=page, label=label, sections=(section,), in_menu=in_menu))
