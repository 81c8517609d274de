"""The files at the root of a generated application: how it is installed, configured, run, tested and explained."""

from millwright.factory.generation.capabilities import contributions
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.rights import rights_of
from millwright.factory.generation.spec import AppSpec, FileFormat
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
_BY_FORMAT = {FileFormat.XLSX: ("xlsxwriter", "openpyxl"), FileFormat.PDF: ("reportlab", "pypdf")}
"""What files of a format are made with, and what their tests read them with."""
_TESTING = ("httpx", "pytest", "pytest-cov", "ruff")


def project_files(spec: AppSpec) -> dict[str, str]:
    """Every file at the root that belongs to no half of the application alone, by its path."""
    pins = python_versions()
    running, testing = _packages(spec)
    values: dict[str, object] = {
        "spec": spec,
        "map_tiles": any(part.map_tiles for part in contributions(spec)),
        "does": list(dict.fromkeys(line for part in contributions(spec) for line in part.readme)),
        "roles": [(role, rights_of(spec, role)) for role in spec.roles],
        "reasons": _reasons(spec),
        "running": [(requirement, pins[name]) for name, requirement in sorted(running.items())],
        "testing": [(name, pins[name]) for name in testing],
    }
    files = {name: render(f"root/{name}.j2", **values) for name in _FILES}
    return files | {"millwright.json": spec.to_json()}


def _packages(spec: AppSpec) -> tuple[dict[str, str], list[str]]:
    """What it runs on, by name as pip wants it, and what its tests do; what makes files only where some are made."""
    app = AppView(spec)
    sheets = any(part.reads_sheets for part in app.contributions)
    formats = app.tables | ({FileFormat.PDF} if app.papers else frozenset[FileFormat]())
    made = {_BY_FORMAT[each][0]: _BY_FORMAT[each][0] for each in formats}
    fonts = {"pymupdf-fonts": "pymupdf-fonts"} if app.papers else {}
    read = {"openpyxl": "openpyxl"} if sheets else {}
    testing = {_BY_FORMAT[each][1] for each in formats} - read.keys()
    return _RUNNING | made | fonts | read, sorted([*_TESTING, *testing])


def _reasons(spec: AppSpec) -> list[tuple[str, list[str]]]:
    """Each reason once, with everything that is so because of it."""
    found: dict[str, list[str]] = {}
    for reason in spec.reasons:
        found.setdefault(reason.because, []).append(reason.subject)
    return list(found.items())
