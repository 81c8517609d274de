"""The steps and the fields of processes that a prompt does not spell out: who hands in, who decides, and what with."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from millwright.factory.generation.field_types import FILLED_IN
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.keeping import decided_by_others, is_decided, is_for_oneself, is_worked_on
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import Access, FieldType, Reach

IN_CHARGE, MAKER = "*", "@"
"""What stands for roles in the options of a step: those who may change every row, and whoever made the one."""
_ALWAYS, _WHERE_DECIDED = "+", "?"
"""What words in the data add: of those in charge anywhere, and of anybody where those in charge decide."""
_NOTHING = Access()
NOTE = "decision_note"
_KINDS = frozenset({EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})

Steps = dict[str, tuple[str, list[str], str]]
"""By verb: the state that it leads to, whose step it is, and the words that say so."""


def assumed(reading: Reading, entity: DraftEntity, field: DraftField, led_to: Collection[str]) -> Steps:
    """The steps of a process by its states, but for those to states that others lead to already."""
    if not is_process(reading, entity, field):
        return {}
    decided, sent = decided_by_others(reading, entity), sends(reading, entity)
    because = f"assumed: {entity.plural_label.lower()} pass from one hand to the next"
    found: Steps = {}
    for state in states_of(field)[1:]:
        verb, _, who = _data()["steps"].get(state, "").partition(" ")
        meant = {IN_CHARGE: decided, _WHERE_DECIDED: decided, MAKER: sent}.get(who, True)
        if verb and verb not in found and state not in led_to and meant:
            whose = {_ALWAYS: IN_CHARGE, _WHERE_DECIDED: ""}.get(who, who)
            found[verb] = (state, [whose] if whose else [], because)
    return found


def is_process(reading: Reading, entity: DraftEntity, field: DraftField) -> bool:
    """Whether a record goes from one hand to another by its states, which are mere labels elsewhere."""
    begins = begins_process(field)
    known = entity.entry is not None or is_decided(entity)
    apart = {entity.key, entity.key.split("_")[-1]} & set(phrases(_data()["apart"]))
    return begins and known and (entity.kind in _KINDS or entity.decided) and not apart and not is_for_oneself(reading)


def begins_process(field: DraftField) -> bool:
    """Whether the first state of a record is one from which it goes on to others."""
    return states_of(field)[0] in phrases(_data()["begins"])


def tells_decision(field: DraftField) -> bool:
    """Whether states say by themselves that what is sent in is granted or refused, whatever the record is."""
    first, *later = states_of(field)
    decided = [set(phrases(_data()[name])) & {*later} for name in ("granted", "denied")]
    return first in phrases(_data()["sent"]) and all(decided)


def provide(reading: Reading, entity: DraftEntity, field: DraftField) -> None:
    """Adds what a decision or an answer is written into, where such a record has nothing for it."""
    if not is_process(reading, entity, field):
        return
    texts = [known for known in entity.fields if known.type in {FieldType.TEXT, FieldType.LONG_TEXT}]
    for said, line in _data()["added"].items():
        called_for = set(said.split()) & {*states_of(field)[1:]}
        has = any(called_for & {*_states(known.name)} for known in texts)
        if called_for and not has and (not line.startswith(NOTE) or decided_by_others(reading, entity)):
            made = add_field(entity, line, "")
            made.pool = _data()["notes"].get(entity.key, made.pool)


def fill_in(entity: DraftEntity, field: DraftField, steps: Steps, *, sent: bool) -> None:
    """Says of each field that a step fills in which states have it; in what is `sent`, those in charge write theirs."""
    states = states_of(field)
    reached = {state: who for state, who, _ in steps.values()}
    for known in entity.fields:
        since = [state for state in _states(known.name) if state in states]
        led = [state for state in since if state in reached]
        if not led or states[0] in since or known.required or known.unique or known.type not in FILLED_IN:
            continue
        first = min(since, key=states.index)
        known.since = tuple(since)
        known.needed = tuple(state for state in since if state in reached and _needs(known.name, state))
        known.kept = known.kept or (sent and reached.get(first) not in ([MAKER], None))


def states_of(field: DraftField) -> list[str]:
    """The stored values of a choice."""
    return [choice_value(shown) for shown in field.choices]


def _states(name: str) -> Iterator[str]:
    listed = _data()["noted"]["has"] if name == NOTE else _data()["fields"].get(name, "")
    return (state.removesuffix("!") for state in listed.split())


def _needs(name: str, state: str) -> bool:
    if name == NOTE:
        return state in _data()["noted"]["needs"].split()
    return f"{state}!" in _data()["fields"].get(name, "").split()


def is_led_by_others(reading: Reading, entity: DraftEntity, steps: Steps) -> bool:
    """Whether it is for those in charge to say how far a row has come, and not for whoever sends it in."""
    decided = any({IN_CHARGE, MAKER} & {*roles} for _, roles, _ in steps.values())
    told = decided or entity.kind is EntityKind.PERSONAL or entity.key not in phrases(_data()["theirs"])
    strangers = [role for role in reading.roles if role.kind is RoleKind.OUTSIDER]
    by_strangers = any((entity.access.get(r.name) or _NOTHING).create for r in strangers)
    ours = decided or entity.kind is EntityKind.PERSONAL or by_strangers
    return told and ours and sends(reading, entity) and not is_worked_on(reading, entity)


def sends(reading: Reading, entity: DraftEntity) -> bool:
    """Whether there are people who make rows and lead on none but their own."""
    access = (entity.access.get(role.name) for role in reading.roles if role.kind is not RoleKind.ADMIN)
    return any(one is not None and one.create and one.update is Reach.OWN for one in access)


def state_of(entity: DraftEntity) -> DraftField | None:
    """The field that holds the state of a record which people see."""
    return None if entity.internal else state_field(entity)


@cache
def _data() -> Mapping[str, Any]:
    return table_beside(__package__ or "", "assumed")
