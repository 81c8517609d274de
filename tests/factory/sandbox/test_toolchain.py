"""The toolchain's manifests are exact, its installation is skipped when it is there, its places are told."""

import json
import re
import time
from pathlib import Path

import pytest

from millwright.factory.sandbox.toolchain import Toolchain, ToolchainError, install, npm_versions, python_versions
from millwright.factory.sandbox.toolchain.installation import MAKERS
from millwright.factory.sandbox.toolchain.manifest import PACKAGE_LOCK, digests

EXACT = re.compile(r"^\d+(\.\d+)+$")


def test_every_version_is_exact() -> None:
    assert {"react", "react-dom", "react-router", "typescript", "vite", "vitest"} <= set(npm_versions())
    assert {"fastapi", "sqlalchemy", "uvicorn", "pytest", "coverage", "alembic"} <= set(python_versions())
    assert [v for v in (npm_versions() | python_versions()).values() if not EXACT.match(v)] == []


def test_the_lock_file_holds_the_same_versions_as_the_manifest() -> None:
    packages = json.loads(PACKAGE_LOCK.read_text())["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in npm_versions()} == npm_versions()


def test_an_installed_toolchain_is_left_alone_at_once(tmp_path: Path) -> None:
    (tmp_path / "stamps.json").write_text(json.dumps(digests()))
    started = time.monotonic()
    assert install(tmp_path) == []
    assert time.monotonic() - started < 5  # making anything takes longer


def test_only_what_changed_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    (tmp_path / "stamps.json").write_text(json.dumps(digests() | {"vendor": "older"}))
    monkeypatch.setitem(MAKERS, "vendor", made.append)
    assert [step.name for step in install(tmp_path)] == ["vendor"]
    assert made == [tmp_path]
    assert install(tmp_path) == []


def test_a_failing_installer_is_told_with_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolchainError, match="npm is not installed"):
        install(tmp_path)


def test_a_damaged_stamp_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    (tmp_path / "stamps.json").write_text("{")
    for name in digests():
        monkeypatch.setitem(MAKERS, name, made.append)
    assert [step.name for step in install(tmp_path)] == list(digests())


def test_missing_tools_are_named(tmp_path: Path) -> None:
    missing = Toolchain.locate(tmp_path).missing()
    assert {"bun", "tsc", "oxlint", "python", "ruff", "ty", "vendor modules"} <= set(missing)
