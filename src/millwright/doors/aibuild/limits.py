"""The contract's rates (Rate Limiting): requests a minute and a day, by the plan of the caller's organization."""

from dataclasses import dataclass

from millwright.doors.http.rates import Caller, Rule, plain_headers, plan_of, subject_of
from millwright.platform.accounts import Plan, Principal
from millwright.platform.limits import Limiter, Verdict, Window

_BUCKET = "requests"
_PERSONS = "persons"
_BY_COOKIE = (Window(600, 60),)
"""Requests of a person in the console (an extension): the plans' numbers are for programs, and a page asks for much."""
_MINUTE, _DAY = 60, 86_400
WINDOWS = {
    Plan.FREE: (Window(20, _MINUTE), Window(500, _DAY)),
    Plan.PRO: (Window(100, _MINUTE), Window(5_000, _DAY)),
    Plan.ENTERPRISE: (Window(500, _MINUTE), Window(50_000, _DAY)),
}
"""Requests by plan."""
BUILDS_A_DAY = {Plan.FREE: 5, Plan.PRO: 50, Plan.ENTERPRISE: 500}
"""Builds by plan."""


@dataclass(frozen=True, slots=True)
class Used:
    """How many requests were made of how many."""

    used: int
    limit: int


async def requests_today(limiter: Limiter, principal: Principal) -> Used:
    """What a caller's organization has used of its longest window: the day, where its plan has one."""
    longest = WINDOWS[plan_of(principal)][-1]
    verdict = await limiter.peek(f"aibuild:{_BUCKET}", subject_of(principal), (longest,), 0)
    return Used(verdict.limit - verdict.remaining, verdict.limit)


class AiBuildLimits:
    """Counts a caller with a credential by plan, and without one, which gets nowhere, by address as Free.

    A person with the session cookie is counted alone, whatever their organization's programs use.
    """

    def rule(self, caller: Caller, method: str, path: str) -> Rule:
        """One bucket for all requests of an organization's programs, one for each person."""
        del method, path
        if caller.principal is None:
            return Rule(_BUCKET, f"address:{caller.address}", WINDOWS[Plan.FREE])
        if caller.by_cookie:
            return Rule(_PERSONS, f"user:{caller.principal.actor.user_id}", _BY_COOKIE)
        return Rule(_BUCKET, subject_of(caller.principal), WINDOWS[plan_of(caller.principal)])

    def headers(self, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """X-RateLimit-Limit, -Remaining, -Reset."""
        return plain_headers(verdict)
