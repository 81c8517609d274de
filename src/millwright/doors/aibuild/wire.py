"""The contract's documented shapes. Fields are camelCase on the wire; instants are ISO 8601 with a zone."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from millwright.doors.aibuild.paging import Pagination
from millwright.doors.http.values import Plain
from millwright.factory.deployments import Environment
from millwright.factory.generation.refinement import MAX_WISH
from millwright.factory.pipelines import Outcome
from millwright.factory.projects import ProjectState, Target, Template
from millwright.platform.accounts import KeyKind
from millwright.platform.notifications import MailState
from millwright.platform.webhooks import DeliveryState


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


class RefineRequest(Wire):
    """Projects / Refine Project: what to change, and patterns of files to be left alone.

    `base_revision` (an extension) is the number of the head that it was looked at for: with another head it is refused.
    """

    prompt: str = Field(min_length=1, max_length=MAX_WISH, description="What to change, in plain words")
    preserve_files: list[Annotated[Plain, Field(max_length=255)]] = []
    base_revision: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class RefineResponse(Wire):
    """Projects / Refine Project: files of the compiled tree. `operation_id` is an extension: what to follow."""

    project_id: str
    status: str
    files_modified: int
    files_added: int
    estimated_time: int
    operation_id: str


class ChangeOut(Wire):
    """One change of a refinement (an extension): where, what, and the words that ask for it."""

    kind: str
    place: str
    text: str
    because: str


class ReasonOut(Wire):
    """Why something is not done (an extension)."""

    subject: str
    because: str


class RefinePreview(Wire):
    """What a refinement would do to the head, whose number is `revision` (an extension).

    `spec_difference` is a unified diff of the specification's JSON.
    """

    revision: int
    changes: list[ChangeOut]
    not_done: list[ReasonOut]
    spec_difference: str
    files_added: int
    files_modified: int
    files_removed: int


class RollbackRequest(Wire):
    """Rolling back (an extension): to the release of a revision, by its number, or the one before.

    `restore_data` lets the data go back too: rows written since are then in a snapshot only.
    """

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    environment: Environment = Environment.PREVIEW
    restore_data: bool = False


class RollbackResponse(Wire):
    """Rolling back (an extension): `revision` is the number of the revision whose files will be head."""

    project_id: str
    status: str
    revision: int
    operation_id: str


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
    """Deployments / Get Deployment; `error` says why one failed.

    Extensions: `revision` is the number of what runs, `outcome` what its checks came to (null while none were run), and
    `not_run` names those that could not be run.
    """

    id: str
    project_id: str
    target: str
    provider: str
    provider_project_id: str | None
    environment: str
    revision: int
    status: str
    artifact_url: str | None
    logs_url: str | None
    build_time: int | None
    error: str | None
    outcome: Outcome | None
    not_run: list[ReasonOut]
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


class OperationList(Wire):
    """A page of operations (an extension)."""

    operations: list[OperationOut]
    pagination: Pagination


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
    """API keys (an extension), without the secret: how it begins and ends. `mine`: whether the caller made it."""

    id: str
    name: str
    mine: bool
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


_Event = Annotated[str, Field(max_length=100)]


class WebhookRequest(Wire):
    """Webhooks / Create Webhook; without a secret one is made, and shown in the answer this once."""

    url: Annotated[Plain, Field(max_length=2000)]
    events: Annotated[list[_Event], Field(max_length=100)]
    secret: Annotated[Plain, Field(max_length=256)] | None = None


class WebhookChanges(Wire):
    """Webhooks / Update Webhook: what is left out stays."""

    url: Annotated[Plain, Field(max_length=2000)] | None = None
    events: Annotated[list[_Event], Field(max_length=100)] | None = None
    secret: Annotated[Plain, Field(max_length=256)] | None = None
    enabled: bool | None = None


class WebhookOut(Wire):
    """Webhooks / List Webhooks; `disabled_reason` is an extension: why we disabled it."""

    id: str
    url: str
    events: list[str]
    enabled: bool
    disabled_reason: str | None
    last_triggered: datetime | None
    created_at: datetime


class CreatedWebhookOut(WebhookOut):
    """Webhooks / Create Webhook; `secret` only where we made it."""

    secret: str | None = Field(default=None, exclude_if=lambda value: value is None)


class WebhookList(Wire):
    """Webhooks / List Webhooks."""

    webhooks: list[WebhookOut]
    pagination: Pagination


class MailOut(Wire):
    """A mail of the installation (an extension); `error` is what its last attempt met."""

    id: str
    to: str
    subject: str
    kind: str
    state: MailState
    created_at: datetime
    sent_at: datetime | None
    error: str | None


class MailDetail(MailOut):
    """The same with what it says, as plain text: nothing once it was sent more than 30 days ago."""

    body: str


class MailList(Wire):
    """A page of mails (an extension)."""

    mail: list[MailOut]
    pagination: Pagination


class DeliveryOut(Wire):
    """One delivery of a webhook (an extension)."""

    id: str
    event: str
    status: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    created_at: datetime


class DeliveryList(Wire):
    """The deliveries of a webhook (an extension)."""

    deliveries: list[DeliveryOut]
    pagination: Pagination


class AttemptOut(Wire):
    """One attempt at a delivery (an extension); `duration` in milliseconds, `response` its first 2 KB."""

    number: int
    at: datetime
    status_code: int | None
    failure: str | None
    duration: int
    response: str | None


class DeliveryDetail(DeliveryOut):
    """One delivery with its body and attempts (an extension)."""

    body: str
    history: list[AttemptOut]


class PlanName(StrEnum):
    """Billing / Update Subscription; `unlimited` (an extension) only for the installation's own organization."""

    FREE = "free"
    PRO = "pro"
    ENTERPRISE = "enterprise"
    UNLIMITED = "unlimited"


class BillingInterval(StrEnum):
    """Billing / Update Subscription."""

    MONTHLY = "monthly"
    ANNUAL = "annual"


class SubscriptionRequest(Wire):
    """Billing / Update Subscription."""

    plan: PlanName
    billing_interval: BillingInterval = BillingInterval.MONTHLY


class SubscriptionOut(Wire):
    """Billing / Update Subscription, for which the document shows no answer."""

    plan: PlanName


class Usage(Wire):
    """Billing / Get Billing Overview, today; null is no limit. No builds can be made yet."""

    requests: int
    requests_limit: int
    builds: int
    builds_limit: int | None
    projects: int
    projects_limit: int | None


class BillingOut(Wire):
    """Billing / Get Billing Overview; nothing is ever due without a payment provider."""

    plan: PlanName
    usage: Usage
    next_billing_date: datetime | None = None
    amount_due: float = 0.0


class DeletedProject(Wire):
    """Projects / Delete Project."""

    id: str
    deleted: bool
    deleted_at: datetime


class ProjectChanges(Wire):
    """Projects / Update Project: what is left out stays."""

    name: Annotated[Plain, Field(max_length=200)] | None = None
    status: ProjectState | None = None
