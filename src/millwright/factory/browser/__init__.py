"""Browser: the one kept-alive Chromium, and the smoke visit of a deployed app by it."""

from millwright.factory.browser.chromium import Chromium, Theme, Visit
from millwright.factory.browser.report import AxeViolation, PageResult, SmokeReport, SmokeState
from millwright.factory.browser.smoke import Account, Progress, Smoke, SmokeLimits

__all__ = [
    "Account",
    "AxeViolation",
    "Chromium",
    "PageResult",
    "Progress",
    "Smoke",
    "SmokeLimits",
    "SmokeReport",
    "SmokeState",
    "Theme",
    "Visit",
]
