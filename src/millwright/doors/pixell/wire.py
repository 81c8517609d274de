"""The contract's documented shapes. Names are as documented, some camelCase, most snake_case; instants are ISO 8601."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from millwright.doors.http.values import Plain
from millwright.platform.accounts import OrganizationStatus, Role

Email = Annotated[Plain, Field(min_length=1, max_length=320)]
Password = Annotated[Plain, Field(min_length=1, max_length=1024)]
NewPassword = Annotated[Plain, Field(min_length=8, max_length=1024)]
Name = Annotated[Plain, Field(min_length=1, max_length=200)]
Token = Annotated[Plain, Field(min_length=1, max_length=4096)]


class _Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class LoginRequest(_Camel):
    """1. Authentication / POST /api/auth/login."""

    email: Email
    password: Password
    remember_me: bool = False


class SignupRequest(_Camel):
    """1. Authentication / POST /api/auth/signup."""

    email: Email
    password: NewPassword
    organization_name: Name


class RefreshRequest(BaseModel):
    """Extension: POST /api/auth/refresh."""

    refresh_token: Token


class TokenRequest(BaseModel):
    """Extension: what a mail's link carries."""

    token: Token


class EmailRequest(BaseModel):
    """Extension: to whom a mail should go."""

    email: Email


class PasswordResetRequest(BaseModel):
    """Extension: POST /api/auth/password/reset."""

    token: Token
    password: NewPassword


class PasswordChange(BaseModel):
    """Extension: POST /api/auth/password."""

    old_password: Password
    new_password: NewPassword


class Message(BaseModel):
    """What was done, in words."""

    message: str


class UserOut(BaseModel):
    """1. Authentication."""

    id: UUID
    email: str


class NewUserOut(UserOut):
    """1. Authentication / POST /api/auth/login."""

    created_at: datetime


class TokensOut(BaseModel):
    """1. Authentication / POST /api/auth/login. `expires_in`: of the access token, in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int


class LoginResponse(BaseModel):
    """1. Authentication / POST /api/auth/login.

    `csrf_token` is an extension: what a page says in the header ``X-CSRF-Token`` at contracts that want it.
    """

    user: NewUserOut
    session: TokensOut
    csrf_token: str = Field(serialization_alias="csrfToken")


class SignupResponse(Message):
    """1. Authentication / POST /api/auth/signup."""

    user: UserOut


class OrganizationBrief(BaseModel):
    """1. Authentication / GET /api/auth/session."""

    id: UUID
    name: str
    credits: int


class SessionResponse(BaseModel):
    """1. Authentication / GET /api/auth/session. `csrf_token` is an extension, as in `LoginResponse`, for sessions."""

    user: UserOut
    organization: OrganizationBrief
    csrf_token: str | None = Field(
        default=None, serialization_alias="csrfToken", exclude_if=lambda value: value is None
    )


class SessionOut(BaseModel):
    """Extension: somewhere the account is logged in. `current`: the one that asks."""

    id: UUID
    current: bool
    ip_address: str | None
    user_agent: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class SessionList(BaseModel):
    """Extension: GET /api/auth/sessions."""

    sessions: list[SessionOut]


class OrganizationPatch(BaseModel):
    """2. Organizations / PATCH /api/organizations/current. What is not named stays."""

    name: Name = Field(default_factory=str)


class OrganizationOut(OrganizationBrief):
    """2. Organizations / GET /api/organizations/current."""

    created_at: datetime
    updated_at: datetime


class OrganizationChanged(BaseModel):
    """2. Organizations / PATCH /api/organizations/current."""

    organization: OrganizationOut


class OrganizationResponse(OrganizationChanged):
    """2. Organizations / GET /api/organizations/current."""

    role: Role


class PlaceOut(BaseModel):
    """Extension: an organization that the caller is a member of. `current`: the one that they act for."""

    id: UUID
    name: str
    role: Role
    status: OrganizationStatus
    current: bool


class PlaceList(BaseModel):
    """Extension: GET /api/organizations."""

    organizations: list[PlaceOut]


class SwitchRequest(BaseModel):
    """Extension: POST /api/organizations/switch."""

    organization_id: Annotated[Plain, Field(min_length=1, max_length=100)]


class MemberOut(BaseModel):
    """2. Organizations / GET /api/organizations/members."""

    id: UUID
    user_id: UUID
    email: str
    role: Role
    joined_at: datetime


class MemberList(BaseModel):
    """2. Organizations / GET /api/organizations/members."""

    members: list[MemberOut]


class RolePatch(BaseModel):
    """Extension: PATCH /api/organizations/members/:userId."""

    role: Role


class MemberResponse(BaseModel):
    """Extension: PATCH /api/organizations/members/:userId."""

    member: MemberOut


class InviteRequest(BaseModel):
    """2. Organizations / POST /api/organizations/members."""

    email: Email
    role: Role = Role.MEMBER


class InvitationOut(BaseModel):
    """2. Organizations / POST /api/organizations/members."""

    id: UUID
    email: str
    role: Role
    expires_at: datetime


class InvitationResponse(BaseModel):
    """2. Organizations / POST /api/organizations/members."""

    invitation: InvitationOut


class InvitationList(BaseModel):
    """Extension: GET /api/organizations/invitations."""

    invitations: list[InvitationOut]


class KeyRequest(BaseModel):
    """3. API Keys / POST /api/api-keys."""

    name: Name


class KeyOut(BaseModel):
    """3. API Keys / GET /api/api-keys."""

    id: UUID
    name: str
    key_preview: str
    last_used_at: datetime | None
    created_at: datetime


class KeyList(_Camel):
    """3. API Keys / GET /api/api-keys."""

    api_keys: list[KeyOut]


class CreatedKeyOut(BaseModel):
    """3. API Keys / POST /api/api-keys."""

    id: UUID
    name: str
    key: str
    created_at: datetime


class CreatedKeyResponse(_Camel):
    """3. API Keys / POST /api/api-keys."""

    api_key: CreatedKeyOut


class RotatedKeyOut(BaseModel):
    """3. API Keys / POST /api/api-keys/:id/rotate."""

    id: UUID
    name: str
    key: str
    rotated_at: datetime | None


class RotatedKeyResponse(_Camel):
    """3. API Keys / POST /api/api-keys/:id/rotate."""

    api_key: RotatedKeyOut


class AuditEntryOut(BaseModel):
    """Extension: one thing that was done. `action` is the event's kind, as ``member.invited``."""

    id: int
    action: str
    created_at: datetime
    user_id: UUID | None
    email: str | None
    subject_id: UUID | None
    ip_address: str | None
    user_agent: str | None
    data: dict[str, object]


class AuditLog(BaseModel):
    """Extension: GET /api/audit-log. The latest first."""

    entries: list[AuditEntryOut]
    total: int
    page: int
    limit: int


class HealthServices(BaseModel):
    """12. Health Check."""

    database: str
    storage: str
    auth: str


class HealthOut(BaseModel):
    """12. Health Check / GET /api/health."""

    status: str
    timestamp: datetime
    services: HealthServices
