"""Starting one command: descriptors, set-up, and the moment at which it may begin."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from millwright.factory.sandbox.cgroups import Group
from millwright.factory.sandbox.command import ENVIRONMENT, Descriptors, Gate, Job, bubblewrap, joined, plain
from millwright.factory.sandbox.errors import SandboxFailedError
from millwright.factory.sandbox.folders import Folders
from millwright.factory.sandbox.means import Means
from millwright.factory.sandbox.output import Capture
from millwright.factory.sandbox.process import Child

SETUP_SECONDS = 20.0
CHANNEL = "MILLWRIGHT_CHANNEL"
"""The variable that tells a command the number of its socket to the server."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A job, the user it runs as, its control group, and the host's folders where they stand in for scratch ones."""

    job: Job
    means: Means
    uid: int
    group: Group
    places: Mapping[str, Path] = field(default_factory=dict[str, Path])


async def launch(plan: Plan, folders: Folders, outputs: Sequence[Capture], *, channel: bool) -> Child:
    """Start the command and let it begin once its folders are filled. Raises SandboxFailedError with what went wrong.

    `outputs` are the readers of stdout and of stderr, or one for both.
    """
    with ExitStack() as ours, Descriptors() as fds:
        info, ready, go = (_pipe(fds, ours, child_writes=name != "go") for name in ("info", "ready", "go"))
        printed = [fds.output() for _ in outputs]
        for pair in printed:
            ours.callback(os.close, pair[0])
        mine = _channel(fds, ours) if channel else None
        if mine is not None:
            plan = replace(plan, job=replace(plan.job, env={**plan.job.env, CHANNEL: str(fds.numbers[-1])}))
        popen = _popen(plan, Gate(info[1], ready[1], go[1]), fds, [pair[1] for pair in printed])
        with ExitStack() as failing:
            failing.callback(_abandon, popen)
            fds.close()
            child = Child(popen, tuple(outputs), plan.group, mine)
            for pair, capture in zip(printed, outputs, strict=True):
                await _attach(pair[0], capture)
            await _until_ready(ready[0], child)
            if plan.means.isolated:
                child.init = _first_process(os.read(info[0], 65536))
            _fill(plan, child, folders)
            os.write(go[0], b"\n")
            failing.pop_all()
            if mine is not None:
                child.channel = mine.dup()
    return child


def _pipe(fds: Descriptors, ours: ExitStack, *, child_writes: bool) -> tuple[int, int]:
    pair = fds.pipe(child_writes=child_writes)
    ours.callback(os.close, pair[0])
    return pair


def _channel(fds: Descriptors, ours: ExitStack) -> socket.socket:
    mine, theirs = socket.socketpair()
    ours.callback(mine.close)
    fds.numbers.append(theirs.detach())
    return mine


def _popen(plan: Plan, gate: Gate, fds: Descriptors, printed: Sequence[int]) -> "subprocess.Popen[bytes]":
    environment, folder = None, None
    if plan.means.isolated:
        argv = bubblewrap(plan.job, plan.uid, as_uid=plan.means.as_uid, gate=gate, seccomp=plan.means.seccomp, fds=fds)
    else:
        argv = plain(plan.job, gate)
        environment = {**ENVIRONMENT, **plan.job.env}
        folder = plan.job.cwd
    argv = joined(plan.group.joins, argv)
    try:
        return subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=printed[0],
            stderr=printed[-1],
            env=environment,
            cwd=folder,
            pass_fds=fds.numbers,
            start_new_session=True,
        )
    except OSError as error:
        raise SandboxFailedError(str(error)) from error


def _abandon(popen: "subprocess.Popen[bytes]") -> None:
    """End what could not be set up; with `--die-with-parent` all of it goes."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(popen.pid, signal.SIGKILL)
    popen.wait()


async def _attach(number: int, capture: Capture) -> None:
    """The transport owns a number of its own, so that ours can be closed whatever happens."""
    await asyncio.get_running_loop().connect_read_pipe(lambda: capture, os.fdopen(os.dup(number), "rb", 0))


async def _until_ready(number: int, child: Child) -> None:
    try:
        async with asyncio.timeout(SETUP_SECONDS):
            said = await _read_some(number)
    except TimeoutError:
        raise SandboxFailedError("it took too long") from None
    if not said:
        child.popen.wait()
        await asyncio.wait([child.outputs[-1].closed], timeout=1.0)
        raise SandboxFailedError(child.outputs[-1].content().decode(errors="replace").strip() or "no reason was given")


async def _read_some(number: int) -> bytes:
    loop = asyncio.get_running_loop()
    readable = loop.create_future()
    loop.add_reader(number, lambda: readable.done() or readable.set_result(None))
    try:
        await readable
    finally:
        loop.remove_reader(number)
    return os.read(number, 1)


def _first_process(information: bytes) -> int:
    found = re.search(rb'"child-pid"\s*:\s*(\d+)', information)
    if found is None:
        raise SandboxFailedError("bubblewrap did not name its process")
    return int(found[1])


def _fill(plan: Plan, child: Child, folders: Folders) -> None:
    owner = plan.uid if plan.means.as_uid else os.geteuid()
    for mount in plan.job.scratches:
        inside = Path(f"/proc/{child.init}/root", mount.target.lstrip("/"))
        try:
            folders.add(mount.target, plan.places.get(mount.target, inside))
            folders.fill(mount.target, mount.files, owner)
        except OSError as error:  # too much for its size, a file where a folder should be, a path that leads out
            raise SandboxFailedError(f"{mount.target} could not be filled ({error})") from error
