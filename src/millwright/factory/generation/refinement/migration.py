"""The migration from one specification's tables to those of the next, and back, with the rows kept."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from millwright.factory.generation.compiler import demo_accounts, demo_name
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.field_types import LINKED
from millwright.factory.generation.refinement.altering import Altered, Fields, alter, aside, exchange, in_order, update
from millwright.factory.generation.refinement.changes import Renames
from millwright.factory.generation.refinement.planned_rights import planned_rights
from millwright.factory.generation.refinement.tables import Table, pointing, tables_of
from millwright.factory.generation.refinement.values import otherwise
from millwright.factory.generation.spec import AppSpec, FieldSpec, FieldType, Role
from millwright.kit.errors import DomainError, Kind

FOLDER = "backend/app/migrations"
VERSIONS = f"{FOLDER}/versions/"
_CONVERTING = f"{FOLDER}/converting.py"


@dataclass(frozen=True, slots=True)
class _Way:
    """One direction: the statements, and which functions of ``converting.py`` they use."""

    lines: list[str]
    conversions: set[str]


def migration_files(
    old: AppSpec, new: AppSpec, renames: Renames, *, versions: Mapping[str, bytes], title: str
) -> dict[str, str]:
    """The files that bring tables of `old` to those of `new`; empty when neither tables nor values change.

    `versions` are the migrations that there are, by their paths: the new one follows the last of them. `title` says in
    a few words what it does. The text is not formatted. Raises `DomainError` ``migrations_branched`` when more than
    one migration is the last.
    """
    there, back = _way(old, new, renames), _way(new, old, renames.inverted())
    if not there.lines:
        return {}
    modules = {path: content for path, content in versions.items() if path.endswith(".py")}
    last = _last_of(modules)
    number = _largest(modules) + 1
    slug = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:40].strip("_") or "refinement"
    used = there.conversions | back.conversions
    text = _rendered(title, (f"{number:04d}", last), there.lines, back.lines, used)
    files = {f"{VERSIONS}{number:04d}_{slug}.py": text}
    if used:
        files[_CONVERTING] = render(f"{_CONVERTING}.j2")
    return files


def _largest(versions: Mapping[str, bytes]) -> int:
    """The largest number that a migration's file begins with, or their count: people name theirs as they like."""
    numbers = (re.match(r"\d{1,9}(?!\d)", path.rpartition("/")[2]) for path in versions)
    revisions = (str(_assigned(content.decode()).get("revision", "")) for content in versions.values())
    told = [int(match[0]) for match in numbers if match]
    return max([len(versions), *told, *(int(name) for name in revisions if re.fullmatch(r"\d{1,9}", name))])


def _rendered(title: str, ids: tuple[str, str], up: list[str], down: list[str], used: set[str]) -> str:
    revision, before = ids
    sentence = title.replace("\\", "/").replace('"', "'")
    imports = f"\nfrom backend.app.migrations.converting import {', '.join(sorted(used))}\n" if used else ""
    return (
        f'"""{sentence}."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n{imports}\n'
        f'revision = "{revision}"\ndown_revision = "{before}"\n\n\n'
        f"def upgrade() -> None:\n{_indented(up)}\n\n\ndef downgrade() -> None:\n{_indented(down or ['pass'])}\n"
    )


def _indented(lines: list[str]) -> str:
    return "\n".join(f"    {line}" for line in lines)


def _last_of(versions: Mapping[str, bytes]) -> str:
    """The revision that no other one follows."""
    names: dict[str, str | None] = {}
    for source in versions.values():
        said = _assigned(source.decode())
        if isinstance(revision := said.get("revision"), str):
            before = said.get("down_revision")
            names[revision] = before if isinstance(before, str) else None
    last = names.keys() - set(names.values())
    if len(last) != 1:
        message = f"The application has {len(last)} last migrations ({', '.join(sorted(last))}); it needs exactly one."
        raise DomainError("migrations_branched", Kind.CONFLICT, message)
    return last.pop()


def _assigned(source: str) -> dict[str, object]:
    """The constants that a module assigns; nothing for one that cannot be parsed."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return {}
    found: dict[str, object] = {}
    for statement in statements:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        value = getattr(statement, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            found[target.id] = value.value
    return found


def _way(old: AppSpec, new: AppSpec, renames: Renames) -> _Way:
    before, after = tables_of(old), tables_of(new)
    plurals = _tables_renamed(old, new, renames)
    replaced = {name: aside(name) for name in before if name not in plurals and name in plurals.values()}
    moves = plurals | replaced
    instead = _instead(old, new, renames)
    lines = _roles(old, new, renames, instead) + planned_rights(old, new, renames, instead)
    lines += [f"op.rename_table({source!r}, {target!r})" for source, target in in_order(moves)]
    known = {moves.get(name, name) for name in before}
    created = [table.source for name, table in after.items() if name not in known]
    conversions: set[str] = set()
    changed: list[tuple[Altered, Table, list[str]]] = []
    for name, table in before.items():
        target = after.get(moves.get(name, name))
        if target is None:
            continue
        fields = _fields(old, name), _fields(new, target.name)
        altered = alter(pointing(table, moves), target, _columns_renamed(fields, target, new, renames), *fields)
        changed.append((altered, target, _choices(target, new, fields, renames)))
        conversions |= altered.conversions
    gone = [moves.get(name, name) for name in before if moves.get(name, name) not in after]
    dropped = [f"op.drop_table({name!r})" for name in reversed(gone)]
    return _Way(lines + _steps(changed, created, dropped, reused=bool(moves.keys() & after.keys())), conversions)


def _steps(
    changed: list[tuple[Altered, Table, list[str]]], created: list[str], dropped: list[str], *, reused: bool
) -> list[str]:
    """The statements in order; where names of tables are used again, indexes lose theirs before others get them."""
    if not reused:
        altered = [line for change, table, rows in changed for line in (*change.lines(table), *rows)]
        return [*created, *altered, *dropped]
    opening = [line for change, table, _ in changed for line in change.opening(table)]
    closing = [line for change, table, rows in changed for line in (*change.closing(table), *rows)]
    return [*opening, *dropped, *created, *closing]


def _tables_renamed(old: AppSpec, new: AppSpec, renames: Renames) -> dict[str, str]:
    """New names of tables by their old ones; an entity that keeps its name may get another plural."""
    plurals = {entity.name: entity.plural for entity in new.entities}
    pairs = ((entity.plural, plurals.get(renames.entities.get(entity.name, entity.name))) for entity in old.entities)
    return {before: after for before, after in pairs if after is not None and after != before}


def _fields(spec: AppSpec, table: str) -> Fields:
    """The fields of the entity of a table, by their columns; none for a table that is no entity's."""
    entity = next((entity for entity in spec.entities if entity.plural == table), None)
    return {column_of(field): field for field in entity.fields} if entity is not None else {}


def column_of(field: FieldSpec) -> str:
    """The column that holds a field."""
    return f"{field.name}_id" if field.type in LINKED else field.name


def _columns_renamed(fields: tuple[Fields, Fields], table: Table, new: AppSpec, renames: Renames) -> dict[str, str]:
    entity = next((entity.name for entity in new.entities if entity.plural == table.name), "")
    targets = {field.name: column for column, field in fields[1].items()}
    found: dict[str, str] = {}
    for column, field in fields[0].items():
        name = renames.fields.get((entity, field.name))
        if name is not None and name in targets:
            found[column] = targets[name]
    return found


def _choices(table: Table, new: AppSpec, fields: tuple[Fields, Fields], renames: Renames) -> list[str]:
    """Gives rows whose choice has another value now, or is there no more, one that is."""
    entity = next((entity.name for entity in new.entities if entity.plural == table.name), "")
    names = {field.name: renames.fields.get((entity, field.name)) for field in fields[0].values()}
    before = {field.name: field for field in fields[0].values() if names[field.name] is None}
    before |= {name: field for field in fields[0].values() if (name := names[field.name]) is not None}
    lines: list[str] = []
    for column, field in fields[1].items():
        source = before.get(field.name)
        if source is None or field.type is not FieldType.CHOICE or source.type is not FieldType.CHOICE:
            continue
        values = {choice.value for choice in field.choices}
        renamed = renames.choices.get((entity, field.name), {})
        instead: dict[str, str] = {}
        for choice in source.choices:
            kept = renamed.get(choice.value, choice.value)
            instead[choice.value] = repr(kept) if kept in values else otherwise(field) if field.required else "None"
        changed = {value: other for value, other in instead.items() if other != repr(value)}
        lines += exchange(table.name, column, changed)
    return lines


def _instead(old: AppSpec, new: AppSpec, renames: Renames) -> dict[str, str]:
    """Which role takes the place of each that has another name or is gone."""
    left = {role.name for role in new.roles}
    names = {role.name: renames.roles.get(role.name, role.name) for role in old.roles}
    return {
        role: name if name in left else _humblest(new)
        for role, name in names.items()
        if name != role or name not in left
    }


def _roles(old: AppSpec, new: AppSpec, renames: Renames, instead: Mapping[str, str]) -> list[str]:
    """Accounts of a renamed role follow it; those of a role that is gone are switched off, with the humblest one.

    A demonstration has an account for each role, which are told by their address: no other database has such rows.
    """
    left = {role.name for role in new.roles}
    names = {role.name: renames.roles.get(role.name, role.name) for role in old.roles}
    gone = [role for role, name in names.items() if name not in left]
    renamed = {role: name for role, name in names.items() if name in left and name != role}
    lines = [update("users", "active", "False", where=f"sa.column('role') == {role!r}") for role in gone]
    lines += exchange("users", "role", {role: repr(name) for role, name in instead.items()})
    addresses = {_demo_address(old, role): _demo_address(new, name) for role, name in renamed.items()}
    lines += [
        update("users", "email", repr(after), where=f"sa.column('email') == {before!r}")
        for before, after in in_order(addresses)
    ]
    return lines + [_demo_account(old, new, role) for role in new.roles if role.name not in names.values()]


def _demo_address(spec: AppSpec, role: str) -> str:
    return next(account.email for account in demo_accounts(spec) if account.role == role)


def _demo_account(old: AppSpec, new: AppSpec, role: Role) -> str:
    """Adds the account of a new role to a demonstration; all of them have the same password."""
    address, admin = _demo_address(new, role.name), _demo_address(old, old.admin.name)
    name = demo_name(new, role)
    copied = f"'{address}', '{name}', '{role.name}', password_hash, active, created_at"
    lines = (
        "INSERT INTO users (email, name, role, password_hash, active, created_at) ",
        f"SELECT {copied} FROM users ",  # noqa: S608 - identifiers alone, as in the line below
        f"WHERE email = '{admin}' AND NOT EXISTS (SELECT 1 FROM users WHERE email = '{address}')",  # noqa: S608
    )
    return "op.execute(\n" + "\n".join(f'        "{line}"' for line in lines) + "\n    )"


def _humblest(spec: AppSpec) -> str:
    """The role for accounts whose own is no more: one that strangers may have, else the last that is no admin's."""
    others = [role for role in spec.roles if not role.admin] or list(spec.roles)
    return next((role.name for role in others if role.signup), others[-1].name)
