"""Installing the toolchain into one folder outside the tracked files; whatever is there already is left alone."""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import structlog

from millwright.factory.sandbox.toolchain.manifest import (
    PACKAGE_JSON,
    PACKAGE_LOCK,
    REQUIREMENTS,
    VENDOR_SCRIPT,
    digests,
)
from millwright.kit.errors import DomainError, Kind

log = structlog.get_logger()

NPM_SECONDS = 900


class ToolchainError(DomainError):
    """A tool could not be installed; the message holds the end of what its installer said."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__("toolchain_failed", Kind.UNAVAILABLE, f"The toolchain's {step} could not be set up: {reason}")


@dataclass(frozen=True, slots=True)
class Step:
    """One part that was installed just now, and how long it took."""

    name: str
    seconds: float


def install(folder: Path, on_step: Callable[[str], None] = lambda name: None) -> list[Step]:
    """Bring the toolchain in `folder` to the pinned versions and answer with the parts that had to be made.

    Nothing is run, and nothing answered, when each part's stamp says that it is at hand. Safe to call from several
    processes at once: the later ones wait. Raises ToolchainError.
    """
    if not _outdated(folder):
        return []
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Step] = []
    with _lock(folder):
        for name in _outdated(folder):
            started = time.monotonic()
            on_step(name)
            MAKERS[name](folder)
            _write_stamp(folder, name)
            made.append(Step(name, time.monotonic() - started))
            log.info("toolchain.part_installed", part=name, seconds=round(made[-1].seconds, 1))
    return made


def _outdated(folder: Path) -> list[str]:
    return [name for name, digest in digests().items() if _stamps(folder).get(name) != digest]


def _stamps(folder: Path) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads((folder / "stamps.json").read_text()))
    return {}


def _write_stamp(folder: Path, name: str) -> None:
    stamps = _stamps(folder) | {name: digests()[name]}
    part = folder / "stamps.json.part"
    part.write_text(json.dumps(stamps, indent=2))
    part.replace(folder / "stamps.json")


@contextlib.contextmanager
def _lock(folder: Path) -> Generator[None]:
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make_node(folder: Path) -> None:
    """Beside the one in use, then swapped in. `npm install` keeps to the lock file as `npm ci` does, but also works
    with a registry that lacks the binaries of other platforms.
    """
    part = _fresh(folder / "node.part")
    for manifest in (PACKAGE_JSON, PACKAGE_LOCK):
        shutil.copyfile(manifest, part / manifest.name)
    flags = ["--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"]
    _run("npm packages", ["npm", "install", *flags], part)
    _swap(part, folder / "node")


def _make_vendor(folder: Path) -> None:
    part = _fresh(folder / "vendor.part")
    _run("vendor modules", ["node", str(VENDOR_SCRIPT), str(folder / "node"), str(part)], folder)
    _swap(part, folder / "vendor")


def _make_python(folder: Path) -> None:
    """In place, because an environment knows its own path; the exact pins make a second run harmless."""
    environment = folder / "python"
    python = environment / "bin" / "python"
    base = str(Path(sys.executable).resolve())
    uv = shutil.which("uv")
    if uv is not None:
        _run("Python", [uv, "venv", "--quiet", "--allow-existing", "--python", base, str(environment)], folder)
        install_command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python)]
    else:
        _run("Python", [base, "-m", "venv", str(environment)], folder)
        install_command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run("Python packages", [*install_command, "--requirement", str(REQUIREMENTS)], folder)
    # Whatever was left uncompiled would be compiled anew in each sandbox, which cannot write it back.
    _run("Python packages", [str(python), "-m", "compileall", "-q", "-j", "0", str(environment / "lib")], folder)


MAKERS: dict[str, Callable[[Path], None]] = {
    "node": _make_node,
    "python": _make_python,
    "vendor": _make_vendor,
}


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _swap(part: Path, place: Path) -> None:
    old = place.with_name(place.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    part.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _run(step: str, argv: list[str], folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    try:
        done = subprocess.run(
            argv, cwd=folder, env=environment, capture_output=True, text=True, timeout=NPM_SECONDS, check=False
        )
    except FileNotFoundError as error:
        raise ToolchainError(step, f"{argv[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise ToolchainError(step, f"{argv[0]} took more than {NPM_SECONDS} seconds") from error
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip()[-600:]
        raise ToolchainError(step, said or f"{argv[0]} ended with {done.returncode}")
