"""One query for each way in which a credential is named: the credential, its person, their place, its organization."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Scope
from millwright.kit.crypto import looks_like_token
from millwright.platform.accounts.models import (
    ApiKey,
    KeyKind,
    Membership,
    Organization,
    OrganizationStatus,
    Plan,
    Role,
    Session,
    User,
)
from millwright.platform.accounts.roles import ceiling_of
from millwright.platform.accounts.signing import Claims

COOKIE_PREFIX = "ses_"
Columns = TypeVarTuple("Columns")
_USE_IS_WRITTEN_EVERY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A living credential, as the tables have it. `scopes` None: all that the role has.

    `key_id`: the key that it is, or whose grant.
    """

    kind: Literal["session", "key", "oauth"]
    credential_id: UUID
    user_id: UUID
    organization_id: UUID
    email: str
    role: Role
    plan: Plan
    status: OrganizationStatus
    installation: bool
    expires_at: datetime | None
    scopes: frozenset[Scope] | None = None
    project_id: UUID | None = None
    key_id: UUID | None = None
    rate: tuple[int, int] | None = None


WHO = (Membership.role, Organization.plan, Organization.status, Organization.is_installation, User.email)
"""What every lookup reads beside its own credential."""


def with_who(query: Select[*Columns], credential: type[Session] | type[ApiKey]) -> Select[*Columns]:
    """The query of a credential, joined to its person, their place and its organization."""
    return (
        query.join(User, User.id == credential.user_id)
        .join(Organization, Organization.id == credential.organization_id)
        .join(
            Membership,
            (Membership.user_id == credential.user_id) & (Membership.organization_id == credential.organization_id),
        )
    )


def looks_like_key(token: str) -> bool:
    """Whether `new_token` could have made this for a key of any kind."""
    return any(looks_like_token(token, kind.prefix) for kind in KeyKind)


async def key(session: AsyncSession, digest: bytes, now: datetime) -> Found | None:
    """The key with this digest; its use is written down at once the first time, then once a minute."""
    query = with_who(
        select(
            ApiKey.id,
            ApiKey.user_id,
            ApiKey.organization_id,
            ApiKey.kind,
            ApiKey.scopes,
            ApiKey.project_id,
            ApiKey.rate_requests,
            ApiKey.rate_seconds,
            ApiKey.expires_at,
            ApiKey.last_used_at,
            *WHO,
        ),
        ApiKey,
    ).where(ApiKey.digest == digest, or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now))
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    await _write_use(session, ApiKey, row.id, row.last_used_at, now)
    ceiling = ceiling_of(row.kind, bound=row.project_id is not None)
    return Found(
        kind="key",
        credential_id=row.id,
        user_id=row.user_id,
        organization_id=row.organization_id,
        email=row.email,
        role=row.role,
        plan=row.plan,
        status=row.status,
        installation=row.is_installation,
        expires_at=row.expires_at,
        scopes=frozenset(Scope(scope) for scope in row.scopes) & ceiling,
        project_id=row.project_id,
        key_id=row.id,
        rate=(row.rate_requests, row.rate_seconds) if row.rate_requests else None,
    )


async def session_by_cookie(session: AsyncSession, digest: bytes, now: datetime) -> Found | None:
    """The session whose cookie token has this digest."""
    return await _session(session, Session.cookie_digest == digest, now, expires_at=None)


async def session_by_claims(session: AsyncSession, claims: Claims, now: datetime) -> Found | None:
    """The session for which an access token with these (verified) claims was signed."""
    id_, user_id, expiry = claims.get("sid"), claims.get("sub"), claims.get("exp")
    if not (isinstance(id_, str) and isinstance(user_id, str) and isinstance(expiry, int)):
        return None
    condition = (Session.id == UUID(id_)) & (Session.user_id == UUID(user_id))
    return await _session(session, condition, now, expires_at=datetime.fromtimestamp(expiry, UTC))


async def _session(
    session: AsyncSession, condition: ColumnElement[bool], now: datetime, *, expires_at: datetime | None
) -> Found | None:
    query = with_who(
        select(Session.id, Session.user_id, Session.organization_id, Session.expires_at, Session.last_used_at, *WHO),
        Session,
    ).where(condition, Session.expires_at > now)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    await _write_use(session, Session, row.id, row.last_used_at, now)
    return Found(
        kind="session",
        credential_id=row.id,
        user_id=row.user_id,
        organization_id=row.organization_id,
        email=row.email,
        role=row.role,
        plan=row.plan,
        status=row.status,
        installation=row.is_installation,
        expires_at=min(row.expires_at, expires_at or row.expires_at),
    )


async def _write_use(
    session: AsyncSession, table: type[ApiKey] | type[Session], id_: UUID, last: datetime | None, now: datetime
) -> None:
    stale = now - _USE_IS_WRITTEN_EVERY
    if last is None or last <= stale:
        unwritten = or_(table.last_used_at.is_(None), table.last_used_at <= stale)
        await session.execute(update(table).where(table.id == id_, unwritten).values(last_used_at=now))
