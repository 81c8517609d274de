"""What people may do, in one sentence for each role: the same in a plan, in a specification and in the README."""

from collections.abc import Callable

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.spec import FULL_ACCESS, Access, AppSpec, Entity, Reach, Role


def rights_of(spec: AppSpec, role: Role) -> str:
    """What a role may do: "Can add repairs, and see and edit their own; see parts"."""
    if role.admin:
        return "Can see and change everything, and manages accounts"
    return _sentence(spec, lambda entity: spec.access(role, entity))


def visitors_rights(spec: AppSpec) -> str | None:
    """What people may do who have not signed in; None where they see nothing."""
    if all(entity.visitors == Access() for entity in spec.entities if not entity.internal):
        return None
    return _sentence(spec, lambda entity: entity.visitors)


def _sentence(spec: AppSpec, access_to: Callable[[Entity], Access]) -> str:
    """Records with which one may do the same are told together, in the order of the specification."""
    groups: dict[Access, list[str]] = {}
    for entity in spec.entities:
        access = access_to(entity)
        if not entity.internal and access != Access():
            groups.setdefault(access, []).append(naming.in_sentence(entity.plural_label))
    if not groups:
        return "Cannot see any records"
    return "Can " + "; ".join(_clause(access, _listed(records)) for access, records in groups.items())


def _clause(access: Access, records: str) -> str:
    if access == FULL_ACCESS:
        return f"see, add, edit and delete {records}"
    reaches = {"see": access.read, "edit": access.update, "delete": access.delete}
    everybodys = [verb for verb, reach in reaches.items() if reach is Reach.ALL]
    own = _listed([verb for verb, reach in reaches.items() if reach is Reach.OWN])
    if access.create:
        everybodys.insert("see" in everybodys, "add")
    if not everybodys:
        return f"{own} their own {records}"
    return f"{_listed(everybodys)} {records}" + (f", and {own} their own" if own else "")


def _listed(words: list[str]) -> str:
    *most, last = words or [""]
    return f"{', '.join(most)} and {last}" if most else last
