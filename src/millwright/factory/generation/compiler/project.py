"""The files at the root of a generated application: how it is installed, configured, run, tested and explained."""

from millwright.factory.generation.capabilities import contributions
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import FULL_ACCESS, Access, AppSpec, Reach, Role
from millwright.factory.sandbox.toolchain import python_versions

_FILES = (
    ".dockerignore",
    ".env.example",
    ".gitignore",
    "Dockerfile",
    "README.md",
    "alembic.ini",
    "pyproject.toml",
    "requirements.txt",
)
_RUNNING = {
    "alembic": "alembic",
    "email-validator": "email-validator",
    "fastapi": "fastapi",
    "psycopg": "psycopg[binary]",
    "pwdlib": "pwdlib[argon2]",
    "pydantic": "pydantic",
    "sqlalchemy": "sqlalchemy",
    "starlette": "starlette",
    "uvicorn": "uvicorn",
}
_TESTING = ("httpx", "pytest", "pytest-cov", "ruff")


def project_files(spec: AppSpec) -> dict[str, str]:
    """Every file at the root that belongs to no half of the application alone, by its path."""
    pins = python_versions()
    values: dict[str, object] = {
        "spec": spec,
        "does": list(dict.fromkeys(line for part in contributions(spec) for line in part.readme)),
        "roles": [(role, rights_of(spec, role)) for role in spec.roles],
        "running": [(requirement, pins[name]) for name, requirement in _RUNNING.items()],
        "testing": [(name, pins[name]) for name in _TESTING],
    }
    files = {name: render(f"root/{name}.j2", **values) for name in _FILES}
    return files | {"millwright.json": spec.to_json()}


def rights_of(spec: AppSpec, role: Role) -> str:
    """What a role may do, as one sentence."""
    if role.admin:
        return "everything, and manages accounts"
    granted = {
        naming.in_sentence(entity.plural_label): _verbs(spec.access(role, entity))
        for entity in spec.entities
        if not entity.internal and spec.access(role, entity) != Access()
    }
    return "; ".join(f"{verbs} {name}" for name, verbs in granted.items()) or "nothing yet"


def _verbs(access: Access) -> str:
    if access == FULL_ACCESS:
        return "read, add, change, delete"
    reaches = {"read": access.read, "change": access.update, "delete": access.delete}
    words = [
        f"{verb}{' own' if reach is Reach.OWN else ''}" for verb, reach in reaches.items() if reach is not Reach.NONE
    ]
    if access.create:
        words.insert(1, "add")
    return ", ".join(words)
