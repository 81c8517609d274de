"""The tables of an application, read from the first migration that the compiler writes for its specification.

That migration says all there is to say about them, whatever part of the application a table belongs to.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import AppSpec

INITIAL = "backend/app/migrations/versions/0001_initial.py"


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: `target` is ``table.column``."""

    target: str
    ondelete: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `type` is its SQLAlchemy type as source (``sa.String(200)``)."""

    name: str
    type: str
    nullable: bool
    index: bool
    unique: bool
    reference: Reference | None
    primary_key: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `source` is the call that creates it, `autoincrement` whether SQLite never uses an id again."""

    name: str
    columns: tuple[Column, ...]
    autoincrement: bool
    source: str

    def column(self, name: str) -> Column | None:
        """The column of that name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)


def tables_of(spec: AppSpec) -> dict[str, Table]:
    """Every table of the application by its name, each after those it refers to."""
    source = compile_app(spec)[INITIAL]
    return {table.name: table for table in _tables(source)}


def pointing(table: Table, renamed: dict[str, str]) -> Table:
    """The table with its foreign keys pointing to the new names of tables."""

    def moved(column: Column) -> Column:
        if column.reference is None:
            return column
        target, _, key = column.reference.target.partition(".")
        name = renamed.get(target, target)
        return replace(column, reference=replace(column.reference, target=f"{name}.{key}"))

    return replace(table, columns=tuple(moved(column) for column in table.columns))


def _tables(source: str) -> Iterator[Table]:
    upgrade = next(
        node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == "upgrade"
    )
    for statement in upgrade.body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "op.create_table":
            yield _table(call)


def _table(call: ast.Call) -> Table:
    name, *parts = call.args
    columns = [_column(part) for part in parts if isinstance(part, ast.Call) and ast.unparse(part.func) == "sa.Column"]
    return Table(_text(name), tuple(columns), _flag(call, "sqlite_autoincrement"), ast.unparse(call))


def _column(call: ast.Call) -> Column:
    name, kind, *others = call.args
    reference = next((_reference(part) for part in others if isinstance(part, ast.Call)), None)
    primary = _flag(call, "primary_key")
    return Column(
        name=_text(name),
        type=ast.unparse(kind),
        nullable=_flag(call, "nullable", default=not primary),
        index=_flag(call, "index"),
        unique=_flag(call, "unique"),
        reference=reference,
        primary_key=primary,
    )


def _reference(call: ast.Call) -> Reference:
    ondelete = next((_text(word.value) for word in call.keywords if word.arg == "ondelete"), None)
    return Reference(_text(call.args[0]), ondelete)


def _flag(call: ast.Call, name: str, *, default: bool = False) -> bool:
    return next((bool(ast.literal_eval(word.value)) for word in call.keywords if word.arg == name), default)


def _text(node: ast.expr) -> str:
    return str(ast.literal_eval(node))
