"""The contract's rates (Rate Limits), which hold for each account; the installation's own organization is exempt."""

import re

from millwright.doors.http.rates import Caller, Rule, plain_headers
from millwright.platform.limits import Verdict, Window

_MINUTE, _FIVE_MINUTES, _HOUR = 60, 300, 3_600
BUILD = (Window(5, _HOUR),)
AUTHENTICATION = (Window(10, _FIVE_MINUTES),)
"""Counted by account and network address, once the body has been read: nobody can keep somebody else out."""
_BUILD_REFUSAL = "Rate limit exceeded. Please wait before starting another build."
_STRANGERS = (Window(1_000, _HOUR),)
_TABLE = (
    ("build", re.compile(r"POST /api/nexus-forge/build(/from-template)?"), BUILD),
    ("builds", re.compile(r"GET /api/nexus-forge/builds"), (Window(100, _MINUTE),)),
    ("build-status", re.compile(r"\w+ /api/nexus-forge/build/[^/]+"), (Window(60, _MINUTE),)),
)
_OTHERS = (Window(1_000, _HOUR),)


class NexusForgeLimits:
    """Counts by account and kind of endpoint."""

    def rule(self, caller: Caller, method: str, path: str) -> Rule:
        """The row of the table that a request belongs to."""
        principal = caller.principal
        if principal is None:
            return Rule("strangers", f"address:{caller.address}", _STRANGERS)
        subject = f"user:{principal.actor.user_id}"
        row = f"{method} {path}"
        bucket, windows = next(((name, w) for name, pattern, w in _TABLE if pattern.fullmatch(row)), ("all", _OTHERS))
        return Rule(bucket, subject, windows, _BUILD_REFUSAL if windows is BUILD else None)

    def headers(self, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """X-RateLimit-Limit, -Remaining, -Reset: an extension, the document names none."""
        return plain_headers(verdict)
