"""The sandbox: the only place where code that Millwright did not write is ever run."""

import asyncio
import functools
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from millwright.factory.sandbox.command import Job
from millwright.factory.sandbox.errors import SandboxUnavailableError
from millwright.factory.sandbox.folders import Folders, hand_over
from millwright.factory.sandbox.launch import Plan, launch
from millwright.factory.sandbox.means import find_means
from millwright.factory.sandbox.output import Capture, LogFile
from millwright.factory.sandbox.process import RunningProcess
from millwright.factory.sandbox.types import Bind, EndedBy, Enforcement, Limits, Result, SandboxMode, Scratch
from millwright.factory.sandbox.uids import UserIds
from millwright.factory.sandbox.unconfined import on_the_host, translate

LOG_BYTES = 4 * 1024 * 1024
DEFAULT_LIMITS = Limits()


class Sandbox:
    """Runs commands on mounted folders under limits.

    Inside there is no network but a loopback of its own, no file of the host beyond read-only system libraries and
    the given mounts, a clean environment, one unprivileged user. Paths inside are those of the mounts' targets; where
    isolation is switched off (`mode="none"`) they are replaced in `argv`, `env` and `cwd` by the host's paths.
    """

    def __init__(self, mode: SandboxMode = "auto") -> None:
        self._means = find_means(mode)
        self._users = UserIds()

    @property
    def refusal(self) -> str | None:
        """Why untrusted code is not run on this machine, or None when it is."""
        return self._means.refusal

    @property
    def isolated(self) -> bool:
        """Whether commands are kept apart from the host."""
        return self._means.isolated

    def enforcement(self) -> list[Enforcement]:
        """Each limit: whether this machine holds it, and by what or why not."""
        return self._means.enforcement()

    async def run(
        self,
        argv: Sequence[str],
        *,
        mounts: Sequence[Bind | Scratch] = (),
        cwd: str = "/",
        env: Mapping[str, str] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        collect: Sequence[str] = (),
    ) -> Result:
        """Run a command to its end; `collect` names files in scratch folders to be read when it is over.

        Raises SandboxUnavailableError or SandboxFailedError when it never started. Cancelling the task ends the tree.
        """
        process = await self.start(argv, mounts=mounts, cwd=cwd, env=env, limits=limits, collect=collect)
        try:
            return await process.wait()
        except asyncio.CancelledError:
            await asyncio.shield(process.kill(EndedBy.CANCELLED))
            raise

    async def start(
        self,
        argv: Sequence[str],
        *,
        mounts: Sequence[Bind | Scratch] = (),
        cwd: str = "/",
        env: Mapping[str, str] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        collect: Sequence[str] = (),
        log_path: Path | None = None,
        channel: bool = False,
    ) -> RunningProcess:
        """Start a command and return while it runs; it ends with the server at the latest.

        With `log_path` stdout and stderr go to that file, which never grows beyond twice 4 MiB, and no amount of
        output ends the run. With `channel` the command gets a socket to the server, its number in the variable
        ``MILLWRIGHT_CHANNEL``, and `RunningProcess.connection` is the other end.
        """
        if self._means.refusal is not None:
            raise SandboxUnavailableError(self._means.refusal)
        with ExitStack() as borrowed:
            plan, folders = await self._prepare(Job(argv, mounts, cwd, env or {}, limits), borrowed)
            keep = LOG_BYTES if log_path else limits.output_bytes
            outputs = [LogFile(log_path, keep)] if log_path else [Capture(keep), Capture(keep)]
            child = await launch(plan, folders, outputs, channel=channel)
            returned = borrowed.pop_all()
        return RunningProcess(
            child,
            limits,
            folders,
            watched=plan.job.watched,
            collect=collect,
            translate=functools.partial(translate, places=plan.places),
            on_end=returned.close,
        )

    async def _prepare(self, job: Job, borrowed: ExitStack) -> tuple[Plan, Folders]:
        """A user, a control group and folders for one run, given back when `borrowed` is closed."""
        uid = self._users.take()
        borrowed.callback(self._users.give_back, uid)
        group = self._means.cgroups.create(job.limits)
        borrowed.callback(self._means.cgroups.discard, group)
        folders = Folders()
        borrowed.callback(folders.close)
        plan = Plan(job, self._means, uid, group)
        if not self._means.isolated:
            home = Path(tempfile.mkdtemp(prefix="millwright-run-"))
            borrowed.callback(shutil.rmtree, home, ignore_errors=True)
            job, places = on_the_host(job, home)
            plan = Plan(job, self._means, uid, group, places)
        elif self._means.as_uid and job.watched:
            await asyncio.to_thread(hand_over, job.watched, uid)
        return plan, folders
