"""What has happened, in the contract's words: messages of its socket (WebSocket API), payloads of its webhooks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from millwright.doors.aibuild import render
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http.sockets import Announcement
from millwright.factory import projects
from millwright.factory.deployments import AppSite, Deployment, Supervisor
from millwright.platform.events import Event
from millwright.platform.webhooks import Message, Payload, Sealed, hex_signature

EVENTS = frozenset(
    """project.created project.updated project.deleted deployment.started deployment.completed deployment.failed
    build.started build.completed build.failed test.completed analysis.completed sync.completed""".split()
)
"""The names one may subscribe a webhook to (Webhook Events)."""
NOTIFICATIONS = "user:notifications"
"""The channel of what concerns the person alone."""
_DEPLOYMENTS = {
    "deployment.created": "deployment.started",
    "deployment.ready": "deployment.completed",
    "deployment.failed": "deployment.failed",
    "deployment.withdrawn": "deployment.failed",
}


async def translate(
    session: AsyncSession, event: Event, supervisor: Supervisor
) -> tuple[str, dict[str, object]] | None:
    """The documented name and data of an event; None for what the contract does not tell."""
    match event.kind.partition(".")[0]:
        case "project":
            return await _of_project(session, event)
        case "file":
            return _of_file(event)
        case "deployment" if event.kind in _DEPLOYMENTS:
            return await _of_deployment(session, event, supervisor)
        case _:
            return None


async def announce(session: AsyncSession, event: Event, supervisor: Supervisor) -> Sequence[Announcement]:
    """What the socket's channels are told of an event: the project's own, and ``user:notifications`` how work ended."""
    translated = await translate(session, event, supervisor)
    if translated is None:
        return ()
    name, data = translated
    project_id, channel = _project_of(event), f"project:{data['projectId']}"
    told = [Announcement(channel, message(channel, name, data), project_id)]
    if name in {"deployment.completed", "deployment.failed"}:
        noted = message(NOTIFICATIONS, name, data)
        told.append(Announcement(NOTIFICATIONS, noted, project_id, event.user_id))
    return told


def message(channel: str, event: str, data: Mapping[str, object]) -> dict[str, object]:
    """A message of the socket (Event Messages)."""
    return {"type": "event", "channel": channel, "event": event, "data": data}


def _project_of(event: Event) -> UUID | None:
    if event.kind.startswith("project."):
        return event.subject_id
    project = event.data.get("project")
    return UUID(str(project)) if project else None


async def _of_project(session: AsyncSession, event: Event) -> tuple[str, dict[str, object]] | None:
    if event.kind not in EVENTS or event.subject_id is None:
        return None
    data: dict[str, object] = {"projectId": Prefix.PROJECT.spell(event.subject_id)}
    project = await session.get(projects.Project, event.subject_id)
    if project is not None:
        data |= {
            "name": project.name,
            "slug": project.slug,
            "status": project.state.value,
            "updatedAt": render.instant(project.updated_at),
        }
    return event.kind, data


def _of_file(event: Event) -> tuple[str, dict[str, object]] | None:
    if event.subject_id is None:
        return None
    return event.kind, {
        "fileId": Prefix.FILE.spell(event.subject_id),
        "projectId": Prefix.PROJECT.spell(UUID(str(event.data["project"]))),
        "path": event.data["path"],
        "version": event.data["version"],
        "updatedAt": render.instant(event.at),
    }


async def _of_deployment(
    session: AsyncSession, event: Event, supervisor: Supervisor
) -> tuple[str, dict[str, object]] | None:
    deployment = await session.get(Deployment, event.subject_id)
    if deployment is None:
        return None
    data: dict[str, object] = {
        "deploymentId": Prefix.DEPLOYMENT.spell(deployment.id),
        "projectId": Prefix.PROJECT.spell(deployment.project_id),
        "status": render.deployment_status(deployment.state),
    }
    site = await session.get(AppSite, deployment.site_id) if deployment.site_id else None
    if event.kind == "deployment.ready" and site is not None:
        data["artifactUrl"] = supervisor.url_of(site)
    if deployment.error_message is not None:
        data["error"] = deployment.error_message
    return _DEPLOYMENTS[event.kind], data


class AiBuildWebhooks:
    """How webhooks of this contract are told (Webhook Payload, Webhook Signature)."""

    name = "aibuild"
    events = EVENTS

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    async def payloads(self, session: AsyncSession, event: Event) -> Sequence[Payload]:
        """The documented payload of an event, if it is one that the contract tells."""
        translated = await translate(session, event, self._supervisor)
        if translated is None or translated[0] not in EVENTS:
            return ()
        name, data = translated
        return [Payload(name, {"event": name, "timestamp": render.instant(event.at), "data": data})]

    def seal(self, message: Message) -> Sealed:
        """The body as it was made, with the documented headers."""
        headers = {
            "X-AiBuild-Signature": f"sha256={hex_signature(message)}",
            "X-AiBuild-Delivery": Prefix.DELIVERY.spell(message.delivery_id),
            "X-AiBuild-Event": message.event,
        }
        return Sealed(message.body, headers)


def trial(now: datetime) -> Payload:
    """What an endpoint is sent to see whether it hears us (an extension)."""
    return Payload("ping", {"event": "ping", "timestamp": render.instant(now), "data": {}})
