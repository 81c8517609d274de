"""Monitoring as its templates see it: the kinds of machine of an application, and who is in charge of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from millwright.factory.generation.capabilities.monitoring.reading import NAME, machines, state_values
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView as TypeScriptView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.frontend_fields import FieldView as TypeScriptField
from millwright.factory.generation.compiler.naming import constant
from millwright.factory.generation.spec import AppSpec, FieldType, Layout, Part, Reach, Role


@dataclass(frozen=True)
class MachineView:
    """One kind of machine."""

    spec: AppSpec
    part: Part
    entity: EntityView
    page: TypeScriptView

    @property
    def kind(self) -> str:
        """What it is called where readings are kept, and in addresses."""
        return self.part.options["place"].split()[0]

    @property
    def shapes(self) -> list[dict[str, Any]]:
        """The metrics of its demonstration."""
        return machines()[self.part.options["machine"]]["metrics"]

    @cached_property
    def status(self) -> FieldView | None:
        """The choice that follows what is heard."""
        return self.entity.find(self.part.options.get("status", ""))

    @cached_property
    def values(self) -> dict[str, str]:
        """By what is heard, the value of that choice; none where it does not say both that it reports and that not."""
        values = state_values(tuple(choice.value for choice in self.status.choices)) if self.status else {}
        return values if {"reporting", "silent"} <= values.keys() else {}

    @property
    def states(self) -> dict[str, str]:
        """By what is heard, the member of that choice; one that is missing is as if it reported."""
        found = {"beyond": self.values["reporting"]} | self.values if self.values else {}
        return {state: constant(value) for state, value in found.items()}

    @property
    def heard(self) -> list[str]:
        """The values that follow what is heard, that it reports first."""
        return list(self.values.values())

    @cached_property
    def seen(self) -> FieldView | None:
        """The day that says when it was heard last."""
        return self.entity.find(self.part.options.get("seen", ""))

    @property
    def seen_day(self) -> bool:
        """Whether that is a day without a time."""
        return self.seen is not None and self.seen.kind is FieldType.DATE

    @property
    def input(self) -> TypeScriptField | None:
        """The choice that follows what is heard, in the form."""
        return self._entered("status") if self.states else None

    @property
    def seen_input(self) -> TypeScriptField | None:
        """The day that does, in the form."""
        return self._entered("seen") if self.seen_day else None

    def _entered(self, option: str) -> TypeScriptField | None:
        return next((field for field in self.page.fields if field.name == self.part.options.get(option)), None)

    @property
    def charging(self) -> list[Role]:
        """Those who may change every one of them."""
        return self._changing(Reach.ALL)

    @property
    def owning(self) -> list[Role]:
        """Those who may change their own."""
        return self._changing(Reach.OWN)

    def _changing(self, reach: Reach) -> list[Role]:
        return [role for role in self.spec.roles if self.spec.access(role, self.entity.spec).update is reach]


@dataclass(frozen=True)
class MonitoringView:
    """What an application monitors."""

    spec: AppSpec

    @cached_property
    def machines(self) -> list[MachineView]:
        """The kinds of machine."""
        app, pages = AppView(self.spec), {view.spec.name: view for view in entity_views(self.spec)}
        return [
            MachineView(self.spec, part, app.entity(part.entity), pages[part.entity])
            for part in self.spec.parts_of(NAME)
            if part.entity is not None
        ]

    @property
    def main(self) -> MachineView:
        """The first of them, for tests."""
        return self.machines[0]

    @property
    def site(self) -> bool:
        """Whether people are on a site."""
        return self.spec.layout is Layout.SITE

    @property
    def root(self) -> str:
        """The path below which the workspace is."""
        return self.spec.workspace_root

    @property
    def notified(self) -> bool:
        """Whether people are told of things by a bell."""
        return bool(self.spec.parts_of("notifications"))

    @property
    def admin(self) -> str:
        """Who administers, in Python."""
        return f"Role.{constant(self.spec.admin.name)}"

    @property
    def others(self) -> list[Role]:
        """Those who may not change all machines of the first kind."""
        return [role for role in self.spec.roles if role not in self.main.charging]
