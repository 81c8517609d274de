"""What is kept of a revision's checks: those of its files, and the browser's visit of its release."""

from millwright.factory.checks import Report
from millwright.factory.pipelines.results import Browsed
from millwright.factory.projects import Revision


class KeptReport(Report):
    """The report of a revision; `browser` is None where no browser was sent."""

    browser: Browsed | None = None


def report_of(revision: Revision) -> KeptReport | None:
    """What the checks found of a revision; None while none were run."""
    return KeptReport.model_validate(revision.checks) if revision.checks else None


def with_browser(revision: Revision, browsed: Browsed) -> dict[str, object]:
    """The kept report of a checked revision, with what the browser found."""
    return {**(revision.checks or {"checks": []}), "browser": browsed.model_dump(mode="json")}
