"""A field as the back-end templates see it: its words in Python and SQL."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.column_types import (
    COLUMN_TYPES,
    MIGRATION_TYPES,
    PYTHON_TYPES,
    SCHEMA_TYPES,
)
from millwright.factory.generation.compiler.rendering import py
from millwright.factory.generation.field_types import LINKED, LISTS, RANGED, UNORDERED
from millwright.factory.generation.spec import TEMPORAL, TEXTUAL, UPLOADED, Choice, FieldSpec, FieldType

if TYPE_CHECKING:
    from millwright.factory.generation.compiler.entity_view import EntityView


UNDONE = frozenset("cancelled canceled declined failed refunded rejected returned void voided".split())
"""States of what came to nothing: such rows are counted, but their amounts are not added up."""
LOST = UNDONE | frozenset("closed_lost disqualified dropped lost not_interested unqualified withdrawn".split())
"""Those, and stages that end a way without telling how far along it one had come."""
_BEGINS = {
    "check_out": "check_in",
    "closes_on": "opens_on",
    "due_on": "starts_on",
    "ends_at": "starts_at",
    "ends_on": "starts_on",
    "finished_on": "started_on",
    "moves_out_on": "moves_in_on",
    "returns_on": "leaves_on",
    "valid_until": "valid_from",
}
"""What ends by what begins it: nothing ends before."""
_QUERY_TYPES = {FieldType.TAGS: "SearchText"}


@dataclass(frozen=True)
class FieldView:
    """A field in Python: its attribute, column and schema types, and how its row is named to people."""

    spec: FieldSpec
    entity: "EntityView"

    @property
    def name(self) -> str:
        """Its name in JSON."""
        return self.spec.name

    @property
    def label(self) -> str:
        """Its name to people."""
        return self.spec.label

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The values of a choice."""
        return self.spec.choices

    @property
    def hidden(self) -> tuple[str, ...]:
        """The values of a choice with which a row is not for everybody."""
        return tuple(choice.value for choice in self.choices if choice.hidden)

    @property
    def kind(self) -> FieldType:
        """What it holds."""
        return self.spec.type

    @property
    def is_reference(self) -> bool:
        """Whether it points to a row of a table."""
        return self.kind in LINKED

    @property
    def is_account(self) -> bool:
        """Whether it points to somebody who signs in."""
        return self.kind is FieldType.ACCOUNT

    @property
    def is_choice(self) -> bool:
        """Whether it takes one of a few values."""
        return self.kind is FieldType.CHOICE

    @property
    def is_text(self) -> bool:
        """Whether it is a line of free text."""
        return self.kind is FieldType.TEXT

    @property
    def formatted(self) -> bool:
        """Whether its texts are written with marks."""
        return self.spec.formatted and self.kind is FieldType.LONG_TEXT

    @property
    def is_temporal(self) -> bool:
        """Whether it is a date or a moment."""
        return self.kind in TEMPORAL

    @property
    def is_self_reference(self) -> bool:
        """Whether it points to a row of its own table."""
        return self.spec.target == self.entity.name

    @property
    def target(self) -> "EntityView":
        """The entity that a reference points to, or the table of accounts."""
        return self.entity.app.accounts if self.is_account else self.entity.app.entity(str(self.spec.target))

    @property
    def holders(self) -> str:
        """The roles whose people an account may be, in Python: a tuple, empty for everybody."""
        return "(" + "".join(f"Role.{naming.constant(name)}, " for name in self.spec.holders) + ")"

    @property
    def attribute(self) -> str:
        """Its attribute in the model and its column in the table."""
        return f"{self.name}_id" if self.is_reference else self.name

    @property
    def enum(self) -> str:
        """The class of a choice's values."""
        return naming.pascal(f"{self.entity.name}_{self.name}")

    @property
    def nullable(self) -> bool:
        """Whether a row may have no value. A flag always has one: it is off; lists are empty."""
        return not self.spec.required and self.kind not in LISTS | {FieldType.BOOLEAN}

    @property
    def indexed(self) -> bool:
        """Whether lists are sorted by it."""
        return self.kind not in UNORDERED

    @property
    def is_uploaded(self) -> bool:
        """Whether its values are files that people send."""
        return self.kind in UPLOADED

    @property
    def python_type(self) -> str:
        """The type of its value in Python."""
        return self.enum if self.is_choice else PYTHON_TYPES.get(self.kind, "str")

    @property
    def model_type(self) -> str:
        """The type inside `Mapped[…]`."""
        return self.python_type + (" | None" if self.nullable else "")

    @property
    def column_arguments(self) -> str:
        """The arguments of `mapped_column`."""
        return ", ".join(
            part
            for part in (
                self._column_type,
                self._foreign_key(""),
                "default=False" if self.kind is FieldType.BOOLEAN else "",
                f'default=counted("{self.spec.numbered}")' if self.spec.numbered else "",
                "nullable=True" if self.kind in LISTS else "",
                self._index,
            )
            if part
        )

    @property
    def migration_arguments(self) -> str:
        """The arguments of `sa.Column` after its name."""
        column_type = MIGRATION_TYPES.get(self.kind) or COLUMN_TYPES[self.kind]
        parts = (
            f"sa.{column_type}",
            self._foreign_key("sa."),
            "" if self.nullable or self.kind in LISTS else "nullable=False",
            self._index,
        )
        return ", ".join(part for part in parts if part)

    @property
    def _column_type(self) -> str:
        return f"choice_column({self.enum})" if self.is_choice else COLUMN_TYPES.get(self.kind, "")

    @property
    def _index(self) -> str:
        if self.spec.unique:
            return "unique=True"
        return "index=True" if self.indexed or (self.is_uploaded and self.kind not in LISTS) else ""

    def _foreign_key(self, prefix: str) -> str:
        if not self.is_reference:
            return ""
        kept = "CASCADE" if self.entity.spec.internal else "RESTRICT"
        on_delete = kept if self.spec.required else "SET NULL"
        return f'{prefix}ForeignKey("{self.target.plural}.id", ondelete="{on_delete}")'

    @property
    def relation_type(self) -> str:
        """The type of a reference's row inside `Mapped[…]`."""
        name = f"{self.target.cls} | None" if self.nullable else self.target.cls
        return f'"{name}"' if self.is_self_reference else name

    @property
    def relation_arguments(self) -> str:
        """The arguments of `relationship`: which column, where the target alone does not say."""
        several = self.is_account or sum(f.spec.target == self.spec.target for f in self.entity.references) > 1
        parts = (
            f"foreign_keys=[{self.attribute}]" if several else "",
            f'remote_side="{self.entity.cls}.id"' if self.is_self_reference else "",
        )
        return ", ".join(part for part in parts if part)

    @property
    def schema_type(self) -> str:
        """The type of its value in a request, limits included."""
        base = self.enum if self.is_choice else SCHEMA_TYPES[self.kind]
        if self.kind is FieldType.TAGS:
            return f"Annotated[{base}, Field(min_length=1)]" if self.spec.required else base
        bounds = {"ge": self.spec.minimum, "le": self.spec.maximum}
        limits = ", ".join(f"{name}={bound}" for name, bound in bounds.items() if bound is not None)
        return f"Annotated[{base}, Field({limits})]" if limits else base

    @property
    def create_field(self) -> str:
        """Its line in the body that creates a row."""
        if self.spec.numbered:
            return "Counted = None"
        if self.spec.required and self.spec.kept:
            return f"{self.schema_type} = {self.beginning}"
        if self.spec.required:
            alias = f' = Field(alias="{self.name}")' if self.is_reference else ""
            return self.schema_type + alias
        if self.kind is FieldType.BOOLEAN:
            return "bool = False"
        if self.kind in LISTS:
            return f"{self.schema_type} = []"
        return self.update_field

    @property
    def beginning(self) -> str:
        """What a required field that is kept has in rows of those who may not write it."""
        if self.is_choice:
            return f"{self.enum}.{naming.constant(self.choices[0].value)}"
        now = {FieldType.DATE: "datetime.now(UTC).date()", FieldType.DATETIME: "datetime.now(UTC)"}
        if self.kind in now:
            return f"Field(default_factory=lambda: {now[self.kind]})"
        return "False" if self.kind is FieldType.BOOLEAN else str(self.spec.minimum or 0)

    @property
    def update_field(self) -> str:
        """Its line in the body that changes a row."""
        alias = f'Field(default=None, alias="{self.name}")' if self.is_reference else "None"
        return f"{self.schema_type} | None = {alias}"

    @property
    def output_field(self) -> str:
        """Its line in the answer."""
        base = "JsonDecimal" if self.kind in {FieldType.DECIMAL, FieldType.MONEY} else self.python_type
        alias = f' = Field(serialization_alias="{self.name}")' if self.is_reference else ""
        return f"{base}{' | None' if self.nullable else ''}{alias}"

    @property
    def sort_expression(self) -> str:
        """What a list is ordered by: the name of the row, for a reference."""
        if not self.is_reference or self.target.title.is_reference:
            return self.column
        other = self.other_rows if self.is_self_reference else self.target.cls
        title = self.target.title.attribute
        return f"select({other}.{title}).where({other}.id == {self.column}).scalar_subquery()"

    @property
    def other_rows(self) -> str:
        """The name of a second view of the same table, for a reference to itself."""
        return f"{self.name}_rows"

    @property
    def title_expression(self) -> str:
        """How a row is named to people when this field names it."""
        nameless = f'f{py(self.entity.label)[:-1]} {{self.id}}"'
        value = f"self.{self.name}"
        if self.kind in UPLOADED | LISTS | {FieldType.BOOLEAN, FieldType.POSITION} or self.is_self_reference:
            return nameless
        if self.kind in TEXTUAL:
            short = f"{value}[:80]" if self.kind is FieldType.LONG_TEXT else value
            return f"{short} if {value} else {nameless}" if self.nullable else short
        shown = {
            FieldType.CHOICE: f"{value}.label",
            FieldType.DATE: f"{value}.isoformat()",
            FieldType.DATETIME: f'f"{{{value}:%Y-%m-%d %H:%M}}"',
            FieldType.DECIMAL: f'f"{{{value}:.2f}}"',
            FieldType.MONEY: f'f"{{{value}:.2f}}"',
        }.get(self.kind, f"str({value})")
        return f"{nameless} if {value} is None else {shown}" if self.nullable else shown

    @property
    def label_path(self) -> tuple["FieldView", ...]:
        """The references to follow from a row for the label of this one, which is the first."""
        title = self.target.title
        if self.is_self_reference or not title.is_reference or title.is_self_reference:
            return (self,)
        return (self, *title.label_path)

    @property
    def load_option(self) -> str:
        """Has a query bring along what the label of this reference needs."""
        return ".".join(f"joinedload({step.entity.cls}.{step.name})" for step in self.label_path)

    @property
    def looked_in(self) -> str:
        """What a search looks into, in Python, where people see the text of this field; empty where they do not."""
        is_numbered_title = self.kind is FieldType.INTEGER and self == self.entity.title
        if self.is_choice or is_numbered_title or self.kind in TEXTUAL | {FieldType.TAGS}:
            return self.column
        if not self.is_reference:
            return ""
        title = self.label_path[-1].target.title
        found = "" if title.is_reference else title.looked_in
        for step in reversed(self.label_path if found else ()):
            found = f"NameOf({step.column}, {step.target.cls}, {found})"
        return found

    @property
    def is_sought_text(self) -> bool:
        """Whether people look for rows by the words of this text: "filter specimens by origin"."""
        return self.spec.sought and self.kind is FieldType.TEXT

    @property
    def condition(self) -> str:
        """Narrows a list by the parameters of this field."""
        if self.is_sought_text:
            return f"search(query.{naming.filter_name(self.spec)}, {self.column})"
        if self.kind not in RANGED:
            function = "tagged" if self.kind is FieldType.TAGS else "exactly"
            return f"{function}({self.column}, query.{naming.filter_name(self.spec)})"
        function = "between_days" if self.kind is FieldType.DATETIME else "between"
        return f"{function}({self.column}, query.{self.name}_from, query.{self.name}_to)"

    @property
    def query_fields(self) -> tuple[str, ...]:
        """The lines of its parameters in the query of a list."""
        if self.kind not in RANGED:
            sought = FieldType.TAGS if self.is_sought_text else self.kind
            kind = self.enum if self.is_choice else _QUERY_TYPES.get(sought, SCHEMA_TYPES.get(sought))
            return (f"{naming.filter_name(self.spec)}: {kind} | None = None",)
        kind = "Day" if self.is_temporal else SCHEMA_TYPES[self.kind]
        return tuple(f"{self.name}_{end}: {kind} | None = None" for end in ("from", "to"))

    @property
    def begin(self) -> "FieldView | None":
        """The day or moment before which this one cannot be."""
        fields = (field for field in self.entity.fields if field.kind is self.kind and not field.spec.since)
        return next((field for field in fields if field.name == _BEGINS.get(self.name) and not self.spec.since), None)

    @property
    def check(self) -> tuple[str, ...]:
        """Lines that ask the database whether the value in a body is acceptable."""
        lines: list[str] = []
        if self.is_self_reference:
            lines += (
                f"if current is not None and body.{self.attribute} == current.id:",
                f'    raise Invalid("{self.name}", "Choose another one than this.")',
            )
        before = f"current.{self.attribute} if current else None"
        if self.is_account:
            given = f'"{self.name}", body.{self.attribute}, {before}'
            lines.append(f"require_person(db, user, {given}, {self.holders})")
        elif self.is_reference:
            lines.append(
                f'require_reference(db, user, "{self.name}", {self.target.cls}, body.{self.attribute}, {before})'
            )
        if self.begin is not None:
            lines.append(f'require_order(body, current, "{self.begin.name}", "{self.name}")')
        if self.spec.unique:
            lines.append(f'require_unique(db, "{self.name}", {self.column}, body.{self.attribute}, current)')
        return tuple(lines)

    @property
    def column(self) -> str:
        """The attribute of the model's class."""
        return f"{self.entity.cls}.{self.attribute}"

    @property
    def csv_expression(self) -> str:
        """Its value in a line of CSV."""
        if self.kind in LISTS:
            return f'", ".join(row.{self.name})'
        if self.formatted:
            return f"row.plain_{self.name}"
        return f"row.{self.name}"
