"""The contract's rates (Rate Limiting): requests a minute and a day, by the plan of the caller's organization."""

from millwright.doors.http.rates import Caller, Rule, own_windows, plain_headers, subject_of
from millwright.platform.accounts import Plan
from millwright.platform.limits import Verdict, Window

_MINUTE, _DAY = 60, 86_400
WINDOWS = {
    Plan.FREE: (Window(20, _MINUTE), Window(500, _DAY)),
    Plan.PRO: (Window(100, _MINUTE), Window(5_000, _DAY)),
    Plan.ENTERPRISE: (Window(500, _MINUTE), Window(50_000, _DAY)),
}
"""Requests by plan."""
BUILDS_A_DAY = {Plan.FREE: 5, Plan.PRO: 50, Plan.ENTERPRISE: 500}
"""Builds by plan."""


class AiBuildLimits:
    """Counts a caller with a credential by plan, and without one, which gets nowhere, by address as Free."""

    def rule(self, caller: Caller, method: str, path: str) -> Rule:
        """One bucket for all requests."""
        del method, path
        if caller.principal is None:
            return Rule("requests", f"address:{caller.address}", WINDOWS[Plan.FREE])
        windows = own_windows(caller.principal) or WINDOWS[caller.principal.plan]
        return Rule("requests", subject_of(caller.principal), windows)

    def headers(self, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """X-RateLimit-Limit, -Remaining, -Reset."""
        return plain_headers(verdict)
