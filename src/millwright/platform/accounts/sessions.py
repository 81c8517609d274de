"""Sessions: logging in, going on by refresh tokens that are good once, and ending it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import Context
from millwright.kit.crypto import new_token
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.platform import events
from millwright.platform.accounts.emails import as_kept
from millwright.platform.accounts.forgetting import forget
from millwright.platform.accounts.identity import ACCESS, Identity
from millwright.platform.accounts.lookups import COOKIE_PREFIX
from millwright.platform.accounts.models import (
    Membership,
    Organization,
    OrganizationStatus,
    Role,
    Session,
    SessionRefresh,
    User,
)

REFRESH_PREFIX = "ref_"
_LIFETIME = timedelta(days=30)
"""Of a session nobody refreshes (Enterprise, Authentication)."""


@dataclass(frozen=True, slots=True)
class Client:
    """From where somebody logs in: the peer's address, and what it calls itself."""

    address: str | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """A session's credentials, each shown this once. `expires_in`: of the access token, in seconds.

    `cookie` is the opaque token for a cookie session, which lives until `cookie_expires`, or as long as the browser
    when that is None; a refresh leaves the cookie as it is and has None for both.
    """

    access_token: str
    refresh_token: str
    expires_in: int
    session_id: UUID
    cookie: str | None
    cookie_expires: datetime | None
    user: User
    organization: Organization
    role: Role


async def log_in(
    database: Database,
    identity: Identity,
    *,
    email: str,
    password: str,
    remember: bool = False,
    lifetime: timedelta,
    client: Client = Client(),
    clock: Clock = system_clock,
) -> Tokens:
    """Starts a session in the person's current organization, or, where that is not active, in the active one that they
    joined first; `lifetime` is the access token's.

    Raises `DomainError` with code `login_failed` (unauthenticated; the same words after the same time for an unknown
    address), `email_unverified`, `no_organization` or `organization_suspended` (forbidden; the password was right).
    """
    async with database.session() as session:
        user = await session.scalar(select(User).where(User.email == as_kept(email)))
    digest = user.password_digest if user is not None else None
    if not await identity.passwords.verify(password, digest) or user is None:
        raise DomainError("login_failed", Kind.UNAUTHENTICATED, "Invalid email or password.")
    if identity.email_verification and user.verified_at is None:
        raise DomainError("email_unverified", Kind.FORBIDDEN, "This email address has not been verified yet.")
    async with database.session() as session:
        return await _begin(session, identity, user, remember=remember, lifetime=lifetime, client=client, now=clock())


async def _begin(
    session: AsyncSession,
    identity: Identity,
    seen: User,
    *,
    remember: bool,
    lifetime: timedelta,
    client: Client,
    now: datetime,
) -> Tokens:
    user = await session.get(User, seen.id, with_for_update=True)
    if user is None or user.password_digest != seen.password_digest:
        raise DomainError("login_failed", Kind.UNAUTHENTICATED, "Invalid email or password.")
    organization, role = await _place_to_begin(session, user)
    await session.execute(delete(Session).where(Session.user_id == user.id, Session.expires_at <= now))
    refresh_token, cookie = new_token(REFRESH_PREFIX), new_token(COOKIE_PREFIX)
    started = Session(
        user_id=user.id,
        organization_id=organization.id,
        refresh_digest=identity.hasher.digest(refresh_token),
        cookie_digest=identity.hasher.digest(cookie),
        address=client.address and client.address[:64],
        agent=client.agent and client.agent[:400].replace("\x00", "\N{REPLACEMENT CHARACTER}"),
        remember=remember,
        created_at=now,
        last_used_at=now,
        expires_at=now + _LIFETIME,
    )
    session.add(started)
    user.last_login_at = now
    await session.flush()
    await _tell(session, "session.started", started, {"address": started.address, "agent": started.agent})
    return Tokens(
        access_token=_access_token(identity, started, lifetime=lifetime, now=now),
        refresh_token=refresh_token,
        expires_in=int(lifetime.total_seconds()),
        session_id=started.id,
        cookie=cookie,
        cookie_expires=started.expires_at if remember else None,
        user=user,
        organization=organization,
        role=role,
    )


async def refresh(
    database: Database, identity: Identity, refresh_token: str, *, lifetime: timedelta, clock: Clock = system_clock
) -> Tokens:
    """New tokens for the session; the refresh token is used up.

    Raises `DomainError` with code `refresh_invalid` (unauthenticated). A token that was used before has been stolen
    from somebody: its whole session ends.
    """
    now = clock()
    digest = identity.hasher.digest(refresh_token)
    async with database.session() as session:
        query = select(Session).where(Session.refresh_digest == digest, Session.expires_at > now).with_for_update()
        current = await session.scalar(query)
        if current is not None:
            return await _rotate(session, identity, current, lifetime=lifetime, now=now)
        await _end_reused(session, digest)
    raise DomainError("refresh_invalid", Kind.UNAUTHENTICATED, "Invalid or expired refresh token.")


async def _rotate(
    session: AsyncSession, identity: Identity, current: Session, *, lifetime: timedelta, now: datetime
) -> Tokens:
    organization, role = await _place(session, current.user_id, current.organization_id)
    user = await session.get_one(User, current.user_id)
    refresh_token = new_token(REFRESH_PREFIX)
    await session.execute(
        delete(SessionRefresh).where(SessionRefresh.session_id == current.id, SessionRefresh.used_at < now - _LIFETIME)
    )
    session.add(SessionRefresh(digest=current.refresh_digest, session_id=current.id, used_at=now))
    current.refresh_digest = identity.hasher.digest(refresh_token)
    current.last_used_at = now
    current.expires_at = now + _LIFETIME
    await session.flush()
    return Tokens(
        access_token=_access_token(identity, current, lifetime=lifetime, now=now),
        refresh_token=refresh_token,
        expires_in=int(lifetime.total_seconds()),
        session_id=current.id,
        cookie=None,
        cookie_expires=None,
        user=user,
        organization=organization,
        role=role,
    )


async def _end_reused(session: AsyncSession, digest: bytes) -> None:
    query = (
        select(Session)
        .join(SessionRefresh, SessionRefresh.session_id == Session.id)
        .where(SessionRefresh.digest == digest)
    )
    stolen = await session.scalar(query)
    if stolen is not None:
        await end_sessions(session, Session.id == stolen.id, why="refresh_reused")


async def log_out(ctx: Context) -> None:
    """Ends the session that the actor presented, its access tokens included; a key has nothing to end."""
    condition = (Session.id == ctx.actor.credential_id) & (Session.user_id == ctx.actor.user_id)
    await end_sessions(ctx.session, condition, why="logged_out")


async def end_session_by_refresh(session: AsyncSession, identity: Identity, refresh_token: str) -> None:
    """Ends the session of a refresh token, used or not; an unknown token is none of ours, and no error."""
    digest = identity.hasher.digest(refresh_token)
    used = select(SessionRefresh.session_id).where(SessionRefresh.digest == digest)
    await end_sessions(session, (Session.refresh_digest == digest) | Session.id.in_(used), why="logged_out")


async def list_sessions(ctx: Context) -> Sequence[Session]:
    """The actor's own living sessions in all organizations, the latest used first."""
    query = _own(ctx).where(Session.expires_at > ctx.clock()).order_by(Session.last_used_at.desc())
    return (await ctx.session.scalars(query)).all()


async def end_session(ctx: Context, session_id: UUID) -> None:
    """Ends one of the actor's own sessions; raises `DomainError` of kind not found for any other."""
    found = await ctx.session.scalar(_own(ctx).where(Session.id == session_id))
    if found is None:
        raise not_found("session")
    await end_sessions(ctx.session, Session.id == found.id, why="ended")


async def end_other_sessions(ctx: Context) -> int:
    """Ends all of the actor's sessions but the one presented; how many there were."""
    condition = Session.user_id == ctx.actor.user_id
    if ctx.actor.credential_id is not None:
        condition &= Session.id != ctx.actor.credential_id
    return await end_sessions(ctx.session, condition, why="ended")


async def presented_session(ctx: Context, *, why: str) -> Session:
    """The session that the actor presented, held until the transaction ends; `why` says what it is needed for.

    Raises `DomainError` with code `session_needed` (forbidden) for a key or an OAuth token: one that leaked, however
    narrow, must not move or end its owner's place.
    """
    presented = None
    if ctx.actor.credential_id is not None:
        presented = await ctx.session.get(
            Session, ctx.actor.credential_id, with_for_update=True, populate_existing=True
        )
    if presented is None or presented.user_id != ctx.actor.user_id:
        raise DomainError("session_needed", Kind.FORBIDDEN, f"Log in to {why}; a key cannot.")
    return presented


async def end_sessions(session: AsyncSession, condition: ColumnElement[bool], *, why: str) -> int:
    """Ends every session that meets the condition, in the transaction of `session`; how many there were."""
    ended = (await session.scalars(delete(Session).where(condition).returning(Session))).all()
    for one in ended:
        await _tell(session, "session.ended", one, {"reason": why})
    await forget(session, *{one.organization_id for one in ended})
    return len(ended)


def _own(ctx: Context) -> Select[Session]:
    return select(Session).where(Session.user_id == ctx.actor.user_id)


async def _place_to_begin(session: AsyncSession, user: User) -> tuple[Organization, Role]:
    current = Organization.id == user.current_organization_id
    query = (
        select(Organization, Membership.role)
        .join(Membership, Membership.organization_id == Organization.id)
        .where(Membership.user_id == user.id, Organization.status == OrganizationStatus.ACTIVE)
        .order_by(case((current, 0), else_=1), Membership.created_at, Organization.id)
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return await _place(session, user.id, user.current_organization_id)
    return row[0], row[1]


async def _place(session: AsyncSession, user_id: UUID, organization_id: UUID | None) -> tuple[Organization, Role]:
    query = (
        select(Organization, Membership.role)
        .join(Membership, Membership.organization_id == Organization.id)
        .where(Membership.user_id == user_id, Organization.id == organization_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise DomainError("no_organization", Kind.FORBIDDEN, "This account belongs to no organization.")
    organization, role = row[0], row[1]
    if organization.status is not OrganizationStatus.ACTIVE:
        status = organization.status
        raise DomainError(f"organization_{status}", Kind.FORBIDDEN, f"This organization is {status.value}.")
    return organization, role


def _access_token(identity: Identity, session: Session, *, lifetime: timedelta, now: datetime) -> str:
    claims: dict[str, object] = {
        "sub": str(session.user_id),
        "sid": str(session.id),
        "org": str(session.organization_id),
    }
    return identity.sign(claims, typ=ACCESS, lifetime=lifetime, now=now)


async def _tell(session: AsyncSession, kind: str, subject: Session, data: Mapping[str, object]) -> None:
    await events.append(
        session,
        kind,
        organization_id=subject.organization_id,
        user_id=subject.user_id,
        subject_id=subject.id,
        data=data,
    )
