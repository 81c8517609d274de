"""What this machine has and lacks, and which feature each absence turns off."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from millwright.factory.browser import Chromium
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.settings import Settings

_LEAST_DISK = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that Millwright wants: whether it is there, and if not, what that turns off and what helps."""

    name: str
    present: bool
    detail: str
    turns_off: str = ""
    remedy: str = ""

    def as_dict(self) -> dict[str, str | bool]:
        """For JSON."""
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """Everything, in the order of importance; nothing is installed or changed."""
    return [*_sandbox(settings), _toolchain(settings), _browser(settings), _git(), _disk(settings), *_limits(settings)]


def _sandbox(settings: Settings) -> Iterator[Finding]:
    sandbox = Sandbox(settings.sandbox)
    yield Finding(
        name="sandbox",
        present=sandbox.refusal is None and sandbox.isolated,
        detail="generated code runs in bubblewrap" if sandbox.isolated else sandbox.refusal or "no isolation at all",
        turns_off="building, testing and running applications",
        remedy="apt-get install bubblewrap",
    )


def _limits(settings: Settings) -> Iterator[Finding]:
    for item in Sandbox(settings.sandbox).enforcement():
        yield Finding(
            name=f"limit: {item.limit}",
            present=item.enforced,
            detail=item.detail,
            turns_off=f"nothing, but the limit of {item.limit} is not held",
            remedy="run as root, or with a control group of one's own (systemd-run --user --scope -p Delegate=yes)",
        )


def _toolchain(settings: Settings) -> Finding:
    missing = Toolchain.locate(settings.toolchain).missing()
    return Finding(
        name="toolchain",
        present=not missing,
        detail=str(settings.toolchain) if not missing else "missing: " + ", ".join(missing),
        turns_off="the checks and builds that need these tools",
        remedy="millwright setup (needs node 20 or later, and npm)",
    )


def _browser(settings: Settings) -> Finding:
    chromium = Chromium(settings.chromium)
    return Finding(
        name="browser",
        present=chromium.missing is None,
        detail=chromium.missing or str(chromium.executable),
        turns_off="the browser check: revisions stay unverified",
        remedy="apt-get install chromium, or set MILLWRIGHT_CHROMIUM",
    )


def _git() -> Finding:
    path = shutil.which("git")
    return Finding(
        name="git",
        present=path is not None,
        detail=path or "git is not installed",
        turns_off="working on Millwright's own source",
        remedy="apt-get install git",
    )


def _disk(settings: Settings) -> Finding:
    folder = settings.data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Finding(
        name="disk",
        present=free >= _LEAST_DISK and os.access(folder, os.W_OK),
        detail=f"{free / 1024**3:.1f} GiB free at {folder}",
        turns_off="keeping projects and applications",
        remedy="free some space, or set MILLWRIGHT_DATA to a folder that can be written",
    )
