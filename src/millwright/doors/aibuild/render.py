"""Domain values in the contract's words, field by field."""

import base64
import math
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from millwright.doors.aibuild import wire, wire_files
from millwright.doors.aibuild.ids import Prefix
from millwright.factory.deployments import AppSite, Deployment, DeploymentState
from millwright.factory.pipelines import (
    KeptReport,
    Preview,
    StartedDeployment,
    StartedGeneration,
    StartedRefinement,
    StartedRollback,
    report_of,
)
from millwright.factory.projects import FileEntry, Project, ProjectState, Revision
from millwright.platform.accounts import ApiKey, CreatedKey
from millwright.platform.jobs import LogLine, OperationSnapshot
from millwright.platform.notifications import Mail
from millwright.platform.webhooks import Delivery, DeliveryHistory, Endpoint

_DEFAULT_ESTIMATE = 15
"""Seconds said to be needed before there is any run to go by."""


def seconds(estimate: float | None) -> int:
    """An estimated time as the contract's whole seconds."""
    return _DEFAULT_ESTIMATE if estimate is None else max(1, math.ceil(estimate))


def generation(started: StartedGeneration) -> wire.GenerateResponse:
    """Projects / Create Project."""
    return wire.GenerateResponse(
        project_id=Prefix.PROJECT.spell(started.project.id),
        slug=started.project.slug,
        status=ProjectState.BUILDING,
        files_generated=0,
        estimated_time=seconds(started.estimate),
        message="Project generation started",
        operation_id=Prefix.OPERATION.spell(started.operation_id),
    )


def refinement(started: StartedRefinement) -> wire.RefineResponse:
    """Projects / Refine Project."""
    return wire.RefineResponse(
        project_id=Prefix.PROJECT.spell(started.project.id),
        status=ProjectState.BUILDING,
        files_modified=started.files_modified,
        files_added=started.files_added,
        estimated_time=seconds(started.estimate),
        operation_id=Prefix.OPERATION.spell(started.operation_id),
    )


def refinement_preview(preview: Preview) -> wire.RefinePreview:
    """What a refinement would do (an extension)."""
    found = preview.refinement
    return wire.RefinePreview(
        revision=preview.head.number,
        changes=[
            wire.ChangeOut(kind=item.kind, place=item.place, text=item.text, because=item.because)
            for item in found.changes
        ],
        not_done=[wire.ReasonOut(subject=item.subject, because=item.because) for item in found.not_done],
        spec_difference=preview.difference,
        files_added=preview.files_added,
        files_modified=preview.files_modified,
        files_removed=preview.files_removed,
    )


def rollback(started: StartedRollback) -> wire.RollbackResponse:
    """Rolling back (an extension)."""
    return wire.RollbackResponse(
        project_id=Prefix.PROJECT.spell(started.project.id),
        status=ProjectState.BUILDING,
        revision=started.head.number,
        operation_id=Prefix.OPERATION.spell(started.operation_id),
    )


def project(item: Project) -> wire.ProjectOut:
    """Projects / Get Project."""
    return wire.ProjectOut(
        id=Prefix.PROJECT.spell(item.id),
        user_id=Prefix.USER.spell(item.created_by),
        name=item.name,
        slug=item.slug,
        prompt=item.prompt,
        template_type=item.template,
        primary_target=item.target,
        status=item.state,
        created_at=item.created_at,
        updated_at=item.updated_at,
    )


def file(owner: Project, entry: FileEntry, content: bytes) -> wire.FileOut:
    """Files / Get File."""
    try:
        text, encoding = content.decode(), "utf-8"
    except UnicodeDecodeError:
        text, encoding = base64.b64encode(content).decode(), "base64"
    return wire.FileOut(
        id=Prefix.FILE.spell(entry.id),
        project_id=Prefix.PROJECT.spell(owner.id),
        path=entry.path,
        content=text,
        encoding=encoding,
        language=entry.language,
        generated_by=entry.author,
        version=entry.version,
        created_at=entry.created_at,
        updated_at=entry.updated_at,
    )


def created_file(owner: Project, entry: FileEntry) -> wire_files.CreatedFile:
    """Files / Create File."""
    return wire_files.CreatedFile(
        id=Prefix.FILE.spell(entry.id),
        project_id=Prefix.PROJECT.spell(owner.id),
        path=entry.path,
        version=entry.version,
        created_at=entry.created_at,
    )


def updated_file(entry: FileEntry) -> wire_files.UpdatedFile:
    """Files / Update File."""
    return wire_files.UpdatedFile(
        id=Prefix.FILE.spell(entry.id), path=entry.path, version=entry.version, updated_at=entry.updated_at
    )


_STATUS = {
    DeploymentState.PENDING: "pending",
    DeploymentState.STARTING: "building",
    DeploymentState.READY: "ready",
    DeploymentState.FAILED: "failed",
    DeploymentState.STOPPED: "stopped",
    DeploymentState.WITHDRAWN: "failed",
}


def deployment_status(state: DeploymentState) -> str:
    """Where a deployment stands, as the contract says it."""
    return _STATUS[state]


def instant(at: datetime) -> str:
    """An instant as in Date Format: UTC, with a Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def started_deployment(started: StartedDeployment) -> wire.DeployResponse:
    """Deployments / Create Deployment."""
    return wire.DeployResponse(
        id=Prefix.DEPLOYMENT.spell(started.deployment.id),
        project_id=Prefix.PROJECT.spell(started.deployment.project_id),
        target=started.deployment.target,
        status=deployment_status(started.deployment.state),
        message="Deployment initiated",
        operation_id=Prefix.OPERATION.spell(started.operation_id),
    )


def deployment(
    item: Deployment, revision: Revision, site: AppSite | None, url: str | None, *, public_url: str
) -> wire.DeploymentOut:
    """Deployments / Get Deployment; the address only of an app that has once been ready."""
    spelled = Prefix.DEPLOYMENT.spell(item.id)
    report = report_of(revision)
    return wire.DeploymentOut(
        id=spelled,
        project_id=Prefix.PROJECT.spell(item.project_id),
        target=item.target,
        provider=item.provider,
        provider_project_id=site.slug if site is not None else None,
        environment=item.environment,
        status=deployment_status(item.state),
        artifact_url=url if item.ready_at is not None else None,
        logs_url=f"{public_url}/aibuild/v1/deployments/{spelled}/logs",
        build_time=math.ceil(item.build_seconds) if item.build_seconds is not None else None,
        error=item.error_message,
        revision=revision.number,
        outcome=report.outcome if report is not None else None,
        not_run=not_run(report),
        created_at=item.created_at,
        updated_at=item.updated_at,
    )


def not_run(report: KeptReport | None) -> list[wire.ReasonOut]:
    """The checks that were not run, with why."""
    left_out = report.left_out if report is not None else []
    return [wire.ReasonOut(subject=item.subject, because=item.because) for item in left_out]


def operation(item: OperationSnapshot, estimate: float | None) -> wire.OperationOut:
    """An operation (an extension)."""
    return wire.OperationOut(
        id=Prefix.OPERATION.spell(item.id),
        kind=item.kind,
        status=item.state,
        project_id=Prefix.PROJECT.spell(item.project_id) if item.project_id is not None else None,
        percent=item.percent,
        phases=[
            wire.PhaseOut(
                name=phase.name,
                label=phase.label,
                state=phase.state,
                progress=phase.progress,
                seconds=round(phase.seconds, 3) if phase.seconds is not None else None,
            )
            for phase in item.phases
        ],
        result=item.result,
        error=item.error_message,
        error_code=item.error_code,
        attempt=item.attempt,
        estimated_time=math.ceil(estimate) if estimate is not None else None,
        created_at=item.created_at,
        started_at=item.started_at,
        finished_at=item.finished_at,
    )


def log_line(line: LogLine) -> wire.LogOut:
    """A line of an operation's log (an extension)."""
    return wire.LogOut(number=line.seq, at=line.at, level=line.level, phase=line.phase, text=line.text)


def key(item: ApiKey, caller: UUID) -> wire.KeyOut:
    """An API key (an extension), as the person `caller` sees it."""
    return wire.KeyOut(**_key(item), mine=item.user_id == caller)


def created_key(made: CreatedKey) -> wire.CreatedKeyOut:
    """A new or rotated API key (an extension), with its secret: only its maker gets to see that."""
    return wire.CreatedKeyOut(**_key(made.key), mine=True, key=made.secret)


def _key(item: ApiKey) -> dict[str, Any]:
    return {
        "id": Prefix.KEY.spell(item.id),
        "name": item.name,
        "type": item.kind,
        "project_id": Prefix.PROJECT.spell(item.project_id) if item.project_id is not None else None,
        "preview": f"{item.first_chars}…{item.last_four}",
        "last_used_at": item.last_used_at,
        "created_at": item.created_at,
    }


def webhook(item: Endpoint) -> wire.WebhookOut:
    """Webhooks / List Webhooks."""
    return wire.WebhookOut(**_webhook(item))


def created_webhook(item: Endpoint, secret: str | None) -> wire.CreatedWebhookOut:
    """Webhooks / Create Webhook; the secret where we made it."""
    return wire.CreatedWebhookOut(**_webhook(item), secret=secret)


def _webhook(item: Endpoint) -> dict[str, Any]:
    return {
        "id": Prefix.WEBHOOK.spell(item.id),
        "url": item.url,
        "events": item.events,
        "enabled": item.enabled,
        "disabled_reason": item.disabled_reason,
        "last_triggered": item.last_triggered_at,
        "created_at": item.created_at,
    }


def delivery(item: Delivery) -> wire.DeliveryOut:
    """One delivery of a webhook (an extension)."""
    return wire.DeliveryOut(**_delivery(item))


def delivery_detail(history: DeliveryHistory) -> wire.DeliveryDetail:
    """One delivery with its body and attempts (an extension)."""
    attempts = [
        wire.AttemptOut(
            number=attempt.number,
            at=attempt.at,
            status_code=attempt.status,
            failure=attempt.failure,
            duration=attempt.elapsed_ms,
            response=attempt.answer,
        )
        for attempt in history.attempts
    ]
    body = history.delivery.body.decode(errors="replace")
    return wire.DeliveryDetail(**_delivery(history.delivery), body=body, history=attempts)


def _delivery(item: Delivery) -> dict[str, Any]:
    return {
        "id": Prefix.DELIVERY.spell(item.id),
        "event": item.event,
        "status": item.state,
        "attempts": item.attempts,
        "next_attempt_at": item.next_attempt_at,
        "created_at": item.created_at,
    }


def mail(item: Mail) -> wire.MailOut:
    """An extension."""
    return wire.MailOut(**_mail(item))


def mail_detail(item: Mail) -> wire.MailDetail:
    """An extension."""
    return wire.MailDetail(**_mail(item), body=item.body)


def _mail(item: Mail) -> dict[str, Any]:
    return {
        "id": Prefix.MAIL.spell(item.id),
        "to": item.to,
        "subject": item.subject,
        "kind": item.kind,
        "state": item.state,
        "created_at": item.created_at,
        "sent_at": item.sent_at,
        "error": item.last_error,
    }
