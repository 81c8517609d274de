"""Those who deal with each other are members all: the publisher of a trip and whoever wants to come along."""

from dataclasses import replace

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.segment import Part, Person, Sentence
from millwright.factory.generation.reader.vocabulary import Domain, RoleKind, lexicon

_KINDS = word_set("sites_circles") | {"community", "marketplace"}
_PARTS = word_set("counterparts_parts")
_JOINING = frozenset({"and", "as", "by", "for", "from", "in", "of", "on", "or", "per", "to", "with"})
_STRANGERS = frozenset({"reader", "viewer", "visitor"})
_SENDERS = word_set("counterparts_senders")
_REST = frozenset({"other", "others"})
_EITHER = word_set("counterparts_one")


def as_members(sentences: tuple[Sentence, ...], site: str, domain: Domain | None) -> tuple[Sentence, ...]:
    """The sentences in which people who are called by their part in a deal are those who use the site anyway.

    It is so where the prompt speaks of users besides, and where members put things up for each other.
    """
    named = [(p, s.tokens[p.start].low) for s in sentences for p in s.people.values() if not _plays(s, p)]
    users = any(person.generic and word not in _REST for person, word in named)
    acting = [p for s in sentences for p in s.people.values() if _acts(s, p) and not _plays(s, p)]
    others = {p.name: p for p in acting if p.kind is not RoleKind.ADMIN and not p.generic}
    one = next(iter(others.values())) if len(others) == 1 else None
    if not site or domain is None or domain.name not in _KINDS or not (users or one):
        return tuple(_with_senders(sentence) for sentence in sentences) if users else sentences
    told = ((s, {at: _member(s, who, None if users else one) for at, who in s.people.items()}) for s in sentences)
    return tuple(s if people == s.people else replace(s, people=people) for s, people in told)


def _with_senders(sentence: Sentence) -> Sentence:
    """A sentence in which whoever sent something in is one of the users: "the sender can see the result"."""
    people = {
        at: replace(who, name="member", label="Member", kind=RoleKind.STAFF, generic=True)
        if _sent(sentence, who)
        else who
        for at, who in sentence.people.items()
    }
    return sentence if people == sentence.people else replace(sentence, people=people)


def _sent(sentence: Sentence, who: Person) -> bool:
    last = sentence.tokens[who.start + who.length - 1]
    return who.length == 1 and last.lemma in _SENDERS and who.kind is not RoleKind.ADMIN


def _member(sentence: Sentence, who: Person, one: Person | None) -> Person:
    if not _plays(sentence, who):
        return who
    if one is not None:
        return replace(who, name=one.name, label=one.label, kind=one.kind, generic=one.generic)
    return replace(who, name="member", label="Member", kind=RoleKind.STAFF, generic=True)


def _acts(sentence: Sentence, who: Person) -> bool:
    after = sentence.tokens[who.start + who.length :][:1]
    said = bool(after) and not after[0].low.endswith("ing")
    return who.start == 0 or (said and (after[0].verb is not None or after[0].low in {"can", "may", "should"}))


def _plays(sentence: Sentence, who: Person) -> bool:
    """Whether somebody is called by a part that any member plays."""
    last = sentence.tokens[who.start + who.length - 1]
    one = last.low == last.lemma and last.lemma in _EITHER
    return who.length == 1 and (last.lemma in _PARTS or one) and who.kind is not RoleKind.ADMIN


def stands_for_people(sentence: Sentence, place: int) -> bool:
    """Whether a word for something else stands for people there, "confirmed by both parties", or for those who do what
    the sentence says: "visitors leave messages"."""
    who = sentence.people.get(place)
    after = sentence.tokens[place + 1 : place + 2]
    strange = who is not None and not place and sentence.tokens[place].lemma in _STRANGERS
    if strange and after and after[0].part is Part.STOP and after[0].low not in _JOINING:
        return True
    return who is not None and who.generic and sentence.tokens[place].lemma not in lexicon().generic_people
