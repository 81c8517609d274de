"""What is kept of a revision's checks: those of its files, and the browser's visit of its release."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from millwright.factory.checks import Report
from millwright.factory.deployments import Deployment
from millwright.factory.pipelines.results import Browsed, Reason
from millwright.factory.projects import Revision
from millwright.kit.context import Context, Scope


class Outcome(StrEnum):
    """What all checks of a revision come to; incomplete: none failed, and not all of them were run."""

    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"


class KeptReport(Report):
    """The report of a revision; `browser` is None where no browser was sent."""

    browser: Browsed | None = None

    @property
    def left_out(self) -> list[Reason]:
        """The checks that were not run, by their names, with why."""
        left = [Reason(subject=check.name, because=check.reason or "") for check in self.not_run]
        if self.browser is None:
            return [*left, Reason(subject="browser", because="No browser has opened it.")]
        return (
            left if self.browser.not_run is None else [*left, Reason(subject="browser", because=self.browser.not_run)]
        )

    @property
    def outcome(self) -> Outcome:
        """What the checks come to."""
        if self.failed or (self.browser is not None and self.browser.failures):
            return Outcome.FAILED
        return Outcome.INCOMPLETE if self.left_out else Outcome.PASSED


def report_of(revision: Revision) -> KeptReport | None:
    """What the checks found of a revision; None while none were run."""
    return KeptReport.model_validate(revision.checks) if revision.checks else None


async def revisions_of(ctx: Context, found: Sequence[Deployment]) -> dict[UUID, Revision]:
    """The revisions, by their ids, that deployments run which the actor has been shown."""
    ctx.actor.require(Scope.DEPLOYMENTS_READ)
    wanted = {deployment.revision_id for deployment in found}
    return {item.id: item for item in await ctx.session.scalars(select(Revision).where(Revision.id.in_(wanted)))}


def with_browser(revision: Revision, browsed: Browsed) -> dict[str, object]:
    """The kept report of a checked revision, with what the browser found."""
    return {**(revision.checks or {"checks": []}), "browser": browsed.model_dump(mode="json")}
