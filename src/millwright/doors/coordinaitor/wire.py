"""The contract's documented shapes as requests and answers; instants are ISO 8601 in UTC."""

from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StrictBool, StringConstraints

from millwright.doors.coordinaitor.envelope import Wire
from millwright.doors.coordinaitor.permissions import Permission
from millwright.doors.http.values import Plain
from millwright.kit.errors import DomainError
from millwright.kit.outgoing import check_url
from millwright.platform.webhooks import DeliveryState


class LoginRequest(Wire):
    """Authentication Endpoints / POST /api/v1/auth/login."""

    email: Plain = Field(min_length=1, max_length=320)
    password: Plain = Field(min_length=1, max_length=1024)


class LoginUser(Wire):
    """Who has logged in."""

    id: str
    email: str
    name: str
    organization_id: str


class RefreshRequest(Wire):
    """Authentication Endpoints / POST /api/v1/auth/refresh."""

    refresh_token: Plain = Field(min_length=1, max_length=4096)


class LogoutRequest(Wire):
    """Authentication Endpoints / POST /api/v1/auth/logout; without a token the presented session ends."""

    refresh_token: Plain | None = Field(default=None, max_length=4096)


class TokensOut(Wire):
    """Authentication Endpoints / POST /api/v1/auth/refresh; `expires_in` is in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int


class LoginOut(TokensOut):
    """Authentication Endpoints / POST /api/v1/auth/login."""

    user: LoginUser


class RateLimit(Wire):
    """A key's own limit (an extension): at most `requests` in each `window` seconds."""

    requests: int = Field(ge=1, le=1_000_000)
    window: int = Field(ge=1, le=86_400)


class KeyRequest(Wire):
    """Authentication / API Key Authentication; `rate_limit` and `redirect_uris` (for OAuth) are extensions."""

    name: Plain = Field(min_length=1, max_length=200)
    permissions: list[Permission] = Field(min_length=1, max_length=100)
    rate_limit: RateLimit | None = None
    redirect_uris: list[Annotated[Plain, StringConstraints(max_length=2000)]] = Field(default=[], max_length=10)


class KeyOut(Wire):
    """An API key without its secret: `preview` is how it begins and ends."""

    id: str
    name: str
    preview: str
    permissions: list[Permission]
    rate_limit: RateLimit | None
    redirect_uris: list[str]
    created_at: datetime
    last_used_at: datetime | None


class CreatedKeyOut(KeyOut):
    """A new or rotated API key; `key` is shown this once."""

    key: str


class Theme(StrEnum):
    """How the console looks."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("Must be a time zone of the IANA, as Europe/Berlin")
    return name


class Notifications(Wire):
    """By which ways somebody wants to be told."""

    email: StrictBool = True
    push: StrictBool = False
    desktop: StrictBool = False


class Preferences(Wire):
    """User Endpoints / GET /api/v1/users/me; what nobody has chosen has a default."""

    theme: Theme = Theme.SYSTEM
    language: str = Field(default="en", max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    notifications: Notifications = Notifications()


class ProfileRequest(Wire):
    """User Endpoints / PUT /api/v1/users/me: what is left out stays as it is; nothing else can be changed."""

    name: Plain = Field(default="", min_length=1, max_length=200)
    preferences: Preferences = Preferences()


class UserOut(Wire):
    """User Endpoints / GET /api/v1/users: a person of the organization."""

    id: str
    email: str
    name: str
    role: str
    organization_id: str
    avatar: str | None
    created_at: datetime
    last_login_at: datetime | None


class StatsOut(Wire):
    """What somebody has done here."""

    tasks_created: int
    tasks_completed: int
    projects_active: int


class ProfileOut(UserOut):
    """User Endpoints / GET /api/v1/users/me; `stats` only for a credential that may read projects."""

    preferences: Preferences
    stats: StatsOut | None


class ProjectStatus(StrEnum):
    """Project Endpoints / GET /api/v1/projects."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ARCHIVED = "archived"
    ON_HOLD = "on-hold"


class ProjectOut(Wire):
    """Project Endpoints / GET /api/v1/projects: what is known of a project so far."""

    id: str
    name: str
    description: str
    status: ProjectStatus
    created_at: datetime
    updated_at: datetime


class WebhookEvent(StrEnum):
    """Webhooks / Available Events."""

    TASK_CREATED = "task.created"
    TASK_UPDATED = "task.updated"
    TASK_COMPLETED = "task.completed"
    TASK_FAILED = "task.failed"
    TASK_ASSIGNED = "task.assigned"
    AGENT_CREATED = "agent.created"
    AGENT_STATUS_CHANGED = "agent.status_changed"
    PROJECT_CREATED = "project.created"
    PROJECT_COMPLETED = "project.completed"
    USER_REGISTERED = "user.registered"


def _called(url: str) -> str:
    try:
        return check_url(url)
    except DomainError as error:
        raise ValueError(error.message) from None


Url = Annotated[Plain, AfterValidator(_called)]
Events = Annotated[list[WebhookEvent], Field(min_length=1, max_length=100)]


class WebhookRequest(Wire):
    """Webhook Configuration / POST /api/v1/webhooks."""

    url: Url
    events: Events
    secret: Plain = Field(max_length=256)
    active: StrictBool = True
    headers: dict[Plain, Plain] = Field(default={})


class WebhookChanges(Wire):
    """What of a webhook is to change; what is left out stays as it is."""

    url: Url = ""
    events: Events = Field(default=[])
    secret: Plain = Field(default="", max_length=256)
    active: StrictBool = True
    headers: dict[Plain, Plain] = Field(default={})


class WebhookOut(Wire):
    """A webhook without its secret; `disabled_reason` says why we deactivated it, where we did."""

    id: str
    url: str
    events: list[str]
    active: bool
    disabled_reason: str | None
    headers: dict[str, str]
    last_triggered_at: datetime | None
    created_at: datetime
    updated_at: datetime


class DeliveryOut(Wire):
    """One thing that a webhook was told, or is being told (an extension)."""

    id: str
    webhook_id: str
    event: str
    status: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    created_at: datetime


class AttemptOut(Wire):
    """How one attempt went: the answer's `status` and first 2 KB, or the `failure`; `duration` in milliseconds."""

    number: int
    at: datetime
    status: int | None
    failure: str | None
    duration: int
    answer: str


class DeliveryDetail(DeliveryOut):
    """A delivery with what was sent, and each attempt at it (an extension)."""

    body: str
    history: list[AttemptOut]


class ServiceOut(Wire):
    """A service that we stand on; `latency` in milliseconds, `connections` those that this process holds open."""

    status: str
    latency: float | None = None
    connections: int | None = None


class ServicesOut(Wire):
    """All of them; `storage` is an extension."""

    database: ServiceOut
    redis: ServiceOut
    storage: ServiceOut


class HealthOut(Wire):
    """System Endpoints / GET /api/v1/system/health; `uptime` is in seconds."""

    status: str
    timestamp: datetime
    uptime: int
    version: str
    services: ServicesOut


class StatusOut(HealthOut):
    """System Endpoints / GET /api/v1/system/status."""

    started_at: datetime
