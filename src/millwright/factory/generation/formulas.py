"""What one row comes to: numbers that are worked out from others of the row, or from rows that refer to it."""

import ast
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import StringConstraints, model_validator

from millwright.factory.generation.field_types import LINKED, NUMERIC, TEMPORAL, FieldType
from millwright.factory.generation.spec_basics import Identifier, Label, SpecModel, fault

if TYPE_CHECKING:
    from millwright.factory.generation.spec import AppSpec, Entity


class Operation(StrEnum):
    """How it is worked out. Numbers are those of the row, in their order; a missing one gives no result.

    A margin is what is left of the first number after the second, in per cent of the first. Days are counted from one
    date to another, both included; hours between two moments or times. An age is in years; what is overdue in days, and
    nothing where the row is done. A body mass index is of kilograms and centimetres. A total is of rows that refer to
    the row, an average too; a rest is what they leave of a number of it, and what is reached is their total in per cent
    of such a number. A share is that of rows with some values among all rows, in per cent. A balance is what rows bring
    and others take away, beside a number that the row begins with.
    """

    AGE = "age"
    AVERAGE = "average"
    BALANCE = "balance"
    BODY_MASS = "body_mass"
    DAYS = "days"
    DIFFERENCE = "difference"
    EXPRESSION = "expression"
    HOURS = "hours"
    LEFT = "left"
    MARGIN = "margin"
    OVERDUE = "overdue"
    PRODUCT = "product"
    REACHED = "reached"
    REST = "rest"
    SHARE = "share"
    SUM = "sum"
    TOTAL = "total"


_SOME = 6
_OPERANDS: Mapping[Operation, tuple[int, int, frozenset[FieldType]]] = {
    Operation.AGE: (1, 1, frozenset({FieldType.DATE})),
    Operation.AVERAGE: (0, 0, frozenset()),
    Operation.BALANCE: (0, 1, NUMERIC),
    Operation.BODY_MASS: (2, 2, NUMERIC),
    Operation.DAYS: (2, 2, frozenset({FieldType.DATE})),
    Operation.DIFFERENCE: (2, 4, NUMERIC),
    Operation.EXPRESSION: (1, _SOME, NUMERIC),
    Operation.HOURS: (2, 2, frozenset({FieldType.DATETIME})),
    Operation.LEFT: (1, 1, TEMPORAL),
    Operation.MARGIN: (2, 2, NUMERIC),
    Operation.OVERDUE: (1, 1, TEMPORAL),
    Operation.PRODUCT: (2, 3, NUMERIC),
    Operation.REACHED: (1, 1, NUMERIC),
    Operation.REST: (1, 1, NUMERIC),
    Operation.SHARE: (0, 0, frozenset()),
    Operation.SUM: (2, _SOME, NUMERIC),
    Operation.TOTAL: (0, 0, frozenset()),
}
OF_ROWS = frozenset(
    {Operation.AVERAGE, Operation.BALANCE, Operation.REACHED, Operation.REST, Operation.SHARE, Operation.TOTAL}
)
"""What is worked out of other rows."""
SHARES = frozenset({Operation.REACHED, Operation.SHARE})
"""What is told in per cent of a whole, and drawn as a bar."""
LETTERS = "abcdef"
"""What an expression calls its numbers, in their order."""
_ARITHMETIC = (ast.BinOp, ast.Constant, ast.Name, ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div)
_ALIKE = LINKED | {FieldType.CHOICE, FieldType.DATE}


class Alike(SpecModel):
    """A field of other rows that says the same as one of the row: the same choice or reference; of days, the month."""

    theirs: Identifier
    own: Identifier


class Rows(SpecModel):
    """The rows of `entity` that belong to the row: how many, or what `of` (a number or a formula) comes to.

    Their reference `by` is the row; without one they are those that say the same (`alike`), of the same owner unless
    they are `shared`.
    Only those count whose choice `field` is one of `values`, where it is given.
    """

    entity: Identifier
    by: Identifier | None = None
    alike: tuple[Alike, ...] = ()
    shared: bool = False
    of: Identifier | None = None
    field: Identifier | None = None
    values: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.field is None) != (not self.values):
            raise fault(f"rows of {self.entity}", "values belong to a choice, and a choice needs them")
        if (self.by is None) != bool(self.alike):
            raise fault(f"rows of {self.entity}", "belong to a row by a reference, or by what both say")
        return self

    @property
    def names(self) -> frozenset[str | None]:
        """The fields of theirs that are read."""
        return frozenset({self.by, self.of, self.field, *(each.theirs for each in self.alike)})


Operand = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$")]
"""A field of the row, or, behind a dot, one of what a reference of the row refers to: "process.unit_price"."""


class Formula(SpecModel):
    """A number that nobody types: shown with the row, in lists, sorted by and exported.

    What is overdue is so while the choice `field` is none of `values`. `less` are the rows that take from a balance.
    `work` is the arithmetic of an expression, which calls its numbers a, b, c and so on: "(a - b) / c * 100".
    """

    name: Identifier
    label: Label
    type: FieldType
    operation: Operation
    of: tuple[Operand, ...] = ()
    work: str | None = None
    rows: Rows | None = None
    less: Rows | None = None
    field: Identifier | None = None
    values: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        place = f"formula {self.name}"
        least, most, _ = _OPERANDS[self.operation]
        if self.type not in NUMERIC:
            raise fault(place, "what is worked out is a number")
        if not least <= len(self.of) <= most:
            raise fault(place, f"a {self.operation} is not of {len(self.of)} fields")
        if (self.rows is not None) != (self.operation in OF_ROWS):
            raise fault(place, "rows belong to a total or the like, and these need them")
        if (self.less is not None) != (self.operation is Operation.BALANCE):
            raise fault(place, "rows that take away belong to a balance, and it needs them")
        self._check_whole(place)
        if (self.work is not None) != (self.operation is Operation.EXPRESSION):
            raise fault(place, "arithmetic belongs to an expression, and it needs some")
        if self.work is not None:
            _check_arithmetic(place, self.work, len(self.of))
        if (self.field is None) != (not self.values) or (self.values and self.operation is not Operation.OVERDUE):
            raise fault(place, "states in which nothing is overdue belong to what is overdue")
        return self

    def _check_whole(self, place: str) -> None:
        """A share needs what counts, an average a number."""
        if self.rows is None:
            return
        if self.operation is Operation.SHARE and (self.rows.field is None or self.rows.of is not None):
            raise fault(place, "a share is one of rows with some values")
        if self.operation is Operation.AVERAGE and self.rows.of is None:
            raise fault(place, "an average is one of a number")

    @property
    def own_fields(self) -> frozenset[str | None]:
        """The fields of the row that are read."""
        alike = (each.own for rows in (self.rows, self.less) if rows for each in rows.alike)
        return frozenset({*(name.partition(".")[0] for name in self.of), self.field, *alike})

    @property
    def operands(self) -> frozenset[FieldType]:
        """The types that its fields may have."""
        return _OPERANDS[self.operation][2]


def check_formulas(spec: "AppSpec") -> None:
    """Refuses formulas of fields or rows that are not there."""
    for entity in spec.entities:
        taken = {field.name for field in entity.fields}
        for formula in entity.formulas:
            place = f"formula {entity.name}.{formula.name}"
            if formula.name in taken:
                raise fault(place, "is called like a field or another formula")
            taken.add(formula.name)
            for name, types in _read_by(formula):
                _require_operand(place, spec, entity, name, types)
            _check_states(place, entity, formula)
            for rows in (formula.rows, formula.less):
                if rows is not None:
                    _check_rows(place, spec, entity, rows)


def _check_arithmetic(place: str, work: str, count: int) -> None:
    """Refuses what is not sums, differences, products and quotients of numbers and of all that the formula is of."""
    try:
        nodes = [*ast.walk(ast.parse(work, mode="eval").body)]
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise fault(place, "is no arithmetic") from error
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    if not all(isinstance(node, _ARITHMETIC) for node in nodes) or any(type(c) not in {int, float} for c in constants):
        raise fault(place, "is no arithmetic of numbers")
    if names != {*LETTERS[:count]}:
        raise fault(place, f"does not use the numbers {', '.join(LETTERS[:count])}")


def _read_by(formula: Formula) -> Iterator[tuple[str, frozenset[FieldType]]]:
    yield from ((name, formula.operands) for name in formula.of)


def _check_states(place: str, entity: "Entity", states: Formula | Rows) -> None:
    if states.field is not None:
        _require(place, entity, states.field, frozenset({FieldType.CHOICE}))
        if {*states.values} - {choice.value for choice in entity.field(states.field).choices}:
            raise fault(place, f"names a value that {states.field} has not")


def _check_rows(place: str, spec: "AppSpec", entity: "Entity", rows: Rows) -> None:
    other = spec.entity_or_fault(place, rows.entity)
    if rows.by is not None:
        _require(place, other, rows.by, frozenset({FieldType.REFERENCE}))
        if other.field(rows.by).target != entity.name:
            raise fault(place, f"{rows.by} refers to something else")
    for each in rows.alike:
        _require(place, other, each.theirs, _ALIKE)
        _require(place, entity, each.own, _ALIKE)
        theirs, own = other.field(each.theirs), entity.field(each.own)
        if (theirs.type, theirs.target) != (own.type, own.target):
            raise fault(place, f"{each.theirs} and {each.own} cannot be the same")
    _check_states(place, other, rows)
    worked_out = {f.name: f for f in other.formulas if f.operation not in OF_ROWS}
    if rows.of is not None and rows.of not in worked_out:
        _require(place, other, rows.of, NUMERIC)


def _require_operand(place: str, spec: "AppSpec", entity: "Entity", name: str, types: frozenset[FieldType]) -> None:
    own, _, theirs = name.partition(".")
    if not theirs:
        return _require(place, entity, own, types)
    _require(place, entity, own, frozenset({FieldType.REFERENCE}))
    target = entity.field(own).target
    if target is None or target == entity.name:
        raise fault(place, f"{own} refers to rows of the same kind")
    looked_up = spec.entity_or_fault(place, target)
    _require(place, looked_up, theirs, types & NUMERIC)
    return _require_as_seen(place, spec, entity, looked_up)


def _require_as_seen(place: str, spec: "AppSpec", entity: "Entity", looked_up: "Entity") -> None:
    """Refuses to show numbers of rows to whom these rows are not shown."""
    for role in spec.roles:
        if spec.access(role, entity).read.exceeds(spec.access(role, looked_up).read):
            raise fault(place, f"shows {looked_up.name} to {role.name}, who sees fewer of them")
    if entity.visitors.read.exceeds(looked_up.visitors.read):
        raise fault(place, f"shows {looked_up.name} to visitors, who do not see them")


def _require(place: str, entity: "Entity", name: str, types: frozenset[FieldType]) -> None:
    found = next((field for field in entity.fields if field.name == name), None)
    if found is None:
        raise fault(place, f"names {name}, which does not exist")
    if found.type not in types:
        raise fault(place, f"cannot use {name}, which is a {found.type}")
