"""From an OAuth access token's claims to the living grant behind it: what the Authenticator asks."""

from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Scope
from millwright.platform.accounts.lookups import WHO, Found
from millwright.platform.accounts.models import ApiKey, Membership, Organization, OrganizationStatus, User
from millwright.platform.accounts.oauth import scopes_of_key
from millwright.platform.accounts.oauth_models import OAuthFlow, OAuthGrant
from millwright.platform.accounts.signing import Claims


async def find_grant(session: AsyncSession, claims: Claims, now: datetime) -> Found | None:
    """Whoever the (verified) claims speak for, while the grant, its client and the person's place are there.

    What may be done is what the token, the grant and the client's key have in common. A client's own tokens end when
    its key is replaced.
    """
    permissions, expiry = cast("list[str]", claims["permissions"]), cast("int", claims["exp"])  # as they were signed
    query = (
        select(OAuthGrant, ApiKey, *WHO)
        .join(ApiKey, ApiKey.id == OAuthGrant.client_id)
        .join(User, User.id == OAuthGrant.user_id)
        .join(Organization, Organization.id == OAuthGrant.organization_id)
        .join(
            Membership,
            (Membership.user_id == OAuthGrant.user_id) & (Membership.organization_id == OAuthGrant.organization_id),
        )
        .where(OAuthGrant.id == UUID(str(claims["gid"])), or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now))
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    grant: OAuthGrant = row.OAuthGrant
    key: ApiKey = row.ApiKey
    if not grant.is_alive(now) or (grant.flow is OAuthFlow.CLIENT and _is_replaced(key, grant)):
        return None
    return Found(
        kind="oauth",
        credential_id=grant.id,
        user_id=grant.user_id,
        organization_id=grant.organization_id,
        email=row.email,
        role=row.role,
        plan=row.plan,
        status=row.status,
        installation=row.is_installation,
        expires_at=datetime.fromtimestamp(expiry, UTC),
        scopes=frozenset(Scope(scope) for scope in permissions) & grant.allowed & scopes_of_key(key),
        project_id=key.project_id,
        key_id=key.id,
        rate=(key.rate_requests, key.rate_seconds) if key.rate_requests and key.rate_seconds else None,
    )


async def is_good(session: AsyncSession, grant: OAuthGrant, claims: Claims, now: datetime) -> bool:
    """Whether a token of the grant would be taken now: an access token by its claims, a refresh token without any."""
    if not claims:
        return grant.is_alive(now)
    found = await find_grant(session, claims, now)
    return found is not None and found.status is OrganizationStatus.ACTIVE


def _is_replaced(key: ApiKey, grant: OAuthGrant) -> bool:
    return key.rotated_at is not None and key.rotated_at > grant.created_at
