"""Locks of threads: a table of what is locked; its routes and its button are those of the comments."""

from millwright.factory.generation.capabilities.accepted_answer.capability import commented
from millwright.factory.generation.capabilities.community import add_table, table_name
from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part

NAME, TABLE = "thread_lock", "lock"


def _draft(reading: Reading) -> None:
    wishes = reading.wished(NAME)
    for said in [
        known for known in reading.entities if wishes and known.entry is None and known.name.startswith("lock_")
    ]:
        reading.forget(said)
    for entity, _ in commented(reading) if wishes else ():
        add_table(reading, entity, TABLE, (), because_of(wishes, ""))


def _settle(reading: Reading) -> None:
    for entity in list(reading.entities):
        table = reading.entity(table_name(entity.name, TABLE))
        if table is not None and table.internal:
            add_part(reading, Part(capability=NAME, entity=entity.name), table.because)


def _finish(reading: Reading) -> None:
    """Nothing of the demonstration is locked."""
    for entity in reading.entities:
        table = reading.entity(table_name(entity.name, TABLE))
        if table is not None and table.internal:
            table.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity = spec.entity(str(part.entity))
    return Contribution(readme=(f"Lock {entity.plural_label.lower()} against further comments, and open them again.",))


CAPABILITY = Capability(NAME, _draft, _settle, _contribute, after=("comments",), finish=_finish)
