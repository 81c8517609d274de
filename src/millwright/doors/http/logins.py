"""Logging in at any door: guessing passwords is slow, whichever door is tried; and what only a person's session may do.

The gate's limits by address stand before this; here failures are counted for one account from one address, so that
nobody can keep somebody else out.
"""

from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request

from millwright.doors.http.context import ContextDep, PrincipalDep
from millwright.doors.http.gate import address_of
from millwright.doors.http.rates import RateLimitError
from millwright.doors.http.services import Services
from millwright.kit.context import Context
from millwright.kit.errors import DomainError, Kind
from millwright.platform import accounts
from millwright.platform.accounts import Client, CredentialKind, Tokens
from millwright.platform.limits import Window

FAILURES = (Window(10, 15 * 60),)
"""Wrong passwords for one account from one address."""
_BUCKET = "login-failures"


async def log_in(
    services: Services, request: Request, *, email: str, password: str, remember: bool = False, lifetime: timedelta
) -> Tokens:
    """Starts a session, always a new one; `lifetime` is the access token's.

    Raises what `accounts.log_in` does, and `DomainError` of kind limited after 10 failures within 15 minutes, which
    no right password helps against. A right password in time takes the failures back.
    """
    subject = subject_of(services, request, email)
    # Counted before the password is looked at, or guesses at the same moment would all be checked.
    verdict = await services.limiter.hit(_BUCKET, subject, FAILURES)
    if not verdict.allowed:
        raise RateLimitError(verdict)
    try:
        tokens = await accounts.log_in(
            services.database,
            services.identity,
            email=email,
            password=password,
            remember=remember,
            lifetime=lifetime,
            client=client_of(request),
            clock=services.clock,
        )
    except DomainError as error:
        if error.code != "login_failed":
            await services.limiter.clear(_BUCKET, subject, FAILURES)
        raise
    await services.limiter.clear(_BUCKET, subject, FAILURES)
    return tokens


def client_of(request: Request) -> Client:
    """From where the request comes, for the audit log."""
    return Client(request.client.host if request.client is not None else None, request.headers.get("user-agent"))


def subject_of(services: Services, request: Request, email: str) -> str:
    """With whom a login is counted: one account from one network address, however the e-mail address is spelled.

    The account's address is hashed: nobody reads in a shared store who has tried to log in.
    """
    kept = accounts.email_as_kept(email) or ""
    return f"{address_of(request.scope)}:{services.hasher.digest(kept).hex()}"


async def session_context(ctx: ContextDep, principal: PrincipalDep) -> Context:
    """The request's transaction, for somebody who has logged in; raises `DomainError` of kind forbidden for a key.

    A key that leaked, however narrow its scopes, must not end its owner's sessions.
    """
    if principal.kind is not CredentialKind.SESSION:
        raise DomainError("session_needed", Kind.FORBIDDEN, "Log in to do this; a key cannot.")
    return ctx


SessionContextDep = Annotated[Context, Depends(session_context)]
