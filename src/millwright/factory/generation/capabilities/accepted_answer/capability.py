"""Accepted answers: a mark on one comment of a record; its routes and buttons are those of the comments."""

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.reader.adding import add_field, add_part, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.spec import AppSpec, Part

NAME = "accepted_answer"


def commented(reading: Reading) -> list[tuple[DraftEntity, DraftEntity]]:
    """Each record that people comment on, with the table of its comments."""
    tables = [(entity, reading.entity(table_name(entity.name, "comment"))) for entity in reading.entities]
    return [(entity, table) for entity, table in tables if table is not None and table.internal]


def _draft(reading: Reading) -> None:
    wishes = reading.wished(NAME)
    for _, table in commented(reading) if wishes else ():
        add_field(table, "accepted bool", because_of(wishes, ""))


def _settle(reading: Reading) -> None:
    for entity, table in commented(reading):
        if table.field("accepted") is not None:
            add_part(reading, Part(capability=NAME, entity=entity.name), because_of(reading.wished(NAME), "as before"))


def _finish(reading: Reading) -> None:
    """The first answer that the demonstration has to anything is accepted."""
    for _, table in commented(reading):
        if table.field("accepted") is not None:
            for place, row in enumerate(table.samples):
                row["accepted"] = place == 0


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity = spec.entity(str(part.entity))
    return Contribution(readme=(f"Accept one of what is said to your {entity.plural_label.lower()}: it stands first.",))


CAPABILITY = Capability(NAME, _draft, _settle, _contribute, after=("comments",), finish=_finish)
