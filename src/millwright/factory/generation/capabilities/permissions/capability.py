"""What roles may do is set by the administrator: plans of roles beside the compiled table of permissions."""

from functools import cache

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
    Seed,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import AppSpec, Layout, Part, Reach, Role

_NAME = "permissions"
_TABLES = ("role_plan", "role_holder", "role_change")
_TEMPLATES = f"capabilities/{_NAME}/templates"
_FILES = {
    "backend/app/role_plans.py": "backend/role_plans.py",
    "backend/app/routes/roles.py": "backend/routes.py",
    "frontend/src/lib/roles.ts": "frontend/roles.ts",
    "frontend/src/components/permissions/RightsTable.tsx": "frontend/RightsTable.tsx",
    "frontend/src/pages/permissions/RolesPage.tsx": "frontend/RolesPage.tsx",
    "frontend/src/pages/permissions/RolesPage.test.tsx": "frontend/RolesPage.test.tsx",
    "tests/test_permissions.py": "tests/test_permissions.py",
}


def _draft(reading: Reading) -> None:
    """Where plans of roles are kept, in place of rights and roles that somebody would type and nothing would obey."""
    reading.wishes = [wish for wish in reading.wishes if wish.capability.name != _NAME or _is_meant(wish)]
    wishes = reading.wished(_NAME)
    if not wishes:
        return
    _forget_typed(reading)
    for table in _TABLES:
        add_record(reading, table, because_of(wishes, ""), internal=True)


def _is_meant(wish: Wish) -> bool:
    """Whether it is about what people may do, and not about roles that are played or offered."""
    said = set(wish.words.lower().split())
    if wish.words.lower().endswith(tuple(_words()["doing"].split("; "))):
        return False
    spoken = {token.low for token in wish.sentence.tokens}
    return bool(said & set(_words()["sure"].split()) or spoken & set(_words()["beside"].split()))


def _forget_typed(reading: Reading) -> None:
    """Rights are no records here, nor are roles fields, nor those people who are nothing but led."""
    typed, led, sure = (set(_words()[name].split()) for name in ("typed", "led", "sure"))
    for entity in [*reading.entities]:
        pointed = any(field.target == entity.name for other in reading.entities for field in other.fields)
        if entity.key in typed or (entity.because.lower() in led and not pointed):
            reading.forget(entity)
        entity.fields = [
            field
            for field in entity.fields
            if "role" not in field.name or not sure & set(field.because.lower().split())
        ]


def _settle(reading: Reading) -> None:
    wishes = reading.wished(_NAME)
    others = any(role.kind is not RoleKind.ADMIN for role in reading.roles)
    records = any(not entity.internal for entity in reading.entities)
    if wishes and others and records and all(reading.entity(table) for table in _TABLES):
        add_part(reading, Part(capability=_NAME), because_of(wishes, ""))


def _finish(reading: Reading) -> None:
    """Roles are as they are at first; the demonstration's own role comes from code."""
    for table in _TABLES:
        entity = reading.entity(table)
        if entity is not None and entity.internal:
            entity.samples = ()


def _contribute(spec: AppSpec, _part: Part) -> Contribution:
    entities = entity_views(spec)
    bases = [role for role in spec.roles if not role.admin]
    worker = next((role for role in bases if not role.signup), bases[0])
    entity = max(entities, key=lambda one: _plain(spec, worker, one))
    access = spec.access(worker, entity.spec)
    values = {
        "spec": spec,
        "site": spec.layout is Layout.SITE,
        "root": spec.workspace_root,
        "entities": entities,
        "bases": bases,
        "worker": worker,
        "demo_base": worker.name,
        "entity": entity.spec,
        "creating": 201 if access.create else 403,
        "public": entity.spec.visitors.read is Reach.ALL,
    }
    page = Component("RolesPage", "pages/permissions/RolesPage")
    return Contribution(
        files={path: render(f"{_TEMPLATES}/{name}.j2", **values) for path, name in _FILES.items()},
        routers=("roles",),
        routes=(Route("/roles", page, Place.WORKSPACE, subject="user"),),
        navigation=(NavigationItem("Roles and permissions", "/roles", "ShieldCheck", Place.WORKSPACE, subject="user"),),
        role_rights=True,
        seeds=(Seed("add_demo_role", "role_plans"),),
        readme=("Administrators set under Roles and permissions what each role may do, and make roles of their own.",),
    )


def _plain(spec: AppSpec, worker: Role, entity: EntityView) -> tuple[bool, ...]:
    """How well an entity shows what its rights do: the worker reads all of it, adds to it, and nobody else sees it."""
    access = spec.access(worker, entity.spec)
    seen = access.read is Reach.ALL
    return (access.read is not Reach.NONE, access.create, seen, entity.spec.visitors.read is Reach.NONE)


@cache
def _words() -> dict[str, str]:
    return table_beside(__package__ or "", "words")


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, finish=_finish)
