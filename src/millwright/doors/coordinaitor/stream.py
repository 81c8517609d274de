"""What has happened, in the contract's words: updates of its socket, payloads of its webhooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from millwright.doors.coordinaitor import render
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.coordinaitor.wire import WebhookEvent
from millwright.doors.http.sockets import Announcement
from millwright.factory.projects import Project
from millwright.kit.context import Scope
from millwright.platform.accounts import Organization, User
from millwright.platform.events import Event
from millwright.platform.webhooks import Message, Payload, Sealed, hex_signature

CHANNELS: Mapping[str, Scope] = {
    "agents": Scope.AGENTS_READ,
    "projects": Scope.PROJECTS_READ,
    "tasks": Scope.TASKS_READ,
}
"""What a socket may subscribe to, and the scope that it takes."""
EVENTS = frozenset(event.value for event in WebhookEvent)
"""The names one may subscribe a webhook to (Webhooks / Available Events)."""


async def announce(session: AsyncSession, event: Event) -> Sequence[Announcement]:
    """What the socket's channels are told of an event."""
    if not event.kind.startswith("project.") or event.subject_id is None:
        return ()
    data = await _project(session, event)
    return (Announcement("projects", {"type": event.kind, "data": data}, event.subject_id),)


@dataclass(frozen=True, slots=True)
class Webhooks:
    """The contract's way with webhooks (Webhooks / Webhook Payload, Signature Verification)."""

    name: str = "coordinaitor"
    events: frozenset[str] = EVENTS

    async def payloads(self, session: AsyncSession, event: Event) -> Sequence[Payload]:
        """New projects, and who has joined the organization."""
        match event.kind:
            case "project.created":
                data = await _project(session, event)
                return await _payload(session, event, "project.created", data)
            case "member.joined":
                data = await _newcomer(session, event)
                return await _payload(session, event, "user.registered", data)
            case _:
                return ()

    def seal(self, message: Message) -> Sealed:
        """The body as it is, and its HMAC-SHA256 in X-Orchestrator-Signature."""
        return Sealed(message.body, {"X-Orchestrator-Signature": f"sha256={hex_signature(message)}"})


async def _payload(
    session: AsyncSession, event: Event, name: str, data: Mapping[str, object] | None
) -> Sequence[Payload]:
    organization = await session.get(Organization, event.organization_id)
    if data is None or organization is None:
        return ()
    body = {
        "event": name,
        "timestamp": render.instant(event.at),
        "data": data,
        "organization": {"id": Prefix.ORGANIZATION.spell(organization.id), "name": organization.name},
    }
    return (Payload(name, body, event.subject_id),)


async def _project(session: AsyncSession, event: Event) -> dict[str, object] | None:
    if event.subject_id is None:
        return None
    project = await session.get(Project, event.subject_id)
    if project is None:
        return {"id": Prefix.PROJECT.spell(event.subject_id)}
    return render.project(project).model_dump(mode="json", by_alias=True)


async def _newcomer(session: AsyncSession, event: Event) -> dict[str, object] | None:
    user = await session.get(User, event.subject_id)
    if user is None:
        return None
    return {
        "id": Prefix.USER.spell(user.id),
        "email": user.email,
        "name": user.name,
        "role": event.data.get("role"),
        "createdAt": render.instant(user.created_at),
    }
