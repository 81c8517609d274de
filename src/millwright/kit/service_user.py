"""Running a helper program as somebody harmless when Millwright itself was started by root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from millwright.kit.errors import DomainError, Kind

_NAME = "millwright-postgres"
_CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}
"""Names and numbers of what lets a process reach files below folders that are closed to it."""


def unprivileged(*, owns: Path) -> list[str]:
    """The words to put before a command so that it does not run as root, and can write to `owns`.

    Nothing for anybody but root. Parent folders that are closed to others, as /root is, stay closed: the command
    gets the one capability to pass through them.
    """
    if os.geteuid() != 0:
        return []
    user = _user()
    os.chown(owns, user.pw_uid, user.pw_gid)
    capabilities = f"-all{_reach()}"
    return [
        _program("setpriv"), f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--no-new-privs",
        f"--inh-caps={capabilities}", f"--ambient-caps={capabilities}", f"--bounding-set={capabilities}", "--",
    ]  # fmt: skip


def _user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(_NAME)
    except KeyError:
        command = [_program("useradd"), "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _NAME]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(_NAME)  # also when another process made it first
    except KeyError as error:
        message = f"Cannot make the user {_NAME} to run Postgres as: {made.stderr.strip()}"
        raise DomainError("database_failed", Kind.UNAVAILABLE, message) from error


def _reach() -> str:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("CapBnd:"))
    bounding = int(line.split()[1], 16)
    return next((f",+{name}" for name, bit in _CAPABILITIES.items() if bounding >> bit & 1), "")


def _program(name: str) -> str:
    path = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if path is None:
        message = (
            f"Started by root, Millwright needs {name}; start it as somebody else, or set MILLWRIGHT_DATABASE_URL."
        )
        raise DomainError("database_failed", Kind.UNAVAILABLE, message)
    return path
