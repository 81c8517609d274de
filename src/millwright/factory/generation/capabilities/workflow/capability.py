"""Workflows, as the reader knows them."""

from collections.abc import Iterator, Sequence
from functools import cache

from millwright.factory.generation.capabilities import Capability
from millwright.factory.generation.capabilities.booking.accounts import answering
from millwright.factory.generation.capabilities.joining.reading import booked_in, is_lead
from millwright.factory.generation.capabilities.workflow.assuming import (
    Steps,
    assumed,
    begins_process,
    fill_in,
    is_led_by_others,
    provide,
    sends,
    state_of,
    states_of,
    tells_decision,
)
from millwright.factory.generation.capabilities.workflow.writing import GIVEN, GRANTING, contribute
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.data import phrases, table_beside, word_set
from millwright.factory.generation.reader.deciding import examines, sent_in
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.entrusting import only_asks
from millwright.factory.generation.reader.handing import accepts
from millwright.factory.generation.reader.keeping import decided_by_others
from millwright.factory.generation.reader.lookups import acted_on, clause_of, records_in, state_field
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import Access, FieldType, Part, Reach

PAIRS = {"approve": "reject", "reject": "approve", "accept": "decline", "decline": "approve", "verify": "reject"}
"""The decision against each decision."""
_BACK = frozenset({"return", "send_back"})
_SENT_BACK = "Sent back"
_ANSWERS = ("confirm", "decline", "complete", "cancel")
_ADDED = {"approve": "Approved", "accept": "Accepted", "reject": "Rejected", "decline": "Declined"}
_OPENING = {"accept": "Requested", "decline": "Requested"}
_REVIEWED = frozenset({EntityKind.PERSONAL, EntityKind.WORK})
"""What those who work here review to decide about it, where what customers review gets stars."""
_DECIDED = frozenset({EntityKind.LOG, EntityKind.PERSONAL, EntityKind.WORK})


def draft(reading: Reading) -> None:
    """A record that is approved has the states for it."""
    for verb, entities, _, _ in _acts(reading):
        if verb in _ADDED:
            for entity in entities:
                field = state_field(entity)
                decided = entity.kind in _DECIDED or sent_in(reading, entity)
                if field is None and decided and not entity.internal:
                    entity.decided = True
                    states = _states_of_decision(reading, entity, verb)
                    entity.fields.append(DraftField("status", "Status", FieldType.CHOICE, True, choices=states))
                elif field is not None:
                    field.choices = _with_state_for(verb, field.choices)
    _take_back(reading)
    booked = booked_in(reading)
    for entity in reading.entities:
        field = state_of(entity)
        if field is not None and entity.name not in booked:
            entity.decided = entity.decided or tells_decision(field)
            provide(reading, entity, field)


def _take_back(reading: Reading) -> None:
    """What those who work here send back to whoever did it has a state for that: "close the hazard or return it"."""
    for statement in reading.statements:
        who = statement.subject
        inside = who is not None and who.kind is not RoleKind.OUTSIDER and not who.generic
        for entity in acted_on(reading, statement) if inside and statement.verb.base in _BACK else []:
            field = state_of(entity)
            known = set(phrases(_verbs()[statement.verb.base]))
            if field is None or entity.kind not in _REVIEWED or known & {*states_of(field)}:
                continue
            if begins_process(field):
                field.choices = (*field.choices[:-1], _SENT_BACK, *field.choices[-1:])


def _states_of_decision(reading: Reading, entity: DraftEntity, verb: str) -> tuple[str, ...]:
    """The states that a decision leads to, in the prompt's own words, behind one in which nothing is decided yet."""
    said = [other for other, entities, _, _ in _acts(reading) if other in _ADDED and entity in entities]
    granted = next((other for other in said if other in GRANTING), "")
    refused = next((other for other in said if other not in GRANTING), PAIRS[verb])
    opening = "Submitted" if entity.kind not in _DECIDED else _OPENING.get(verb, "Submitted")
    return opening, _ADDED[granted or PAIRS[refused]], _ADDED[refused]


def _with_state_for(verb: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """States among which one is that the verb leads to, behind one in which nothing is decided yet."""
    values = [choice_value(shown) for shown in choices]
    if not set(values) & set(phrases(_verbs()[verb])):
        first, *rest = choices
        return (first, _ADDED[verb], *rest) if verb in GRANTING else (first, *rest, _ADDED[verb])
    decided = {state for given in GIVEN for state in phrases(_verbs()[given])}
    place = next((place for place, value in enumerate(values) if value not in decided), 0)
    return (choices[place], *choices[:place], *choices[place + 1 :])


_AGREEING = GIVEN - {"decline", "reject"}
_ASKING_ANEW = "request_changes"
"""The step to the state of what comes back to whoever made it."""
_CHANGES = frozenset({"change", "changes", "correction", "corrections", "modification", "revision", "revisions"})
_CIRCLES = word_set("sites_circles")
_DECIDED_FOR_THEM = "members do not decide about what others of them ask for: the administrator does, for all of them"


def settle(reading: Reading) -> None:
    """Each verb that leads a record to one of its states becomes a step, for the roles that the prompt names.

    Where it names none, processes have the steps that their states tell.
    """
    for entity in reading.entities:
        field = state_of(entity)
        if field is None:
            continue
        said, booked = _steps(reading, entity, field), _is_booked(reading, entity)
        said = _answered(said, _answers(reading, entity, field)) if booked else said
        steps = said if booked else _all_steps(reading, entity, field, said)
        if steps:
            options = {"field": field.name} | {
                verb: " ".join([state, *roles]) for verb, (state, roles, _) in steps.items()
            }
            because = next(because for _, _, because in (*said.values(), *steps.values()))
            if decided_by_others(reading, entity) and sends(reading, entity) and not booked:
                options["sent"] = "yes"
            add_part(reading, Part(capability="workflow", entity=entity.name, options=options), because)
            _let_change(reading, entity, {role for _, roles, _ in steps.values() for role in roles})


def _all_steps(reading: Reading, entity: DraftEntity, field: DraftField, said: Steps) -> Steps:
    """The steps that are said and those that go without saying, in the order of their states."""
    more = assumed(reading, entity, field, {state for state, _, _ in said.values()})
    if more:
        reading.reasons += [_reason(entity, more)] if said else []
        field.kept = field.kept or is_led_by_others(reading, entity, more)
        order = states_of(field)
        merged = said | {verb: step for verb, step in more.items() if verb not in said}
        said = dict(sorted(merged.items(), key=lambda step: order.index(step[1][0])))
    fill_in(entity, field, said, sent=sends(reading, entity))
    return said


def _reason(entity: DraftEntity, steps: Steps) -> tuple[str, str]:
    return f"More steps of {entity.plural_label.lower()}"[:60], next(because for _, _, because in steps.values())


def _is_booked(reading: Reading, entity: DraftEntity) -> bool:
    return any(part.capability == "booking" and part.options["record"] == entity.name for part in reading.parts)


def _answered(said: Steps, usual: Steps) -> Steps:
    """One step to each state of what is booked, in the prompt's own word: nobody both confirms and approves."""
    once: Steps = {}
    for verb, (state, roles, because) in said.items():
        known = next((other for other, step in once.items() if step[0] == state), verb)
        before = once[known][1] if known in once else []
        once[known] = (state, list(dict.fromkeys([*before, *roles])), because)
    told = {state: verb for verb, (state, _, _) in once.items()}
    for verb, (state, roles, because) in usual.items():
        if state not in told:
            once[verb] = (state, roles, because)
        elif verb in GIVEN and not once[told[state]][1]:
            once[told[state]] = (state, roles, once[told[state]][2])
    return once


def _answers(reading: Reading, entity: DraftEntity, field: DraftField) -> Steps:
    """How those who work here answer what is booked, whether or not the prompt says so."""
    if not _is_booked(reading, entity):
        return {}
    whole = Access(read=Reach.ALL, update=Reach.ALL)
    staff = [name for name, access in entity.access.items() if access | whole == access]
    staff += [name for name in answering(reading, entity) if name not in staff]
    because = "assumed: those who work here answer what is booked"
    states = {verb: state for verb in _ANSWERS if (state := _state(field, verb)) is not None}
    return {verb: (state, staff if verb in GIVEN else [], because) for verb, state in states.items()}


def _acts(reading: Reading) -> Iterator[tuple[str, list[DraftEntity], DraftRole | None, str]]:
    """What is done to records by verbs, and by phrases such as "approve or reject them": verb, records, who, words."""
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        entities = [e for e in acted_on(reading, statement) if not accepts(reading, statement, e)]
        yield statement.verb.base, entities, role, statement.text
        if statement.verb.base == "review" and (role is None or role.kind is not RoleKind.OUTSIDER):
            yield "approve", [e for e in entities if e.kind in _REVIEWED], role, statement.text
    for wish in reading.wished("workflow"):
        records = [entity for entity in records_in(reading, wish.sentence) if state_field(entity) is not None]
        people = [person for place, person in wish.sentence.people.items() if place < wish.start]
        role = role_named(reading, people[-1]) if people else None
        if "approval" in wish.words.lower():
            before = [e for e in records_in(reading, wish.sentence, 0, wish.start) if state_field(e) is not None]
            yield "approve", (before or records)[-1:], role, clause_of(reading, wish.sentence, wish.start)
        if examines(wish):
            beside = records_in(reading, wish.sentence, max(0, wish.start - 2), wish.start)
            yield "approve", [e for e in beside if e.kind in _DECIDED], role, wish.sentence.text
        for token in wish.sentence.tokens[wish.start : wish.end]:
            if token.verb is not None:
                yield token.verb.base, records[-1:], role, clause_of(reading, wish.sentence, wish.start)


def _steps(reading: Reading, entity: DraftEntity, field: DraftField) -> Steps:
    """By verb: the state that it leads to, the roles that may take it, and the words that say so."""
    found: Steps = {}
    paired: set[str] = set()
    for verb, entities, role, said in _acts(reading):
        state = _state(field, verb) if entity in entities else None
        if state is None or _is_own(reading, entity, role):
            continue
        named = [role.name] if role is not None and role.kind is not RoleKind.ADMIN else []
        if role is not None and not is_lead(reading, entity, role.name) and _among_members(reading, role):
            _tell(reading, entity, said)
            named = []
        roles = found[verb][1] if verb in found else []
        found[verb] = (state, list(dict.fromkeys([*roles, *named])), said)
        other = PAIRS.get(verb, "")
        back = _state(field, other) if other else None
        if back is not None and other not in found:
            found[other] = (back, named, said)
            paired.add(other)
        paired.discard(verb)
        if verb in _AGREEING and (asked := _state(field, _ASKING_ANEW)) is not None:
            found[_ASKING_ANEW] = (asked, found[verb][1], _said_of_changes(reading, said))
    return {verb: step for verb, step in found.items() if not _said_otherwise(verb, found, paired)}


def _said_of_changes(reading: Reading, otherwise: str) -> str:
    """The prompt's words for it where people ask for changes in place of agreeing, which are answered by that."""
    said = [s.text for s in reading.statements if s.verb.base == "request" and _CHANGES & set(s.text.lower().split())]
    reading.reasons += [("Step: request changes", words) for words in said[:1]]
    return next(iter(said), otherwise)


def _said_otherwise(verb: str, found: Steps, paired: set[str]) -> bool:
    """Whether a verb that the prompt has leads to the same state: who accepts has no button to approve as well."""
    order = list(found)
    same = [other for other in order if other != verb and found[other][0] == found[verb][0]]
    said = [other for other in same if other not in paired]
    earlier = [other for other in same if order.index(other) < order.index(verb)]
    return bool(said or earlier) if verb in paired else bool({*said} & {*earlier})


def _among_members(reading: Reading, role: DraftRole) -> bool:
    """Whether all who come are of one kind, so that nobody of them decides about the others."""
    others = [known for known in reading.roles if known.kind is not RoleKind.ADMIN]
    circle = reading.domain is not None and reading.domain.name in _CIRCLES
    return circle and bool(reading.site) and others == [role] and role.kind is RoleKind.OUTSIDER


def _tell(reading: Reading, entity: DraftEntity, said: str) -> None:
    """Says what members would decide about each other; how their own stands they say in its form."""
    if entity.kind is EntityKind.PERSONAL:
        reading.not_built.append((said, _DECIDED_FOR_THEM))


def _is_own(reading: Reading, entity: DraftEntity, role: DraftRole | None) -> bool:
    """Whether people who only book cancel or move what they booked, for which booking has a page of their own."""
    outside = role is not None and (role.kind is RoleKind.OUTSIDER or only_asks(reading, role))
    return outside and _is_booked(reading, entity)


def _state(field: DraftField, verb: str) -> str | None:
    """The state of a record that a verb leads to; its first state is none that one is led to."""
    return state_for([choice_value(shown) for shown in field.choices], verb)


def state_for(states: Sequence[str], verb: str) -> str | None:
    """Which of the stored states of a record, but for its first, a verb leads to."""
    return next((state for state in phrases(_verbs().get(verb, "")) if state in states[1:]), None)


@cache
def _verbs() -> dict[str, str]:
    return table_beside(__package__ or "", "steps")


def _let_change(reading: Reading, entity: DraftEntity, names: set[str]) -> None:
    """Who takes a step sees and changes all rows, but for those who answer what is about theirs.

    So nobody becomes one of them by signing up: the administrator makes their accounts.
    """
    themselves = answering(reading, entity)
    for role in reading.roles:
        access = entity.access.get(role.name) if role.name in names else None
        if access is not None and not is_lead(reading, entity, role.name) and role.name not in themselves:
            if role.kind is RoleKind.OUTSIDER:
                role.kind = RoleKind.STAFF
                because = f"{role.label} decide on {entity.plural_label.lower()} of everybody"
                reading.reasons.append((f"Accounts of {role.label} are made by the administrator"[:60], because))
            entity.access[role.name] = access.model_copy(update={"read": Reach.ALL, "update": Reach.ALL})
            told = f"{role.label}: their own {entity.plural_label.lower()}"
            reading.not_built = [(subject, because) for subject, because in reading.not_built if subject != told]


CAPABILITY = Capability(
    name="workflow", draft=draft, settle=settle, contribute=contribute, after=("booking", "cart", "joining")
)
