"""States that people give rows by name: "the baker marks orders as baked or collected"."""

import re

from millwright.factory.generation.compiler.duties import is_over
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import acted_on, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Part, Token
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import label
from millwright.factory.generation.spec import FieldType

_MARKING = frozenset({"mark", "set", "flag", "declare"})
_BEFORE_STATE = frozenset({"as", "to"})
_JOINERS = frozenset({",", "and", "or", "/"})
_NO_STATES = frozenset(
    "accepted answer best correct favorite favourite helpful important inappropriate read solution spam unread".split()
)
_KEPT_ELSEWHERE = frozenset({"order"})
_STATED = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK, EntityKind.CATALOGUE})
_DRAFTED = frozenset({"draft", "drafts", "publication", "publications", "publishing", "published"})
_PUBLISHING = ("Draft", "Published", "Archived")
_LOOKING = frozenset({"browse", "count", "display", "filter", "list", "query", "see", "view"})
_SEEN = word_set("marking_seen")
_FARTHEST = 5  # tokens between the verb and the states
_MOST = 4
_LONGEST = 8
_ENDED = frozenset({"closed", "completed", "done", "finished", "ready"})


def mark_states(reading: Reading) -> None:
    """Gives records the states that statements mark them with, beside those that they have."""
    for entity in reading.entities:
        _give_drafts(entity)
    for statement in reading.statements:
        states = _states(statement) if statement.verb.base in _MARKING else _seen_states(statement)
        subject = next((e for e in acted_on(reading, statement) if e.kind in _STATED), None) if states else None
        if subject is not None and subject.key not in _KEPT_ELSEWHERE:
            _give(subject, states, statement.text)


def _seen_states(statement: Statement) -> list[str]:
    """The states by which people look for things: "filter delayed, lost and damaged parcels"."""
    tokens = statement.sentence.tokens
    found: list[str] = []
    if statement.verb.base not in _LOOKING:
        return found
    for token in tokens[statement.start + 1 : statement.start + 1 + 2 * _LONGEST]:
        if token.low in _SEEN:
            found.append(label([token.low]))
        elif token.low not in _JOINERS | {"the"} and token.text not in _JOINERS:
            break
    return found if len(found) > 1 else []


def _give(entity: DraftEntity, states: list[str], because: str) -> None:
    field = state_field(entity)
    if field is None:
        choices = ("Open", *states)
        entity.fields.append(DraftField("status", "Status", FieldType.CHOICE, choices=choices, because=because))
        return
    for state in states:
        alike = next((known for known in field.choices[1:] if _same(known, state)), None)
        if alike is not None and not field.because:
            field.choices = tuple(state if known == alike else known for known in field.choices)
            field.values = tuple(state if known == alike else known for known in field.values)
        elif alike is None and not (field.because and is_over(choice_value(state)) and _ends(field)):
            field.choices = (*field.choices, state)[:_LONGEST]


def _ends(field: DraftField) -> bool:
    """Whether the states that a prompt lists end with one in which nothing is left to be done."""
    return choice_value(field.choices[-1]) in _ENDED or is_over(choice_value(field.choices[-1]))


def _same(known: str, state: str) -> bool:
    """Whether two states mean the same: done and completed, not spam and non-spam."""
    values = {re.sub("^non_", "not_", choice_value(shown)) for shown in (known, state)}
    return len(values) == 1 or values <= _ENDED


def _give_drafts(entity: DraftEntity) -> None:
    """What is said to come with "drafts and publishing" has the states for it, and no field of that name."""
    told = [field for field in entity.fields[1:] if field.name in _DRAFTED and field.because]
    if not told:
        return
    entity.fields = [field for field in entity.fields if field not in told]
    state = state_field(entity)
    known = {choice_value(choice) for choice in state.choices} if state is not None else set[str]()
    if {"draft", "published"} <= known:
        return
    if state is not None and not state.because:
        entity.fields.remove(state)
    made = DraftField("status", "Status", FieldType.CHOICE, required=True, choices=_PUBLISHING, because=told[0].because)
    if entity.field("status") is None:
        entity.fields.append(made)


def _states(statement: Statement) -> list[str]:
    """The states after "as" or "to": participles, adjectives and single words that are joined."""
    tokens = statement.sentence.tokens
    ahead = range(statement.start + 1, min(len(tokens) - 1, statement.start + 1 + _FARTHEST))
    opened = next((place for place in ahead if tokens[place].low in _BEFORE_STATE), None)
    found: list[str] = []
    for place, token in enumerate(tokens[opened + 1 :] if opened is not None else (), (opened or 0) + 1):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.low in _JOINERS or token.text in _JOINERS or token.joined:
            continue
        whole = after is not None and after.joined
        if not (whole or _is_state(token)) or len(found) == _MOST:
            break
        found.append(label([f"{token.low}-{after.low}" if whole and after else token.low]))
    return [] if any(state.lower() in _NO_STATES for state in found) else found


def _is_state(token: Token) -> bool:
    done = token.verb is not None and token.verb.form == "ed"
    plain = token.part is Part.ADJECTIVE or (token.part is Part.NOUN and token.low == token.lemma and not token.verb)
    return done or (plain and lexicon().entity_index.at([token.lemma], 0) is None)
