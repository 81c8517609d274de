"""What checks found: per check a state, its time, totals, failures with their places; coverage per file."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class CheckName(StrEnum):
    """The checks, cheapest first."""

    PARSE = "parse"
    LINT = "lint"
    TYPES = "types"
    BACKEND_TESTS = "backend_tests"
    FRONTEND_TESTS = "frontend_tests"
    BUILD = "build"
    BOOT = "boot"


class CheckState(StrEnum):
    """How a check ended. What could not be run, or was left out after an earlier failure, has not passed."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"


class ReportModel(BaseModel):
    """Common ground: immutable, and storable as JSON."""

    model_config = ConfigDict(frozen=True)


class Finding(ReportModel):
    """One failure: `file` relative to the root and `line` from 1 where they are known; `name` is the rule or test."""

    message: str
    file: str | None = None
    line: int | None = None
    name: str | None = None


class Totals(ReportModel):
    """Counts of tests."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            passed=self.passed + other.passed, failed=self.failed + other.failed, skipped=self.skipped + other.skipped
        )


class FileCoverage(ReportModel):
    """How much of a file the tests ran: lines, and branches where the tool counts them."""

    path: str
    lines: int
    covered_lines: int
    branches: int | None = None
    covered_branches: int | None = None

    @property
    def percent(self) -> float:
        """Of lines; 100 for a file without any."""
        return 100.0 * self.covered_lines / self.lines if self.lines else 100.0


def percent_covered(files: Sequence[FileCoverage]) -> float | None:
    """Of the lines of all files, to one decimal; None without any."""
    lines = sum(file.lines for file in files)
    return round(100.0 * sum(file.covered_lines for file in files) / lines, 1) if lines else None


class CheckResult(ReportModel):
    """How one check ended; `reason` says why one was not run or what ended it. `seconds` of wall-clock time."""

    name: CheckName
    state: CheckState
    seconds: float = 0.0
    reason: str | None = None
    totals: Totals | None = None
    findings: tuple[Finding, ...] = ()
    coverage: tuple[FileCoverage, ...] = ()


class Report(ReportModel):
    """All checks of one tree."""

    checks: tuple[CheckResult, ...]

    def of(self, name: CheckName) -> CheckResult | None:
        """The result of that check, if it is there."""
        return next((check for check in self.checks if check.name is name), None)

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        """The checks that failed."""
        return tuple(check for check in self.checks if check.state is CheckState.FAILED)

    @property
    def not_run(self) -> tuple[CheckResult, ...]:
        """The checks that were not run."""
        return tuple(check for check in self.checks if check.state is CheckState.NOT_RUN)

    @property
    def totals(self) -> Totals:
        """Tests of back end and front end together."""
        return sum((check.totals for check in self.checks if check.totals is not None), Totals())

    @property
    def coverage(self) -> float | None:
        """Per cent of all lines that a tool counted."""
        return percent_covered([file for check in self.checks for file in check.coverage])

    @property
    def passed(self) -> bool:
        """Whether every check ran and passed, with at least one test: nothing run is never passed."""
        ran = {check.name for check in self.checks if check.state is CheckState.PASSED}
        return ran == set(CheckName) and self.totals.passed > 0
