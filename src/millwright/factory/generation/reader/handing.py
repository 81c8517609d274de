"""Work that goes from hand to hand: who takes it on, by whom it is given to others, and who may have it."""

from dataclasses import dataclass

from millwright.factory.generation.reader.data import phrases, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.keeping import decided_by_others
from millwright.factory.generation.reader.lookups import acted_on, records_in, state_field
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.reader.words import stem

_VERBS = {stem(verb): verb for verb in word_set("handing_verbs")}
_PARTICLES = {
    verb: frozenset(after.split())
    for verb, _, after in (one.partition("=") for one in phrases(str(table("grammar")["handing_particles"])))
}
_TAKEN = word_set("handing_taken")
_WORKING = word_set("handing_working")
_HANDS = word_set("handing_hands")
_APART = word_set("handing_apart")
_CARED_FOR = word_set("handing_cared_for")
_BY_HANDS = frozenset({"escalate", "forward", "hand", "reassign", "transfer"})
_FAR = 7
"""How many words after the verb may name who gets it."""


@dataclass(frozen=True)
class HandOn:
    """Words by which a record is given to somebody: the verb, and the roles that are said to get it."""

    entity: DraftEntity
    verb: str
    to: tuple[str, ...]
    because: str


def is_worked_on(entity: DraftEntity) -> bool:
    """Whether rows are worked off step by step, by those who have them."""
    named = {entity.key, entity.name, entity.key.split("_")[-1]}
    return entity.kind is EntityKind.WORK and not entity.internal and not named & _APART and bool(state_field(entity))


def accepts(reading: Reading, statement: Statement, entity: DraftEntity) -> bool:
    """Whether somebody takes work on by accepting it, rather than to decide whether it is done at all.

    Who accepts what others decide about, such as leave, decides; engineers who accept tickets have them then.
    """
    if statement.verb.base not in _TAKEN or not is_worked_on(entity) or entity.key in _CARED_FOR:
        return False
    if statement.subject is None or statement.subject.kind is not RoleKind.STAFF or statement.subject.generic:
        return False
    goes_on = any(
        works(known)
        and known.verb.base not in _TAKEN
        and known.subject is not None
        and known.subject.name == statement.subject.name
        and (known.sentence is statement.sentence or entity in acted_on(reading, known))
        for known in reading.statements
    )
    return goes_on and entity in acted_on(reading, statement) and not decided_by_others(reading, entity)


def works(statement: Statement) -> bool:
    """Whether what is done is done by those who have it: engineers resolve tickets, and transfer them."""
    return statement.verb.base in _WORKING or _VERBS.get(stem(statement.verb.base)) in _BY_HANDS


def handed(reading: Reading) -> list[HandOn]:
    """Each record that is given from one to another, with the words that say so; every verb of a record once."""
    found: dict[tuple[str, str], HandOn] = {}
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            verb = _verb(sentence, place)
            entity = _meant(reading, sentence, place) if verb else None
            if entity is not None and not (
                token.low.startswith("assignment") and not _after_it(reading, sentence, place)
            ):
                hand = HandOn(
                    entity, verb, _receivers(reading, sentence, place), sentence.words(*_span(sentence, place))
                )
                found.setdefault((entity.name, verb), hand)
    return list(found.values())


def _verb(sentence: Sentence, place: int) -> str:
    """The verb of a word that says that something goes to others; empty where it says something else."""
    token = sentence.tokens[place]
    verb = _VERBS.get(token.stem, "")
    after = sentence.tokens[place + 1].low if place + 1 < len(sentence.tokens) else ""
    if token.low == "handover":
        return "hand"
    later = {one.low for one in sentence.tokens[place + 1 : place + 5]}
    if verb in _PARTICLES and not (_PARTICLES[verb] & {after}) and not (verb == "hand" and _PARTICLES[verb] & later):
        return ""
    passive = token.low.endswith("ed") and place and sentence.tokens[place - 1].low not in {"are", "be", "get", "is"}
    return "" if passive and after == "to" and "me" in later | {"them"} & later else verb


def _span(sentence: Sentence, place: int) -> tuple[int, int]:
    end = place + 1
    while end < len(sentence.tokens) and end - place < _FAR and sentence.tokens[end].low not in {"", "and", "or"}:
        end += 1
    return place, end


def _after_it(reading: Reading, sentence: Sentence, place: int) -> bool:
    return any(_goes_on(entity) for entity in records_in(reading, sentence, max(0, place - 2), place))


def _meant(reading: Reading, sentence: Sentence, place: int) -> DraftEntity | None:
    """What is given to others: what the verb acts on, what is named beside it, or what there is where it is people."""
    statement = next((s for s in reading.statements if s.sentence is sentence and s.start == place), None)
    acted = acted_on(reading, statement) if statement is not None else []
    if any(_goes_on(entity) for entity in acted):
        return next(entity for entity in acted if _goes_on(entity))
    ahead = sentence.tokens[place + 1 : place + 5]
    people = {token.lemma for token in ahead} & _HANDS or any(place < at <= place + 3 for at in sentence.people)
    pronoun = {token.low for token in ahead[:2]} & {"it", "them", "these", "those"}
    nouns = not ahead or not ahead[0].low or ahead[0].low in {"and", "or", "to"}
    before = [e for e in records_in(reading, sentence, 0, place) if _goes_on(e)]
    if acted or not (people or pronoun or nouns):
        return None
    there = [entity for entity in reading.entities if is_worked_on(entity)]
    return next(iter([*reversed(before), *there]), None)


def _goes_on(entity: DraftEntity) -> bool:
    decided = entity.kind is EntityKind.PERSONAL and entity.key.endswith(("order", "application", "claim", "request"))
    return is_worked_on(entity) or entity.key in _CARED_FOR or (decided and state_field(entity) is not None)


def _receivers(reading: Reading, sentence: Sentence, place: int) -> tuple[str, ...]:
    """The roles that are said to get it: "to technicians"."""
    found: list[str] = []
    for start, person in sorted(sentence.people.items()):
        before = {token.low for token in sentence.tokens[max(place, start - 3) : start]}
        role = role_named(reading, person) if place < start <= place + _FAR and before & {"to", "between"} else None
        if role is not None and role.kind is not RoleKind.OUTSIDER and role.name not in found:
            found.append(role.name)
    return tuple(found)
