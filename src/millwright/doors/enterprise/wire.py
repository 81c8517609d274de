"""The contract's documented shapes. Instants are ISO 8601 with a zone."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    Field,
    HttpUrl,
    StrictBool,
    TypeAdapter,
    ValidationError,
    field_validator,
)
from pydantic.json_schema import SkipJsonSchema

from millwright.doors.enterprise.scopes import ScopeName
from millwright.doors.http.values import plain
from millwright.kit.errors import DomainError
from millwright.kit.outgoing import check_url
from millwright.platform.accounts import OrganizationStatus, OrganizationType

_URL = TypeAdapter(HttpUrl)


def _website(text: str) -> str:
    try:
        _URL.validate_python(text)
    except ValidationError:
        raise ValueError("Must be a URL that begins with http:// or https://") from None
    return text


def not_null(value: object) -> object:
    """What is sent has a value; only what is not sent at all stays as it is."""
    if value is None:
        raise ValueError("Must not be null")
    return value


Name = Annotated[str, Field(min_length=2, max_length=200), AfterValidator(plain)]
KeyName = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(plain)]
Description = Annotated[str, Field(max_length=2000), AfterValidator(plain)]
Address = Annotated[str, Field(max_length=2000, json_schema_extra={"format": "uri"}), AfterValidator(plain)]
Website = Annotated[Address, AfterValidator(_website)]
Most = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
"""How many of something there may be."""


class PlanName(StrEnum):
    """The contract's names of plans."""

    FREE = "free"
    PROFESSIONAL = "professional"
    ENTERPRISE = "enterprise"


class OrganizationRequest(BaseModel):
    """POST /organizations."""

    name: Name
    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    type: OrganizationType = OrganizationType.STARTUP
    description: Description | None = None
    website_url: Website | None = None
    plan: PlanName = PlanName.FREE
    max_users: Most = 10
    max_projects: Most = 5


class OrganizationPatch(BaseModel):
    """PATCH /organizations/{org_id} (an extension): what to change. Null takes away a description or a website.

    `status`, `plan` and the maxima are for operators.
    """

    name: Name | SkipJsonSchema[None] = None
    type: OrganizationType | SkipJsonSchema[None] = None
    description: Description | None = None
    website_url: Website | None = None
    status: OrganizationStatus | SkipJsonSchema[None] = None
    plan: PlanName | SkipJsonSchema[None] = None
    max_users: Most | SkipJsonSchema[None] = None
    max_projects: Most | SkipJsonSchema[None] = None

    _there = field_validator("name", "type", "status", "plan", "max_users", "max_projects", mode="before")(not_null)

    @property
    def is_for_operators(self) -> bool:
        """Whether it asks for what an organization cannot change of itself."""
        return not self.model_fields_set.isdisjoint({"status", "plan", "max_users", "max_projects"})


class OrganizationOut(BaseModel):
    """An organization; `description` and `website_url` are extensions."""

    id: str
    name: str
    slug: str
    type: OrganizationType
    plan: PlanName
    status: OrganizationStatus
    description: str | None
    website_url: str | None
    max_users: int
    max_projects: int
    created_at: datetime
    updated_at: datetime


class ProjectStatus(StrEnum):
    """Whether a project is worked on."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"


class ProjectOut(BaseModel):
    """GET /organizations/{org_id}/projects; `repository_url` is null where there is no repository."""

    id: str
    organization_id: str
    name: str
    slug: str
    description: str | None
    repository_url: str | None
    status: ProjectStatus
    visibility: str
    owner_id: str
    tech_stack: list[str]
    created_at: datetime
    updated_at: datetime


class KeyRateIn(BaseModel):
    """A key's own limit: so many requests in so many seconds."""

    requests: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
    seconds: Annotated[int, Field(strict=True, ge=1, le=86_400)]


class KeyRequest(BaseModel):
    """POST /api-keys (an extension). With `redirect_uris` the key is a client of the authorization code flow."""

    name: KeyName
    scopes: Annotated[list[ScopeName], Field(min_length=1)]
    redirect_uris: Annotated[list[Address], Field(max_length=10)] = []
    rate: KeyRateIn | None = None
    expires_at: AwareDatetime | None = None


class KeyOut(BaseModel):
    """An API key (an extension) without its secret: how it begins and ends. Its id is the OAuth `client_id`."""

    id: str
    name: str
    preview: str
    scopes: list[str]
    redirect_uris: list[str]
    rate: KeyRateIn | None
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class CreatedKeyOut(KeyOut):
    """A new API key; `key`, the OAuth `client_secret` too, is shown this once."""

    key: str


class OperationStatus(StrEnum):
    """How an operation stands; the document shows the first three."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class OperationError(BaseModel):
    """Why an operation failed."""

    code: str
    message: str


class OperationOut(BaseModel):
    """GET /operations/{operation_id}; what does not apply is left out. `eta_seconds` only where it can be told."""

    operation_id: str
    status: OperationStatus
    progress_percent: int
    eta_seconds: int | None = None
    current_step: str | None = None
    resource_url: str | None = None
    completed_at: datetime | None = None
    result_url: str | None = None
    error: OperationError | None = None


class Condition(StrEnum):
    """How a service is."""

    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"


class ServicesOut(BaseModel):
    """The services that Millwright stands on."""

    database: Condition
    cache: Condition
    message_queue: Condition
    storage: Condition


class HealthOut(BaseModel):
    """GET /health; `errors` only where there are any."""

    status: Condition
    timestamp: datetime
    services: ServicesOut
    version: str
    errors: list[str] | None = None


class EventName(StrEnum):
    """Supported Events."""

    FEATURE_CREATED = "feature.created"
    FEATURE_STATUS_CHANGED = "feature.status_changed"
    TEST_COMPLETED = "test.completed"
    BUILD_COMPLETED = "build.completed"
    DEPLOYMENT_STARTED = "deployment.started"
    DEPLOYMENT_COMPLETED = "deployment.completed"
    VULNERABILITY_DETECTED = "vulnerability.detected"


def _hook_url(text: str) -> str:
    try:
        return check_url(text)
    except DomainError as error:
        raise ValueError(error.message) from None


HookUrl = Annotated[Address, AfterValidator(_hook_url)]
HookSecret = Annotated[str, Field(min_length=1, max_length=256), AfterValidator(plain)]
HookEvents = Annotated[list[EventName], Field(min_length=1)]


class WebhookRequest(BaseModel):
    """POST /webhooks (an extension). Without a secret one is made; without an organization the caller's is meant."""

    url: HookUrl
    events: HookEvents
    secret: HookSecret | None = None
    organization_id: str | None = None
    active: StrictBool = True


class WebhookPatch(BaseModel):
    """PATCH /webhooks/{webhook_id} (an extension): what to change."""

    url: HookUrl | SkipJsonSchema[None] = None
    events: HookEvents | SkipJsonSchema[None] = None
    secret: HookSecret | SkipJsonSchema[None] = None
    active: StrictBool | SkipJsonSchema[None] = None

    _there = field_validator("url", "events", "secret", "active", mode="before")(not_null)


class WebhookOut(BaseModel):
    """A webhook (an extension); `disabled_reason` says why we stopped calling it."""

    id: str
    organization_id: str
    url: str
    events: list[EventName]
    active: bool
    disabled_reason: str | None
    created_at: datetime
    updated_at: datetime


class CreatedWebhookOut(WebhookOut):
    """A new webhook; `secret` only where we made it, and only this once."""

    secret: str | None = Field(default=None, exclude_if=lambda value: value is None)
