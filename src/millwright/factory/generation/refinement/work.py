"""What the readers of clauses write: the specification so far, what has changed, and what could not be done."""

import copy
import dataclasses
from dataclasses import dataclass

from millwright.factory.generation.reader.naming import sentence_text
from millwright.factory.generation.refinement.changes import Change, ChangeKind, Renames
from millwright.factory.generation.spec import AppSpec, Entity, Reason


@dataclass
class Work:
    """A refinement in the making. `clause` is what is being read; `entity` and `field` are what it spoke of last."""

    spec: AppSpec
    clause: str = ""
    entity: Entity | None = None
    field: str | None = None
    changes: list[Change] = dataclasses.field(default_factory=list[Change])
    not_done: list[Reason] = dataclasses.field(default_factory=list[Reason])
    renames: Renames = dataclasses.field(default_factory=Renames)

    def state(self) -> "Work":
        """A copy of what there is so far, see `put_back`."""
        return dataclasses.replace(
            self, changes=[*self.changes], not_done=[*self.not_done], renames=copy.deepcopy(self.renames)
        )

    def put_back(self, before: "Work") -> None:
        """Undoes all since `before`, but for what was refused."""
        self.spec, self.entity, self.field = before.spec, before.entity, before.field
        self.changes, self.renames = before.changes, before.renames

    def note(self, kind: ChangeKind, place: str, text: str) -> None:
        """Adds a change, with the clause as its cause."""
        self.changes.append(
            Change(kind=kind, place=place[:120], text=text[:600], because=sentence_text(self.clause) or "the wish")
        )

    def refuse(self, because: str, *, subject: str | None = None) -> None:
        """Adds what is not done; the clause is the subject where nothing shorter is."""
        shown = sentence_text(subject or self.clause, 60)
        self.not_done.append(Reason(subject=shown or "The wish", because=sentence_text(because)))

    def remember(self, entity: str, field: str | None = None) -> None:
        """Takes an entity, or one of its fields, as what "it" means in the clauses that follow."""
        self.entity, self.field = self.of(entity), field

    def of(self, name: str) -> Entity:
        """The entity of that name as it is now."""
        return self.spec.entity(name)
