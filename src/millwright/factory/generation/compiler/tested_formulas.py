"""Formulas with the rows that generated tests make for them, and what they come to."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.formula_view import FormulaView
from millwright.factory.generation.formulas import LETTERS, Alike, Operation
from millwright.factory.generation.spec import FieldType

_TODAY = "datetime.now(UTC)"
_NUMBERS = (10, 4, 1, 1, 1, 1)
_WORK: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: float.__add__,
    ast.Div: float.__truediv__,
    ast.Mult: float.__mul__,
    ast.Sub: float.__sub__,
}


@dataclass(frozen=True)
class TestedFormula(FormulaView):
    """A formula of a row; where it is of other rows, of two that are alike."""

    @property
    def given(self) -> Iterator[tuple[str, str]]:
        """What the row has, by attribute."""
        looked_up = dict[str, list[str]]()
        for place, name in enumerate(self.spec.of):
            own, _, theirs = name.partition(".")
            value = _as(self.operand(name).kind, self._values[place])
            if theirs:
                looked_up.setdefault(own, []).append(f"{theirs}={value}")
            else:
                yield name, value
        for own, values in looked_up.items():
            field = self.entity.field(own)
            yield field.attribute, f"make_{field.target.name}(db, person.user, {', '.join(values)}).id"
        if self.spec.field is not None:
            field = self.entity.field(self.spec.field)
            going = next((c.value for c in field.choices if c.value not in self.spec.values), None)
            yield field.name, f"models.{field.enum}.{naming.constant(going)}" if going else "None"
        for each in self.alike:
            field = self.entity.field(each.own)
            yield field.attribute, _alike(field) or f"make_{field.target.name}(db, person.user).id"

    @property
    def given_to_others(self) -> Iterator[tuple[str, str]]:
        """What the rows have that are added up."""
        if self.rows.of is not None and self.taken.find(self.rows.of):
            yield self.rows.of, _as(self.taken.field(self.rows.of).kind, "3")
        if self.rows.field is not None:
            field = self.taken.field(self.rows.field)
            yield field.name, f"models.{field.enum}.{naming.constant(self.rows.values[0])}"
        for each in self.alike:
            field = self.taken.field(each.theirs)
            yield field.attribute, _alike(field) or f"row.{self.entity.field(each.own).attribute}"

    @property
    def alike(self) -> tuple[Alike, ...]:
        """What the rows that are added up say as the row does."""
        return self.spec.rows.alike if self.spec.rows else ()

    @property
    def of_formula(self) -> bool:
        """Whether what is added up is itself worked out."""
        return self.of_rows and self.rows.of is not None and self.taken.find(self.rows.of) is None

    @property
    def expected(self) -> str:
        """What it comes to, in Python."""
        if self.spec.work is not None:
            return f"pytest.approx({arithmetic_of(self.spec.work):.2f}, abs=0.01)"
        found = {
            Operation.AGE: "30",
            Operation.BODY_MASS: "25",
            Operation.DAYS: "5",
            Operation.DIFFERENCE: str(_NUMBERS[0] - sum(_NUMBERS[1 : len(self.spec.of)])),
            Operation.HOURS: "3",
            Operation.LEFT: "3",
            Operation.MARGIN: "60",
            Operation.OVERDUE: "3",
            Operation.PRODUCT: "40",
            Operation.SUM: str(sum(_NUMBERS[: len(self.spec.of)])),
        }.get(self.spec.operation)
        if found is not None:
            return found
        taken = "2" if self.rows.of is None else "6"
        if self.of_formula:
            taken = f"float(sum(one.{self.rows.of} or 0 for one in others))"
        return {
            Operation.AVERAGE: f"{taken} / 2",
            Operation.BALANCE: f"1000 + {taken}" if self.spec.of else taken,
            Operation.REACHED: f"round({taken} / 10, 2)",
            Operation.REST: f"1000 - {taken}",
            Operation.SHARE: "100",
            Operation.TOTAL: taken,
        }[self.spec.operation]

    @property
    def _values(self) -> tuple[str, ...]:
        return {
            Operation.AGE: ("date(date.today().year - 30, 1, 1)",),
            Operation.BODY_MASS: ("81", "180"),
            Operation.DAYS: ("date(2030, 1, 1)", "date(2030, 1, 5)"),
            Operation.HOURS: ("datetime(2030, 1, 1, 9, tzinfo=UTC)", "datetime(2030, 1, 1, 12, tzinfo=UTC)"),
            Operation.LEFT: (f"{_TODAY} + timedelta(days=3)",),
            Operation.OVERDUE: (f"{_TODAY} - timedelta(days=3)",),
            Operation.BALANCE: ("1000",),
            Operation.REACHED: ("1000",),
            Operation.REST: ("1000",),
        }.get(self.spec.operation) or tuple(str(number) for number in _NUMBERS)


def arithmetic_of(work: str) -> float:
    """What an expression comes to with the numbers of the tests."""

    def worth(node: ast.expr) -> float:
        match node:
            case ast.BinOp(left, operator, right):
                return _WORK[type(operator)](worth(left), worth(right))
            case ast.Name(name):
                return float(_NUMBERS[LETTERS.index(name)])
            case _:
                return float(ast.literal_eval(node))

    return worth(ast.parse(work, mode="eval").body)


def _alike(field: FieldView) -> str:
    """What both rows say, in Python; nothing where it is a row that has to be made."""
    if field.is_choice:
        return f"models.{field.enum}.{naming.constant(field.choices[0].value)}"
    return "date(2030, 1, 5)" if field.kind is FieldType.DATE else ""


def _as(kind: FieldType, value: str) -> str:
    """A value as an attribute of that type has it, in Python."""
    if kind in {FieldType.DECIMAL, FieldType.MONEY}:
        return f"Decimal({value})"
    return f"({value}).date()" if kind is FieldType.DATE and value.startswith(_TODAY) else value


def formula_tests(app: AppView) -> dict[str, object]:
    """What the template of their tests is given."""
    cases = [TestedFormula(formula.spec, formula.entity) for entity in app.records for formula in entity.formulas]
    made = {case.entity.name for case in cases} | {case.taken.name for case in cases if case.of_rows}
    said = [case.entity.field(each.own) for case in cases for each in case.alike]
    made |= {field.target.name for field in said if field.is_reference}
    looked_up = [case.entity.field(name.partition(".")[0]) for case in cases for name in case.spec.of if "." in name]
    made |= {field.target.name for field in looked_up}
    approximate = any(case.spec.work for case in cases)
    return {
        "formula_cases": cases,
        "approximate": approximate,
        "formula_factories": sorted(f"make_{name}" for name in made),
    }
