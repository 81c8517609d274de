"""What people may do with the rows of a record: reading, making, changing and deleting, each up to some reach."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from millwright.factory.generation.spec_basics import SpecModel, fault


class Reach(StrEnum):
    """How far a permission goes: no row, a person's own (made by them, or naming them), or every row."""

    NONE = "none"
    OWN = "own"
    ALL = "all"

    def exceeds(self, other: "Reach") -> bool:
        """Whether this one allows rows that the other does not."""
        return _REACHES.index(self) > _REACHES.index(other)


_REACHES = list(Reach)


class Access(SpecModel):
    """What one role may do with the rows of one entity."""

    read: Reach = Reach.NONE
    create: bool = False
    update: Reach = Reach.NONE
    delete: Reach = Reach.NONE

    def __or__(self, other: "Access") -> "Access":
        """What either of the two allows."""
        return Access(
            read=max(self.read, other.read, key=_REACHES.index),
            create=self.create or other.create,
            update=max(self.update, other.update, key=_REACHES.index),
            delete=max(self.delete, other.delete, key=_REACHES.index),
        )

    @model_validator(mode="after")
    def _reads_what_it_changes(self) -> Self:
        changed = max(self.update, self.delete, key=_REACHES.index)
        if changed.exceeds(self.read):
            raise fault("access", "what may be changed or deleted must be readable")
        return self


FULL_ACCESS = Access(read=Reach.ALL, create=True, update=Reach.ALL, delete=Reach.ALL)
