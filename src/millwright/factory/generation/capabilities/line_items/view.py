"""The lines of a document, as the templates see them."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.contribution import PartError
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.entity_view import EntityView as TableView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_fields import FieldView as Shown
from millwright.factory.generation.compiler.frontend_imports import import_lines
from millwright.factory.generation.compiler.frontend_pages import used
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, constant, filter_name
from millwright.factory.generation.formulas import Operation
from millwright.factory.generation.spec import NUMERIC, UPLOADED, AppSpec, FieldType, Part


@dataclass(frozen=True)
class LinesView:
    """One use of the capability.

    Raises `KeyError` with the name of a field that is there no more, `PartError` where one is no longer a number.
    """

    spec: AppSpec
    part: Part

    @cached_property
    def lines(self) -> TableView:
        """The record of the lines, in Python."""
        return AppView(self.spec).entity(str(self.part.entity))

    @cached_property
    def document(self) -> TableView:
        """What they belong to, in Python."""
        return self.by.target

    @cached_property
    def by(self) -> FieldView:
        """Their reference to it."""
        return self.lines.field(self.part.options["document"])

    @cached_property
    def quantity(self) -> FieldView:
        """How many."""
        return self._number("quantity")

    @cached_property
    def price(self) -> FieldView:
        """The price of one."""
        return self._number("price")

    def _number(self, option: str) -> FieldView:
        field = self.lines.field(self.part.options[option])
        if field.kind not in NUMERIC:
            raise PartError(f"{self.lines.label}: {field.label} is no number any more")
        return field

    @cached_property
    def goods(self) -> FieldView | None:
        """Their reference to what is sold, where its price is known."""
        return self.lines.field(self.part.options["by"]) if self.part.options.get("by") else None

    @cached_property
    def tariff(self) -> FieldView | None:
        """The price of what is sold."""
        return self.goods.target.field(self.part.options["tariff"]) if self.goods is not None else None

    @property
    def amount(self) -> str:
        """What a line comes to."""
        product = (one.name for one in self.lines.formulas if one.spec.operation is Operation.PRODUCT)
        return next(product, "")

    @property
    def total(self) -> str:
        """What the document comes to by its lines."""
        return next((one.name for one in self.document.formulas if self._adds(one.spec.rows)), "")

    def _adds(self, rows: object) -> bool:
        return getattr(rows, "entity", "") == self.lines.name and getattr(rows, "of", "") == self.amount

    @cached_property
    def page(self) -> EntityView:
        """The record of the lines, in the browser."""
        return next(view for view in entity_views(self.spec) if view.spec.name == self.lines.name)

    @cached_property
    def document_page(self) -> EntityView:
        """What they belong to, in the browser."""
        return next(view for view in entity_views(self.spec) if view.spec.name == self.document.name)

    @property
    def shown(self) -> list[Shown]:
        """The columns of the lines: all fields but the document, and what a line comes to."""
        fields = [f for f in self.page.fields if f.name != self.by.name and f.type not in UPLOADED]
        fields = [f for f in fields if f.type not in {FieldType.LONG_TEXT, FieldType.POSITION}]
        return [*fields, *(f for f in self.page.worked_out if f.name == self.amount)]

    @property
    def entered(self) -> list[Shown]:
        """The inputs of a new line."""
        return [f for f in self.page.fields if f.name != self.by.name and not f.spec.kept]

    @property
    def imports(self) -> str:
        """What the pieces of code of the section use."""
        names, choices = used([*(f.cell for f in self.shown), *(f.input for f in self.entered)])
        names |= {
            "ErrorState",
            "Skeleton",
            "api",
            "canUpdate",
            "formatMoney",
            "useResource",
            "useUser",
            "Link",
            "useState",
        }
        names |= {"messageOf"}
        return import_lines(names, choices=choices, types=[self.page.type, self.document_page.type])

    @property
    def component(self) -> str:
        """The name of the section."""
        return f"{self.page.type}Section"

    @property
    def filter(self) -> str:
        """The parameter that narrows the list of lines."""
        return filter_name(self.by.spec)

    @property
    def api(self) -> str:
        """Where the lines are on the server."""
        return api_path(self.lines.spec)

    @property
    def document_api(self) -> str:
        """Where the documents are on the server."""
        return api_path(self.document.spec)

    @property
    def admin(self) -> str:
        """The administrator's role, in Python."""
        return f"Role.{constant(self.spec.admin.name)}"

    @property
    def row(self) -> dict[str, str]:
        """An example line, in TypeScript."""
        return dict(example(self.spec, self.page, Hooks(self.spec, ())).row) | {self.by.name: "1"}

    @property
    def document_row(self) -> dict[str, str]:
        """An example document, in TypeScript."""
        return dict(example(self.spec, self.document_page, Hooks(self.spec, ())).row)
