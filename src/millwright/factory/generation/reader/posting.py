"""What members of a community post, whatever it is called: finds, sightings, sneakers."""

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import acted_on
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind

_POSTING = word_set("posting_verbs")
_SEEN = word_set("posting_seen")
_LISTED = word_set("access_listed")


def know_posts(reading: Reading) -> None:
    """What people post in a community is written by members; posts that were only assumed beside it go."""
    if reading.domain is None or reading.domain.name != "community":
        return
    posted = [entity for entity in reading.entities if _is_posted(reading, entity)]
    for entity in posted:
        entity.kind = EntityKind.CONTENT
    for post in [e for e in reading.entities if posted and e.key == "post" and e.assumed]:
        reading.forget(post)


def know_each_other(reading: Reading) -> None:
    """What members say of themselves is in the entry that others find them by, and in no second list of people."""
    entry = next((entity for entity in reading.entities if entity.key in _LISTED), None)
    person = reading.entity("person")
    if entry is None or person is None:
        return
    known = {field.name for field in entry.fields}
    entry.fields += [field for field in person.fields if field.because and field.name not in known]
    reading.forget(person)


def _is_posted(reading: Reading, entity: DraftEntity) -> bool:
    """Whether somebody who is not of the house posts, shares or uploads it."""
    if entity.internal or not (entity.entry is None or entity.key in _SEEN):
        return False
    said = (s for s in reading.statements if s.verb.base in _POSTING and entity in acted_on(reading, s))
    return any(s.subject is None or s.subject.generic or s.subject.kind is RoleKind.OUTSIDER for s in said)
