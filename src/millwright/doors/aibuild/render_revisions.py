"""Revisions in the contract's words (extensions)."""

from collections.abc import Container, Mapping, Sequence
from uuid import UUID

from millwright.doors.aibuild import wire_revisions as wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.render import not_run, seconds
from millwright.doors.aibuild.wire_revisions import CheckKind
from millwright.factory.checks import CheckResult, CheckState, Totals
from millwright.factory.pipelines import KeptReport, StartedVerification, report_of
from millwright.factory.pipelines.results import Browsed
from millwright.factory.projects import FileDifference, FileEntry, Project, Revision


def revision(owner: Project, item: Revision, names: Mapping[UUID, str], verified: Container[UUID]) -> wire.RevisionOut:
    """A revision; `names` are those of people, by their ids, `verified` the revisions that passed every check."""
    report = report_of(item)
    return wire.RevisionOut(
        number=item.number,
        message=item.message,
        author=item.author,
        user_id=Prefix.USER.spell(item.created_by),
        user_name=names.get(item.created_by, ""),
        head=item.id == owner.head_id,
        verified=item.id in verified,
        outcome=report.outcome if report is not None else None,
        not_run=not_run(report),
        created_at=item.created_at,
    )


def detail(
    shown: wire.RevisionOut, *, parent: Revision | None, files: int, report: KeptReport | None
) -> wire.RevisionDetail:
    """A revision with what its checks found."""
    return wire.RevisionDetail(
        **dict(shown),
        parent=parent.number if parent is not None else None,
        files=files,
        checks=checks(report) if report is not None else None,
        totals=_totals(report.totals) if report is not None else None,
        coverage=report.coverage if report is not None else None,
    )


def checks(report: KeptReport) -> list[wire.CheckOut]:
    """Every check, and the browser's visit as the last."""
    found = [_check(check) for check in report.checks]
    return [*found, _browser(report.browser)] if report.browser is not None else found


def _check(item: CheckResult) -> wire.CheckOut:
    return wire.CheckOut(
        name=CheckKind(item.name.value),
        state=item.state,
        seconds=round(item.seconds, 3),
        reason=item.reason,
        totals=_totals(item.totals) if item.totals is not None else None,
        findings=[
            wire.FindingOut(message=finding.message, file=finding.file, line=finding.line, name=finding.name)
            for finding in item.findings
        ],
        coverage=[
            wire.CoverageOut(path=file.path, lines=file.lines, covered_lines=file.covered_lines)
            for file in item.coverage
        ],
    )


def _browser(item: Browsed) -> wire.CheckOut:
    state = CheckState.NOT_RUN if item.not_run is not None else CheckState.PASSED
    return wire.CheckOut(
        name=CheckKind.BROWSER,
        state=CheckState.FAILED if item.failures else state,
        seconds=item.seconds,
        reason=item.not_run,
        totals=None,
        findings=[
            wire.FindingOut(message=failure.message, file=failure.file, line=failure.line, name=None)
            for failure in item.failures
        ],
        coverage=[],
    )


def _totals(item: Totals) -> wire.TotalsOut:
    return wire.TotalsOut(passed=item.passed, failed=item.failed, skipped=item.skipped)


def difference(item: Revision, against: Revision | None, files: Sequence[FileDifference]) -> wire.DifferenceOut:
    """What differs between two revisions."""
    return wire.DifferenceOut(
        number=item.number,
        against=against.number if against is not None else None,
        files=[
            wire.FileDifferenceOut(
                path=file.path,
                change=file.change,
                added=file.added,
                deleted=file.deleted,
                difference=file.difference,
                omitted=file.omitted,
            )
            for file in files
        ],
    )


def tree(item: Revision, files: Sequence[FileEntry]) -> wire.TreeOut:
    """The files of a revision."""
    return wire.TreeOut(
        number=item.number,
        files=[
            wire.TreeFileOut(
                id=Prefix.FILE.spell(file.id),
                path=file.path,
                language=file.language,
                size=file.size,
                version=file.version,
                generated_by=file.author,
                created_at=file.created_at,
                updated_at=file.updated_at,
            )
            for file in files
        ],
    )


def verification(started: StartedVerification) -> wire.VerifyResponse:
    """A verification that has been asked for."""
    return wire.VerifyResponse(
        project_id=Prefix.PROJECT.spell(started.project.id),
        status=started.project.state,
        revision=started.revision.number,
        estimated_time=seconds(started.estimate),
        operation_id=Prefix.OPERATION.spell(started.operation_id),
    )
