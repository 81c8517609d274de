"""The pinned versions, read from the manifests beside this file."""

import functools
import hashlib
import platform
from pathlib import Path

from pydantic import BaseModel

HERE = Path(__file__).parent
PACKAGE_JSON = HERE / "package.json"
PACKAGE_LOCK = HERE / "package-lock.json"
REQUIREMENTS = HERE / "requirements.txt"
VENDOR_SCRIPT = HERE / "vendor.mjs"


class _Package(BaseModel):
    dependencies: dict[str, str]


@functools.cache
def _npm() -> dict[str, str]:
    return _Package.model_validate_json(PACKAGE_JSON.read_bytes()).dependencies


@functools.cache
def _python() -> dict[str, str]:
    pins = (line.partition("==") for line in REQUIREMENTS.read_text().splitlines() if "==" in line)
    return {name.strip().lower(): version.strip() for name, _, version in pins}


def npm_versions() -> dict[str, str]:
    """Exact version by npm package, of those that generated front ends and their checks name themselves."""
    return dict(_npm())


def python_versions() -> dict[str, str]:
    """Exact version by distribution name in lower case, what those depend on included."""
    return dict(_python())


@functools.cache
def digests() -> dict[str, str]:
    """For each part of the toolchain the digest of all that decides how it comes out on this machine."""
    node = _digest(PACKAGE_JSON, PACKAGE_LOCK)
    return {
        "node": node,
        "python": _digest(REQUIREMENTS, extra=platform.python_version()),
        "vendor": _digest(VENDOR_SCRIPT, extra=node),
    }


def _digest(*files: Path, extra: str = "") -> str:
    content = b"\0".join(file.read_bytes() for file in files)
    place = f"{platform.system()} {platform.machine()} {platform.libc_ver()[0]} {extra}"
    return hashlib.sha256(content + place.encode()).hexdigest()
