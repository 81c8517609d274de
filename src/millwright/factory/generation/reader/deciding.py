"""What people send in and somebody else accepts or rejects, whatever it is: clues, tips, photos, recipes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, FieldList, Mention, Reading
from millwright.factory.generation.reader.lookups import acted_on
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Capability, RoleKind

_SENDING = word_set("deciding_sending")
_DECISIONS = word_set("deciding_decisions")
_SPOKEN = word_set("deciding_spoken")
_REASONS = word_set("deciding_reasons")
_OPINIONS = frozenset({"comment", "evaluate", "rate"})
_REVIEW = "review"
_EXAMINED = word_set("deciding_examined")
_EXAMINING = frozenset({"reviews", "workflow"})
_JUDGED = word_set("deciding_judged")
_NEAR = 8  # tokens before "with a reason" in which the decision stands


def sent_in(reading: Reading, entity: DraftEntity) -> bool:
    """Whether people send such records in, and others than they decide on them."""
    if reading.site and reading.wished("moderation"):
        return False  # What waits there is held back, and no state of the record tells of it.
    about = [s for s in reading.statements if entity in acted_on(reading, s)]
    deciding = {_who(statement) for statement in about if decides(statement)}
    sending = {_who(statement) for statement in about if statement.verb.base in _SENDING and statement.subject}
    return bool(deciding) and bool(sending - deciding)


def _who(statement: Statement) -> str:
    return statement.subject.name if statement.subject is not None else ""


def decides(statement: Statement) -> bool:
    """Whether somebody who is not a customer decides on things there."""
    outside = statement.subject is not None and statement.subject.kind is RoleKind.OUTSIDER
    direct = any(phrase.direct for phrase in statement.phrases) or statement.back is not None
    return statement.verb.base in _DECISIONS and statement.verb.form != "noun" and direct and not outside


def without_reasons(lists: list[FieldList]) -> list[FieldList]:
    """The lists without what a decision comes with: "reject the clues with a reason" is no fact of a clue."""
    return [listing for listing in lists if not _of_decision(listing)]


def _of_decision(listing: FieldList) -> bool:
    if any(set(item) - _REASONS for item in listing.items):
        return False
    before = listing.sentence.tokens[max(0, listing.start - _NEAR) : listing.start]
    return any(t.low in _SPOKEN or (t.verb is not None and t.verb.base in _DECISIONS) for t in before)


def no_opinion(wish: Wish, statements: Sequence[Statement]) -> bool:
    """Whether a review is the act of those who decide on what is sent in: "submission, review and results"."""
    return wish.capability.name == "reviews" and wish.words.lower() == _REVIEW and _only_decides(statements)


def as_decisions(wishes: Sequence[Wish], site: str) -> list[Wish]:
    """The wishes with reviews as the steps by which something is approved, in a house that works on it: "hazard
    reporting, assignment, review" and "material review" give nothing stars."""
    row = words_of()["workflow"]
    steps = Capability("workflow", True, row["say"], row.get("otherwise", ""))
    written = any(wish.capability.name == "reviews" and not examines(wish) for wish in wishes)
    return [*wishes] if site or written else [replace(w, capability=steps) if examines(w) else w for w in wishes]


def examines(wish: Wish) -> bool:
    """Whether a wish is for a review, said as an act and not as what people write: "reviews", "rating"."""
    judged = any(token.lemma in _JUDGED for token in wish.sentence.tokens)
    return wish.capability.name in _EXAMINING and wish.words.lower() in _EXAMINED and not judged


def looked_through(mentions: Sequence[Mention], statements: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """The reviews that are such acts, as a record that is none, with what is decided on."""
    said = [mention for mention in mentions if mention.key == _REVIEW]
    if not said or not _only_decides(statements) or any(m.because.lower().split()[-1:] != [_REVIEW] for m in said):
        return
    for mention in mentions:
        if mention.statement is not None and decides(mention.statement) and mention.entry is not None:
            yield _REVIEW, mention.key


def _only_decides(statements: Sequence[Statement]) -> bool:
    given = any(s.verb.base in _OPINIONS and s.verb.form != "noun" for s in statements)
    return not given and any(decides(statement) for statement in statements)
