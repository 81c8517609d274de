"""Waiting lists, as the reader knows them; what joining writes has them."""

from dataclasses import replace

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.joining.capability import all_joined, limit_places
from millwright.factory.generation.capabilities.joining.launching import is_launched, least_of, quantity_of
from millwright.factory.generation.capabilities.joining.lending import is_lent
from millwright.factory.generation.capabilities.joining.reading import Joined, places_of
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.spec import AppSpec, Part

NAME = "waiting_list"
_BY_ITSELF = "recurring"
"""The wish for what happens without anybody: "automatically", as moving up does."""
_STATE = "Waiting list"


def _draft(reading: Reading) -> None:
    """Adds the state of whoever waits, and the number of places that are waited for."""
    wishes = reading.wished(NAME)
    for one in all_joined(reading)[:1] if wishes else []:
        record = one.record
        state = state_field(record) if record is not None else None
        if record is None or state is None or not _is_limited(one, record):
            continue
        if not places_of(one.subject):
            limit_places(one.subject, because_of(wishes, ""))
        if not _waits(record):
            state.choices = (*state.choices[:-1], _STATE, *state.choices[-1:])


def _is_limited(one: Joined, record: DraftEntity) -> bool:
    counted = is_launched(record) and (least_of(one.subject) or quantity_of(record))
    return not is_lent(one) and not counted


def _waits(record: DraftEntity) -> bool:
    state = state_field(record)
    return state is not None and NAME in {choice_value(choice) for choice in state.choices}


def _settle(reading: Reading) -> None:
    wishes = reading.wished(NAME)
    for part in [known for known in reading.parts if wishes and known.capability == "joining"]:
        record = reading.entity(str(part.entity))
        if record is not None and _waits(record) and {"places", "gone"} <= part.options.keys():
            add_part(reading, Part(capability=NAME, entity=record.name), because_of(wishes, ""))
            said = [wish.sentence for wish in wishes]
            reading.wishes = [
                replace(w, capability=wishes[0].capability)
                if w.capability.name == _BY_ITSELF and w.sentence in said
                else w
                for w in reading.wishes
            ]


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    many = in_sentence(spec.entity(str(part.entity)).plural_label)
    return Contribution(readme=(f"Wait for a place where all are taken; {many} move up when one is free.",))


CAPABILITY = Capability(NAME, _draft, _settle, _contribute, after=("joining",))
