"""Where people come and go by themselves: "clock in and out when starting work", "perform check-in, check-out"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from millwright.factory.generation.capabilities import words_of
from millwright.factory.generation.reader.capabilities import NEGATIONS, Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.segment import Person, Sentence, Token
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, Capability, Domain, RoleKind

ELSEWHERE = word_set("passing_elsewhere")
"""Kinds of application in which guests check in, and borrowers check out."""
_VERBS = {"clock": "clock", "punch": "punch", "check": "check", "sign": "sign"}
_WHOLE = {"checkin": ("check", "in"), "clockin": ("clock", "in"), "checkout": ("check", "out")}
_ARTICLES = frozenset({"a", "an", "the", "wall", "world", "digital"})
_AFTER = word_set("passing_after")
_ARRIVING = word_set("passing_arriving")
_GUESTS = word_set("passing_guests")
_NAMED = word_set("passing_named")
_JOINERS = frozenset({"and", "or", "/", "&", ","})
_DOING = frozenset({Act.CREATE, Act.OTHER, Act.SIGN_IN})
_TICKED = frozenset({"sign", "mark", "record", "log", "register"})
_THEIR = frozenset({"their", "own", "my", "daily"})
_LENDING = frozenset({"assets", "dormitory_house", "library"})
_PASSIVE = word_set("passing_passive")
_SIGHTS = word_set("passing_sights")
_REACH = 7
_NEAR = 4


@dataclass(frozen=True)
class Passing:
    """Words by which people come, and go where they are said to: whose act it is, if that is said."""

    sentence: Sentence
    start: int
    end: int
    verb: str
    out: bool
    person: Person | None

    @property
    def words(self) -> str:
        """The prompt's words."""
        return self.sentence.words(self.start, self.end)

    @property
    def refused(self) -> bool:
        """Whether the prompt wants none of it."""
        return any(token.low in NEGATIONS for token in self.sentence.tokens[max(0, self.start - 3) : self.start])

    @property
    def daily(self) -> bool:
        """Whether it is said to be done once a day."""
        tokens = self.sentence.tokens[max(0, self.start - 1) : self.start]
        return not self.out and any(token.low == "daily" for token in tokens)


def passings(sentences: Iterable[Sentence], said: list[Statement], domain: Domain | None) -> Iterator[Passing]:
    """Each place where people come and go, in order; guests of a hotel do, but nobody keeps when they were there."""
    for sentence in sentences:
        place = 0
        while place < len(sentence.tokens):
            found = _at(sentence, place, said)
            if found is not None and _meant(found, domain):
                yield found
            place = found.end if found is not None else place + 1


def with_passings(wishes: list[Wish], found: list[Passing], domain: Domain | None) -> list[Wish]:
    """The wishes, with one for each place where people come and go in place of what else its words would ask for.

    What is checked out of a library is lent, and not sold; nor is it a purchase where people check in and out.
    """
    sold = any(wish.capability.name == "cart" and not _checks_out(wish) for wish in wishes)
    lent = (domain is not None and domain.name in _LENDING) or (not sold and any(p.verb == "check" for p in found))
    row = words_of()["clocking"]
    asked = Capability("clocking", True, row["say"], row.get("otherwise", ""))
    left = [w for w in wishes if not (lent and _checks_out(w)) and not any(_overlaps(w, p) for p in found)]
    return left + [Wish(asked, p.words, p.sentence, p.start, p.end, p.refused) for p in found]


def _checks_out(wish: Wish) -> bool:
    return wish.capability.name == "cart" and wish.sentence.tokens[wish.start].stem in {"check", "checkout"}


def _overlaps(wish: Wish, passing: Passing) -> bool:
    return wish.sentence is passing.sentence and wish.start < passing.end and wish.end > passing.start


def _at(sentence: Sentence, place: int, said: list[Statement]) -> Passing | None:
    """What stands at a place: a verb with "in", and "out" after it, or attendance that one signs."""
    tokens = sentence.tokens
    first = _step(tokens, place)
    if first is None:
        return _signed(sentence, place, said)
    verb, ways, end = first[0], {first[1]}, first[2]
    while (after := _onward(tokens, end, verb)) is not None:
        ways.add(after[0])
        end = after[1]
    later = any(step and step[:2] == (verb, "out") for step in (_step(tokens, at) for at in range(end, len(tokens))))
    if "in" not in ways:
        return None
    out = "out" in ways or later or verb in {"clock", "punch"}
    return Passing(sentence, place, end, verb, out, _person(sentence, place, said))


def _step(tokens: tuple[Token, ...], place: int) -> tuple[str, str, int] | None:
    """A verb of passing and its way at a place, and where they end."""
    token = tokens[place]
    if token.low in _WHOLE:
        return (*_WHOLE[token.low], place + 1)
    verb = _VERBS.get(token.stem)
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if verb is None or after is None or after.low not in {"in", "out"}:
        return None
    return verb, after.low, place + 2


def _onward(tokens: tuple[Token, ...], end: int, verb: str) -> tuple[str, int] | None:
    """A further way after one: "and out", ", check-out"."""
    at = end
    while at < len(tokens) and tokens[at].text in _JOINERS:
        at += 1
    if at == end or at >= len(tokens):
        return None
    if tokens[at].low in {"in", "out"}:
        return tokens[at].low, at + 1
    step = _step(tokens, at)
    return (step[1], step[2]) if step is not None and step[0] == verb else None


def _signed(sentence: Sentence, place: int, said: list[Statement]) -> Passing | None:
    """Attendance that people sign themselves: "sign attendance", "mark their attendance"."""
    tokens = sentence.tokens
    if tokens[place].stem not in _TICKED:
        return None
    at, own = place + 1, tokens[place].stem == "sign"
    while at < len(tokens) and tokens[at].low in _THEIR | {"the", "for"}:
        own = own or tokens[at].low in _THEIR
        at += 1
    if not own or at >= len(tokens) or tokens[at].lemma != "attendance":
        return None
    return Passing(sentence, place, at + 1, "sign in", False, _person(sentence, place, said))


def _person(sentence: Sentence, place: int, said: list[Statement]) -> Person | None:
    """Whose act it is: of those named right before, else of whoever does what the words belong to."""
    beside = next((p for p in sentence.people.values() if p.start + p.length == place), None)
    if beside is not None:
        return beside
    before = [s for s in said if s.sentence is sentence and s.start <= place and s.subject is not None]
    last = before[-1] if before else None
    if last is None or (last.start != place and last.verb.act not in _DOING):
        return None
    return last.subject


def _meant(passing: Passing, domain: Domain | None) -> bool:
    """Whether the words speak of people who come and go, and not of guests, books, clocks or a login."""
    tokens, verb = passing.sentence.tokens, passing.verb
    after = tokens[passing.end] if passing.end < len(tokens) else None
    before = tokens[passing.start - 1].low if passing.start else ""
    if verb == "clock" and before in _ARTICLES and not tokens[passing.start + 1 : passing.start + 2][0].joined:
        return False
    if verb in {"clock", "punch", "sign in"}:
        return True
    if before in _PASSIVE and tokens[passing.start].low == "checked":
        return False
    if passing.person is not None and passing.person.name in _GUESTS:
        return False
    if verb == "sign":
        return any(token.stem in _ARRIVING for token in tokens[passing.end : passing.end + _REACH])
    staff = passing.person is not None and passing.person.kind is RoleKind.STAFF and not passing.person.generic
    if not staff and any(token.lemma in _SIGHTS for token in tokens[passing.end : passing.end + _NEAR]):
        return False
    if domain is not None and domain.name in ELSEWHERE:
        return staff and domain.name == "event" and (after is None or after.low in _AFTER)
    if after is not None and after.text not in {",", ".", ";", ":", ")"} and after.low not in _AFTER:
        return False
    named = after is not None and after.low in _NAMED
    return passing.person is not None or passing.out or passing.daily or named or before == "attendance"
