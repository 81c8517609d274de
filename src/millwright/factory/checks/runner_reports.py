"""What test runners write, as totals, findings and coverage.

The files come from a run of untrusted code: they may be missing, huge, or not what they should be. `None` then, and
the check has not passed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pydantic import BaseModel, ValidationError

from millwright.factory.checks.findings import MOST, relative
from millwright.factory.checks.report import FileCoverage, Finding, Totals

MAX_BYTES = 20 * 1024 * 1024
_LONGEST = 2_000
_PLACE = re.compile(r"^\s*(?:at [^\n]*?\(?)?(?P<file>[\w./-]+\.(?:py|tsx?|jsx?)):(?P<line>\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RunnerReport:
    """What a runner's report says."""

    totals: Totals
    findings: tuple[Finding, ...]


def from_junit(report: bytes | None, root: str) -> RunnerReport | None:
    """A report in JUnit's XML, as pytest and bun write it."""
    if report is None or len(report) > MAX_BYTES:
        return None
    try:
        cases = list(_cases(fromstring(report.decode("utf-8", "replace"), forbid_dtd=True)))
    except (ParseError, DefusedXmlException):
        return None
    failed = [(case, fault) for case in cases if (fault := _fault(case)) is not None]
    skipped = sum(case.find("skipped") is not None for case in cases)
    totals = Totals(passed=len(cases) - len(failed) - skipped, failed=len(failed), skipped=skipped)
    return RunnerReport(totals, tuple(_finding(case, fault, root) for case, fault in failed[:MOST]))


def _cases(element: Element) -> Iterator[Element]:
    return element.iter("testcase")


def _fault(case: Element) -> Element | None:
    for name in ("failure", "error"):
        found = case.find(name)
        if found is not None:
            return found
    return None


def _finding(case: Element, fault: Element, root: str) -> Finding:
    details = fault.text or ""
    file = case.get("file") or ""
    line: int | None = None
    places = [match for match in _PLACE.finditer(details) if not file or relative(match["file"], root) == file]
    if places:  # the last one is where it happened; the case's own line is only where the test begins
        file, line = relative(places[-1]["file"], root), int(places[-1]["line"])
    name = " ".join(part for part in (case.get("classname"), case.get("name")) if part)
    message = (fault.get("message") or details or "failed").strip()
    return Finding(message=message[:_LONGEST], file=file or None, line=line, name=name[:200] or None)


class _PythonSummary(BaseModel):
    covered_lines: int
    missing_lines: int
    covered_branches: int | None = None
    missing_branches: int | None = None


class _PythonFile(BaseModel):
    summary: _PythonSummary


class _PythonReport(BaseModel):
    files: dict[str, _PythonFile]


def from_coverage_json(report: bytes | None, root: str) -> tuple[FileCoverage, ...]:
    """coverage.py's JSON, as slipcover writes it too; empty when it has another form."""
    if report is None or len(report) > MAX_BYTES:
        return ()
    try:
        files = _PythonReport.model_validate_json(report).files
    except ValidationError:
        return ()
    return tuple(
        FileCoverage(
            path=relative(path, root),
            lines=file.summary.covered_lines + file.summary.missing_lines,
            covered_lines=file.summary.covered_lines,
            branches=_sum(file.summary.covered_branches, file.summary.missing_branches),
            covered_branches=file.summary.covered_branches,
        )
        for path, file in sorted(files.items())
    )


def _sum(covered: int | None, missing: int | None) -> int | None:
    return None if covered is None or missing is None else covered + missing


_LCOV_COUNTS = {"LF": "lines", "LH": "covered_lines", "BRF": "branches", "BRH": "covered_branches"}


def from_lcov(report: bytes | None, root: str) -> tuple[FileCoverage, ...]:
    """An lcov tracefile (geninfo(1)); records that are not whole are skipped."""
    if report is None or len(report) > MAX_BYTES:
        return ()
    files: list[FileCoverage] = []
    path, counts = "", dict[str, int]()
    for line in report.decode("utf-8", "replace").splitlines():
        key, _, value = line.partition(":")
        if key == "SF":
            path, counts = relative(value, root), {}
        elif key in _LCOV_COUNTS and value.isdecimal():
            counts[_LCOV_COUNTS[key]] = int(value)
        elif line == "end_of_record" and path and counts.keys() >= {"lines", "covered_lines"}:
            files.append(FileCoverage(path=path, **counts))
    return tuple(sorted(files, key=lambda file: file.path))
