"""What people enter something for: to find things by it, to get what is worked out of it; and names that are kinds."""

from collections.abc import Sequence

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.statements import Phrase, Statement
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import is_plural, singular

_GETTING = word_set("purposes_getting")
_FINDING = word_set("purposes_finding")
_FACTS = word_set("purposes_facts")
_ARTICLES = frozenset({"a", "an", "the", "their", "each", "every", "all", "its"})
_FEWEST = 2  # names before the last, for two may be two facts: starting and ending points
_NEAR = 6  # tokens after which one speaks of something else
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.LOG})


def seen_for_a_purpose(statement: Statement) -> bool:
    """Whether people see it for what they did before: "enter the weight to see the price", which is worked out."""
    before = [token.low for token in statement.sentence.tokens[: statement.start]][-2:]
    return before[-1:] == ["to"] and before != ["able", "to"]


def got_for(reading: Reading, statement: Statement) -> list[DraftEntity] | None:
    """The records that are found by what is entered: "enter the diameter to find bearings"; an empty list where
    something is worked out of it, "to get the price", and `None` where nothing of the kind is said."""
    direct = [phrase for phrase in statement.phrases if phrase.direct]
    if not direct:
        return None
    tokens, last = statement.sentence.tokens, direct[-1]
    places = range(last.end, min(last.end + _NEAR, len(tokens) - 1))
    place = next((at + 1 for at in places if tokens[at].low == "to" and tokens[at + 1].verb is not None), None)
    verb = tokens[place].verb if place is not None else None
    if place is None or verb is None or any(token.text == "," for token in tokens[last.end : place]):
        return None
    if verb.base in _GETTING:
        return []
    found = [e for e in records_in(reading, statement.sentence, place, place + _NEAR) if e.kind in _SHOWN]
    return found or None if verb.base in _FINDING else None


def kinds_before(statement: Statement) -> Sequence[Phrase]:
    """The names that share the last word of the last of them, and say which kinds there are of what is no fact of
    anything: "tensile or salt spray tests", but not "purity, packaging and hazard symbols"."""
    tokens = statement.sentence.tokens
    spans = [phrase for phrase in statement.phrases if phrase.direct]
    for at, span in enumerate(spans):
        last, single = tokens[span.end - 1], span.end - span.start == 1
        if at and tokens[span.start - 1].low in _ARTICLES:
            return ()
        if not single and (is_plural(last.low) or last.low == "data"):
            facts = all(_is_fact(tokens[known.start].low) for known in spans[:at])
            return () if facts or at < _FEWEST else spans[: at + 1]
        if not single or is_plural(last.low):
            return ()
    return ()


def _is_fact(word: str) -> bool:
    return known_attribute((word,)) or singular(word) in _FACTS
