"""What capabilities do to the records of an entity, gathered for the back-end templates."""

from functools import cached_property
from typing import TYPE_CHECKING

from millwright.factory.generation.capabilities import Check, Guard, Lead, Removal, Saving, Seal, Ward
from millwright.factory.generation.spec import Entity

if TYPE_CHECKING:
    from millwright.factory.generation.capabilities import Contribution
    from millwright.factory.generation.compiler.entity_view import AppView


class Contributed:
    """The contributions to one entity of an application."""

    spec: Entity
    app: "AppView"

    @property
    def parts(self) -> "tuple[Contribution, ...]":
        """What the capabilities of the application add."""
        return self.app.contributions

    @cached_property
    def guards(self) -> tuple[Guard, ...]:
        """Who writes some of the kept fields."""
        return tuple(guard for part in self.parts for guard in part.guards.get(self.spec.name, ()))

    @property
    def seal(self) -> Seal | None:
        """When its rows are edited no more."""
        return next((part.seals[self.spec.name] for part in self.parts if self.spec.name in part.seals), None)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """What capabilities check before a row is saved."""
        return tuple(check for part in self.parts for check in part.checks.get(self.spec.name, ()))

    @cached_property
    def savings(self) -> tuple[Saving, ...]:
        """What capabilities do with a row when it is saved."""
        return tuple(saving for part in self.parts for saving in part.savings.get(self.spec.name, ()))

    @cached_property
    def removals(self) -> tuple[Removal, ...]:
        """What capabilities do before a row is deleted."""
        return tuple(removal for part in self.parts for removal in part.removals.get(self.spec.name, ()))

    @cached_property
    def untyped(self) -> frozenset[str]:
        """The values of choices that nobody enters."""
        return frozenset(value for part in self.parts for value in part.untyped.get(self.spec.name, ()))

    @cached_property
    def moving(self) -> frozenset[str]:
        """The fields whose change changes others of a row."""
        return frozenset(name for part in self.parts for name in part.moves.get(self.spec.name, ()))

    @cached_property
    def ample(self) -> frozenset[str]:
        """The numbers that rows have plenty of in tests."""
        return frozenset(name for part in self.parts for name in part.ample.get(self.spec.name, ()))

    @property
    def ward(self) -> Ward | None:
        """Who sees its rows because what they refer to is theirs."""
        return next((part.wards[self.spec.name] for part in self.parts if self.spec.name in part.wards), None)

    @property
    def lead(self) -> Lead | None:
        """Whose rows are also those of whoever made what they refer to."""
        return next((part.leads[self.spec.name] for part in self.parts if self.spec.name in part.leads), None)
