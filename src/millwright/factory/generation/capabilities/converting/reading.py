"""Which records become which, by the prompt's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.capabilities import NEGATIONS, listed_stems
from millwright.factory.generation.reader.data import pairs, phrases
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import entity_of, records_in, state_field
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.statements import phrases_between
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind, lexicon

NAME = "converting"
_FAR, _NEAR = 9, 5
"""How many words may stand between the verb and "into", and how many after it name what it becomes."""
_KEPT = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSON, EntityKind.PERSONAL, EntityKind.WORK})
_BEING = frozenset({"are", "be", "been", "being", "gets", "is"})


@dataclass(frozen=True)
class Conversion:
    """One record becomes another: what, what it becomes, the state that it has before, and the words that say so."""

    source: DraftEntity
    target: str
    before: str
    because: str
    made: bool


def conversions(reading: Reading) -> Iterator[Conversion]:
    """Each that the prompt tells of."""
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            refused = any(known.low in NEGATIONS for known in sentence.tokens[max(0, place - 3) : place])
            stem = (token.stem,)
            if not refused and token.low.startswith("conver") and stem in listed_stems(NAME, "nouns"):
                yield from _by_noun(reading, sentence, place)
            elif not refused and stem in listed_stems(NAME, "into"):
                yield from _into(reading, sentence, place)
            elif not refused and stem in listed_stems(NAME, "from"):
                yield from _from(reading, sentence, place)


def _into(reading: Reading, sentence: Sentence, place: int) -> Iterator[Conversion]:
    """ "Convert leads into customers", "an accepted quote is turned into an order"."""
    strong = sentence.tokens[place].low.startswith("convert")
    words = {"into", "to"} if strong else {"into"}
    into = _next(sentence, place, words)
    if into is None:
        return
    between = records_in(reading, sentence, place + 1, into)
    pronoun = {token.low for token in sentence.tokens[place + 1 : into]} & {"it", "them", "these", "those", "one"}
    passive = sentence.tokens[place - 1].low in _BEING if place else False
    before = records_in(reading, sentence, 0, place) if pronoun or passive else []
    meant = [e for e in before if e.kind in _KEPT and e.kind is not EntityKind.LOG]
    source = next(iter([*between, *reversed(meant)]), None)
    entry = _named(reading, sentence, into + 1, into + 1 + _NEAR)
    start = place + 1 if between else 0
    if source is not None and entry is not None:
        yield from _told(reading, sentence, source, entry, (place, into + 1 + _NEAR), (start, into), made=False)


def _from(reading: Reading, sentence: Sentence, place: int) -> Iterator[Conversion]:
    """ "Generate invoices from completed orders", "a work order can be created from a hazard"."""
    begin = _next(sentence, place, {"from"})
    if begin is None:
        return
    source = next(iter(records_in(reading, sentence, begin + 1, begin + 1 + _NEAR)), None)
    entry = _named(reading, sentence, place + 1, begin)
    if entry is None and place and sentence.tokens[place - 1].low in _BEING:
        entry = _named(reading, sentence, max(0, place - _NEAR), place)
    if source is not None and entry is not None:
        span = (place, begin + 1 + _NEAR)
        yield from _told(reading, sentence, source, entry, span, (begin + 1, begin + 1 + _NEAR), made=True)


def _by_noun(reading: Reading, sentence: Sentence, place: int) -> Iterator[Conversion]:
    """ "Lead conversion", "conversion of leads into customers"; a rate of it is a number."""
    after = sentence.tokens[place + 1].low if place + 1 < len(sentence.tokens) else ""
    if after in {"rate", "rates", "funnel", "ratio"}:
        return
    into = _next(sentence, place, {"into", "to"}) if after == "of" else None
    if into is not None:
        source = next(iter(records_in(reading, sentence, place + 1, into)), None)
        entry = _named(reading, sentence, into + 1, into + 1 + _NEAR)
    else:
        source = next(iter(reversed(records_in(reading, sentence, max(0, place - 2), place))), None)
        target = pairs(words_of()[NAME]["becomes"]).get(source.key, "") if source is not None else ""
        entry = lexicon().entities.get(target)
    if source is not None and entry is not None:
        yield from _told(reading, sentence, source, entry, (max(0, place - 2), (into or place) + 2), (0, 0), made=False)


def _told(
    reading: Reading,
    sentence: Sentence,
    source: DraftEntity,
    entry: EntityEntry,
    span: tuple[int, int],
    said: tuple[int, int],
    *,
    made: bool,
) -> Iterator[Conversion]:
    target = entity_of(reading, entry.name)
    if source.kind is EntityKind.PERSON and state_field(source) is None:
        return
    if source.kind in _KEPT and entry.kind in _KEPT and target is not source and source.key != entry.name:
        states = {token.low for token in sentence.tokens[said[0] : said[1]]} & {*phrases(words_of()[NAME]["stated"])}
        words = sentence.words(span[0], min(span[1], len(sentence.tokens)))
        yield Conversion(source, target.name if target else entry.name, next(iter(sorted(states)), ""), words, made)


def _next(sentence: Sentence, place: int, words: set[str]) -> int | None:
    ahead = range(place + 1, min(place + 1 + _FAR, len(sentence.tokens)))
    stop = next((at for at in ahead if sentence.tokens[at].text in {";", "."}), len(sentence.tokens))
    return next((at for at in ahead if at < stop and sentence.tokens[at].low in words), None)


def _named(reading: Reading, sentence: Sentence, start: int, end: int) -> EntityEntry | None:
    """The first record that a stretch names, whether or not it was chosen."""
    last = min(end, len(sentence.tokens))
    for begin, stop in phrases_between(sentence.tokens, start, last, frozenset()):
        for until in (stop, *range(stop - 1, begin, -1)):
            named = named_by(sentence.tokens[begin:until], reading.domain)
            if named is not None and named.entry is not None:
                return named.entry
        return None
    return None
