"""Tables of accounts: organizations, people, memberships, invitations, sessions, keys."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.database import Base
from millwright.kit.ids import new_id


class Role(StrEnum):
    """What a person is to an organization, highest first."""

    OWNER = "owner"
    ADMIN = "admin"
    PROJECT_MANAGER = "project-manager"
    DEVELOPER = "developer"
    MEMBER = "member"
    VIEWER = "viewer"

    def is_above(self, other: "Role") -> bool:
        """Whether this role outranks the other."""
        ranks = list(Role)
        return ranks.index(self) < ranks.index(other)


class Plan(StrEnum):
    """What an organization has paid for. Only the installation's own is unlimited."""

    FREE = "free"
    PRO = "pro"
    ENTERPRISE = "enterprise"
    UNLIMITED = "unlimited"


class OrganizationType(StrEnum):
    """What sort of organization it is (Enterprise, Create Organization)."""

    ENTERPRISE = "enterprise"
    STARTUP = "startup"
    NONPROFIT = "nonprofit"


class OrganizationStatus(StrEnum):
    """Whether an organization may be acted for: the credentials of all but active ones are refused."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    SUSPENDED = "suspended"


class Organization(Base):
    """A tenant: whose projects, keys and operations something is."""

    __tablename__ = "organizations"
    __table_args__ = (
        Index(
            "uq_organizations_installation", "is_installation", unique=True, postgresql_where=text("is_installation")
        ),
        Index(None, "created_at"),
        Index(None, "updated_at"),
        Index(None, "status", "created_at"),
        Index(None, "name"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    type: Mapped[OrganizationType | None]
    plan: Mapped[Plan] = mapped_column(default=Plan.FREE)
    status: Mapped[OrganizationStatus] = mapped_column(default=OrganizationStatus.ACTIVE)
    is_installation: Mapped[bool] = mapped_column(default=False)
    """Whether it is the installation's own: its owners and admins are the operators."""
    description: Mapped[str | None]
    website_url: Mapped[str | None]
    max_users: Mapped[int | None]
    max_projects: Mapped[int | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class User(Base):
    """A person. E-mail addresses are kept in lower case."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_digest: Mapped[str | None]
    """An argon2 digest; None where nobody has set a password yet."""
    verified_at: Mapped[datetime | None]
    preferences: Mapped[dict[str, object]] = mapped_column(JSONB, default=dict)
    avatar_digest: Mapped[str | None] = mapped_column(String(64))
    """The blob of the picture."""
    current_organization_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organizations.id", ondelete="SET NULL"), index=True
    )
    """For which organization a new session acts."""
    last_login_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Membership(Base):
    """A person's place in an organization."""

    __tablename__ = "memberships"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[Role]
    created_at: Mapped[datetime]


class Invitation(Base):
    """An address that may join an organization until the invitation is accepted, revoked or too old."""

    __tablename__ = "invitations"
    __table_args__ = (
        Index(
            "uq_invitations_open",
            "organization_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
        Index(None, "organization_id", "created_at"),
        Index(None, "email"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(320))
    role: Mapped[Role]
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Session(Base):
    """A person who has logged in, from one device, acting for one organization."""

    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    refresh_digest: Mapped[bytes] = mapped_column(unique=True)
    """Of the one refresh token that is good now."""
    cookie_digest: Mapped[bytes] = mapped_column(unique=True)
    address: Mapped[str | None] = mapped_column(String(64))
    agent: Mapped[str | None] = mapped_column(String(400))
    remember: Mapped[bool]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SessionRefresh(Base):
    """A refresh token that has been used: to present it again ends its session. Kept for as long as one may live."""

    __tablename__ = "session_refreshes"

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime]


class KeyKind(StrEnum):
    """What a key is for; each contract's prefixes say it."""

    USER = "user"
    PROJECT = "project"
    READ = "read"
    LIVE = "live"
    FORGE = "forge"
    ORCHESTRATOR = "orchestrator"
    ENTERPRISE = "enterprise"

    @property
    def prefix(self) -> str:
        """How keys of this kind begin."""
        return _PREFIXES[self]


_PREFIXES = {
    KeyKind.USER: "sk_user_",  # AiBuild, Authentication
    KeyKind.PROJECT: "sk_proj_",
    KeyKind.READ: "sk_read_",
    KeyKind.LIVE: "sk_live_",  # Pixell, API Keys
    KeyKind.FORGE: "pk_live_",  # Nexus Forge, API Keys
    KeyKind.ORCHESTRATOR: "ak_",  # CoordinAItor, Authentication
    KeyKind.ENTERPRISE: "sk_ent_",  # Enterprise, Authentication: opaque there
}


class ApiKey(Base):
    """A key a program acts with. Only a keyed hash, the beginning and the last four characters are kept."""

    __tablename__ = "api_keys"
    __table_args__ = (
        Index(None, "organization_id", "created_at"),
        Index(None, "user_id", "organization_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[KeyKind]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String(60)))
    project_id: Mapped[UUID | None] = mapped_column(index=True)
    """The one project that the key is bound to."""
    rate_requests: Mapped[int | None]
    rate_seconds: Mapped[int | None]
    redirect_uris: Mapped[list[str]] = mapped_column(ARRAY(String(2000)), default=list)
    """Where an OAuth client that is this key may send people back to."""
    digest: Mapped[bytes] = mapped_column(unique=True)
    first_chars: Mapped[str] = mapped_column(String(20))
    last_four: Mapped[str] = mapped_column(String(4))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    rotated_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
