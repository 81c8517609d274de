"""People who can be booked: those who, as the prompt says, set their own hours, or are chosen by those who book."""

import re
from collections.abc import Iterator

from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.segment import Person
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.statements import Phrase, Statement
from millwright.factory.generation.reader.vocabulary import EntityEntry, RoleKind, lexicon
from millwright.factory.generation.reader.words import is_plural

BOOKED_PEOPLE = ("doctor", "therapist", "stylist", "teacher", "specialist", "photographer", "local_guide", "home_chef")
_NEVER = frozenset(
    {"agent", "cashier", "clerk", "courier", "driver", "employee", "moderator", "receptionist", "salesperson"}
)
_CHOOSING = frozenset({"choose", "pick", "select", "book", "reserve"})
_CHOSEN = frozenset({"selection", "booking"})
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


def chosen(reading: Reading) -> Iterator[tuple[Person, EntityEntry, str]]:
    """Who of the house is chosen by those who book: "select a groomer and time", "photographer booking"."""
    if not reading.wished("booking"):
        return
    for statement in reading.statements:
        outside = statement.subject is None or statement.subject.generic or statement.subject.kind is RoleKind.OUTSIDER
        named = statement.verb.form == "noun" and statement.verb.base in _CHOSEN
        if not outside or not (named or statement.verb.base in _CHOOSING):
            continue
        for phrase in (known for known in statement.phrases if known.direct):
            person = _ended_by(statement, phrase)
            if person is not None and (entry := _kept_as(person)) is not None:
                yield person, entry, statement.text


def _ended_by(statement: Statement, phrase: Phrase) -> Person | None:
    """Somebody who works there, named by the last word of a phrase in the singular."""
    people = statement.sentence.people.items()
    found = (who for start, who in people if phrase.start <= start and start + who.length == phrase.end)
    staff = (who for who in found if who.kind is RoleKind.STAFF and not who.generic and not who.guessed)
    one = not is_plural(statement.sentence.tokens[phrase.end - 1].low)
    return next(staff, None) if one else None


def _kept_as(person: Person) -> EntityEntry | None:
    """The record of people of that kind who can be booked; nothing for those who never are."""
    if person.name in _NEVER:
        return None
    hit = lexicon().entity_index.at([person.name.split("_")[-1]], 0)
    if hit is None:
        return lexicon().entities["specialist"]
    return hit[1] if hit[1].name in BOOKED_PEOPLE else None


def add_people(reading: Reading) -> None:
    """The records of those people, where they are not there."""
    for person, entry, words in [*keepers(reading), *chosen(reading)]:
        if record_of(reading, person, entry) is None:
            shape(reading, [Choice(entry.name, entry, tuple(person.label.lower().split()), words)])


def record_of(reading: Reading, person: Person, entry: EntityEntry) -> DraftEntity | None:
    """The record that somebody who can be booked is kept in."""
    return reading.entity(person.name) or reading.entity(entry.name)
