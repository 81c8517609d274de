"""The contract's rates (Rate Limiting): requests an hour, with a credential and without."""

from millwright.doors.http.rates import Caller, Rule, plain_headers, subject_of
from millwright.platform.limits import Verdict, Window

_HOUR = 3600
AUTHENTICATED = (Window(1000, _HOUR),)
"""For an organization."""
UNAUTHENTICATED = (Window(100, _HOUR),)
"""For an address."""


class PixellLimits:
    """Counts a caller with a credential by organization, and without one by address; the plan makes no difference."""

    def rule(self, caller: Caller, method: str, path: str) -> Rule:
        """One bucket for all requests."""
        del method, path
        if caller.principal is None:
            return Rule("requests", f"address:{caller.address}", UNAUTHENTICATED)
        return Rule("requests", subject_of(caller.principal), AUTHENTICATED)

    def headers(self, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """X-RateLimit-Limit, -Remaining, -Reset."""
        return plain_headers(verdict)
