"""Donations as their templates see them."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities import PartError
from millwright.factory.generation.capabilities.payments.view import OwedView
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.entity_view import EntityView as TableView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.naming import constant
from millwright.factory.generation.spec import AppSpec, FieldType, Layout, Part

_FILLED = frozenset({FieldType.BOOLEAN, FieldType.DATE, FieldType.TEXT, FieldType.CHOICE})


@dataclass(frozen=True)
class DonationView:
    """One use of the capability. Raises `KeyError` with the name of a field that the application has no more."""

    spec: AppSpec
    part: Part

    @cached_property
    def cause(self) -> TableView:
        """What people donate to, in Python."""
        return self._app.entity(str(self.part.entity))

    @cached_property
    def record(self) -> TableView:
        """A donation, in Python."""
        return self._app.entity(self.part.options["record"])

    @cached_property
    def page(self) -> EntityView:
        """What people donate to, in TypeScript."""
        return next(view for view in entity_views(self.spec) if view.spec.name == self.cause.name)

    @cached_property
    def by(self) -> FieldView:
        """The field by which a donation names its cause."""
        return self.record.field(self.part.options["subject"])

    @cached_property
    def amount(self) -> FieldView:
        """The field of its amount."""
        return self.record.field(self.part.options["amount"])

    @cached_property
    def message(self) -> FieldView | None:
        """What a donor may say."""
        return next((f for f in self.record.fields if f.name == "message" and f.kind is FieldType.LONG_TEXT), None)

    @cached_property
    def goal(self) -> FieldView | None:
        """What is to be raised."""
        named = self.part.options.get("goal", "")
        return self.cause.find(named)

    @cached_property
    def state(self) -> FieldView | None:
        """The choice of a cause that says whether one may donate to it."""
        named = self.part.options.get("state", "")
        found = self.cause.find(named)
        return found if found is not None and found.is_choice and self._over(found) else None

    @property
    def over(self) -> tuple[str, ...]:
        """Its values in which nobody does."""
        return self._over(self.state) if self.state else ()

    @property
    def going(self) -> str:
        """One of the other values."""
        choices = self.state.choices if self.state else ()
        return next(choice.value for choice in choices if choice.value not in self.over)

    @cached_property
    def owed(self) -> OwedView:
        """How donations are paid."""
        parts = [part for part in self.spec.parts_of("payments") if part.entity == self.record.name]
        if not parts:
            raise PartError(f"{self.record.plural_label} are not paid any more")
        return OwedView(self.spec, parts[0])

    @property
    def filled(self) -> tuple[FieldView, ...]:
        """The other fields that no donation goes without, which the server fills in."""
        mine = {self.by.name, self.amount.name, self.owed.state.name}
        found = tuple(f for f in self.record.fields if not f.nullable and f.name not in mine)
        wrong = next((field for field in found if field.kind not in _FILLED), None)
        if wrong is not None:
            raise PartError(
                f"{wrong.label} of {self.record.plural_label.lower()} is needed, and donors do not enter it"
            )
        return tuple(field for field in found if field.kind is not FieldType.BOOLEAN)

    @property
    def site(self) -> bool:
        """Whether people donate on a public site."""
        return self.spec.layout is Layout.SITE

    @property
    def donor(self) -> str:
        """A role that donates, in Python."""
        return f"Role.{constant(self.owed.payers[0].name)}"

    @property
    def admin(self) -> str:
        """The role that may do anything, in Python."""
        return f"Role.{constant(self.spec.admin.name)}"

    @cached_property
    def _app(self) -> AppView:
        return AppView(self.spec)

    def _over(self, field: FieldView) -> tuple[str, ...]:
        known = self.part.options.get("over", "").split()
        found = tuple(choice.value for choice in field.choices if choice.value in known)
        return found if len(found) < len(field.choices) else ()
