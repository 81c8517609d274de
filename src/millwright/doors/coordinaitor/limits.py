"""The contract's rates (Rate Limit Tiers): requests an hour, and a burst a minute, by the organization's plan.

The document gives no window for its burst limit; ours is a minute.
"""

from millwright.doors.http.rates import Caller, Rule, plain_headers, plan_of, subject_of
from millwright.platform.accounts import Plan
from millwright.platform.limits import Verdict, Window

_MINUTE, _HOUR = 60, 3600
WINDOWS = {
    Plan.FREE: (Window(1_000, _HOUR), Window(50, _MINUTE)),
    Plan.PRO: (Window(10_000, _HOUR), Window(200, _MINUTE)),
    Plan.ENTERPRISE: (Window(100_000, _HOUR), Window(1_000, _MINUTE)),
}
"""Requests by plan; the first window is the one that the headers tell of."""


class CoordinaitorLimits:
    """Counts a caller with a credential by plan, and without one by address as Free."""

    def rule(self, caller: Caller, method: str, path: str) -> Rule:
        """One bucket for all requests."""
        del method, path
        if caller.principal is None:
            return Rule("requests", f"address:{caller.address}", WINDOWS[Plan.FREE])
        return Rule("requests", subject_of(caller.principal), WINDOWS[plan_of(caller.principal)])

    def headers(self, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """X-RateLimit-Limit, -Remaining, -Reset, and -Window in seconds."""
        return [*plain_headers(verdict), (b"x-ratelimit-window", b"%d" % verdict.window_seconds)]
