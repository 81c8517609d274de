"""Those who deal with each other are members all: the publisher of a trip and whoever wants to come along."""

from dataclasses import replace

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.segment import Person, Sentence
from millwright.factory.generation.reader.vocabulary import Domain, RoleKind, lexicon

_KINDS = word_set("sites_circles") | {"community", "marketplace"}
_PARTS = word_set("counterparts_parts")
_EITHER = word_set("counterparts_one")


def as_members(sentences: tuple[Sentence, ...], site: str, domain: Domain | None) -> tuple[Sentence, ...]:
    """The sentences in which people who are called by their part in a deal are those who use the site anyway.

    It is so where the prompt speaks of users besides, and where members put things up for each other.
    """
    users = any(person.generic for sentence in sentences for person in sentence.people.values())
    if not site or not users or domain is None or domain.name not in _KINDS:
        return sentences
    told = ((s, {at: _member(s, who) for at, who in s.people.items()}) for s in sentences)
    return tuple(s if people == s.people else replace(s, people=people) for s, people in told)


def _member(sentence: Sentence, who: Person) -> Person:
    last = sentence.tokens[who.start + who.length - 1]
    one = last.low == last.lemma and last.lemma in _EITHER
    plays = who.length == 1 and (last.lemma in _PARTS or one) and who.kind is not RoleKind.ADMIN
    return replace(who, name="member", label="Member", kind=RoleKind.STAFF, generic=True) if plays else who


def stands_for_people(sentence: Sentence, place: int) -> bool:
    """Whether a word for something else stands for people there: "confirmed by both parties"."""
    who = sentence.people.get(place)
    return who is not None and who.generic and sentence.tokens[place].lemma not in lexicon().generic_people
