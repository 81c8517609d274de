"""What linters, compilers and type checkers print, as findings.

Tools run on untrusted code, so their output is untrusted too: what does not have the documented form is skipped, and
at most `MOST` findings are kept.
"""

import re
from collections.abc import Iterable

from pydantic import BaseModel, TypeAdapter, ValidationError

from millwright.factory.checks.report import Finding

MOST = 100
_LONGEST = 2_000


class _RuffPlace(BaseModel):
    row: int


class _RuffFinding(BaseModel):
    code: str | None = None
    message: str
    filename: str
    location: _RuffPlace


class _OxlintSpan(BaseModel):
    line: int


class _OxlintLabel(BaseModel):
    span: _OxlintSpan


class _OxlintFinding(BaseModel):
    message: str
    code: str | None = None
    filename: str | None = None
    labels: list[_OxlintLabel] = []


class _OxlintReport(BaseModel):
    diagnostics: list[_OxlintFinding]


_RUFF = TypeAdapter(list[_RuffFinding])
_TSC = re.compile(
    r"^(?P<file>[^\s(][^(\n]*)\((?P<line>\d+),\d+\): error (?P<code>TS\d+): (?P<message>.+)$", re.MULTILINE
)
_TY = re.compile(
    r"^(?P<file>[^:\n]+):(?P<line>\d+):\d+: (?:error|fatal)\[(?P<code>[\w-]+)\] (?P<message>.+)$", re.MULTILINE
)


def from_ruff(output: bytes, root: str) -> list[Finding]:
    """``ruff check --output-format json``; an empty list too when the output has another form."""
    try:
        found = _RUFF.validate_json(output)
    except ValidationError:
        return []
    return _bounded(
        Finding(message=item.message, file=relative(item.filename, root), line=item.location.row, name=item.code)
        for item in found
    )


def from_oxlint(output: bytes, root: str) -> list[Finding]:
    """``oxlint -f json``; an empty list too when the output has another form."""
    try:
        report = _OxlintReport.model_validate_json(output)
    except ValidationError:
        return []
    return _bounded(
        Finding(
            message=item.message,
            file=relative(item.filename, root) if item.filename else None,
            line=item.labels[0].span.line if item.labels else None,
            name=item.code,
        )
        for item in report.diagnostics
    )


def from_tsc(output: bytes, root: str) -> list[Finding]:
    """``tsc --pretty false``."""
    return _from_lines(_TSC, output, root)


def from_ty(output: bytes, root: str) -> list[Finding]:
    """``ty check --output-format concise``."""
    return _from_lines(_TY, output, root)


def _from_lines(pattern: re.Pattern[str], output: bytes, root: str) -> list[Finding]:
    text = output.decode("utf-8", "replace")
    return _bounded(
        Finding(
            message=match["message"], file=relative(match["file"], root), line=int(match["line"]), name=match["code"]
        )
        for match in pattern.finditer(text)
    )


def relative(path: str, root: str) -> str:
    """A path that a tool printed, relative to the root that it ran in."""
    return path.removeprefix(root.rstrip("/") + "/").removeprefix("./")


def _bounded(findings: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in findings:
        if len(kept) == MOST:
            break
        kept.append(finding.model_copy(update={"message": finding.message[:_LONGEST]}))
    return kept
