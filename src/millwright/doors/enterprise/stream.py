"""What has happened, in the contract's words: the payloads of its webhooks (Webhook Events)."""

import json
from collections.abc import Sequence
from uuid import uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from millwright.doors.enterprise import render
from millwright.doors.enterprise.wire import EventName
from millwright.factory.deployments import Deployment, Environment
from millwright.platform.events import Event
from millwright.platform.webhooks import Message, Payload, Sealed, hex_signature
from millwright.platform.webhooks.dialects import compact

_DEPLOYMENTS = {
    "deployment.created": (EventName.DEPLOYMENT_STARTED, "pending"),
    "deployment.ready": (EventName.DEPLOYMENT_COMPLETED, "success"),
    "deployment.failed": (EventName.DEPLOYMENT_COMPLETED, "failed"),
    "deployment.withdrawn": (EventName.DEPLOYMENT_COMPLETED, "failed"),
}
"""What we call it, to the documented name and the status that the deployment had then."""
_ENVIRONMENTS = {Environment.PREVIEW: "staging", Environment.PRODUCTION: "production"}


class EnterpriseWebhooks:
    """How webhooks of this contract are told (Webhook Request Format, Webhook Signature Verification)."""

    name = "enterprise"
    events = frozenset(name.value for name in EventName)

    async def payloads(self, session: AsyncSession, event: Event) -> Sequence[Payload]:
        """The documented payload of an event, if it is one that the contract tells."""
        if event.kind not in _DEPLOYMENTS:
            return ()
        deployment = await session.get(Deployment, event.subject_id)
        if deployment is None:
            return ()
        name, status = _DEPLOYMENTS[event.kind]
        body = {
            "event": name.value,
            "timestamp": render.instant(event.at),
            "event_id": f"evt-{uuid5(event.organization_id, f'event {event.id}')}",
            "retry_count": 0,
            "data": {"deployment": _deployment(deployment, status, event)},
        }
        return [Payload(name.value, body)]

    def seal(self, message: Message) -> Sealed:
        """The body with the number of this attempt, and its signature: each attempt is signed by itself."""
        body = message.body
        if message.attempt > 1:
            body = compact(json.loads(body) | {"retry_count": message.attempt - 1})
        return Sealed(body, {"X-Signature-256": f"sha256={hex_signature(message, body)}"})


def _deployment(item: Deployment, status: str, event: Event) -> dict[str, object]:
    shown: dict[str, object] = {
        "id": str(item.id),
        "project_id": str(item.project_id),
        "environment": _ENVIRONMENTS[item.environment],
        "status": status,
        "created_at": render.instant(item.created_at),
        "updated_at": render.instant(event.at),
    }
    if status == "failed" and item.error_message is not None:
        shown["error"] = item.error_message
    return shown
