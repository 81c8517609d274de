"""The timeline: a public record along a line, the earliest first."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Part as Speech
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind
from millwright.factory.generation.reader.words import label
from millwright.factory.generation.site import Layout, Look, Part
from millwright.factory.generation.spec import TEMPORAL, AppSpec, FieldType, Reach

_NAME = "timeline"
_CHRONICLE = "chronicle_entry"
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_NEAR = 6  # tokens before the wish in which what stands along the line is named
_BREAKS = frozenset({",", "and", "or", "with", "that", "which", "where", "so", "on", "in", "by"})
_SMALL = frozenset({"the", "our", "its", "their", "a", "an", "of", "all", "important", "major"})
_MOST_WORDS = 4


def _draft(reading: Reading) -> None:
    """What is put along a line has a day or a year; where the prompt names no such record, it is a chronicle."""
    for wish in reading.wished(_NAME) if reading.site else []:
        subject = _subject(reading, wish)
        known = _known(reading, wish) if subject is None else None
        if known is not None:
            subject = add_record(reading, known.name, wish.words)
        if subject is None:
            chronicle = add_record(reading, _CHRONICLE, wish.words)
            words = _named(wish)
            if words and chronicle.entry is not None and chronicle.plural_label == chronicle.entry.plural_label:
                chronicle.plural_label = label(["timeline", "of", *words])[:60]
        elif not _told_when(subject):
            add_field(subject, "year int: 1890..2024", wish.words)


def _subject(reading: Reading, wish: Wish) -> DraftEntity | None:
    """The record that stands along the line: "a timeline of exhibitions", "view cases on a timeline"."""
    tokens = wish.sentence.tokens
    of = wish.end < len(tokens) and tokens[wish.end].low == "of"
    end = _end(wish) if of else wish.start
    start = wish.end if of else max(0, wish.start - _NEAR)
    found = [e for e in records_in(reading, wish.sentence, start, end) if e.kind in _SHOWN and not e.internal]
    found = found or list(_of_topics(reading, wish.sentence.words(start, end).lower()))
    if found:
        return found[0] if of else found[-1]
    return next((e for e in reading.entities if e.key == _CHRONICLE), None)


def _of_topics(reading: Reading, said: str) -> Iterator[DraftEntity]:
    """The records of pages that are named there: these words are silent to the rest of the reader."""
    for topic in reading.topics:
        entity = reading.entity(topic.record) if topic.record and topic.words.lower() in said else None
        if entity is not None and entity.kind in _SHOWN:
            yield entity


def _known(reading: Reading, wish: Wish) -> EntityEntry | None:
    """What the lexicon knows of that a line is of, though nothing else asks for it: "a timeline of old photos"."""
    named = named_by(wish.sentence.tokens[wish.end + 1 : _end(wish)], reading.domain) if _named(wish) else None
    known = named.entry if named is not None and named.plural else None
    return known if known is not None and known.kind in _SHOWN else None


def _end(wish: Wish) -> int:
    tokens = wish.sentence.tokens
    ends = (
        at for at in range(wish.end + 1, len(tokens)) if (tokens[at].low or tokens[at].text) in {*_BREAKS, ".", ":"}
    )
    return next(ends, len(tokens))


def _named(wish: Wish) -> list[str]:
    """The prompt's words for what a line is of that no record keeps: "a timeline of village families"."""
    tokens = wish.sentence.tokens[wish.end : _end(wish)]
    if not tokens or tokens[0].low != "of":
        return []
    words = [token for token in tokens[1:] if token.low not in _SMALL]
    named = words and len(words) <= _MOST_WORDS and words[-1].part is Speech.NOUN
    return [token.low for token in words] if named else []


def _told_when(entity: DraftEntity) -> bool:
    return any(_says_when(field.type, field.name) for field in entity.fields)


def _says_when(kind: FieldType, name: str) -> bool:
    return kind in TEMPORAL or (kind is FieldType.INTEGER and name.rsplit("_", maxsplit=1)[-1] == "year")


def _settle(reading: Reading) -> None:
    for wish in reading.wished(_NAME) if reading.layout is Layout.SITE else []:
        subject = _subject(reading, wish)
        if subject is not None and subject.visitors.read is Reach.ALL and _told_when(subject):
            subject.look = Look.TIMELINE
            add_part(reading, Part(capability=_NAME, entity=subject.name), wish.words)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    shown = spec.entity(str(part.entity)).plural_label.lower()
    return Contribution(readme=(f"The site shows its {shown} along a line, the earliest first.",))


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute)
