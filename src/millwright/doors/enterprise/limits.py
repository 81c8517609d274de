"""The contract's rates (Rate Limiting): requests a minute, an hour and a day, by the plan of the organization."""

from millwright.doors.http.rates import Caller, Rule, plain_headers, plan_of, subject_of
from millwright.platform.accounts import Plan
from millwright.platform.limits import Verdict, Window

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
WINDOWS = {
    Plan.FREE: (Window(100, _MINUTE), Window(1_000, _HOUR), Window(10_000, _DAY)),
    Plan.PRO: (Window(1_000, _MINUTE), Window(50_000, _HOUR), Window(500_000, _DAY)),
    Plan.ENTERPRISE: (Window(10_000, _MINUTE), Window(500_000, _HOUR), Window(5_000_000, _DAY)),
}
"""Requests by plan. The document leaves those of Enterprise to a contract: ten times the Professional ones."""


class EnterpriseLimits:
    """Counts a caller with a credential by plan, and without one by address as Free."""

    def rule(self, caller: Caller, method: str, path: str) -> Rule:
        """One bucket for all requests."""
        del method, path
        if caller.principal is None:
            return Rule("requests", f"address:{caller.address}", WINDOWS[Plan.FREE])
        return Rule("requests", subject_of(caller.principal), WINDOWS[plan_of(caller.principal)])

    def headers(self, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """X-RateLimit-Limit, -Remaining, -Reset: of the minute, or of the longer window that refuses."""
        return plain_headers(verdict)
