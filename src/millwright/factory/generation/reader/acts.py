"""Wishes that verbs make where no noun for a capability stands: "others rate", "owners rate the walker"."""

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Capability, RoleKind

_UNSEEN = "people rate what a site shows them, and nothing of that kind is shown here"


def wishes_of_acts(statements: list[Statement], wishes: list[Wish]) -> list[Wish]:
    """A wish for reviews where people who are not in charge rate something, unless the sentence has one already."""
    found: list[Wish] = []
    for statement in statements:
        asked = any(w.capability.name == "reviews" and w.sentence is statement.sentence for w in (*wishes, *found))
        if statement.verb.base != "rate" or asked or not _one_of_many(statement):
            continue
        reviews = Capability("reviews", True, words_of()["reviews"]["say"], _UNSEEN)
        found.append(Wish(reviews, statement.text, statement.sentence, statement.start, statement.end))
    return found


def _one_of_many(statement: Statement) -> bool:
    """Whether somebody does it who is not in charge: owners in the plural are customers."""
    subject = statement.subject
    if subject is None:
        return False
    last = statement.sentence.tokens[subject.start + subject.length - 1]
    return subject.kind is not RoleKind.ADMIN or (subject.name == "owner" and last.low != last.lemma)
