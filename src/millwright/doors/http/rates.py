"""How a contract's documented rate limits are said and counted; the counting itself is `platform.limits`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from millwright.platform.accounts import Plan, Principal
from millwright.platform.limits import Verdict, Window

UNLIMITED = 1_000_000_000
"""What "no limit" is as a number, for headers that must show one: more than anybody can send."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a request is counted against: somebody known, or an address."""

    principal: Principal | None
    address: str


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


def own_windows(principal: Principal) -> Sequence[Window] | None:
    """The windows of a caller whom no plan binds: a key's own rate, or an organization without limits."""
    if principal.rate is not None:
        return (Window(principal.rate.requests, principal.rate.seconds),)
    if principal.plan is Plan.UNLIMITED:
        return (Window(UNLIMITED, 60),)
    return None


def subject_of(principal: Principal) -> str:
    """Who is counted: a key that has a rate of its own by itself, everybody else with their organization."""
    actor = principal.actor
    return f"key:{actor.credential_id}" if principal.rate is not None else f"organization:{actor.organization_id}"
