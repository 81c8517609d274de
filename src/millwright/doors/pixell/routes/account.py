"""The care of an account, which the document leaves out: refreshing, proving an address, a new password, sessions."""

from fastapi import APIRouter, Response

from millwright.doors.http.gate import mark_unstored, public
from millwright.doors.http.logins import FAILURES, SessionContextDep
from millwright.doors.http.rates import RateLimitError
from millwright.doors.http.services import Services, ServicesDep
from millwright.doors.http.session_cookie import csrf_token
from millwright.doors.pixell import ids, render, wire
from millwright.doors.pixell.routes.authentication import ACCESS_LIFETIME
from millwright.platform import accounts
from millwright.platform.limits import Window

_SENT = wire.Message(message="If there is such an account, a mail is on its way")
"""Said whether or not there is."""

_MAILS = (Window(5, 3600),)
"""Mails to one address that anybody can ask for."""

router = APIRouter(prefix="/api/auth", tags=["Extensions"])


@router.post("/refresh")
@public
async def refresh(services: ServicesDep, response: Response, body: wire.RefreshRequest) -> wire.LoginResponse:
    """New tokens for old: a refresh token is good once, and its second use ends the session."""
    tokens = await accounts.refresh(
        services.database, services.identity, body.refresh_token, lifetime=ACCESS_LIFETIME, clock=services.clock
    )
    mark_unstored(response)
    return render.login(tokens, csrf_token(services.hasher, tokens.session_id))


@router.post("/verify")
@public
async def verify_email(services: ServicesDep, body: wire.TokenRequest) -> wire.Message:
    """Prove an e-mail address by the token that was sent to it."""
    async with services.database.session() as session:
        await accounts.verify_email(session, services.identity, body.token, clock=services.clock)
    return wire.Message(message="Email verified successfully")


@router.post("/verify/resend")
@public
async def resend_verification(services: ServicesDep, body: wire.EmailRequest) -> wire.Message:
    """Ask for another verification mail."""
    if await _may_write(services, body.email):
        async with services.database.session() as session:
            await accounts.request_verification(session, services.identity, body.email)
    return _SENT


@router.post("/password/forgot")
@public
async def forgot_password(services: ServicesDep, body: wire.EmailRequest) -> wire.Message:
    """Ask for a mail with which a new password can be set."""
    if await _may_write(services, body.email):
        async with services.database.session() as session:
            await accounts.request_password_reset(session, services.identity, body.email)
    return _SENT


async def _may_write(services: Services, email: str) -> bool:
    """Whether an address may get one more mail that anybody can ask for; whoever asks is not told."""
    kept = accounts.email_as_kept(email)
    if kept is None:
        return False
    subject = services.hasher.digest(kept).hex()
    return (await services.limiter.hit("account-mails", subject, _MAILS)).allowed


@router.post("/password/reset")
@public
async def reset_password(services: ServicesDep, body: wire.PasswordResetRequest) -> wire.Message:
    """Set a new password by the token that was sent; all sessions of the account end."""
    await accounts.reset_password(services.database, services.identity, body.token, body.password, clock=services.clock)
    return wire.Message(message="Password changed successfully")


@router.post("/password")
async def change_password(ctx: SessionContextDep, services: ServicesDep, body: wire.PasswordChange) -> wire.Message:
    """Set a new password by the present one; all other sessions of the account end."""
    verdict = await services.limiter.hit("password-changes", str(ctx.actor.user_id), FAILURES)
    if not verdict.allowed:
        raise RateLimitError(verdict)
    await accounts.change_password(
        services.database,
        services.identity,
        ctx.actor,
        old=body.old_password,
        new=body.new_password,
        clock=services.clock,
    )
    return wire.Message(message="Password changed successfully")


@router.get("/sessions")
async def list_sessions(ctx: SessionContextDep) -> wire.SessionList:
    """Where the account is logged in, the latest used first."""
    found = await accounts.list_sessions(ctx)
    return wire.SessionList(sessions=[render.session(item, ctx.actor.credential_id) for item in found])


@router.delete("/sessions")
async def end_other_sessions(ctx: SessionContextDep) -> wire.Message:
    """Log out everywhere else."""
    await accounts.end_other_sessions(ctx)
    return wire.Message(message="All other sessions ended")


@router.delete("/sessions/{session_id}")
async def end_session(ctx: SessionContextDep, session_id: str) -> wire.Message:
    """Log out in one place."""
    await accounts.end_session(ctx, ids.parsed(session_id, "session"))
    return wire.Message(message="Session ended")
