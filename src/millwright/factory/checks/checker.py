"""Running the checks: cheapest first, side by side on the cores there are, and none that an earlier failure spares."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog

from millwright.factory.checks import running, static, tests
from millwright.factory.checks.report import CheckName, CheckResult, CheckState, Report
from millwright.factory.checks.workbench import Tree, Workbench
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool
from millwright.kit.errors import DomainError

log = structlog.get_logger()

Progress = Callable[[CheckName, CheckResult | None], None]
"""Told of each check when it starts (None) and when it is over."""

Run = Callable[[Workbench, Tree], Awaitable[list[CheckResult]]]


@dataclass(frozen=True, slots=True)
class _Stage:
    """Checks that one run decides. A failure ends those of higher tiers; `after` must have passed before it starts."""

    tier: int
    checks: tuple[CheckName, ...]
    run: Run
    after: tuple[CheckName, ...] = ()


LANES = max(2, os.cpu_count() or 2) + 1
"""One stage more than there are cores, for the front end's tests spend half of their time waiting."""

STAGES = (
    _Stage(0, (CheckName.PARSE, CheckName.LINT), static.parse_and_lint),
    # The tests take longest, so they start at once; their tier says that a cheaper failure spares them all the same.
    _Stage(2, (CheckName.BACKEND_TESTS,), tests.backend_tests),
    _Stage(2, (CheckName.FRONTEND_TESTS,), tests.frontend_tests),
    _Stage(1, (CheckName.BUILD,), running.build),
    _Stage(1, (CheckName.TYPES,), static.types),
    _Stage(3, (CheckName.BOOT,), running.boot, after=(CheckName.BUILD,)),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it: the report, and the built front end by path when the build passed."""

    report: Report
    site: Mapping[str, bytes]
    seconds: float


class Checker:
    """Checks trees of files; all that they contain is run in the sandbox."""

    def __init__(self, sandbox: Sandbox, toolchain: Toolchain, *, builder: NodeBuilder, pool: PythonPool) -> None:
        self._bench = Workbench(sandbox, toolchain, builder, pool)

    async def check(self, files: Mapping[str, bytes], *, on_progress: Progress | None = None) -> Checked:
        """Run every check on `files` (path from the root to content) until one fails that makes later ones pointless.

        A failing check is part of the report. Raises SandboxUnavailableError where nothing can be run.
        """
        started = time.monotonic()
        tree = Tree(files)
        report = await _Round(self._bench, tree, on_progress or _nobody).run()
        seconds = time.monotonic() - started
        log.info(
            "checks.finished",
            passed=report.passed,
            seconds=round(seconds, 3),
            failed=[check.name for check in report.failed],
        )
        return Checked(report, dict(tree.site), seconds)


def _nobody(name: CheckName, result: CheckResult | None) -> None:
    """Nobody wants to know."""


class _Round:
    """The checks of one tree, under way."""

    def __init__(self, bench: Workbench, tree: Tree, on_progress: Progress) -> None:
        self._tree = tree
        self._bench = bench
        self._on_progress = on_progress
        self._results: dict[CheckName, CheckResult] = {}
        self._over = {name: asyncio.Event() for name in CheckName}
        self._tasks: dict[asyncio.Task[None], _Stage] = {}
        self._lanes = asyncio.Semaphore(LANES)

    async def run(self) -> Report:
        try:
            async with asyncio.TaskGroup() as group:
                for stage in STAGES:
                    self._tasks[group.create_task(self._follow(stage))] = stage
        except* DomainError as errors:
            raise errors.exceptions[0] from None
        return self._report()

    async def _follow(self, stage: _Stage) -> None:
        for name in stage.after:
            await self._over[name].wait()
        async with self._lanes:
            for name in stage.checks:
                self._on_progress(name, None)
            started = time.monotonic()
            results = await stage.run(self._bench, self._tree)
        seconds = time.monotonic() - started
        for result in results:
            self._conclude(result.model_copy(update={"seconds": round(seconds, 3)}))
        if any(result.state is CheckState.FAILED for result in results):
            self._spare_after(stage)

    def _conclude(self, result: CheckResult) -> None:
        self._results[result.name] = result
        self._over[result.name].set()
        self._on_progress(result.name, result)

    def _spare_after(self, failed: _Stage) -> None:
        """End what costs more than the check that has just failed; a task group takes no notice of a cancelled one."""
        for task, stage in self._tasks.items():
            if stage.tier > failed.tier:
                task.cancel()

    def _report(self) -> Report:
        """The same for the same tree, whichever check was faster: nothing counts that a cheaper failure spares."""
        tiers = {name: stage.tier for stage in STAGES for name in stage.checks}
        failed = [check.name for check in self._results.values() if check.state is CheckState.FAILED]
        cheapest = min((tiers[name] for name in failed), default=len(STAGES))
        culprits = ", ".join(name for name in CheckName if name in failed and tiers[name] == cheapest)
        spared = f"left out after {culprits} failed"
        return Report(
            checks=tuple(
                self._results[name]
                if tiers[name] <= cheapest
                else CheckResult(name=name, state=CheckState.NOT_RUN, reason=spared)
                for name in CheckName
            )
        )
