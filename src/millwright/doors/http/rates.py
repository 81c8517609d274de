"""How a contract's documented rate limits are said and counted; the counting itself is `platform.limits`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from millwright.kit.errors import DomainError, Kind
from millwright.platform.accounts import Plan, Principal
from millwright.platform.limits import Limiter, Verdict, Window


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a request is counted against: somebody known, or an address; `by_cookie`: a person in a browser."""

    principal: Principal | None
    address: str
    by_cookie: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What a request counts towards: `subject`'s share of `bucket`, in each of the windows.

    `refusal` is what is said when nothing is left, where the document has words of its own.
    """

    bucket: str
    subject: str
    windows: Sequence[Window]
    refusal: str | None = None


class RateTable(Protocol):
    """A contract's documented table (its ``limits.py``)."""

    def rule(self, caller: Caller, method: str, path: str) -> Rule | None:
        """What a request to `path` (below the contract's mount) counts towards; None where nothing is counted."""
        ...

    def headers(self, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """The documented headers that say how much is left."""
        ...


def plain_headers(verdict: Verdict) -> list[tuple[bytes, bytes]]:
    """X-RateLimit-Limit, -Remaining and -Reset (seconds since 1970), which all five documents share."""
    return [
        (b"x-ratelimit-limit", b"%d" % verdict.limit),
        (b"x-ratelimit-remaining", b"%d" % verdict.remaining),
        (b"x-ratelimit-reset", b"%d" % verdict.reset_at),
    ]


def plan_of(principal: Principal) -> Plan:
    """The plan whose numbers are shown to somebody: an organization without limits sees those of Enterprise."""
    return Plan.ENTERPRISE if principal.plan is Plan.UNLIMITED else principal.plan


def subject_of(principal: Principal) -> str:
    """With whom somebody is counted: their organization, however many keys it has."""
    return f"organization:{principal.actor.organization_id}"


async def count(limiter: Limiter, door: str, rule: Rule, principal: Principal | None) -> Verdict:
    """Counts a request towards `rule`, and towards the own rate of a key that has one, which is shown if it has.

    Raises `DomainError` of kind limited when nothing is left; never because of `rule` for somebody whose organization
    has no limits.
    """
    own: Verdict | None = None
    if principal is not None and principal.rate is not None:
        window = Window(principal.rate.requests, principal.rate.seconds)
        own = await limiter.hit("keys", str(principal.key_id), (window,))
        if not own.allowed:
            raise RateLimitError(own)
    verdict = await limiter.hit(f"{door}:{rule.bucket}", rule.subject, rule.windows)
    if not verdict.allowed and (principal is None or principal.plan is not Plan.UNLIMITED):
        raise RateLimitError(verdict, rule.refusal)
    return own or verdict


class RateLimitError(DomainError):
    """A request too many, with the verdict that says so."""

    def __init__(self, verdict: Verdict, words: str | None = None) -> None:
        super().__init__(
            "rate_limited",
            Kind.LIMITED,
            words or f"Rate limit exceeded. Try again in {verdict.retry_after} seconds.",
            data={"retry_after": verdict.retry_after, "limit": verdict.limit, "reset_at": verdict.reset_at},
        )
        self.verdict = verdict
