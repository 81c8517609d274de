"""What a smoke visit found."""

from dataclasses import dataclass
from enum import StrEnum

from millwright.factory.browser.chromium import Theme


class SmokeState(StrEnum):
    """How a visit ended. What could not be run has not passed."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class AxeViolation:
    """A serious or critical fault of accessibility: axe's rule, what helps, and the elements (CSS selectors)."""

    rule: str
    impact: str
    help: str
    targets: tuple[str, ...]
    theme: Theme


@dataclass(frozen=True, slots=True)
class PageResult:
    """One opened page. `path` begins with a slash, `role` is who looked (empty: nobody signed in).

    `problem` says why it could not be opened properly; `failed_requests` are those refused, broken or answered with
    an error.
    """

    path: str
    role: str
    title: str
    seconds: float
    problem: str | None = None
    console_errors: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    failed_requests: tuple[str, ...] = ()
    violations: tuple[AxeViolation, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong with it."""
        return self.problem is None and not (
            self.console_errors or self.exceptions or self.failed_requests or self.violations
        )


@dataclass(frozen=True, slots=True)
class SmokeReport:
    """A whole visit. `reason` says why it was not run or not finished, `refused` where the pages tried to go.

    `screenshot` is the home page as WebP, 640 pixels wide, as the first account sees it; `unopened` is how many pages
    that account found links to and did not get to.
    """

    state: SmokeState
    seconds: float
    pages: tuple[PageResult, ...] = ()
    reason: str | None = None
    refused: tuple[str, ...] = ()
    screenshot: bytes | None = None
    unopened: int = 0

    @property
    def failures(self) -> tuple[PageResult, ...]:
        """The pages that something was wrong with."""
        return tuple(page for page in self.pages if not page.ok)
