"""Logging in and out (1. Authentication)."""

from datetime import timedelta

from fastapi import APIRouter, Request, Response

from millwright.doors.http import logins, session_cookie
from millwright.doors.http.context import ContextDep, PrincipalDep
from millwright.doors.http.gate import mark_unstored, public
from millwright.doors.http.services import ServicesDep
from millwright.doors.pixell import render, wire
from millwright.platform import accounts, billing

ACCESS_LIFETIME = timedelta(hours=1)
"""The document's ``expires_in``."""
_CHECK_MAIL = "Please check your email to verify your account"

router = APIRouter(prefix="/api/auth", tags=["Authentication"])


@router.post("/login")
@public
async def log_in(
    services: ServicesDep, request: Request, response: Response, body: wire.LoginRequest
) -> wire.LoginResponse:
    """Start a session: as a cookie for browsers, as tokens for programs."""
    tokens = await logins.log_in(
        services,
        request,
        email=body.email,
        password=body.password,
        remember=body.remember_me,
        lifetime=ACCESS_LIFETIME,
    )
    session_cookie.set_session(response, services, tokens)
    mark_unstored(response)
    return render.login(tokens, session_cookie.csrf_token(services.hasher, tokens.session_id))


@router.post("/signup", status_code=201)
@public
async def sign_up(services: ServicesDep, body: wire.SignupRequest) -> wire.SignupResponse:
    """Make an account, and an organization that it owns."""
    user = await billing.sign_up(
        services.database,
        services.identity,
        email=body.email,
        password=body.password,
        organization_name=body.organization_name,
        clock=services.clock,
    )
    message = _CHECK_MAIL if user.verified_at is None else "Your account is ready"
    return wire.SignupResponse(message=message, user=render.user(user))


@router.post("/logout")
async def log_out(ctx: ContextDep, services: ServicesDep, response: Response) -> wire.Message:
    """End the session that was presented, with its cookie and all its tokens."""
    await accounts.log_out(ctx)
    session_cookie.clear_session(response, services)
    return wire.Message(message="Logged out successfully")


@router.get("/session")
async def get_session(
    ctx: ContextDep, services: ServicesDep, principal: PrincipalDep, response: Response
) -> wire.SessionResponse:
    """Who the caller is, and for which organization they act."""
    profile = await accounts.get_profile(ctx)
    mark_unstored(response)
    balance = await billing.balance(ctx.session, profile.organization.id)
    return render.profile(profile, balance, session_cookie.csrf_token_of(services.hasher, principal))
