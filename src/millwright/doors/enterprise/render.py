"""Domain values in the contract's words, field by field."""

import math
from datetime import UTC, datetime

from millwright.doors.enterprise import wire
from millwright.doors.enterprise.wire import OperationStatus, PlanName
from millwright.factory.projects import Project
from millwright.platform.accounts import ApiKey, CreatedKey, Organization, OrganizationType, Plan
from millwright.platform.jobs import OperationSnapshot, OperationState
from millwright.platform.webhooks import CreatedEndpoint, Endpoint

NO_MAXIMUM = 1_000_000
"""What is shown where there is none: the document has only numbers, and none is larger."""
PLANS = {PlanName.FREE: Plan.FREE, PlanName.PROFESSIONAL: Plan.PRO, PlanName.ENTERPRISE: Plan.ENTERPRISE}
_PLAN_NAMES = {plan: name for name, plan in PLANS.items()} | {Plan.UNLIMITED: PlanName.ENTERPRISE}


def organization(item: Organization) -> wire.OrganizationOut:
    """Organizations."""
    return wire.OrganizationOut(
        id=str(item.id),
        name=item.name,
        slug=item.slug,
        type=item.type or _presumed_type(item.plan),
        plan=_PLAN_NAMES[item.plan],
        status=item.status,
        description=item.description,
        website_url=item.website_url,
        max_users=item.max_users or NO_MAXIMUM,
        max_projects=item.max_projects or NO_MAXIMUM,
        created_at=item.created_at,
        updated_at=item.updated_at,
    )


def _presumed_type(plan: Plan) -> OrganizationType:
    """Of an organization that has never said, as those that signed up; the document knows none without a type."""
    return OrganizationType.ENTERPRISE if plan in {Plan.ENTERPRISE, Plan.UNLIMITED} else OrganizationType.STARTUP


def project(item: Project) -> wire.ProjectOut:
    """Projects."""
    return wire.ProjectOut(
        id=str(item.id),
        organization_id=str(item.organization_id),
        name=item.name,
        slug=item.slug,
        description=item.prompt,
        repository_url=None,
        status=wire.ProjectStatus.ACTIVE,
        visibility="private",
        owner_id=str(item.created_by),
        tech_stack=[],
        created_at=item.created_at,
        updated_at=item.updated_at,
    )


def key(item: ApiKey) -> wire.KeyOut:
    """An API key (an extension)."""
    return wire.KeyOut(
        id=str(item.id),
        name=item.name,
        preview=f"{item.first_chars}…{item.last_four}",
        scopes=list(item.scopes),
        redirect_uris=list(item.redirect_uris),
        rate=_rate(item),
        created_at=item.created_at,
        last_used_at=item.last_used_at,
        expires_at=item.expires_at,
    )


def _rate(item: ApiKey) -> wire.KeyRateIn | None:
    if item.rate_requests is None or item.rate_seconds is None:
        return None
    return wire.KeyRateIn(requests=item.rate_requests, seconds=item.rate_seconds)


def created_key(made: CreatedKey) -> wire.CreatedKeyOut:
    """A new API key (an extension), with its secret."""
    return wire.CreatedKeyOut(**key(made.key).model_dump(), key=made.secret)


_OPERATION_STATUS = {
    OperationState.QUEUED: OperationStatus.PENDING,
    OperationState.RUNNING: OperationStatus.IN_PROGRESS,
    OperationState.SUCCEEDED: OperationStatus.COMPLETED,
    OperationState.FAILED: OperationStatus.FAILED,
    OperationState.CANCELLED: OperationStatus.CANCELLED,
}


def operation(item: OperationSnapshot, estimate: float | None, now: datetime) -> wire.OperationOut:
    """Async Operations. `estimate` is how many seconds such an operation takes, when there is anything to go by."""
    resource = f"/projects/{item.project_id}" if item.project_id is not None else None
    succeeded = item.state is OperationState.SUCCEEDED
    shown = wire.OperationOut(
        operation_id=str(item.id),
        status=_OPERATION_STATUS[item.state],
        progress_percent=100 if succeeded else item.percent,
        completed_at=item.finished_at,
        result_url=resource if succeeded else None,
    )
    if not item.state.is_final:
        shown.resource_url = resource
        shown.eta_seconds = _seconds_left(item, estimate, now)
        shown.current_step = f"{item.current_phase.label}..." if item.current_phase is not None else None
    if item.state is OperationState.FAILED:
        shown.error = wire.OperationError(
            code=item.error_code or "failed", message=item.error_message or "The operation failed."
        )
    return shown


def _seconds_left(item: OperationSnapshot, estimate: float | None, now: datetime) -> int | None:
    """None too for an operation that takes longer than others did."""
    if estimate is None:
        return None
    passed = (now - item.started_at).total_seconds() if item.started_at is not None else 0
    return math.ceil(estimate - passed) if estimate > passed else None


def webhook(item: Endpoint) -> wire.WebhookOut:
    """A webhook (an extension)."""
    return wire.WebhookOut(
        id=str(item.id),
        organization_id=str(item.organization_id),
        url=item.url,
        events=[wire.EventName(name) for name in item.events],
        active=item.enabled,
        disabled_reason=item.disabled_reason,
        created_at=item.created_at,
        updated_at=item.updated_at,
    )


def created_webhook(made: CreatedEndpoint, *, brought: bool) -> wire.CreatedWebhookOut:
    """A new webhook (an extension); its secret only when the caller did not bring it."""
    return wire.CreatedWebhookOut(**webhook(made.endpoint).model_dump(), secret=None if brought else made.secret)


def instant(at: datetime) -> str:
    """An instant in UTC, with a Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
