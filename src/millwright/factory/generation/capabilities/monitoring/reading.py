"""How a prompt gets machines that report: which records they are, and which of their fields follow what is heard."""

from functools import cache
from typing import Any

from millwright.factory.generation.reader.adding import add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import outsiders, records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.spec import TEMPORAL, Access, Layout, Part, Reach

NAME = "monitoring"
MACHINE, METRIC, HOUR, EVENT = "monitored_machine", "machine_metric", "metric_hour", "machine_event"
TABLES = (MACHINE, METRIC, HOUR, EVENT)
_HEARD = ("reporting", "silent", "beyond")
_MOST = 4
_AROUND = 3
"""So many words after a wish may say what is monitored: "monitor the performance of servers"."""


def draft(reading: Reading) -> None:
    """The machines that the prompt speaks of, or one kind where it has none, and the tables of what they report."""
    if reading.refuses(NAME) or reading.wished("cart") or _is_about(reading, "sold"):
        return
    found = _machines(reading)
    if found:
        for table in TABLES:
            add_record(reading, table, found[0][1].words, internal=True)


def settle(reading: Reading) -> None:
    """A part for each kind of machine; whoever comes to a site sees how they do, and pages refresh by themselves."""
    machine = reading.entity(MACHINE)
    if machine is None or not machine.internal:
        return
    found = _machines(reading)
    for entity, wish in found[:_MOST]:
        add_part(reading, Part(capability=NAME, entity=entity.name, options=_options(entity)), wish.words)
        if reading.layout is Layout.SITE:
            _let_see(reading, entity)
    add_part(reading, Part(capability="live"), found[0][1].words)


def finish(reading: Reading) -> None:
    """What the machines of the demonstration report is worked out when it is looked at."""
    for name in TABLES:
        table = reading.entity(name)
        if table is not None:
            table.samples = ()


def kind_of(entity: DraftEntity) -> str:
    """Which of `machines.toml` a record is; empty where it is no machine."""
    return next((kind for kind, machine in machines().items() if entity.key in machine["keys"].split()), "")


def _machines(reading: Reading) -> list[tuple[DraftEntity, Wish]]:
    """What is monitored, each with the wish that says so: what wishes name, and what by its nature reports."""
    there = [entity for entity in reading.entities if not entity.internal and kind_of(entity)]
    named = [(entity, wish) for wish in reading.wished(NAME) for entity in _named(reading, wish, there)]
    wishes = [wish for wish in reading.wished(NAME) if _of_machines(reading, wish, there)]
    if wishes:
        usual = [entity for entity in there if "reports" in machines()[kind_of(entity)]]
        named += [(entity, wishes[0]) for entity in usual]
    if wishes and not named:
        kind = next((kind for wish in wishes for kind in _kinds_said(wish)), "of_devices")
        named = [(_added(reading, machines()[kind]["added"], wishes[0]), wishes[0])]
    first = {entity.name: (entity, wish) for entity, wish in reversed(named)}
    return [one for name in dict.fromkeys(entity.name for entity, _ in named) if (one := first[name])]


def _named(reading: Reading, wish: Wish, there: list[DraftEntity]) -> list[DraftEntity]:
    """The machines that a wish names; one that it names by its kind comes into being where there is none."""
    kinds = _kinds_said(wish)
    meant = [entity for entity in there if kind_of(entity) in kinds]
    near = records_in(reading, wish.sentence, wish.start, wish.end + _AROUND)
    meant += [entity for entity in there if entity in near and entity not in meant]
    return meant or [_added(reading, machines()[kind]["added"], wish) for kind in kinds[:1]]


def _of_machines(reading: Reading, wish: Wish, there: list[DraftEntity]) -> bool:
    """Whether it is machines that are watched: the performance of people is not."""
    general = not _kinds_said(wish) and "performance" in wish.words.lower()
    return bool(there) or not general or _is_about(reading, "technical")


def _is_about(reading: Reading, listed: str) -> bool:
    return reading.domain is not None and reading.domain.name in states()[listed].split()


def _added(reading: Reading, key: str, wish: Wish) -> DraftEntity:
    known = reading.entity(key)
    return known if known is not None and not known.internal else add_record(reading, key, wish.words)


def _kinds_said(wish: Wish) -> list[str]:
    """The kinds of machine that the words of a wish mean, or those right after it."""
    tokens = wish.sentence.tokens
    for start, end in ((wish.start, wish.end), (wish.end, wish.end + _AROUND)):
        said = {token.low for token in tokens[start:end]}
        found = [kind for kind, machine in machines().items() if said & {*machine["said"].split()}]
        if found:
            return found
    return []


def _options(entity: DraftEntity) -> dict[str, str]:
    """What kind of machine it is, and the fields that follow what is heard of it.

    `place` begins with the name by which its rows are stored, which stays when the record is renamed.
    """
    options = {"machine": kind_of(entity), "place": f"{entity.name} machines"}
    state = state_field(entity)
    if state is not None and state_values(state.choices).keys() >= {"reporting", "silent"}:
        options["status"] = state.name
    seen = next((field for field in entity.fields if _is_seen(field)), None)
    if seen is not None:
        options["seen"] = seen.name
    return options


def state_values(choices: tuple[str, ...]) -> dict[str, str]:
    """By what is heard of a machine, the stored value of a choice that says so."""
    values = [choice_value(shown) for shown in choices]
    found = {state: next((v for v in states()[state].split() if v in values), "") for state in _HEARD}
    return {state: value for state, value in found.items() if value}


def _is_seen(field: DraftField) -> bool:
    return field.type in TEMPORAL and field.name in states()["seen"].split()


def _let_see(reading: Reading, entity: DraftEntity) -> None:
    for role in outsiders(reading):
        if role.key != "visitor":
            entity.access.setdefault(role.name, Access(read=Reach.ALL))


@cache
def machines() -> dict[str, dict[str, Any]]:
    """The kinds of machine, by name."""
    return table_beside(__package__ or "", "machines")


@cache
def states() -> dict[str, str]:
    """Lists of words: values of a state and names of days that follow what is heard, and kinds of application."""
    return table_beside(__package__ or "", "states")
