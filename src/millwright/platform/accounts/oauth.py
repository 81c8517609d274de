"""OAuth 2.0: which clients there are, what they were granted, and the tokens that come of it.

A client is an API key that registered where it may send people back to: its id and the key itself are the client's id
and secret. A grant never crosses organizations: only members of the client's own can consent. The protocol itself
(RFC 6749) is spoken by the doors.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.crypto import TokenHasher, looks_like_token, new_token
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from millwright.platform import events
from millwright.platform.accounts.forgetting import forget
from millwright.platform.accounts.identity import ACCESS, Identity
from millwright.platform.accounts.models import ApiKey, Membership, Organization, OrganizationStatus, Role, User
from millwright.platform.accounts.oauth_models import OAuthFlow, OAuthGrant, OAuthRefreshToken
from millwright.platform.accounts.roles import ceiling_of, is_operator, scopes_of
from millwright.platform.accounts.sessions import Tokens

CODE_PREFIX = "oac_"
REFRESH_PREFIX = "ort_"
ACCESS_LIFETIME = timedelta(hours=1)
REFRESH_LIFETIME = timedelta(days=30)
_CODE_LIFETIME = timedelta(seconds=60)
_LONGEST_URI = 2000
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """A key, as an OAuth client. `scopes` is the most that may be granted to it."""

    id: UUID
    organization_id: UUID
    organization: str
    owner_id: UUID
    name: str
    scopes: frozenset[Scope]
    redirect_uris: tuple[str, ...]
    digest: bytes

    def has_secret(self, hasher: TokenHasher, secret: str) -> bool:
        """Whether `secret` is the key itself."""
        return hmac.compare_digest(self.digest, hasher.digest(secret))

    def may_redirect_to(self, uri: str) -> bool:
        """Whether `uri` is, character for character, one that was registered."""
        return uri in self.redirect_uris and is_redirect_uri(uri)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever a token speaks for, as they are now: `scopes` is the most that they may do in the organization."""

    user_id: UUID
    organization_id: UUID
    email: str
    role: Role
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """What a person consents to. `redirect_uri` None: the request named none, the one registered is meant."""

    client: OAuthClient
    scopes: frozenset[Scope]
    redirect_uri: str | None
    challenge: str | None


@dataclass(frozen=True, slots=True)
class Refresh:
    """A refresh token that was presented, and the grant that it belongs to."""

    token: OAuthRefreshToken
    grant: OAuthGrant


def is_redirect_uri(uri: str) -> bool:
    """Whether people may be sent to `uri`: https, or http on this machine; without user name and fragment."""
    if (
        len(uri) > _LONGEST_URI
        or not uri.isascii()
        or not uri.isprintable()
        or any(mark in uri for mark in ' "<>\\^`{|}')
    ):
        return False
    try:
        parts = urlsplit(uri)
        parts.port  # noqa: B018 - raises ValueError for what is no port
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    return bool(secure and parts.hostname and "@" not in parts.netloc and "#" not in uri)


async def find_client(session: AsyncSession, client_id: UUID, now: datetime) -> OAuthClient | None:
    """The client that is this key, while the key is good and its organization active."""
    query = (
        select(ApiKey, Organization.name)
        .join(Organization, Organization.id == ApiKey.organization_id)
        .where(
            ApiKey.id == client_id,
            or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now),
            Organization.status == OrganizationStatus.ACTIVE,
        )
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    key, organization = row
    return OAuthClient(
        id=key.id,
        organization_id=key.organization_id,
        organization=organization,
        owner_id=key.user_id,
        name=key.name,
        scopes=scopes_of_key(key),
        redirect_uris=tuple(key.redirect_uris),
        digest=key.digest,
    )


def scopes_of_key(key: ApiKey) -> frozenset[Scope]:
    """What the key may ever be used for."""
    return frozenset(Scope(scope) for scope in key.scopes) & ceiling_of(key.kind, bound=key.project_id is not None)


async def find_holder(session: AsyncSession, user_id: UUID, organization_id: UUID) -> Holder | None:
    """The person in the organization; None when they have no place in it."""
    query = (
        select(User.email, Membership.role, Organization.is_installation)
        .join(Membership, Membership.user_id == User.id)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(User.id == user_id, Organization.id == organization_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    scopes = scopes_of(row.role, operator=is_operator(row.role, installation=row.is_installation))
    return Holder(user_id, organization_id, row.email, row.role, scopes)


async def consenting(session: AsyncSession, user_id: UUID, client: OAuthClient) -> Actor:
    """The person acting for the client's organization. Raises `DomainError` of kind forbidden for a stranger to it."""
    holder = await find_holder(session, user_id, client.organization_id)
    if holder is None:
        message = "This application belongs to an organization that you are not a member of."
        raise DomainError("oauth_foreign_client", Kind.FORBIDDEN, message)
    return Actor(user_id=user_id, organization_id=client.organization_id, scopes=holder.scopes)


async def consent(ctx: Context, hasher: TokenHasher, request: AuthorizationRequest) -> str:
    """Allows the client what was asked for and is the actor's to give; answers the code, good once, for 60 seconds.

    Raises `DomainError` of kind forbidden when nothing of it is.
    """
    scopes = request.scopes & request.client.scopes & ctx.actor.scopes
    if not scopes:
        raise DomainError("oauth_nothing_to_grant", Kind.FORBIDDEN, "You may do nothing of what is asked for.")
    code = new_token(CODE_PREFIX)
    now = ctx.clock()
    grant = OAuthGrant(
        organization_id=request.client.organization_id,
        user_id=ctx.actor.user_id,
        client_id=request.client.id,
        flow=OAuthFlow.CODE,
        scopes=sorted(scopes),
        redirect_uri=request.redirect_uri,
        challenge=request.challenge,
        code_digest=hasher.digest(code),
        created_at=now,
        expires_at=now + _CODE_LIFETIME,
    )
    ctx.session.add(grant)
    await ctx.session.flush()
    data = {"client_id": str(request.client.id), "client": request.client.name, "scopes": grant.scopes}
    await events.record(ctx, "oauth.consented", subject_id=grant.id, data=data)
    return code


async def find_code(session: AsyncSession, hasher: TokenHasher, code: str) -> OAuthGrant | None:
    """The grant that the code was given for, used or not; nobody else can use it until the transaction ends."""
    if not looks_like_token(code, CODE_PREFIX):
        return None
    query = select(OAuthGrant).where(OAuthGrant.code_digest == hasher.digest(code)).with_for_update()
    return await session.scalar(query)


async def find_refresh(session: AsyncSession, hasher: TokenHasher, token: str) -> Refresh | None:
    """The refresh token, used or not, with its grant; nobody else can use it until the transaction ends."""
    if not looks_like_token(token, REFRESH_PREFIX):
        return None
    query = (
        select(OAuthRefreshToken, OAuthGrant)
        .join(OAuthGrant, OAuthGrant.id == OAuthRefreshToken.grant_id)
        .where(OAuthRefreshToken.digest == hasher.digest(token))
        .with_for_update()
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Refresh(row[0], row[1])


async def find_grant_of_token(
    session: AsyncSession, identity: Identity, token: str, now: datetime
) -> tuple[OAuthGrant, dict[str, object]] | None:
    """The grant behind a refresh token or a live access token, with the claims of the latter (else none)."""
    refresh = await find_refresh(session, identity.hasher, token)
    if refresh is not None:
        return None if refresh.token.used_at else (refresh.grant, {})
    claims = identity.read(token, typ=ACCESS, now=now)
    if claims is None or "gid" not in claims:
        return None
    grant = await session.get(OAuthGrant, UUID(str(claims["gid"])))
    return None if grant is None else (grant, claims)


def grant_to_client(session: AsyncSession, client: OAuthClient, scopes: frozenset[Scope], now: datetime) -> OAuthGrant:
    """What a client asked for itself; lives as long as its one access token."""
    grant = OAuthGrant(
        id=new_id(),
        organization_id=client.organization_id,
        user_id=client.owner_id,
        client_id=client.id,
        flow=OAuthFlow.CLIENT,
        scopes=sorted(scopes),
        confidential=True,
        created_at=now,
        expires_at=now + ACCESS_LIFETIME,
    )
    session.add(grant)
    return grant


def new_refresh_token(session: AsyncSession, hasher: TokenHasher, grant: OAuthGrant, now: datetime) -> str:
    """A refresh token of the grant, good for one use within 30 days; the grant lives as long."""
    token = new_token(REFRESH_PREFIX)
    session.add(OAuthRefreshToken(digest=hasher.digest(token), grant_id=grant.id, created_at=now))
    grant.expires_at = now + REFRESH_LIFETIME
    return token


def access_token(
    identity: Identity, grant: OAuthGrant, holder: Holder, scopes: frozenset[Scope], *, subject: str, now: datetime
) -> str:
    """A JWT for an hour (Enterprise, JWT Token Format), with the scopes that grant and holder have in common."""
    claims: dict[str, object] = {
        "sub": subject,
        "org": str(grant.organization_id),
        "email": holder.email,
        "role": holder.role.value,
        "permissions": sorted(scopes & grant.allowed & holder.scopes),
        "gid": str(grant.id),
    }
    return identity.sign(claims, typ=ACCESS, lifetime=ACCESS_LIFETIME, now=now)


def session_token(identity: Identity, tokens: Tokens, now: datetime) -> str:
    """An access token of a person's own session with the documented claims (Enterprise, JWT Token Format)."""
    operator = is_operator(tokens.role, installation=tokens.organization.is_installation)
    claims: dict[str, object] = {
        "sub": str(tokens.user.id),
        "sid": str(tokens.session_id),
        "org": str(tokens.organization.id),
        "email": tokens.user.email,
        "role": tokens.role.value,
        "permissions": sorted(scopes_of(tokens.role, operator=operator)),
    }
    return identity.sign(claims, typ=ACCESS, lifetime=ACCESS_LIFETIME, now=now)


async def end_grant(session: AsyncSession, grant: OAuthGrant, now: datetime, *, reason: str) -> None:
    """Makes every token of the grant worthless at once."""
    if grant.ended_at is not None:
        return
    grant.ended_at = now
    await forget(session, grant.organization_id)
    data = {"client_id": str(grant.client_id), "reason": reason}
    await events.append(
        session,
        "oauth.ended",
        organization_id=grant.organization_id,
        user_id=grant.user_id,
        subject_id=grant.id,
        data=data,
    )


async def end_grants_of(session: AsyncSession, user_id: UUID, now: datetime, *, reason: str) -> None:
    """Ends every living grant of the person, in all organizations."""
    query = select(OAuthGrant).where(
        OAuthGrant.user_id == user_id, OAuthGrant.ended_at.is_(None), OAuthGrant.expires_at > now
    )
    for grant in await session.scalars(query.order_by(OAuthGrant.id).with_for_update()):
        await end_grant(session, grant, now, reason=reason)
    await session.flush()


async def sweep(session: AsyncSession, client_id: UUID, now: datetime) -> None:
    """Drops what a client's past grants have left behind, two days after their end."""
    old = now - timedelta(days=2)
    await session.execute(delete(OAuthGrant).where(OAuthGrant.client_id == client_id, OAuthGrant.expires_at < old))
