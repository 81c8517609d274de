"""A formula as the back-end templates see it: the SQL that works it out, as SQLAlchemy in Python."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.column_types import PYTHON_TYPES
from millwright.factory.generation.compiler.rendering import py
from millwright.factory.generation.formulas import LETTERS, OF_ROWS, Formula, Operation, Rows
from millwright.factory.generation.spec import FieldType

if TYPE_CHECKING:
    from millwright.factory.generation.compiler.entity_view import AppView, EntityView
    from millwright.factory.generation.compiler.field_view import FieldView


_SAME = {
    FieldType.ACCOUNT: "operator.eq",
    FieldType.CHOICE: "same_word",
    FieldType.DATE: "same_month",
    FieldType.REFERENCE: "operator.eq",
}
"""How two fields say the same, by what they are."""


_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Mult: "*", ast.Sub: "-"}


@dataclass(frozen=True)
class FormulaView:
    """A number of a row that nobody types."""

    spec: Formula
    entity: "EntityView"

    @property
    def name(self) -> str:
        """Its name in JSON, and its attribute in the model."""
        return self.spec.name

    @property
    def label(self) -> str:
        """Its name to people."""
        return self.spec.label

    @property
    def column(self) -> str:
        """The attribute of the model's class."""
        return f"{self.entity.cls}.{self.name}"

    @property
    def python_type(self) -> str:
        """The type of its value in Python."""
        return PYTHON_TYPES[self.spec.type]

    @property
    def output_type(self) -> str:
        """The type of its value in an answer."""
        return "int" if self.spec.type is FieldType.INTEGER else "JsonDecimal"

    @property
    def of_rows(self) -> bool:
        """Whether it is worked out from other rows, so that their own formulas have to be there first."""
        return self.spec.operation in OF_ROWS

    @property
    def expression(self) -> str:
        """What works it out, in Python."""
        if self.spec.type is FieldType.INTEGER:
            return f"cast({self._raw}, BigInteger)"
        return f"type_coerce(func.round(cast({self._raw}, Numeric), 2), Numeric(12, 2))"

    @property
    def _raw(self) -> str:
        columns = self._columns
        first, second = columns[0] if columns else "", columns[1] if len(columns) > 1 else ""
        if self.of_rows:
            return self._of_rows(first)
        others = [f"func.coalesce({column}, 0)" for column in columns]
        if self.spec.work is not None:
            return arithmetic(self.spec.work, [f"({column})" for column in columns])
        return {
            Operation.AGE: f"years_since({first})",
            Operation.BODY_MASS: f"body_mass({first}, {second})",
            Operation.DAYS: f"DaysBetween({first}, {second}) + 1",
            Operation.DIFFERENCE: " - ".join([first, *others[1:]]),
            Operation.HOURS: f"DaysBetween({first}, {second}) * 24",
            Operation.LEFT: f"DaysBetween(func.current_date(), func.date({first}))",
            Operation.MARGIN: f"({first} - {second}) * 100.0 / func.nullif({first}, 0)",
            Operation.OVERDUE: f"days_over({', '.join([first, *self._done])})",
            Operation.PRODUCT: " * ".join(columns),
            Operation.SUM: " + ".join(others),
        }[self.spec.operation]

    @property
    def _columns(self) -> list[str]:
        """Its numbers; where all are whole, as ones of any size: Postgres refuses what leaves the range of a column."""
        fields = [self.operand(name) for name in self.spec.of]
        whole = all(field.kind is FieldType.INTEGER for field in fields)
        columns = [self._column_of(name) for name in self.spec.of]
        return [f"cast({column}, Numeric)" if whole else column for column in columns]

    def operand(self, name: str) -> "FieldView":
        """The field that is meant: one of the row, or of what it refers to."""
        own, _, theirs = name.partition(".")
        field = self.entity.field(own)
        return field.target.field(theirs) if theirs else field

    def _column_of(self, name: str) -> str:
        own, _, theirs = name.partition(".")
        field = self.entity.field(own)
        if not theirs:
            return field.column
        return f"looked_up({field.target.cls}, {self.operand(name).column}, {field.target.cls}.id == {field.column})"

    @property
    def _done(self) -> list[str]:
        if self.spec.field is None:
            return []
        field = self.entity.field(self.spec.field)
        return [field.column, f"({''.join(f'{field.enum}.{naming.constant(v)}, ' for v in self.spec.values)})"]

    @property
    def rows(self) -> Rows:
        """What is added up."""
        if self.spec.rows is None:
            raise ValueError(f"{self.name} is of no rows")
        return self.spec.rows

    @property
    def taken(self) -> "EntityView":
        """The record whose rows are added up."""
        return self.entity.app.entity(self.rows.entity)

    def _of_rows(self, first: str) -> str:
        """What is made of the rows that belong to a row, beside a number of it."""
        if self.spec.operation in {Operation.AVERAGE, Operation.SHARE}:
            return self._mean
        total = self._total(self.rows)
        less = f" - {self._total(self.spec.less)}" if self.spec.less else ""
        start = f"func.coalesce({first}, 0) + " if first else ""
        return {
            Operation.BALANCE: f"{start}{total}{less}",
            Operation.REACHED: f"{total} * 100.0 / func.nullif({first}, 0)",
            Operation.REST: f"{first} - {total}",
            Operation.TOTAL: total,
        }[self.spec.operation]

    @property
    def _mean(self) -> str:
        """The average of a number of rows, or of one that is 100 for those that count and 0 for others."""
        rows, other = self.rows, self.taken
        if self.spec.operation is Operation.AVERAGE:
            return f"averaged({other.cls}, {other.cls}.{rows.of}, {', '.join(self._conditions(rows))})"
        counts = f"case(({self._in_state(rows)}, 100.0), else_=0.0)"
        return f"averaged({other.cls}, {counts}, {', '.join(self._belonging(rows))})"

    def _total(self, rows: Rows) -> str:
        other = self.entity.app.entity(rows.entity)
        what = f"func.sum({other.cls}.{rows.of})" if rows.of else f"func.count({other.cls}.id)"
        return f"added_up({other.cls}, {what}, {', '.join(self._conditions(rows))})"

    def _conditions(self, rows: Rows) -> list[str]:
        return [*self._belonging(rows), *([self._in_state(rows)] if rows.field else [])]

    def _belonging(self, rows: Rows) -> list[str]:
        """What makes rows those of a row."""
        other, own = self.entity.app.entity(rows.entity), self.entity
        if rows.by is not None:
            return [f"{other.field(rows.by).column} == {own.cls}.id"]
        alike = (
            f"{_SAME[own.field(each.own).kind]}({other.field(each.theirs).column}, {own.field(each.own).column})"
            for each in rows.alike
        )
        return [*([] if rows.shared else [f"{other.cls}.owner_id == {own.cls}.owner_id"]), *alike]

    def _in_state(self, rows: Rows) -> str:
        field = self.entity.app.entity(rows.entity).field(str(rows.field))
        values = ", ".join(f"{field.enum}.{naming.constant(value)}" for value in rows.values)
        return f"{field.column}.in_([{values}])"

    @property
    def csv_expression(self) -> str:
        """Its value in a line of a file."""
        return f"row.{self.name}"

    @property
    def label_in_csv(self) -> str:
        """The head of its column, as a test expects it; a label that looks like a formula is defused."""
        return py(f"'{self.label}" if self.label[0] in "=+-@" else self.label)

    @property
    def csv_expected(self) -> str:
        """What stands in its column for `row`."""
        return f'"" if row.{self.name} is None else str(row.{self.name})'


def arithmetic(work: str, numbers: Sequence[str]) -> str:
    """An expression of numbers in SQLAlchemy; nothing comes of a division by nought, and none drops the rest."""
    known = dict(zip(LETTERS, numbers, strict=False))

    def written(node: ast.expr) -> str:
        match node:
            case ast.BinOp(left, ast.Div(), right):
                return f"({written(left)} * 1.0 / func.nullif({written(right)}, 0))"
            case ast.BinOp(left, operator, right):
                return f"({written(left)} {_SIGNS[type(operator)]} {written(right)})"
            case ast.Name(name):
                return known[name]
            case _:
                return ast.unparse(node)

    return written(ast.parse(work, mode="eval").body)


def formula_views(entity: "EntityView") -> tuple[FormulaView, ...]:
    """The formulas of a record, in their order."""
    return tuple(FormulaView(formula, entity) for formula in entity.spec.formulas)


def all_formulas(app: "AppView") -> list[FormulaView]:
    """Those of the whole application, each after those that it adds up."""
    found = [formula for entity in app.entities for formula in formula_views(entity)]
    return sorted(found, key=lambda formula: formula.of_rows)


def formula_values(app: "AppView") -> dict[str, object]:
    """What the template of the formulas is given."""
    formulas = all_formulas(app)
    text = " ".join(formula.expression for formula in formulas)
    names = ("DaysBetween", "years_since", "days_over", "body_mass", "added_up", "averaged", "looked_up")
    names += ("same_month", "same_word")
    uses = {name for name in names if f"{name}(" in text} | ({"operator"} if "operator.eq(" in text else set[str]())
    return {
        "formulas": formulas,
        "formula_entities": [entity for entity in app.entities if entity.spec.formulas],
        "formula_models": [e for e in app.entities if f"{e.cls}." in text or e.spec.formulas],
        "formula_uses": uses | ({"DaysBetween"} if "days_over" in uses else set[str]()),
    }
