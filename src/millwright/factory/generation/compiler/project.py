"""The files at the root of a generated application: how it is installed, configured, run, tested and explained."""

from millwright.factory.generation.capabilities import contributions
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.rights import rights_of
from millwright.factory.generation.spec import AppSpec
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
        "reasons": _reasons(spec),
        "running": [(requirement, pins[name]) for name, requirement in _RUNNING.items()],
        "testing": [(name, pins[name]) for name in _TESTING],
    }
    files = {name: render(f"root/{name}.j2", **values) for name in _FILES}
    return files | {"millwright.json": spec.to_json()}


def _reasons(spec: AppSpec) -> list[tuple[str, list[str]]]:
    """Each reason once, with everything that is so because of it."""
    found: dict[str, list[str]] = {}
    for reason in spec.reasons:
        found.setdefault(reason.because, []).append(reason.subject)
    return list(found.items())
