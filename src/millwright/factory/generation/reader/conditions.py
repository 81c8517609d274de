"""Lists under a condition, which are views of what is kept: "late parcels list", "a list of items that expire soon"."""

from collections.abc import Iterator
from itertools import pairwise

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.horizons import horizon, horizon_spans, provide_days
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.vocabulary import Capability, EntityKind
from millwright.factory.generation.reader.words import is_plural

_LISTS = frozenset({"list", "lists", "overview", "report", "reminder", "reminders", "worklist"})
_LATE = frozenset({"expired", "late"})
_COMING = frozenset({"due", "expire", "expires", "expiring"})
_WARNING = frozenset({"alert", "reminder", "warning"})
_WHEN = frozenset({"about", "at", "before", "for", "if", "of", "on", "when", "whenever"})
_WHO = frozenset({"who", "which"})
_AGAIN = word_set("conditions_again")
_ASPECTS = word_set("conditions_aspects")
_NEAR = 5  # tokens between the word for a list and what its rows are like
_DUE = "due_on date: -10..40"
_AGAIN_ON = "recall_on date: -30..120"
_KEPT = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})


def listed_under(sentences: tuple[Sentence, ...], wishes: list[Wish]) -> list[Wish]:
    """Wishes for lists of the rows that are late, that expire, or that are due again, where sentences ask for them."""
    row = words_of()["worklist"]
    asked = Capability("worklist", True, row["say"], row.get("otherwise", ""))
    found: list[Wish] = []
    for sentence in sentences:
        for start, end in _spans(sentence):
            known = [w for w in (*wishes, *found) if w.sentence is sentence and w.start < end and w.end > start]
            if horizon(sentence.words(start, end)):
                wishes[:] = [w for w in wishes if w not in known or w.capability.name != "worklist"]
                known = [w for w in known if w in found]
            if all(wish.capability.name != "worklist" for wish in known):
                found.append(Wish(asked, sentence.words(start, end), sentence, start, end))
    return found


def _spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    yield from horizon_spans(sentence)
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.low in _AGAIN and after is not None and after.low in {"list", "lists"}:
            yield place, _clause_end(sentence, place)
        elif token.low in _LATE and after is not None and after.part is Part.NOUN and is_plural(after.low):
            if _list_near(sentence, place - _NEAR, place) or _listed_next(sentence, place):
                yield place, place + 2
        elif (
            token.low in _LATE
            and place > 1
            and tokens[place - 1].low in {"is", "are"}
            and tokens[place - 2].low in _WHO
        ):
            yield place - 2, place + 1
        elif token.low in _COMING and _list_near(sentence, place - _NEAR, place) and _has_rows(sentence, place):
            yield _list_place(sentence, place), place + 1


def _has_rows(sentence: Sentence, place: int) -> bool:
    """Whether things in the plural stand before a word that tells of them: "items that expire", "vaccinations due"."""
    before = sentence.tokens[place - 1]
    return before.low in {"that", "which"} or is_plural(before.low)


def _clause_end(sentence: Sentence, place: int) -> int:
    """Where what is told of a list ends: "recall list of patients not seen for six months"."""
    ends = (at for at in range(place, len(sentence.tokens)) if sentence.tokens[at].text in {",", ";"})
    return next(ends, len(sentence.tokens))


def _list_place(sentence: Sentence, place: int) -> int:
    return next(at for at in range(max(0, place - _NEAR), place) if sentence.tokens[at].low in _LISTS)


def list_names(reading: Reading, sentence: Sentence) -> frozenset[int]:
    """The places of words that only name such a list, as in "recall list of patients" and "reminders list"."""
    spans = ((w.start, w.end) for w in reading.wished("worklist") if w.sentence is sentence)
    names = _AGAIN | _LISTS
    return frozenset(at for start, end in spans for at in range(start, end) if sentence.tokens[at].low in names)


def of_things(sentence: Sentence, offset: int) -> frozenset[int]:
    """The places of words that only tell what some thing has: "vehicles whose inspection is due", "the content and
    order of the list"."""
    tokens = sentence.tokens
    had = {offset + at + 1 for at, token in enumerate(tokens[:-1]) if token.low == "whose"}
    for of in (at for at, token in enumerate(tokens) if token.low == "of"):
        for at in range(of - 1, -1, -1):
            if tokens[at].low in _ASPECTS:
                had.add(offset + at)
            elif tokens[at].text not in {",", "and", "or"}:
                break
    return frozenset(had)


def warned_of(sentence: Sentence) -> frozenset[tuple[str, ...]]:
    """Words that are no records where they tell of what: "warnings when stock is low", "reminders of contracts"."""
    told = pairwise(sentence.tokens)
    return frozenset((one.lemma,) for one, after in told if one.lemma in _WARNING and after.low in _WHEN)


def _list_near(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word for a list stands before a place, and no other item of the sentence between them."""
    tokens = sentence.tokens
    at = next((at for at in range(end - 1, max(-1, start - 1), -1) if tokens[at].low in _LISTS), None)
    return at is not None and all(token.text != "," and token.low != "and" for token in tokens[at:end])


def _listed_next(sentence: Sentence, place: int) -> bool:
    """Whether things are called a list right after: "late parcels list"."""
    return any(token.low in _LISTS for token in sentence.tokens[place + 2 : place + 3])


def complete(reading: Reading) -> None:
    """Gives what such a list is made of the day by which its rows are told, where it has none."""
    provide_days(reading)
    for wish in reading.wished("worklist"):
        again = wish.sentence.tokens[wish.start].low in _AGAIN
        beside = records_in(reading, wish.sentence, wish.start, wish.end + (not again))
        named = next((entity for entity in beside if again or entity.kind in _KEPT), None)
        if named is None or named.internal:
            continue
        if again:
            add_field(named, _AGAIN_ON, wish.words)
        elif wish.sentence.tokens[wish.start].low in _LATE | {"overdue"} and not _timed(named):
            add_field(named, _DUE, wish.words)


def _timed(entity: DraftEntity) -> bool:
    """Whether a record can tell that it is late: by a day that is due, or by a state."""
    days = {"deadline", "due", "ends", "expected", "expires", "return", "until"}
    dated = any(days & {*field.name.split("_")} for field in entity.fields)
    return dated or any({"Late", "Overdue"} & {*field.choices} for field in entity.fields)
