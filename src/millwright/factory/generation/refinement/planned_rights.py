"""What an administrator has made of roles goes on holding when roles and records have other names."""

from collections.abc import Mapping

from millwright.factory.generation.refinement.altering import exchange, in_order, update
from millwright.factory.generation.refinement.changes import Renames
from millwright.factory.generation.spec import AppSpec

_PLANS = "role_plans"


def planned_rights(old: AppSpec, new: AppSpec, renames: Renames, instead: Mapping[str, str]) -> list[str]:
    """The statements by which plans of roles follow, where both applications have them; else what was taken away would
    be given back. `instead` says which role takes the place of each that is renamed or gone.
    """
    if not (old.parts_of("permissions") and new.parts_of("permissions")):
        return []
    left = {role.name for role in new.roles}
    gone = [role for role in instead if renames.roles.get(role, role) not in left]
    renamed = {role: name for role, name in instead.items() if role not in gone}
    lines = [_forget(role) for role in gone]  # Own roles that stood on it stand on the other from now on.
    lines += [_keyed(before, after) for before, after in in_order(renamed)]
    lines += exchange(_PLANS, "base_role", {role: repr(name) for role, name in instead.items()})
    names = {entity.name for entity in new.entities}
    moved = {before: after for before, after in renames.entities.items() if after in names and before != after}
    return lines + [_spoken(before, after) for before, after in in_order(moved)]


def _forget(role: str) -> str:
    return f"op.execute(sa.table({_PLANS!r}, sa.column('role_key')).delete().where(sa.column('role_key') == {role!r}))"


def _keyed(before: str, after: str) -> str:
    return update(_PLANS, "role_key", repr(after), where=f"sa.column('role_key') == {before!r}")


def _spoken(before: str, after: str) -> str:
    """Rights are JSON by kind of record, as `kept_rights` of the application writes it."""
    said = ", ".join(repr(f'"{name}": {{') for name in (before, after))
    return update(_PLANS, "rights", f"sa.func.replace(sa.column('rights'), {said})")
