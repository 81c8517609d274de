"""What a refinement changes, in words and as names: enough to show it, to migrate rows and to follow people's edits."""

from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import Field

from millwright.factory.generation.spec import AppSpec, Reason, SpecModel


class ChangeKind(StrEnum):
    """What is done to a part of the application."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    RENAME = "rename"


class Change(SpecModel):
    """One change: its place (``task.priority``), what happens there, and the words of the wish that caused it."""

    kind: ChangeKind
    place: str = Field(max_length=120)
    text: str = Field(max_length=600)
    because: str = Field(max_length=400)


@dataclass
class Renames:
    """New names for old ones; what is renamed keeps its rows.

    Fields are found by their entity's new name and their old one, choices by entity's and field's new names.
    """

    entities: dict[str, str] = field(default_factory=dict[str, str])
    fields: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    choices: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict[tuple[str, str], dict[str, str]])
    roles: dict[str, str] = field(default_factory=dict[str, str])

    def inverted(self) -> "Renames":
        """The way back."""
        entities = {new: old for old, new in self.entities.items()}
        fields = {(entities.get(entity, entity), new): old for (entity, old), new in self.fields.items()}
        before = {(entity, new): old for (entity, old), new in self.fields.items()}
        choices = {
            (entities.get(entity, entity), before.get((entity, name), name)): {b: a for a, b in values.items()}
            for (entity, name), values in self.choices.items()
        }
        return Renames(entities, fields, choices, {new: old for old, new in self.roles.items()})


@dataclass(frozen=True)
class Refinement:
    """A changed specification, how it came about, and what of the wish was not done."""

    spec: AppSpec
    changes: tuple[Change, ...]
    not_done: tuple[Reason, ...]
    renames: Renames
