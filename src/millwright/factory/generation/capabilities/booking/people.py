"""People who can be booked: those who, as the prompt says, set their own hours."""

import re
from collections.abc import Iterator

from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.segment import Person
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.vocabulary import EntityEntry, RoleKind, lexicon

BOOKED_PEOPLE = ("doctor", "therapist", "stylist", "teacher", "specialist")
_KEEPING = re.compile(r"^(set|manag|updat|defin|specif|enter)\w*\b.*(availab|hours|schedule|times)", re.IGNORECASE)


def keepers(reading: Reading) -> Iterator[tuple[Person, EntityEntry, str]]:
    """Who sets hours of their own, the record of the lexicon that they are kept in, and the words that say so."""
    for wish in reading.wished("booking"):
        before = [person for place, person in sorted(wish.sentence.people.items()) if place < wish.start]
        if not _KEEPING.match(wish.words) or not before:
            continue
        person = before[-1]
        if person.kind is RoleKind.STAFF and not person.generic:
            hit = lexicon().entity_index.at([person.name.split("_")[-1]], 0)
            known = hit[1] if hit is not None and hit[1].name in BOOKED_PEOPLE else None
            yield person, known or lexicon().entities["specialist"], wish.words


def add_people(reading: Reading) -> None:
    """The records of those people, where they are not there."""
    for person, entry, words in keepers(reading):
        if record_of(reading, person, entry) is None:
            shape(reading, [Choice(entry.name, entry, tuple(person.label.lower().split()), words)])


def record_of(reading: Reading, person: Person, entry: EntityEntry) -> DraftEntity | None:
    """The record that somebody who can be booked is kept in."""
    return reading.entity(person.name) or reading.entity(entry.name)
