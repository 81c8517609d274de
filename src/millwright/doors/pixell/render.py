"""Domain values in the contract's words, field by field."""

from datetime import datetime
from uuid import UUID

from millwright.doors.http.health import Condition, Health
from millwright.doors.pixell import wire
from millwright.platform.accounts import (
    ApiKey,
    AuditEntry,
    CreatedKey,
    Invitation,
    Member,
    Organization,
    Place,
    Profile,
    Role,
    Session,
    Tokens,
    User,
)


def login(tokens: Tokens, csrf_token: str) -> wire.LoginResponse:
    """1. Authentication / POST /api/auth/login."""
    return wire.LoginResponse(
        user=wire.NewUserOut(id=tokens.user.id, email=tokens.user.email, created_at=tokens.user.created_at),
        session=wire.TokensOut(
            access_token=tokens.access_token, refresh_token=tokens.refresh_token, expires_in=tokens.expires_in
        ),
        csrf_token=csrf_token,
    )


def user(item: User) -> wire.UserOut:
    """1. Authentication / POST /api/auth/signup."""
    return wire.UserOut(id=item.id, email=item.email)


def profile(item: Profile, balance: int, csrf_token: str | None) -> wire.SessionResponse:
    """1. Authentication / GET /api/auth/session; only a session has a token against forged requests."""
    owner = item.organization
    return wire.SessionResponse(
        user=user(item.user),
        organization=wire.OrganizationBrief(id=owner.id, name=owner.name, credits=balance),
        csrf_token=csrf_token,
    )


def session(item: Session, current_id: UUID | None) -> wire.SessionOut:
    """Extension: GET /api/auth/sessions."""
    return wire.SessionOut(
        id=item.id,
        current=item.id == current_id,
        ip_address=item.address,
        user_agent=item.agent,
        created_at=item.created_at,
        last_used_at=item.last_used_at,
        expires_at=item.expires_at,
    )


def organization(item: Organization, balance: int) -> wire.OrganizationOut:
    """2. Organizations."""
    return wire.OrganizationOut(
        id=item.id, name=item.name, credits=balance, created_at=item.created_at, updated_at=item.updated_at
    )


def place(item: Organization, role: Role, balance: int) -> wire.OrganizationResponse:
    """2. Organizations / GET /api/organizations/current."""
    return wire.OrganizationResponse(organization=organization(item, balance), role=role)


def own_place(item: Place, current_id: UUID) -> wire.PlaceOut:
    """Extension: GET /api/organizations."""
    owner = item.organization
    return wire.PlaceOut(
        id=owner.id, name=owner.name, role=item.role, status=owner.status, current=owner.id == current_id
    )


def member(item: Member) -> wire.MemberOut:
    """2. Organizations / GET /api/organizations/members. A membership is named by its person."""
    return wire.MemberOut(
        id=item.user.id, user_id=item.user.id, email=item.user.email, role=item.role, joined_at=item.joined_at
    )


def invitation(item: Invitation) -> wire.InvitationOut:
    """2. Organizations / POST /api/organizations/members."""
    return wire.InvitationOut(id=item.id, email=item.email, role=item.role, expires_at=item.expires_at)


def key(item: ApiKey) -> wire.KeyOut:
    """3. API Keys / GET /api/api-keys."""
    return wire.KeyOut(
        id=item.id,
        name=item.name,
        key_preview=f"{item.first_chars}...",
        last_used_at=item.last_used_at,
        created_at=item.created_at,
    )


def created_key(made: CreatedKey) -> wire.CreatedKeyResponse:
    """3. API Keys / POST /api/api-keys."""
    item = made.key
    return wire.CreatedKeyResponse(
        api_key=wire.CreatedKeyOut(id=item.id, name=item.name, key=made.secret, created_at=item.created_at)
    )


def rotated_key(made: CreatedKey) -> wire.RotatedKeyResponse:
    """3. API Keys / POST /api/api-keys/:id/rotate."""
    item = made.key
    return wire.RotatedKeyResponse(
        api_key=wire.RotatedKeyOut(id=item.id, name=item.name, key=made.secret, rotated_at=item.rotated_at)
    )


def audit_entry(item: AuditEntry) -> wire.AuditEntryOut:
    """Extension: GET /api/audit-log."""
    return wire.AuditEntryOut(
        id=item.id,
        action=item.action,
        created_at=item.at,
        user_id=item.user_id,
        email=item.email,
        subject_id=item.subject_id,
        ip_address=item.address,
        user_agent=item.agent,
        data=item.data,
    )


def health(found: Health, now: datetime) -> wire.HealthOut:
    """12. Health Check. Whom a credential belongs to is the database's to say, so auth is as well as that."""
    database = found.database.condition is Condition.HEALTHY
    storage = found.storage.condition is Condition.HEALTHY
    return wire.HealthOut(
        status="healthy" if found.healthy else "unhealthy",
        timestamp=now,
        services=wire.HealthServices(
            database="connected" if database else "disconnected",
            storage="connected" if storage else "disconnected",
            auth="operational" if database else "unavailable",
        ),
    )
