"""Verification: the checks of a revision up to its boot, and the browser's visit of its release."""

import asyncio
from uuid import UUID

from millwright.factory import builds, deployments, projects
from millwright.factory.browser import Account, PageResult, SmokeReport, SmokeState
from millwright.factory.checks import CheckName, CheckResult, Report
from millwright.factory.deployments import DeploymentState
from millwright.factory.generation import AppSpec, demo_accounts
from millwright.factory.pipelines.reports import with_browser
from millwright.factory.pipelines.results import Browsed, Checked, Failure, Reason, TestCounts
from millwright.factory.pipelines.workshop import Workshop
from millwright.factory.projects import Revision
from millwright.kit.blobs import Blobs
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.platform.jobs import Run


async def check_revision(shop: Workshop, run: Run, revision_id: UUID) -> Checked:
    """Checks and builds a revision's tree; keeps the report with the revision, and the artefact by its digest."""
    async with run.transaction() as ctx:
        project = await projects.get(ctx, run.project_id)
        revision = await projects.get_revision(ctx, project, revision_id)
        tree = await projects.read_tree(ctx, revision)
    files = await _contents(shop.blobs, {entry.path: entry.digest for entry in tree})
    done: set[CheckName] = set()

    def tell(name: CheckName, result: CheckResult | None) -> None:
        if result is not None:
            done.add(name)
            run.progress(len(done) / len(CheckName))
            run.log(_line(result))

    checked = await shop.checker.check(files, on_progress=tell)
    stored = await builds.store(shop.blobs, tree=files, bundle=checked.site) if checked.site else None
    async with run.transaction() as ctx:
        project = await projects.get(ctx, run.project_id)
        revision = await projects.get_revision(ctx, project, revision_id)
        await projects.record_checks(ctx, revision, checked.report.model_dump(mode="json"))
        if stored is not None:
            await builds.record(ctx, project, revision_id, stored)
    return _checked(checked.report, stored.digest if stored is not None else None)


async def _contents(blobs: Blobs, digests: dict[str, str]) -> dict[str, bytes]:
    contents = await asyncio.gather(*(blobs.get(digest) for digest in digests.values()))
    return dict(zip(digests, contents, strict=True))


def _line(result: CheckResult) -> str:
    counts = f", {result.totals.passed} passed, {result.totals.failed} failed" if result.totals else ""
    reason = f" ({result.reason})" if result.reason else ""
    return f"{result.name}: {result.state}{reason} in {result.seconds:.2f} s{counts}"


def _checked(report: Report, digest: str | None) -> Checked:
    totals = report.totals
    failures = [
        Failure(check=check.name, file=finding.file, line=finding.line, message=finding.message)
        for check in report.failed
        for finding in check.findings
    ]
    failures += [
        Failure(check=check.name, file=None, line=None, message=check.reason or "failed")
        for check in report.failed
        if not check.findings
    ]
    return Checked(
        digest=digest,
        timings={check.name: round(check.seconds, 3) for check in report.checks},
        tests=TestCounts(passed=totals.passed, failed=totals.failed, skipped=totals.skipped, coverage=report.coverage),
        failures=failures,
        not_run=[Reason(subject=check.name, because=check.reason or "") for check in report.not_run],
    )


async def browse_release(shop: Workshop, run: Run, deployment_id: UUID) -> Browsed:
    """Has the browser open every page of a release; takes the release back when it finds a fault."""
    await _until_it_serves(shop, run, deployment_id)
    async with run.transaction() as ctx:
        deployment = await deployments.get(ctx, deployment_id)
        project = await projects.get(ctx, deployment.project_id)
        revision = await projects.get_revision(ctx, project, deployment.revision_id)
        site = await deployments.get_site(ctx, deployment)
    if site is None:
        raise not_found("release")

    def tell(opened: int, known: int, path: str) -> None:
        run.progress(opened / max(known, 1))

    accounts = _accounts(revision)
    report = await shop.smoke.run(shop.supervisor.inner_url_of(site), accounts=accounts, on_progress=tell)
    browsed = _browsed(report)
    passed = report.state is SmokeState.PASSED
    picture = await shop.blobs.put(report.screenshot) if passed and report.screenshot is not None else None
    async with run.transaction() as ctx:
        revision = await projects.get_revision(ctx, project, revision.id)
        await projects.record_checks(ctx, revision, with_browser(revision, browsed))
        revision.picture = picture or revision.picture
    if report.state is SmokeState.FAILED:
        reason = "; ".join(f"{failure.file}: {failure.message}" for failure in browsed.failures)
        await shop.supervisor.withdraw(run.actor, deployment_id, f"The browser check failed: {reason}")
    return browsed


def _accounts(revision: Revision) -> list[Account]:
    """With whom the browser signs in: with nobody where the files were not made from a specification."""
    if revision.spec is None:
        return []
    accounts = demo_accounts(AppSpec.parse(revision.spec))
    return [Account(account.email, account.password, account.role) for account in accounts]


async def _until_it_serves(shop: Workshop, run: Run, deployment_id: UUID) -> None:
    """Waits for a release that is on its way back after a restart; raises `DomainError` for one that was stopped."""
    async with run.transaction() as ctx:
        deployment = await deployments.get(ctx, deployment_id)
    if deployment.state is not DeploymentState.READY:
        reason = deployment.error_message or "The release was stopped before the browser had seen all of it."
        raise DomainError("release_gone", Kind.CONFLICT, reason)
    await shop.supervisor.release(run.actor, deployment_id)


def _browsed(report: SmokeReport) -> Browsed:
    failures = [
        Failure(check="browser", file=page.path, line=None, message=fault)
        for page in report.failures
        for fault in _faults(page)
    ]
    if report.state is SmokeState.FAILED and not failures:
        failures = [Failure(check="browser", file=None, line=None, message=report.reason or "failed")]
    return Browsed(
        pages=len(report.pages),
        seconds=round(report.seconds, 3),
        failures=failures,
        not_run=report.reason if report.state is SmokeState.NOT_RUN else None,
    )


def _faults(page: PageResult) -> list[str]:
    problem = [page.problem] if page.problem else []
    violations = [f"{item.rule}: {item.help} ({', '.join(item.targets[:3])})" for item in page.violations]
    return [*problem, *page.console_errors, *page.exceptions, *page.failed_requests, *violations]
