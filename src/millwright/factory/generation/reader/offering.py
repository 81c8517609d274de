"""What people put up for others by verbs that make nothing elsewhere: "offer seeds", "share their travel stories"."""

from millwright.factory.generation.reader.segment import Person, Sentence
from millwright.factory.generation.reader.vocabulary import RoleKind, Verb
from millwright.factory.generation.reader.words import is_plural

_PASSED_ON = frozenset({"on", "to", "via", "with"})


def puts_up(sentence: Sentence, verb: Verb, subject: Person | None, span: tuple[int, int] | None, *, own: bool) -> bool:
    """Whether what stands in a span, which a verb acts on, is new and there for others."""
    many = span is not None and is_plural(sentence.tokens[span[1] - 1].low)
    if not many or span is None:
        return False
    if verb.base == "offer":
        return subject is not None and (subject.generic or subject.kind is RoleKind.OUTSIDER)
    return verb.base == "share" and _shared(sentence, subject, span[1], own=own)


def _shared(sentence: Sentence, subject: Person | None, end: int, *, own: bool) -> bool:
    """Whether sharing is what a place is for, or of what is one's own, and no page of somebody else's is passed on."""
    passed = any(token.low in _PASSED_ON for token in sentence.tokens[end : end + 1])
    for_it = subject is None and not sentence.tokens[0].start
    return not passed and (own or for_it)
