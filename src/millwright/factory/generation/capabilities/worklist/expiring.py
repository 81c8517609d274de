"""What runs out: the records that a reminder names, the lists of them, and rows that are about to in demonstrations."""

import re

from millwright.factory.generation.reader.adding import add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.horizons import best_day
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.statements import phrases_between
from millwright.factory.generation.reader.vocabulary import EntityEntry, lexicon
from millwright.factory.generation.spec import TEMPORAL, FieldType

EXPIRING = re.compile(r"\b(expir(?!ed)\w+|renewals?|renewed|lapse|lapsing)\b", re.IGNORECASE)
ENDS = re.compile(r"(^|_)(expir\w*|valid_(until|to|through)|ends_on|end_date|renew\w*)(_|$)")
SOON = 30
"""Within how many days what runs out is listed, where the prompt does not say."""
_NEAR = 6
_AHEAD = ("+6d", "+19d")


def provide_expiring(reading: Reading, wishes: list[Wish]) -> None:
    """Keeps what people are reminded of before it runs out, where nothing else asked for it: "the cards about to
    expire"; and the day on which it does."""
    for wish in (known for known in wishes if EXPIRING.search(known.words)):
        tokens = wish.sentence.tokens
        if records_in(reading, wish.sentence, max(0, wish.start - _NEAR), wish.end):
            continue
        spans = [*phrases_between(tokens, max(0, wish.start - _NEAR), wish.start, frozenset())]
        for begin, end in reversed(spans):
            named = named_by(tokens[begin:end], reading.domain)
            entry = named.entry if named is not None else None
            meant = entry if entry is not None and _ends(entry) else _ending_in(tokens[end - 1].lemma)
            if meant is not None:
                add_record(reading, meant.name, wish.words)
                break


def _ends(entry: EntityEntry) -> bool:
    return any(field.type in TEMPORAL and ENDS.search(field.name) for field, _, _ in entry_lines(entry.fields))


def _ending_in(noun: str) -> EntityEntry | None:
    """The first record whose name ends in a noun and that runs out: of cards, those of members."""
    entries = (e for e in lexicon().entities.values() if e.label.lower().split()[-1] == noun)
    return next((entry for entry in entries if _ends(entry)), None)


def expiring_day(entity: DraftEntity, words: str) -> DraftField | None:
    """The day on which a row runs out."""
    day = best_day(entity, words)
    ends = (field for field in entity.fields if field.type in TEMPORAL and ENDS.search(field.name))
    return day if day is not None and ENDS.search(day.name) else next(ends, None)


def have_some_run_out(entity: DraftEntity, day: str) -> None:
    """Has the first rows of a demonstration run out within the time, so that there is something to be reminded of."""
    field = entity.field(day)
    if field is not None and field.type is FieldType.DATE:
        rows = [row for row in entity.samples if row.get(day) is not None]
        for row, value in zip(rows, _AHEAD, strict=False):
            row[day] = value
