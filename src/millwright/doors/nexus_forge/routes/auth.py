"""Authentication (the contract's section of that name)."""

from datetime import timedelta

from fastapi import APIRouter, Request

from millwright.doors.http.context import ContextDep
from millwright.doors.http.gate import public
from millwright.doors.http.logins import log_in, subject_of
from millwright.doors.http.rates import RateLimitError
from millwright.doors.http.services import ServicesDep
from millwright.doors.nexus_forge import render, wire
from millwright.doors.nexus_forge.limits import AUTHENTICATION
from millwright.platform import accounts

LIFETIME = timedelta(seconds=1800)
"""Of an access token."""

router = APIRouter(prefix="/auth", tags=["Authentication"])


@router.post("/login")
@public
async def login(services: ServicesDep, request: Request, body: wire.LoginRequest) -> wire.TokenOut:
    """Authenticate and receive tokens."""
    verdict = await services.limiter.hit("nexus-forge:auth", subject_of(services, request, body.email), AUTHENTICATION)
    if not verdict.allowed:
        raise RateLimitError(verdict)
    return render.tokens(await log_in(services, request, email=body.email, password=body.password, lifetime=LIFETIME))


@router.post("/refresh")
@public
async def refresh(services: ServicesDep, body: wire.RefreshRequest) -> wire.TokenOut:
    """Exchange a refresh token, which is good once, for new tokens."""
    made = await accounts.refresh(
        services.database, services.identity, body.refresh_token, lifetime=LIFETIME, clock=services.clock
    )
    return render.tokens(made)


@router.post("/logout")
async def logout(ctx: ContextDep) -> wire.Message:
    """End the current session, with its access and refresh tokens."""
    await accounts.log_out(ctx)
    return wire.Message(message="Logged out successfully")
