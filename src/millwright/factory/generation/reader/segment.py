"""Second stage: a normalised prompt becomes sentences of tokens, each with the part it can play."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.vocabulary import Act, Lexicon, RoleKind, Verb, lexicon
from millwright.factory.generation.reader.words import identifier, label, plain, singular, stem

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[^\w\s]|_|\n")
_END = frozenset(".!?\n;")
PREPOSITIONS = word_set("segment_prepositions")
MODALS = word_set("segment_modals")
_PERSON_SUFFIX = re.compile(r"(?:ers|ors|ists|ians|eers|ants|men|women|keepers|members|leads|reps)$")
_DESCRIBING = re.compile(r"(?:ical|ional|ative|ious|.{4}able|ible|ive|ly|ful|less)$")
NOT_PEOPLE = word_set("segment_not_people")
_ORGANISATIONS = word_set("segment_organisations")
_PEOPLE_DO = word_set("segment_people_do")
LEADING = word_set("segment_leading")
_NAMES_ALONE = word_set("segment_names_alone")
_LONGEST_NAME = 5
_ABBREVIATED = frozenset({"IT", "US"})
_OPENERS = frozenset({"and", "if", "so", "that", "when", "where", "while"})


class Part(StrEnum):
    """What a token can be. Verbs are decided by their surroundings, later."""

    ADJECTIVE = "adjective"
    NOUN = "noun"
    NUMBER = "number"
    PUNCTUATION = "punctuation"
    STOP = "stop"


@dataclass(frozen=True)
class Token:
    """One word or mark. `joined` tells that a hyphen ties it to the word before."""

    text: str
    low: str
    lemma: str
    stem: str
    part: Part
    verb: Verb | None
    joined: bool
    start: int
    end: int


@dataclass(frozen=True)
class Person:
    """A mention of people: a known role, a `guessed` one, or (`generic`) whoever uses the application."""

    name: str
    label: str
    kind: RoleKind
    start: int
    length: int
    generic: bool = False
    guessed: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence of the prompt: its words, and the people it mentions by the index of their first word."""

    text: str
    tokens: tuple[Token, ...]
    people: dict[int, Person]

    def words(self, start: int, end: int) -> str:
        """The prompt's own words from token `start` up to `end`."""
        if start >= end:
            return ""
        first = self.tokens[0].start
        return self.text[self.tokens[start].start - first : self.tokens[min(end, len(self.tokens)) - 1].end - first]


def segment(text: str) -> tuple[Sentence, ...]:
    """The sentences of a normalised text, in order."""
    known = lexicon()
    sentences: list[Sentence] = []
    current: list[Token] = []
    for token in _tokens(text, known):
        if token.text in _END:
            _close(sentences, current, text, known)
            current = []
        else:
            current.append(token)
    _close(sentences, current, text, known)
    return tuple(sentences)


def _close(sentences: list[Sentence], tokens: list[Token], text: str, known: Lexicon) -> None:
    if any(token.part is not Part.PUNCTUATION for token in tokens):
        words = text[tokens[0].start : tokens[-1].end]
        people = _people(tokens, known)
        for person in people.values():
            _let_act(tokens, person.start + person.length)
        sentences.append(Sentence(words, tuple(tokens), people))


def _let_act(tokens: list[Token], place: int) -> None:
    """A word such as "open", mostly an adjective, may be the verb right after people and before what they act on."""
    after = tokens[place + 1 : place + 2]
    verb = tokens[place].verb if after else None
    if verb is None or tokens[place].part is not Part.ADJECTIVE:
        return
    if verb.form == "base" and after[0].part is Part.NOUN and after[0].low != after[0].lemma:
        tokens[place] = replace(tokens[place], part=Part.NOUN)


def _tokens(text: str, known: Lexicon) -> list[Token]:
    found: list[Token] = []
    matches = list(_TOKEN.finditer(text))
    joined = False
    for number, match in enumerate(matches):
        word = match.group()
        hyphen = word in {"-", "_"} and 0 < number < len(matches) - 1
        if hyphen and matches[number - 1].end() == match.start() and matches[number + 1].start() == match.end():
            joined = True
            continue
        if word == "." and text[match.end() : match.end() + 1].isalnum():
            continue
        found.append(_token(match, known, joined=joined))
        joined = False
    return _chains([_alone(found, place) for place in range(len(found))], known)


def _alone(tokens: list[Token], place: int) -> Token:
    """A word that mostly describes is a name where it ends a list: "search by course or major"."""
    token = tokens[place]
    before, after = tokens[place - 1] if place else None, tokens[place + 1] if place + 1 < len(tokens) else None
    joins = before is not None and (before.low in {"and", "by", "or"} or before.text == ",")
    ends = after is None or after.part is Part.PUNCTUATION or after.low in {"and", "or"}
    return replace(token, part=Part.NOUN) if token.low in _NAMES_ALONE and joins and ends else token


def _token(match: re.Match[str], known: Lexicon, *, joined: bool) -> Token:
    word = match.group()
    low = plain(word)
    low = low.removesuffix("'s")
    verb = known.verbs.get(low)
    if not word[0].isalnum() or not low:
        part = Part.PUNCTUATION
    elif word[0].isdigit():
        part = Part.NUMBER
    elif low in known.stop and word not in _ABBREVIATED:
        part = Part.STOP
    elif (
        low in known.adjectives
        or (_DESCRIBING.search(low) and not known.knows(low))
        or (verb is not None and verb.form == "ed")
    ):
        part = Part.ADJECTIVE
    else:
        part = Part.NOUN
    return Token(word, low, singular(low), stem(low), part, verb, joined, match.start(), match.end())


def _chains(tokens: list[Token], known: Lexicon) -> list[Token]:
    """Words tied by hyphens take the part that the whole has, such as "user-friendly"."""
    end = 0
    for start in range(len(tokens)):
        if start < end:
            continue
        end = start + 1
        while end < len(tokens) and tokens[end].joined:
            end += 1
        if end - start > 1 and "-".join(token.low for token in tokens[start:end]) in known.adjectives:
            tokens[start:end] = [replace(token, part=Part.ADJECTIVE, verb=None) for token in tokens[start:end]]
        elif end - start > 1:
            tokens[start:end] = [_as_name(token) for token in tokens[start:end]]
    return tokens


def _as_name(token: Token) -> Token:
    return replace(token, part=Part.NOUN, verb=None) if token.part is Part.STOP else token


def _people(tokens: list[Token], known: Lexicon) -> dict[int, Person]:
    found: dict[int, Person] = {}
    lemmas = [token.lemma for token in tokens]
    place = 0
    while place < len(tokens):
        person = _person_at(tokens, lemmas, place, known)
        if person is not None:
            found[place] = person
        place += person.length if person else 1
    return found


def _person_at(tokens: list[Token], lemmas: list[str], place: int, known: Lexicon) -> Person | None:
    token = tokens[place]
    end = _able_until(tokens, place)
    narrowed = _narrowed(tokens, lemmas, place, end, known) if end else None
    hit = known.role_index.at(lemmas, place)
    if narrowed is not None:
        return narrowed
    if hit is not None and not (hit[0] == 1 and _is_sales_lead(tokens, place)):
        length, role = hit
        return Person(role.name, _shown(tokens[place : place + length]), role.kind, place, length)
    if token.lemma in known.generic_people and token.part is Part.NOUN:
        return Person("member", "Member", RoleKind.STAFF, place, 1, generic=True)
    if _somebody(tokens, place) or _others(tokens, place) or _counterpart(tokens, place):
        return Person("member", "Member", RoleKind.STAFF, place, 1, generic=True)
    if place + 1 < len(tokens) and tokens[place + 1].part is Part.NOUN and _deciding(tokens, place + 1, known, 2):
        name = [token.low, lemmas[place + 1]]
        return Person(identifier(name), label(name), RoleKind.STAFF, place, 2)
    if _guessed_person(tokens, place) or _acting(tokens, place, known) or _deciding(tokens, place, known, 1):
        after = tokens[place + 1].verb
        asks = after is not None and after.base in known.requests
        kind = RoleKind.OUTSIDER if asks or token.lemma in _ORGANISATIONS else RoleKind.STAFF
        return Person(identifier([token.lemma]), label([token.lemma]), kind, place, 1)
    return _unknown(tokens, lemmas, place, end, known) if end else None


def _is_sales_lead(tokens: list[Token], place: int) -> bool:
    """Whether a lead is somebody who may become a customer: "lead follow-up", "lead management"."""
    if tokens[place].low != "lead" or place + 1 >= len(tokens):
        return False
    after = tokens[place + 1]
    followed = after.low == "follow" and place + 2 < len(tokens) and tokens[place + 2].joined
    return followed or (after.part is Part.NOUN and after.verb is None and after.low != "generation")


def _shown(tokens: list[Token]) -> str:
    """How people are called on the screen: in the singular, with abbreviations such as HR as they are."""
    *before, last = tokens
    words = [token.text if token.text.isupper() else token.low for token in before]
    return label([*words, last.text if last.text.isupper() else last.lemma])


def _able_until(tokens: list[Token], place: int) -> int:
    """Where words end that begin at a place and of which the prompt says that they can do something: "the head of IT
    should be able to"; 0 where there are none."""
    if not _opens_clause(tokens, place - 1 if place and tokens[place - 1].low == "the" else place):
        return 0
    end = place
    while end < len(tokens) and end - place < _LONGEST_NAME:
        if tokens[end].part not in {Part.NOUN, Part.ADJECTIVE} and not (end > place and tokens[end].low == "of"):
            break
        end += 1
    modal = end > place and end < len(tokens) and tokens[end].low in MODALS
    after = [token.low for token in tokens[end + 1 : end + 5]]
    able = after[:3] == ["be", "able", "to"] and after[3:] != ["be"]
    acts = tokens[end + 1].verb if modal and end + 1 < len(tokens) else None
    alone = tokens[end - 1].low == tokens[end - 1].lemma and place > 0 and tokens[place - 1].low == "the"
    decides = acts is not None and alone and acts.base in _PEOPLE_DO
    return end if modal and (able or decides) else 0


def _narrowed(tokens: list[Token], lemmas: list[str], place: int, end: int, known: Lexicon) -> Person | None:
    """Those in charge of a part, by their whole name: branch managers, the head of IT, the project lead.

    Many of a kind, as site managers are, are not whoever is called manager besides.
    """
    first = known.role_index.at(lemmas, place)
    if first is not None and first[1].name in LEADING and tokens[place + first[0]].low == "of":
        return Person(first[1].name, _shown(tokens[place:end]), first[1].kind, place, end - place)
    for start in range(place + 1, end):
        hit = known.role_index.at(lemmas, start)
        if hit is not None and start + hit[0] == end and hit[1].name in LEADING:
            role, said = hit[1], _shown(tokens[place:end])
            many = tokens[end - 1].low != tokens[end - 1].lemma
            name = identifier(said.lower().split()) if many else role.name
            return Person(name, said, role.kind, place, end - place)
    return None


def _unknown(tokens: list[Token], lemmas: list[str], place: int, end: int, known: Lexicon) -> Person | None:
    """People of whom only what they can do is known: "the office should be able to enrol pupils"."""
    last = tokens[end - 1]
    named = any(known.role_index.at(lemmas, at) or lemmas[at] in known.generic_people for at in range(place, end))
    things = {last.low, last.lemma} & known.generic or last.low in NOT_PEOPLE
    if named or things or last.part is not Part.NOUN or tokens[place].part is not Part.NOUN or end - place > 2:
        return None
    said = _shown(tokens[place:end])
    kind = RoleKind.OUTSIDER if last.lemma in _ORGANISATIONS and last.low != last.lemma else RoleKind.STAFF
    house = place > 0 and tokens[place - 1].low == "the" and last.low == last.lemma
    return Person(identifier(said.lower().split()), said, kind, place, end - place, guessed=not house)


def _guessed_person(tokens: list[Token], place: int) -> bool:
    """Whether an unknown plural looks like people: an agent's ending, with a verb or a modal after it."""
    token = tokens[place]
    if token.part is not Part.NOUN or token.low in NOT_PEOPLE or not _PERSON_SUFFIX.search(token.low):
        return False
    if place + 1 >= len(tokens) or (place and tokens[place - 1].part in {Part.ADJECTIVE, Part.NOUN}):
        return False
    after = tokens[place + 1]
    return after.low in MODALS or (after.verb is not None and after.verb.form == "base")


def _others(tokens: list[Token], place: int) -> bool:
    """Whether "others" do something: "cooks post recipes, others rate them"."""
    after = tokens[place + 1].verb if place + 1 < len(tokens) else None
    return tokens[place].low == "others" and after is not None and after.form == "base" and _opens_clause(tokens, place)


def _counterpart(tokens: list[Token], place: int) -> bool:
    """Whether a party is one of two who deal with each other: "confirmed by both parties", "rate the other party"."""
    return place > 0 and tokens[place].lemma == "party" and tokens[place - 1].low in {"both", "either", "other"}


def _somebody(tokens: list[Token], place: int) -> bool:
    """Whether an unknown singular after an article does something: "the asker accepts an answer"."""
    if place == 0 or place + 1 >= len(tokens) or tokens[place - 1].low not in {"a", "an", "the", "each", "every"}:
        return False
    token, after = tokens[place], tokens[place + 1]
    agent = token.low.endswith(("er", "or", "ist", "ian", "eer")) and f"{token.low}s" not in NOT_PEOPLE
    return agent and token.part is Part.NOUN and after.verb is not None and after.verb.form == "s"


def _acting(tokens: list[Token], place: int, known: Lexicon) -> bool:
    """Whether a plural that opens a clause does something to something: unknown ones such as "families adopt dogs",
    and organisations, which may be known as records too: "where restaurants list dishes"."""
    if place + 2 >= len(tokens) or not _opens_clause(tokens, place):
        return False
    token, verb, thing = tokens[place : place + 3]
    together = token.lemma in _ORGANISATIONS
    if together and token.low != token.lemma and verb.low in MODALS:
        return True
    named = known.entity_index.at([token.lemma], 0) is not None or token.lemma in known.generic
    acts = (
        verb.verb is not None
        and verb.verb.form == "base"
        and (verb.verb.act is not Act.OTHER or verb.verb.base in known.requests)
    )
    unknown = token.part is Part.NOUN and token.verb is None and token.low != token.lemma and not named
    alone = place == 0 or tokens[place - 1].part is Part.PUNCTUATION
    fits = (unknown and alone) or (together and token.low != token.lemma)
    return fits and acts and thing.part is not Part.PUNCTUATION and thing.low not in PREPOSITIONS


def _deciding(tokens: list[Token], place: int, known: Lexicon, words: int) -> bool:
    """Whether what "the" stands before, of so many words, does what only people do: "the box office confirms"."""
    if not words <= place < len(tokens) - 1 or tokens[place - words].low != "the":
        return False
    token, verb = tokens[place].lemma, tokens[place + 1].verb
    does = verb is not None and verb.form == "s" and verb.base in _PEOPLE_DO
    return does and tokens[place].part is Part.NOUN and token not in known.generic and token not in known.facets


def _opens_clause(tokens: list[Token], place: int) -> bool:
    return place == 0 or tokens[place - 1].part is Part.PUNCTUATION or tokens[place - 1].low in _OPENERS
