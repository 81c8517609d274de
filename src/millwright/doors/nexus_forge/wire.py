"""The contract's documented shapes."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from millwright.doors.http.values import Plain

_Short = Annotated[Plain, Field(max_length=200)]


class LoginRequest(BaseModel):
    """POST /auth/login."""

    email: Annotated[Plain, Field(max_length=320)]
    password: Annotated[Plain, Field(min_length=1, max_length=1024)]


class RefreshRequest(BaseModel):
    """POST /auth/refresh."""

    refresh_token: Annotated[Plain, Field(max_length=4096)]


class TokenOut(BaseModel):
    """POST /auth/login and /auth/refresh; `expires_in` in seconds."""

    access_token: str
    refresh_token: str
    token_type: str = "bearer"  # noqa: S105 - the name of a scheme
    expires_in: int


class Message(BaseModel):
    """What was done, in words."""

    message: str


class Done(Message):
    """DELETE /api/nexus-forge/build/{session_id}."""

    status: str


class TechStack(BaseModel):
    """What the caller would have it built with."""

    frontend: _Short | None = None
    backend: _Short | None = None
    database: _Short | None = None


class BuildConfig(BaseModel):
    """POST /api/nexus-forge/build, config."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    use_adaptive_thinking: bool = True
    enable_video_demo: bool = False
    deploy_to_cloud_run: bool = True
    tech_stack: TechStack = TechStack()
    styling: _Short | None = None
    authentication: _Short | None = None


class BuildRequest(BaseModel):
    """POST /api/nexus-forge/build."""

    prompt: Annotated[Plain, Field(max_length=20_000)] = ""
    config: BuildConfig = BuildConfig()


class BuildStarted(BaseModel):
    """POST /api/nexus-forge/build; `websocket_url` is relative to the contract's address."""

    session_id: UUID
    status: str
    message: str
    websocket_url: str
    estimated_duration: str


class BuildStatus(StrEnum):
    """Status Values."""

    INITIALIZING = "initializing"
    ANALYZING = "analyzing"
    GENERATING_SPEC = "generating_spec"
    BUILDING = "building"
    OPTIMIZING = "optimizing"
    DEPLOYING = "deploying"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Endpoint(BaseModel):
    """An endpoint of the made application."""

    method: str
    path: str
    description: str


class Specification(BaseModel):
    """What the application is."""

    name: str
    description: str
    features: list[str]
    tech_stack: dict[str, str]
    ui_components: list[str]
    api_endpoints: list[Endpoint]


class BuildResult(BaseModel):
    """The result of a completed build. `mockups` is empty and `demo_video` null where none were made."""

    specification: Specification
    mockups: dict[str, str]
    demo_video: str | None
    code_files: dict[str, str]
    deployment_url: str
    build_time: str
    orchestrator: str
    models_used: list[str]


class BuildOut(BaseModel):
    """GET /api/nexus-forge/build/{session_id}; `error` says why one failed."""

    session_id: UUID
    status: BuildStatus
    started_at: datetime
    completed_at: datetime | None
    progress: int
    current_phase: str
    result: BuildResult | None
    error: str | None


class BuildItem(BaseModel):
    """GET /api/nexus-forge/builds: progress and phase while it runs, times and address once it is completed."""

    session_id: UUID
    prompt: str
    status: BuildStatus
    started_at: datetime
    completed_at: datetime | None = None
    app_name: str | None = None
    deployment_url: str | None = None
    progress: int | None = None
    current_phase: str | None = None


class Scaling(BaseModel):
    """How large the deployment may get."""

    min_instances: Annotated[int, Field(ge=0, le=1000)] = 1
    max_instances: Annotated[int, Field(ge=1, le=1000)] = 1
    cpu: _Short | None = None
    memory: _Short | None = None


class DeployEnvironment(StrEnum):
    """Where to."""

    PRODUCTION = "production"
    STAGING = "staging"
    PREVIEW = "preview"


class DeployRequest(BaseModel):
    """POST /api/nexus-forge/deploy/{session_id}."""

    environment: DeployEnvironment = DeployEnvironment.PRODUCTION
    domain: Annotated[Plain, Field(max_length=253)] | None = None
    scaling: Scaling = Scaling()


class DeployOut(BaseModel):
    """POST /api/nexus-forge/deploy/{session_id}."""

    deployment_id: str
    status: str
    deployment_url: str
    message: str


class Permission(StrEnum):
    """What a key may do."""

    BUILD = "build"
    DEPLOY = "deploy"


class KeyRequest(BaseModel):
    """POST /api/keys; `rate_limit` in requests a minute."""

    name: Annotated[Plain, Field(min_length=1, max_length=200)]
    permissions: Annotated[list[Permission], Field(min_length=1, max_length=10)] = [Permission.BUILD]
    rate_limit: Annotated[int, Field(ge=1, le=10_000)] | None = None


class KeyOut(BaseModel):
    """GET /api/keys: `key` is cut, but whole in the one answer to POST /api/keys."""

    id: str
    name: str
    key: str
    created_at: datetime
    last_used: datetime | None = None
    permissions: list[Permission]
    rate_limit: int | None = None


class Model(BaseModel):
    """GET /api/config/models, one model."""

    name: str
    type: str
    status: str
    version: str
    capabilities: list[str]


class Models(BaseModel):
    """GET /api/config/models."""

    models: list[Model]


class Health(BaseModel):
    """GET /health; a service is `healthy`, `unhealthy` or `not configured`."""

    status: str
    version: str
    timestamp: datetime
    environment: str
    services: dict[str, str]
