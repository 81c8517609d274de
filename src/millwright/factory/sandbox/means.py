"""What this machine can hold untrusted code with, found once when the server starts."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field

import structlog

from millwright.factory.sandbox.cgroups import Cgroups, find_cgroups
from millwright.factory.sandbox.command import INSIDE_UID, Descriptors, Gate, Job, bubblewrap
from millwright.factory.sandbox.seccomp import build_filter
from millwright.factory.sandbox.types import Enforcement, SandboxMode

log = structlog.get_logger()

PROBE_SECONDS = 10


@dataclass(slots=True)
class Means:
    """`isolated`: bubblewrap works; `as_uid`: commands become another user of the host, not only of a namespace.

    `refusal` is the reason why untrusted code must not run at all.
    """

    isolated: bool = False
    as_uid: bool = False
    seccomp: bytes | None = None
    seccomp_absent: str = "there is no isolation"
    refusal: str | None = None
    cgroups: Cgroups = field(default_factory=find_cgroups)

    def enforcement(self) -> list[Enforcement]:
        """Each limit, whether it is held here, and by what or why not."""
        walls = self.refusal or "MILLWRIGHT_SANDBOX=none: commands run as the server's own user, without any isolation"
        isolated = {
            "host files": "own mount namespace; read-only /usr, libraries and toolchain",
            "network": "own network namespace with loopback alone",
            "other processes": "own process namespace",
            "privileges": "another user of the host, no capabilities" if self.as_uid else "own user namespace",
            "total disk": "temporary and work folders in memory with a size; writable host folders are watched",
        }
        found = [Enforcement(name, self.isolated, by if self.isolated else walls) for name, by in isolated.items()]
        found.append(Enforcement("system calls", self.seccomp is not None, self.seccomp_absent or "seccomp filter"))
        for controller, name in (("memory", "memory"), ("pids", "processes"), ("cpu", "CPU share")):
            absent = self.cgroups.absent.get(controller)
            by = f"control group, version {self.cgroups.version}"
            found.append(Enforcement(name, absent is None, absent or by))
        always = ("wall-clock time", "CPU time of a process", "file size", "open files", "output")
        return found + [Enforcement(name, self.refusal is None, self.refusal or "always") for name in always]


def find_means(mode: SandboxMode) -> Means:
    """Try what is there by running `true` in it. Never fails: a machine without the means gets a refusal."""
    if mode == "none":
        log.warning(
            "sandbox.isolation_disabled",
            consequence="generated and uploaded code runs with the server's own rights; never expose this server",
        )
        return Means()
    if shutil.which("bwrap") is None:
        return _refused("bubblewrap is not installed (Debian: apt-get install bubblewrap)")
    seccomp, absent = _seccomp()
    complaint = ""
    for as_uid in (True, False) if os.geteuid() == 0 else (False,):
        complaint = _try(as_uid=as_uid, seccomp=seccomp)
        if not complaint:
            return Means(isolated=True, as_uid=as_uid, seccomp=seccomp, seccomp_absent=absent)
    return _refused(f"bubblewrap does not work on this machine ({complaint})")


def _refused(reason: str) -> Means:
    log.warning("sandbox.found_unavailable", reason=reason)
    return Means(refusal=reason, seccomp_absent=reason)


def _seccomp() -> tuple[bytes | None, str]:
    try:
        return build_filter(), ""
    except OSError as error:
        log.warning("sandbox.seccomp_missing", reason=str(error))
        return None, f"libseccomp cannot be used ({error})"


def _try(*, as_uid: bool, seccomp: bytes | None) -> str:
    """Empty when a command can be run this way, else what was said about it."""
    fds = Descriptors()
    info, theirs = fds.pipe(child_writes=True)
    ready, ready_theirs = fds.pipe(child_writes=True)
    go_theirs, go = os.pipe()
    fds.numbers.append(go_theirs)
    os.write(go, b"\n")
    gate = Gate(info=theirs, ready=ready_theirs, go=go_theirs)
    argv = bubblewrap(Job(["true"]), INSIDE_UID, as_uid=as_uid, gate=gate, seccomp=seccomp, fds=fds)
    try:
        done = subprocess.run(argv, pass_fds=fds.numbers, capture_output=True, timeout=PROBE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    finally:
        fds.close()
        for number in (info, ready, go):
            os.close(number)
    return "" if done.returncode == 0 else done.stderr.decode(errors="replace").strip() or f"exit {done.returncode}"
