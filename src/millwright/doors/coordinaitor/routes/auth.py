"""Authentication Endpoints, and their first forms without version and envelope (Authentication)."""

from datetime import timedelta

from fastapi import APIRouter, Request, Response

from millwright.doors.coordinaitor import render, wire
from millwright.doors.coordinaitor.envelope import Envelope, MetaDep
from millwright.doors.http import logins
from millwright.doors.http.context import principal_of
from millwright.doors.http.gate import mark_unstored, public
from millwright.doors.http.services import Services, ServicesDep
from millwright.platform import accounts
from millwright.platform.accounts import Tokens

LIFETIME = timedelta(hours=1)
"""Of an access token (`expiresIn` 3600)."""

router = APIRouter(tags=["Authentication"])


@router.post("/api/v1/auth/login")
@public
async def login(
    services: ServicesDep, request: Request, response: Response, meta: MetaDep, body: wire.LoginRequest
) -> Envelope[wire.LoginOut]:
    """Log in with an e-mail address and a password."""
    mark_unstored(response)
    return Envelope(data=render.login(await _log_in(services, request, body)), meta=meta)


@router.post("/api/auth/login")
@public
async def login_plain(
    services: ServicesDep, request: Request, response: Response, body: wire.LoginRequest
) -> wire.LoginOut:
    """The same, without the envelope."""
    mark_unstored(response)
    return render.login(await _log_in(services, request, body))


@router.post("/api/v1/auth/refresh")
@public
async def refresh(
    services: ServicesDep, response: Response, meta: MetaDep, body: wire.RefreshRequest
) -> Envelope[wire.TokensOut]:
    """Go on with new tokens; the refresh token is used up, and presenting it again ends the session."""
    mark_unstored(response)
    return Envelope(data=render.tokens(await _refresh(services, body)), meta=meta)


@router.post("/api/auth/refresh")
@public
async def refresh_plain(services: ServicesDep, response: Response, body: wire.RefreshRequest) -> wire.TokensOut:
    """The same, without the envelope."""
    mark_unstored(response)
    return render.tokens(await _refresh(services, body))


@router.post("/api/v1/auth/logout", status_code=204)
@public
async def logout(services: ServicesDep, request: Request, body: wire.LogoutRequest | None = None) -> None:
    """End the session of the refresh token and the one whose access token is presented; either is enough."""
    token = body.refresh_token if body is not None else None
    if token is not None:
        async with services.database.session() as session:
            await accounts.end_session_by_refresh(session, services.identity, token)
    if token is None or getattr(request.state, "principal", None) is not None:
        async with services.context(principal_of(request).actor) as ctx:
            await accounts.log_out(ctx)


async def _log_in(services: Services, request: Request, body: wire.LoginRequest) -> Tokens:
    return await logins.log_in(services, request, email=body.email, password=body.password, lifetime=LIFETIME)


async def _refresh(services: Services, body: wire.RefreshRequest) -> Tokens:
    return await accounts.refresh(
        services.database, services.identity, body.refresh_token, lifetime=LIFETIME, clock=services.clock
    )
