"""The contract's documented shapes. Fields are camelCase on the wire; instants are ISO 8601 with a zone."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from millwright.doors.aibuild.paging import Pagination
from millwright.factory.deployments import Environment
from millwright.factory.projects import Target, Template
from millwright.platform.accounts import KeyKind


class Wire(BaseModel):
    """Common ground of what is sent and received."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class GenerateRequest(Wire):
    """Projects / Create Project."""

    prompt: str = Field(min_length=1, description="What the application should be, at least 10 characters")
    template_type: Template = Template.APP
    primary_target: Target = Target.WEB
    name: str | None = None
    model_id: str | None = None


class GenerateResponse(Wire):
    """Projects / Create Project. `operation_id` is an extension: what to follow."""

    project_id: str
    slug: str
    status: str
    files_generated: int
    estimated_time: int
    message: str
    operation_id: str


class ProjectOut(Wire):
    """Projects / Get Project."""

    id: str
    user_id: str
    name: str
    slug: str
    prompt: str
    template_type: Template
    primary_target: Target
    status: str
    created_at: datetime
    updated_at: datetime


class ProjectList(Wire):
    """Projects / List Projects."""

    projects: list[ProjectOut]
    pagination: Pagination


class FileOut(Wire):
    """Files / Get File. Content that is not UTF-8 text comes in base64, as `encoding` (an extension) says."""

    id: str
    project_id: str
    path: str
    content: str
    encoding: str
    language: str
    generated_by: str
    version: int
    created_at: datetime
    updated_at: datetime


class FileList(Wire):
    """Files / List Files."""

    files: list[FileOut]
    pagination: Pagination


class DeployConfig(Wire):
    """Deployments / Create Deployment: the provider's settings."""

    env_vars: dict[str, str] = {}
    build_command: str | None = None
    output_directory: str | None = None


class DeployRequest(Wire):
    """Deployments / Create Deployment; provider `local` (an extension) is this server."""

    target: Target
    provider: str = "local"
    environment: Environment = Environment.PREVIEW
    config: DeployConfig = DeployConfig()


class DeployResponse(Wire):
    """Deployments / Create Deployment. `operation_id` is an extension."""

    id: str
    project_id: str
    target: str
    status: str
    message: str
    operation_id: str


class DeploymentOut(Wire):
    """Deployments / Get Deployment; `error` says why one failed."""

    id: str
    project_id: str
    target: str
    provider: str
    provider_project_id: str | None
    environment: str
    status: str
    artifact_url: str | None
    logs_url: str | None
    build_time: int | None
    error: str | None
    created_at: datetime
    updated_at: datetime


class DeploymentList(Wire):
    """Deployments / List Deployments."""

    deployments: list[DeploymentOut]
    pagination: Pagination


class SetupTokenOut(Wire):
    """The set-up token of a production application (an extension)."""

    setup_token: str


class PhaseOut(Wire):
    """One phase of an operation."""

    name: str
    label: str
    state: str
    progress: float
    seconds: float | None


class OperationOut(Wire):
    """An operation (an extension): the durable record of work that takes time."""

    id: str
    kind: str
    status: str
    project_id: str | None
    percent: int
    phases: list[PhaseOut]
    result: dict[str, object] | None
    error: str | None
    error_code: str | None
    attempt: int
    estimated_time: int | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class LogOut(Wire):
    """A line of an operation's log (an extension)."""

    number: int
    at: datetime
    level: str
    phase: str | None
    text: str


class AiBuildKey(StrEnum):
    """Authentication / API Key Types."""

    PROJECT = "project"
    READ = "read"
    USER = "user"


class KeyRequest(Wire):
    """API keys (an extension): what to make; `project_id` for a project key."""

    name: str = Field(max_length=200)
    type: AiBuildKey = AiBuildKey.USER
    project_id: str | None = None


class KeyOut(Wire):
    """API keys (an extension), without the secret: how it begins and ends."""

    id: str
    name: str
    type: KeyKind
    project_id: str | None
    preview: str
    last_used_at: datetime | None
    created_at: datetime


class CreatedKeyOut(KeyOut):
    """API keys (an extension): `key` is shown this once."""

    key: str


class KeyList(Wire):
    """API keys (an extension)."""

    api_keys: list[KeyOut]
    pagination: Pagination
