"""Records that words imply without naming them: a meeting room calendar is one of bookings, who checks in attends."""

from collections.abc import Iterator

from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.statements import Statement, phrases_between
from millwright.factory.generation.reader.vocabulary import Act, Domain, EntityEntry, lexicon

_CALENDARS = frozenset({"calendar", "calendars", "timetable", "planner"})
_RESERVED = frozenset({"room", "venue", "vehicle", "car", "equipment_item", "instrument", "machine", "boat", "unit"})
_PASSING = frozenset({"check", "clock", "punch", "sign"})
_WAYS = frozenset({"in", "out"})
_OTHERS_CHECK_IN = frozenset({"hotel", "travel", "library", "car_rental", "booking", "parking", "event", "assets"})
_COUNTED = 2.4
_RATING = frozenset({"evaluate", "rate"})
_RATED_AT_WORK = frozenset({"company", "course", "equipment_item", "part", "product", "supplier", "venue", "wine"})


def of_calendars(sentence: Sentence, reading: Reading, offset: int) -> Iterator[Mention]:
    """Bookings, and what is booked, of a calendar of things that people reserve: "a meeting room calendar"."""
    tokens = sentence.tokens
    for begin, end in phrases_between(tokens, 0, len(tokens), frozenset()):
        if tokens[end - 1].low not in _CALENDARS or end - begin < 2:
            continue
        named = named_by(tokens[begin : end - 1], reading.domain)
        if named is None or named.entry is None or named.entry.name not in _RESERVED or named.facet:
            continue
        because, booking = sentence.words(begin, end), lexicon().entities["booking"]
        yield Mention(named.key, named.entry, named.words, Act.MANAGE, _COUNTED, offset + begin, because)
        yield Mention(booking.name, booking, (), Act.MANAGE, _COUNTED, offset + end - 1, because)


def comes_and_goes(statement: Statement, domain: Domain | None) -> EntityEntry | None:
    """The record of who was there and when, where people "check in and out", or of whose turn it is.

    Elsewhere those who check in are guests, and those who check out borrowers.
    """
    tokens = statement.sentence.tokens[statement.start : statement.start + 4]
    if statement.verb.base == "take" and [token.low for token in tokens[1:2]] == ["turns"]:
        return lexicon().entities["shift"]
    first = next((p for p in statement.phrases if p.direct), None)
    thing = statement.sentence.tokens[first.end - 1].lemma if first is not None else ""
    if statement.verb.base not in _PASSING or statement.subject is None or (thing and thing not in lexicon().generic):
        return None
    ways = [token.low for token in tokens[1:] if token.low in _WAYS]
    both = ways == ["in", "out"] or (ways == ["in"] and statement.verb.base != "sign")
    elsewhere = domain is not None and domain.name in _OTHERS_CHECK_IN
    return lexicon().entities["attendance"] if both and not elsewhere else None


def of_opinions(statement: Statement, reading: Reading, offset: int) -> Iterator[Mention]:
    """Reviews as records, where people who work together rate what they keep: "buyers rate suppliers"."""
    if statement.verb.base not in _RATING or statement.subject is None or reading.site:
        return
    for phrase in (known for known in statement.phrases if known.direct):
        named = named_by(statement.sentence.tokens[phrase.start : phrase.end], reading.domain)
        if named is not None and named.entry is not None and named.entry.name in _RATED_AT_WORK and not named.facet:
            review, place = lexicon().entities["review"], offset + statement.start
            yield Mention(review.name, review, (), Act.CREATE, _COUNTED, place, statement.text, statement)
