"""Who puts themselves down for what, by the prompt's words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from millwright.factory.generation.capabilities.booking.offers import RECORDS, is_queued_for, offers
from millwright.factory.generation.reader.attributes import same_meaning
from millwright.factory.generation.reader.data import pairs, phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.lookups import acted_on, outsiders, records_in
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind, lexicon
from millwright.factory.generation.spec import Access, FieldType, Reach

_OFFERED = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.WORK})
_MADE = frozenset({EntityKind.PERSONAL, EntityKind.WORK, EntityKind.LOG})
_TOWARDS = frozenset({"for", "to", "in", "up", "onto"})
_LIMITED = re.compile(
    r"\b(limited|maximum|max|number of|available|remaining|free) (places|spots|seats|participants|attendees)\b"
    r"|\bcapacity\b|\b(places|spots|seats) (left|available|remaining)\b|\bparticipant limit\b",
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    r"^(max|maximum|limit)_|_(limit|needed|wanted)$"
    r"|^number_of_(seats|places|players|people|persons|participants|companions|volunteers|members|teammates|partners)\b"
)
"""Names of numbers that say how many can take part."""
BOOKED_BY = frozenset({*RECORDS} - {"enrolment"})
"""Records of bookings: what is not booked has others."""
_NEAR = 5
"""Tokens after a verb within which the word stands that says for what."""

_APPLYING = {
    "apply": frozenset({"application", "job_application"}),
    "enrol": frozenset({"enrolment"}),
    "enroll": frozenset({"enrolment"}),
    "propose": frozenset({"project_proposal"}),
    "adopt": frozenset({"adoption"}),
}
"""What is made by an act that says no more than with what one does it."""

_BOOKING = frozenset({"book", "reserve"})
_SENDING = frozenset({"bid", "fill", "make", "place", "send", "submit", "write"})
_SENT = _APPLYING["propose"] | _APPLYING["adopt"]
"""What is sent for a thing that somebody else has put up, and so is an application for it."""


@dataclass
class Joined:
    """Something that people put themselves down for: the verb, the prompt's words, and what keeps who has done so."""

    subject: DraftEntity
    verb: str
    because: str
    record: DraftEntity | None


@cache
def words() -> Mapping[str, Any]:
    """The capability's words, and the records that it makes."""
    return table_beside(__package__ or "", "words")


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of words."""
    return frozenset(phrases(words()[name]))


@cache
def told(name: str) -> Mapping[str, str]:
    """What one of the lists says of each verb."""
    return pairs(words()[name])


def joined(reading: Reading) -> list[Joined]:
    """All that people put themselves down for, in the order of the prompt; none of what is booked."""
    if reading.refuses("joining"):
        return []
    booked = booked_in(reading)
    found: dict[str, Joined] = {}
    for statement in reading.statements:
        for subject in _subjects(reading, statement):
            if subject.name not in booked and subject.name not in found:
                record = _record_of(reading, subject, statement.verb.base, booked)
                verb = "apply" if record is not None and record.key in _SENT else statement.verb.base
                found[subject.name] = Joined(subject, verb, statement.text, record)
    taken = [one.record for one in found.values()]
    return [one for one in found.values() if one.record is None or taken.count(one.record) == 1]


def booked_in(reading: Reading) -> set[str]:
    """The names of what is booked, and of what keeps the bookings."""
    return {name for offer in offers(reading) for name in (offer.bookable.name, offer.record.name)}


def _subjects(reading: Reading, statement: Statement) -> list[DraftEntity]:
    """The records that somebody puts themselves down for by a statement; who signs others up is no such person."""
    base, who = statement.verb.base, statement.subject
    if who is not None and who.kind is RoleKind.ADMIN:
        return []
    acted = acted_on(reading, statement) or _put_up_before(reading, statement)
    if base in listed("choosing"):
        outside = who is not None and (who.kind is RoleKind.OUTSIDER or who.generic)
        chosen = listed("chosen") if outside and not _looks_at(reading, statement) else frozenset[str]()
        return [entity for entity in acted if entity.key in chosen and not entity.internal]
    # What is filled in stands after a particle, which is no object of the verb.
    filled = records_in(reading, statement.sentence, statement.start, statement.end) if base == "fill" else []
    sent = {entity.key for entity in (*acted, *filled)} & _SENT if base in _SENDING else frozenset[str]()
    if sent:
        about = _applied_for(reading, next(verb for verb, keys in _APPLYING.items() if sent & keys))
        # Where members put up animals for each other, whoever asks may offer one as well.
        return [e for e in about if not filled or any(made.subject is not None for made in _brought(reading, e))]
    if base in _APPLYING and not any(phrase.direct for phrase in statement.phrases):
        return _applied_for(reading, base)
    queued = (e for e in acted if e.kind in _OFFERED and not e.internal and is_queued_for(reading, e))
    if base in _BOOKING and (waited_for := [*queued]):
        return waited_for
    if base not in told("verbs") or not _towards(statement):
        return []
    if any(entity.kind is EntityKind.PERSON for entity in acted):
        return []
    if base in listed("answering"):
        return _answered(reading, statement, acted)
    return [entity for entity in acted if _is_open_to_all(reading, statement, entity)]


def _put_up_before(reading: Reading, statement: Statement) -> list[DraftEntity]:
    """What others join who are said to join and not what: "users organise game nights; others join or leave"."""
    who = statement.subject
    verb = statement.verb.base
    alone = not any(phrase.direct for phrase in statement.phrases) and statement.verb.form != "noun"
    members = who is not None and (who.kind is RoleKind.OUTSIDER or who.generic)
    talks = reading.domain is not None and reading.domain.name in listed("talking")
    if verb not in listed("alone") or not alone or not members or talks:
        return []
    place = reading.statements.index(statement)
    made = (s for s in reversed(reading.statements[:place]) if s.verb.act in {Act.CREATE, Act.MANAGE})
    found = (entity for said in made if said.verb.base not in told("verbs") for entity in acted_on(reading, said))
    return [entity for entity in found if entity.kind in _OFFERED and not entity.internal][:1]


def _answered(reading: Reading, statement: Statement, acted: list[DraftEntity]) -> list[DraftEntity]:
    """What members put up for each other and answer: errands that one accepts, books that one reserves."""
    who, domain = statement.subject, reading.domain
    members = who is not None and (who.kind is RoleKind.OUTSIDER or who.generic)
    if not members or domain is None or domain.name not in listed("among"):
        return []
    put_up = [entity for entity in acted if entity.key in listed("answered")]
    about = statement.sentence.tokens[statement.start : statement.end]
    asked = statement.verb.base == "respond" and any(token.lemma == "request" for token in about)
    return put_up or [entity for entity in reading.entities if asked and entity.key in listed("answered")][-1:]


def _applied_for(reading: Reading, base: str) -> list[DraftEntity]:
    """What applications are about, where only is said with what one applies: "candidates apply with a resume"."""
    kept = next((entity for entity in reading.entities if entity.key in _APPLYING[base]), None)
    about = (reading.entity(field.target) for field in kept.fields if field.target) if kept else ()
    return [entity for entity in about if entity is not None and entity.kind in _OFFERED]


def _looks_at(reading: Reading, statement: Statement) -> bool:
    """Whether something is only selected to look at it: "select a class and view its details"."""
    later = [s for s in reading.statements if s.sentence is statement.sentence and s.start > statement.start]
    seen = {token.lemma for s in later if s.verb.act is Act.VIEW for token in s.sentence.tokens[s.start : s.end]}
    return bool(seen & listed("details"))


def _is_open_to_all(reading: Reading, statement: Statement, entity: DraftEntity) -> bool:
    """Whether people can put themselves down for it: what others offer, or what those make who join it."""
    known = {*listed("not_joined"), *RECORDS}
    if entity.internal or {entity.key, entity.key.split("_")[-1]} & known:
        return False
    joining = statement.verb.base in listed("joining")
    if entity.kind is EntityKind.WORK and statement.verb.base == "apply":
        return any(s.subject != statement.subject for s in _brought(reading, entity))
    return entity.kind in _OFFERED or (joining and entity.kind is EntityKind.LOG)


def _brought(reading: Reading, subject: DraftEntity) -> list[Statement]:
    """Where the prompt has somebody make or look after it."""
    makes = (
        s for s in reading.statements if s.verb.act in {Act.CREATE, Act.MANAGE} and s.verb.base not in told("verbs")
    )
    return [statement for statement in makes if subject in acted_on(reading, statement)]


def brings(reading: Reading, role: DraftRole, subject: DraftEntity) -> bool:
    """Whether the prompt has people of a role make what others put themselves down for."""
    people = (statement.subject for statement in _brought(reading, subject))
    return any(person is not None and role_named(reading, person) is role for person in people)


def _towards(statement: Statement) -> bool:
    """Whether a verb that may mean something else says for what: one signs up for a shift, but signs a contract."""
    if statement.verb.base not in {"apply", "register", "sign"}:
        return True
    tokens = statement.sentence.tokens[statement.start + 1 : statement.start + _NEAR]
    return statement.asks and any(token.low in _TOWARDS for token in tokens)


def _record_of(reading: Reading, subject: DraftEntity, base: str, booked: set[str]) -> DraftEntity | None:
    """The record that keeps who has done it, if the prompt or the kind of application has one."""
    asked = lexicon().requests.get(base) or told("verbs").get(base, "")
    known = {*listed("records"), *_SENT, asked} - {*BOOKED_BY}
    kept = [
        entity
        for entity in reading.entities
        if entity.kind in _MADE and not entity.internal and entity.name not in booked and entity is not subject
        if entity.key in known or entity.key.split("_")[-1] in known
    ]
    referring = [entity for entity in kept if any(field.target == subject.name for field in entity.fields)]
    loose = [e for e in kept if not any(_is_offered(reading, field.target) for field in e.fields)]
    return next(iter([*referring, *loose]), None)


def _is_offered(reading: Reading, target: str | None) -> bool:
    entity = reading.entity(target) if target else None
    return entity is not None and entity.kind in _OFFERED


def askers(reading: Reading, one: Joined) -> list[DraftRole]:
    """The roles that put themselves down: those that the prompt names, else all from outside who offer none of it."""
    named: list[DraftRole] = []
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        if role is not None and role.kind is not RoleKind.ADMIN and one.subject in _subjects(reading, statement):
            named.append(role)
    rest = (
        [role for role in outsiders(reading) if not one.subject.access.get(role.name, Access()).create]
        if not named
        else []
    )
    generic = [role for role in reading.roles if role.generic and role.kind is not RoleKind.ADMIN]
    return list({role.name: role for role in named or rest or generic}.values())


def limit_of(reading: Reading) -> str:
    """The prompt's words that tell of places of which there are only so many; none where it tells of none."""
    found = _LIMITED.search(reading.text)
    return found[0] if found else ""


def shows_people(reading: Reading, one: Joined) -> str:
    """The words by which those who take part see each other: "see who takes part", "view the members of a group".

    Whoever put something up has to see who answered it.
    """
    if one.verb in listed("answering"):
        return one.because
    people, asking = listed("people"), askers(reading, one)
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        if statement.verb.act is not Act.VIEW or statement.verb.form == "noun" or (role and role not in asking):
            continue
        tokens = statement.sentence.tokens[statement.start : statement.end + 2]
        lemmas = {token.lemma for token in tokens[: statement.end - statement.start]}
        verbs = {token.verb.base for token in tokens if token.verb}
        if people & lemmas or ("who" in lemmas and verbs & {one.verb, *told("verbs")}):
            return statement.text
    return ""


def places_of(entity: DraftEntity) -> str:
    """The field that says how many can take part, by its name; none where it has none."""
    known = same_meaning("places")
    numbers = [f.name for f in entity.fields if f.type is FieldType.INTEGER]
    named = next((name for name in numbers if name in known), "")
    return named or next((name for name in numbers if _SO_MANY.search(name)), "")


def is_lead(reading: Reading, record: DraftEntity, role: str) -> bool:
    """Whether people of a role answer the rows about what they offer, and no others."""
    part = next((p for p in reading.parts if p.capability == "joining" and p.entity == record.name), None)
    field = record.field(part.options["by"]) if part is not None else None
    subject = reading.entity(field.target) if field is not None and field.target else None
    return subject is not None and leads(subject.access.get(role, Access()), record.access.get(role, Access()))


def leads(offer: Access, record: Access) -> bool:
    """Whether whoever has these rights offers something, and so answers those who want it.

    So do those who put themselves down for what others offer, where everybody offers only their own.
    """
    theirs = offer.create and (not record.create or offer.update is Reach.OWN)
    return theirs and record.read is Reach.OWN and record.update is Reach.OWN
