"""The lines of a migration that change one table, its rows in place.

SQLite makes a table anew for most changes, so they are gathered in at most two batches. Columns are renamed before
them; in the first they are added and dropped; then values are filled in or converted; in the second columns become
required, and get the constraints and indexes that go by their new names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from millwright.factory.generation.refinement.tables import Column, Table
from millwright.factory.generation.refinement.values import Conversion, otherwise
from millwright.factory.generation.spec import FieldSpec

Fields = dict[str, FieldSpec]
"""The fields of an entity by their columns."""


@dataclass
class Altered:
    """The parts of one table's change; `moves` are new names of columns, `conversions` from `converting.py`."""

    moves: dict[str, str] = field(default_factory=dict[str, str])
    first: list[str] = field(default_factory=list[str])
    between: list[str] = field(default_factory=list[str])
    second: list[str] = field(default_factory=list[str])
    conversions: set[str] = field(default_factory=set[str])

    def lines(self, table: Table) -> list[str]:
        """The statements in their order."""
        if not self.between:
            return [*self._renamings(table), *_batch(table, [*self.first, *self.second])]
        return [*self.opening(table), *self.closing(table)]

    def opening(self, table: Table) -> list[str]:
        """The statements up to where no index has an old name any more."""
        return [*self._renamings(table), *_batch(table, self.first)]

    def closing(self, table: Table) -> list[str]:
        """The statements that follow `opening`."""
        return [*self.between, *_batch(table, self.second)]

    def _renamings(self, table: Table) -> list[str]:
        return [_rename(table, before, after) for before, after in in_order(self.moves)]


def alter(old: Table, new: Table, renamed: dict[str, str], before: Fields, after: Fields) -> Altered:
    """What turns `old` into `new`, both already of the same name; `renamed` has new names of columns by old ones.

    `old` keeps the names of its indexes and constraints from the table's name before, see `dropped`.
    """
    altered = Altered()
    there = {renamed.get(column.name, column.name) for column in old.columns}
    for column in old.columns:
        is_replaced = column.name not in renamed and column.name in renamed.values()
        target = None if is_replaced else new.column(renamed.get(column.name, column.name))
        if target is None:
            gone = aside(column.name) if is_replaced else column.name
            if is_replaced:
                altered.moves[column.name] = gone
            altered.first += [*undress(old.name, column), f"table.drop_column({_s(gone)})"]
        else:
            _carry_over(altered, old, new, (column, target), before, after)
    for column in new.columns:
        if column.name not in there:
            _add(altered, new, column, after)
    return altered


def _carry_over(
    altered: Altered, old: Table, new: Table, columns: tuple[Column, Column], before: Fields, after: Fields
) -> None:
    column, target = columns
    source, wanted = before.get(column.name), after.get(target.name)
    conversion = Conversion.between(source, wanted) if source and wanted else None
    renamed = column.name != target.name
    redressed = old.name != new.name or renamed or _dress_of(column) != _dress_of(target) or conversion is not None
    if redressed:
        altered.first += undress(old.name, column)
        altered.second += dress(new.name, target)
    if conversion is not None and wanted is not None:
        _convert(altered, new, columns, conversion, wanted)
        return
    if renamed:
        altered.moves[column.name] = target.name
    if column.type != target.type:
        altered.between += _shorten(new, column, target)
        altered.second.append(
            f"table.alter_column({_s(target.name)}, existing_type={column.type}, type_={target.type})"
        )
    if column.nullable != target.nullable:
        if not target.nullable and wanted is not None:
            altered.between += _fill(new, target, wanted, only_empty=True)
        altered.second.append(_nullable(target))


def _convert(
    altered: Altered, table: Table, columns: tuple[Column, Column], conversion: Conversion, wanted: FieldSpec
) -> None:
    column, target = columns
    kept = aside(column.name)
    altered.moves[column.name] = kept
    altered.first.append(f"table.add_column(sa.Column({_s(target.name)}, {target.type}))")
    fallback = "" if target.nullable else f", otherwise={otherwise(wanted)}"
    altered.between.append(
        f"convert({_s(table.name)}, sa.column({_s(kept)}, {column.type}), "
        f"sa.column({_s(target.name)}, {target.type}), {conversion.call}{fallback})"
    )
    altered.conversions |= {"convert", conversion.function}
    altered.second.insert(0, f"table.drop_column({_s(kept)})")
    if not target.nullable:
        altered.second.append(_nullable(target))


def _add(altered: Altered, table: Table, column: Column, after: Fields) -> None:
    altered.first.append(f"table.add_column(sa.Column({_s(column.name)}, {column.type}))")
    wanted = after.get(column.name)
    if not column.nullable and wanted is not None:
        altered.between += _fill(table, column, wanted)
        altered.second.append(_nullable(column))
    altered.second += dress(table.name, column)


def _fill(table: Table, column: Column, wanted: FieldSpec, *, only_empty: bool = False) -> list[str]:
    where = f"sa.column({_s(column.name)}).is_(None)" if only_empty else ""
    value = f"sa.cast(sa.column('id'), {column.type})" if column.unique else otherwise(wanted)
    return [update(table.name, column.name, value, where=where)]


def _shorten(table: Table, column: Column, target: Column) -> list[str]:
    """Cuts texts to the length that they may have from now on; some databases refuse longer ones."""
    before, after = _length(column.type), _length(target.type)
    if after is None or (before is not None and before <= after):
        return []
    return [update(table.name, target.name, f"sa.func.substr(sa.column({_s(target.name)}), 1, {after})")]


def _length(kind: str) -> int | None:
    return int(kind[len("sa.String(") : -1]) if kind.startswith("sa.String(") else None


def _rename(table: Table, column: str, name: str) -> str:
    return f"op.alter_column({_s(table.name)}, {_s(column)}, new_column_name={_s(name)})"


def _nullable(column: Column) -> str:
    return f"table.alter_column({_s(column.name)}, existing_type={column.type}, nullable={column.nullable})"


def update(table: str, column: str, value: str, *, where: str = "") -> str:
    """A statement that gives all rows, or those that `where` (Python source) chooses, a value (Python source too)."""
    chosen = f".where({where})" if where else ""
    return (
        f"op.execute(sa.table({_s(table)}, sa.column({_s(column)})).update(){chosen}.values({{{_s(column)}: {value}}}))"
    )


def exchange(table: str, column: str, values: Mapping[str, str]) -> list[str]:
    """A statement that replaces texts of a column, each by its Python source; none when there are none.

    It is one however many there are, since what takes the place of one text may be another that is replaced.
    """
    held = f"sa.column({_s(column)})"
    if not values:
        return []
    if len(values) == 1:
        ((before, after),) = values.items()
        return [update(table, column, after, where=f"{held} == {_s(before)}")]
    pairs = ", ".join(f"{_s(before)}: {after}" for before, after in values.items())
    return [update(table, column, f"sa.case({{{pairs}}}, value={held}, else_={held})")]


def in_order(moves: Mapping[str, str]) -> list[tuple[str, str]]:
    """Renamings, so ordered that each new name is free when it is taken; in a circle one thing steps aside."""
    waiting = dict(moves)
    found: list[tuple[str, str]] = []
    while waiting:
        free = next((before for before, after in waiting.items() if after not in waiting), None)
        if free is not None:
            found.append((free, waiting.pop(free)))
            continue
        before, after = next(iter(waiting.items()))
        del waiting[before]
        found.append((before, aside(before)))
        waiting[aside(before)] = after
    return found


def aside(name: str) -> str:
    """The name for the time being of what has to make room."""
    return f"{name}_before"


def undress(table: str, column: Column) -> list[str]:
    """Drops the index and the constraints of a column."""
    lines = [f"table.drop_index('ix_{table}_{column.name}')"] if column.index else []
    if column.unique:
        lines.append(f"table.drop_constraint('uq_{table}_{column.name}', type_='unique')")
    if column.reference is not None:
        lines.append(f"table.drop_constraint('fk_{table}_{column.name}', type_='foreignkey')")
    return lines


def dress(table: str, column: Column) -> list[str]:
    """Creates the index and the constraints of a column."""
    lines: list[str] = []
    if column.reference is not None:
        target, _, key = column.reference.target.partition(".")
        ondelete = f", ondelete={_s(column.reference.ondelete)}" if column.reference.ondelete else ""
        lines.append(
            f"table.create_foreign_key('fk_{table}_{column.name}', {_s(target)}, "
            f"[{_s(column.name)}], [{_s(key)}]{ondelete})"
        )
    if column.unique:
        lines.append(f"table.create_unique_constraint('uq_{table}_{column.name}', [{_s(column.name)}])")
    if column.index:
        lines.append(f"table.create_index('ix_{table}_{column.name}', [{_s(column.name)}])")
    return lines


def _dress_of(column: Column) -> tuple[object, ...]:
    return (column.index, column.unique, column.reference)


def _batch(table: Table, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    options = ", table_kwargs={'sqlite_autoincrement': True}" if table.autoincrement else ""
    opening = f"with op.batch_alter_table({_s(table.name)}{options}) as table:"
    return [opening, *(f"    {line}" for line in lines)]


_s: Callable[[str], str] = repr
