"""Records that words imply without naming them: a meeting room calendar is one of bookings, who checks in attends."""

from collections.abc import Iterator

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.nouns import Named, named_by
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.statements import Phrase, Statement, phrases_between
from millwright.factory.generation.reader.vocabulary import Act, Domain, EntityEntry, EntityKind, lexicon

_CALENDARS = frozenset({"calendar", "calendars", "timetable", "planner"})
_RESERVED = frozenset({"room", "venue", "vehicle", "car", "equipment_item", "instrument", "machine", "boat", "unit"})
_PASSING = frozenset({"check", "clock", "punch", "sign"})
_WAYS = frozenset({"in", "out"})
_OTHERS_CHECK_IN = frozenset({"hotel", "travel", "library", "car_rental", "booking", "parking", "event", "assets"})
_COUNTED = 2.4
_LISTED = 2.0
_MANAGED = frozenset({"approval", "management", "review"})
_COUNTING = frozenset({"inventory", "stock", "stockroom", "warehouse"})
_COUNTS = frozenset({"quantity", "stock"})
_HEADS = word_set("subject_heads")
_TITLE = 14  # tokens in which a prompt says what is to be built, and for what
_LISTING = frozenset({",", "and", "with", ".", ";"})
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


def of_contents(sentence: Sentence, reading: Reading) -> Iterator[Mention]:
    """What an application of a kind is known to keep, where its title tells what it is for and what it has besides:
    the parts and suppliers of "an inventory system for parts with reorder levels, suppliers and reports"."""
    tokens, domain = sentence.tokens, reading.domain
    start = next((at for at, token in enumerate(tokens) if token.low == "with"), len(tokens))
    acts = [s for s in reading.statements if s.sentence is sentence and s.start < start]
    if reading.site or domain is None or any(s.subject is not None or s.verb.act is Act.SIGN_IN for s in acts):
        return
    counting = any(token.lemma in _COUNTING for token in tokens[:_TITLE])
    for begin, end in phrases_between(tokens, 1, len(tokens), frozenset()):
        named, before = named_by(tokens[begin:end], domain), tokens[begin - 1].text
        if named is None or named.entry is None:
            continue
        whole = begin > start and before in _LISTING and (end == len(tokens) or tokens[end].text in _LISTING)
        acted = (
            whole
            and end - begin == 2
            and tokens[end - 1].lemma in _MANAGED
            and named.entry.kind is not EntityKind.PERSON
        )
        if acted and named.entry.name in {*domain.core, *domain.means.values()}:
            yield Mention(named.key, named.entry, (), Act.MANAGE, _LISTED, end - 1, sentence.words(begin, end))
        if not named.plural or named.facet or end - begin != len(named.words):
            continue
        built = before == "for" and 1 < begin < _TITLE and tokens[begin - 2].lemma in _HEADS
        told = built and counting and any(x.name in _COUNTS for x, _, _ in entry_lines(named.entry.fields))
        if told or (whole and named.entry.name in domain.core):
            yield Mention(named.key, named.entry, (), Act.MANAGE, _LISTED, begin, sentence.words(begin, end))


def of_paid(sentence: Sentence, reading: Reading, offset: int) -> Iterator[Mention]:
    """What is said to be paid, where that is known to be kept: "milestones are paid"."""
    tokens = sentence.tokens
    for begin, end in phrases_between(tokens, 0, len(tokens), frozenset()):
        if [token.low for token in tokens[end : end + 2]] != ["are", "paid"]:
            continue
        named = named_by(tokens[begin:end], reading.domain)
        if named is not None and named.entry is not None and named.entry.kind is EntityKind.MONEY and not named.facet:
            yield Mention(named.key, named.entry, (), Act.MANAGE, _LISTED, offset + begin, sentence.words(begin, end))


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


def of_what_is_announced(statement: Statement, phrase: Phrase, named: Named, domain: Domain | None) -> bool:
    """Whether an appointment is one for what is kept by a name of its own: "make appointments for visits"."""
    after = [token.low for token in statement.sentence.tokens[phrase.end : phrase.end + 1]]
    beside = (p for p in statement.phrases if p.start == phrase.end + 1) if after == ["for"] else ()
    others = (named_by(statement.sentence.tokens[p.start : p.end], domain) for p in beside)
    own = (found.entry for found in others if found is not None and found.entry is not None)
    return named.key == "appointment" and any(entry.kind is EntityKind.PERSONAL for entry in own)
