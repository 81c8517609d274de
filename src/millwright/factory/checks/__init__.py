"""Whether a tree of files is a working application: parsed, linted, typed, tested, built and started."""

from millwright.factory.checks.checker import Checked, Checker, Progress
from millwright.factory.checks.report import (
    CheckName,
    CheckResult,
    CheckState,
    FileCoverage,
    Finding,
    Report,
    Totals,
)

__all__ = [
    "CheckName",
    "CheckResult",
    "CheckState",
    "Checked",
    "Checker",
    "FileCoverage",
    "Finding",
    "Progress",
    "Report",
    "Totals",
]
