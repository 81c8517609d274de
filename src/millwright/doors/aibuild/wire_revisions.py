"""The shapes of revisions, which extend the contract: who, when, why, what the checks found, what differs."""

from datetime import datetime
from enum import StrEnum

from millwright.doors.aibuild.paging import Pagination
from millwright.doors.aibuild.wire import ReasonOut, Wire
from millwright.factory.checks import CheckState
from millwright.factory.pipelines import Outcome
from millwright.factory.projects import Author, Change, Omission


class RevisionOut(Wire):
    """A revision. `author` says whether the factory or a person wrote it, `user_name` in whose name; `verified` that it
    passed every check, `head` that it is what the project is now. `outcome` is what its checks came to, null while none
    were run; `not_run` names those that were not run."""

    number: int
    message: str
    author: Author
    user_id: str
    user_name: str
    head: bool
    verified: bool
    outcome: Outcome | None
    not_run: list[ReasonOut]
    created_at: datetime


class RevisionList(Wire):
    """The revisions of a project."""

    revisions: list[RevisionOut]
    pagination: Pagination


class CheckKind(StrEnum):
    """The checks of a revision, in their order."""

    PARSE = "parse"
    LINT = "lint"
    TYPES = "types"
    BACKEND_TESTS = "backend_tests"
    FRONTEND_TESTS = "frontend_tests"
    BUILD = "build"
    BOOT = "boot"
    BROWSER = "browser"


class FindingOut(Wire):
    """One failure: `file` (for the browser, the page) and `line`, from 1, where they are known; the rule or test."""

    message: str
    file: str | None
    line: int | None
    name: str | None


class TotalsOut(Wire):
    """Counts of tests."""

    passed: int
    failed: int
    skipped: int


class CoverageOut(Wire):
    """How much of a file the tests ran."""

    path: str
    lines: int
    covered_lines: int


class CheckOut(Wire):
    """How one check ended; `reason` says why one was not run. `seconds` of wall-clock time."""

    name: CheckKind
    state: CheckState
    seconds: float
    reason: str | None
    totals: TotalsOut | None
    findings: list[FindingOut]
    coverage: list[CoverageOut]


class RevisionDetail(RevisionOut):
    """A revision with its checks: null while none were run. `coverage` is in per cent of lines."""

    parent: int | None
    files: int
    checks: list[CheckOut] | None
    totals: TotalsOut | None
    coverage: float | None


class FileDifferenceOut(Wire):
    """How a file differs: a unified diff, or in `omitted` why that is left out."""

    path: str
    change: Change
    added: int
    deleted: int
    difference: str | None
    omitted: Omission | None


class DifferenceOut(Wire):
    """What a revision changes `against` another one; null is no files at all."""

    number: int
    against: int | None
    files: list[FileDifferenceOut]


class TreeFileOut(Wire):
    """A file of a revision, without its content; `size` is in bytes."""

    id: str
    path: str
    language: str
    size: int
    version: int
    generated_by: Author
    created_at: datetime
    updated_at: datetime


class TreeOut(Wire):
    """All files of a revision, by path."""

    number: int
    files: list[TreeFileOut]


class VerifyRequest(Wire):
    """`restore_data` lets the data go back where it has been through migrations that the files lack."""

    restore_data: bool = False


class VerifyResponse(Wire):
    """The head that is being checked."""

    project_id: str
    status: str
    revision: int
    estimated_time: int
    operation_id: str
