"""A record that moves a stock, as the templates see it."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities import PartError
from millwright.factory.generation.capabilities.stock.words import Kind
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.entity_view import EntityView as TableView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, constant, filter_name, in_sentence
from millwright.factory.generation.spec import TEMPORAL, AppSpec, FieldType, Part


@dataclass(frozen=True)
class MoveView:
    """One use of the capability. Raises `KeyError` with the name of a field that the application has no more.

    Raises `PartError` where a field is no longer a number, or no longer a whole one of what is counted.
    """

    spec: AppSpec
    part: Part

    @cached_property
    def record(self) -> TableView:
        """What moves the stock, in Python."""
        return self._app.entity(str(self.part.entity))

    @cached_property
    def goods(self) -> TableView:
        """What is in stock, in Python."""
        return self.by.target

    @cached_property
    def by(self) -> FieldView:
        """The field by which a row names what it moves."""
        return self.record.field(self.part.options["by"])

    @cached_property
    def quantity(self) -> FieldView:
        """The field that says how many."""
        return _counted(self._named[0], self._named)

    @cached_property
    def stock(self) -> FieldView:
        """The field that says how many there are."""
        return _counted(self._named[1], self._named)

    @property
    def measured(self) -> bool:
        """Whether there are metres or kilograms of it, with decimals."""
        return self.stock.spec.type is FieldType.DECIMAL

    @cached_property
    def day(self) -> FieldView | None:
        """When a row moved it, where the row says so."""
        return next((field for field in self.record.fields if field.spec.type in TEMPORAL), None)

    @property
    def filter(self) -> str:
        """The parameter that narrows a list of rows to those of one thing."""
        return filter_name(self.by.spec)

    @property
    def day_shown(self) -> str:
        """What shows that day, or else how long ago the row was made."""
        shown = {FieldType.DATE: "formatDate", FieldType.DATETIME: "formatDateTime"}
        return shown[self.day.spec.type] if self.day is not None else "formatAge"

    @property
    def listed(self) -> bool:
        """Whether the page of what is in stock tells what came in and went out."""
        return bool(self.into and self.out)

    @property
    def movements(self) -> str:
        """What tells it there."""
        return f"{self.goods_page.type}{self.page.type}List"

    @property
    def taking(self) -> str:
        """What the button says by which it goes out."""
        return self.part.options.get("taking", "Take out")

    @property
    def counting(self) -> tuple[str, str] | None:
        """The choice, with its value, by which a row says that it comes of a count."""
        chosen = (
            (field.name, choice.value)
            for field in self.record.fields
            for choice in field.choices or ()
            if "count" in choice.value.split("_")
        )
        return next(chosen, None)

    @cached_property
    def measure(self) -> FieldView | None:
        """The choice of what is in stock that says in which unit it is counted."""
        return next((field for field in self.goods.fields if field.name == "unit" and field.choices), None)

    @property
    def kind(self) -> Kind:
        """What rows do to the stock."""
        return Kind(self.part.options["kind"])

    @cached_property
    def state(self) -> FieldView | None:
        """The state of a row, where there are some in which it does nothing."""
        return self.record.field(self.part.options["state"]) if self.left_out else None

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Those states."""
        return self._known("state", "left_out")

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The other states."""
        choices = self.state.choices if self.state else ()
        return tuple(choice.value for choice in choices if choice.value not in self.left_out)

    @cached_property
    def direction(self) -> FieldView | None:
        """The choice that says which way a row moves it."""
        return self.record.field(self.part.options["direction"]) if self.kind is Kind.CHOSEN else None

    @cached_property
    def into(self) -> tuple[str, ...]:
        """The values of that choice that add to the stock."""
        return self._known("direction", "into")

    @cached_property
    def out(self) -> tuple[str, ...]:
        """Those that take from it."""
        return self._known("direction", "out")

    @cached_property
    def amount(self) -> FieldView | None:
        """What a row costs, where it may be left empty and can be worked out."""
        found = self._optional(self.record, "amount")
        return found if found and found.nullable and (self.unit or self.price) else None

    @cached_property
    def unit(self) -> FieldView | None:
        """What one of it costs, where a row says so."""
        return self._optional(self.record, "unit")

    @cached_property
    def price(self) -> FieldView | None:
        """What one of it costs, where what is in stock says so."""
        return self._optional(self.goods, "price")

    @property
    def fills_unit(self) -> bool:
        """Whether the price in a row is filled in from what it refers to, where nobody enters it."""
        return self.unit is not None and self.unit.nullable and self.price is not None

    @cached_property
    def page(self) -> EntityView:
        """What moves the stock, in TypeScript."""
        return self._page(self.record.name)

    @cached_property
    def goods_page(self) -> EntityView:
        """What is in stock, in TypeScript."""
        return self._page(self.goods.name)

    @property
    def fields(self) -> tuple[FieldView, ...]:
        """The fields of a row that decide what it does to the stock."""
        return tuple(field for field in (self.by, self.quantity, self.state, self.direction) if field is not None)

    @property
    def few(self) -> int:
        """How many tests move: the fewest that the field takes."""
        return max(self.quantity.spec.minimum or 0, 1)

    @property
    def admin(self) -> str:
        """The role that may do anything, in Python."""
        return f"Role.{constant(self.spec.admin.name)}"

    @property
    def api(self) -> str:
        """Where the back end has the rows."""
        return api_path(self.record.spec)

    @property
    def goods_api(self) -> str:
        """Where it has what is in stock."""
        return api_path(self.goods.spec)

    @property
    def row(self) -> dict[str, str]:
        """A row that tests of the form show, in TypeScript: twelve of number 7."""
        row = dict(example(self.spec, self.page, Hooks(self.spec, ())).row)
        row |= {self.by.name: "7", self.quantity.name: "12"}
        row |= {self.amount.name: "306"} if self.amount else {}
        return row | ({self.unit.name: "25.5"} if self.unit else {})

    @property
    def goods_row(self) -> dict[str, str]:
        """What it refers to: there are forty of it."""
        row = dict(example(self.spec, self.goods_page, Hooks(self.spec, ())).row)
        return row | {self.stock.name: "40"} | ({self.price.name: "25.5"} if self.price else {})

    @property
    def when(self) -> str:
        """When a row counts, to people; empty where it does at once."""
        if self.state is None or len(self.counted) > len(self.left_out) + 1:
            return ""
        labels = {choice.value: choice.label for choice in self.state.choices}
        states = " or ".join(in_sentence(labels[value]) for value in self.counted)
        done = {Kind.AWAY: "taken from the stock", Kind.BACK: "added to the stock", Kind.CHOSEN: "counted"}[self.kind]
        return f"It is {done} when the {in_sentence(self.state.label)} is {states}."

    @cached_property
    def _named(self) -> tuple[FieldView, FieldView]:
        options = self.part.options
        return self.record.field(options["quantity"]), self.goods.field(options["stock"])

    @cached_property
    def _app(self) -> AppView:
        return AppView(self.spec)

    def _page(self, name: str) -> EntityView:
        return next(view for view in entity_views(self.spec) if view.spec.name == name)

    def _known(self, field: str, option: str) -> tuple[str, ...]:
        """The values in an option that the field still has."""
        if field not in self.part.options:
            return ()
        values = {choice.value for choice in self.record.field(self.part.options[field]).choices}
        return tuple(value for value in self.part.options.get(option, "").split() if value in values)

    def _optional(self, entity: TableView, option: str) -> FieldView | None:
        """A field of money, where the application still has it as such."""
        found = entity.field(self.part.options[option]) if option in self.part.options else None
        return found if found and found.spec.type in {FieldType.MONEY, FieldType.DECIMAL} else None


def _counted(field: FieldView, both: tuple[FieldView, FieldView]) -> FieldView:
    """One of the two numbers: what is measured has decimals in both, what is counted in none."""
    measured = all(one.spec.type is FieldType.DECIMAL for one in both)
    if not measured and field.spec.type is not FieldType.INTEGER:
        raise PartError(f"{field.label} is counted by the stock, in whole numbers")
    return field
