"""Webhooks (the contract's section of that name); deliveries, replay and test are extensions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from millwright.doors.aibuild import render, stream, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.aibuild.stream import AiBuildWebhooks
from millwright.doors.http.context import ContextDep
from millwright.doors.http.services import ServicesDep
from millwright.kit.errors import not_found
from millwright.kit.paging import PageRequest
from millwright.platform import webhooks
from millwright.platform.webhooks import DeliveryState, EndpointChanges, NewEndpoint

router = APIRouter(prefix="/webhooks", tags=["Webhooks"])
_DOOR = AiBuildWebhooks.name
PageDep = Annotated[PageRequest, Depends(requested)]


@router.post("", status_code=201)
async def create_webhook(ctx: ContextDep, services: ServicesDep, body: wire.WebhookRequest) -> wire.CreatedWebhookOut:
    """Have a URL told of events."""
    new = NewEndpoint(url=body.url, events=body.events, secret=body.secret)
    made = await webhooks.create(ctx, services.cipher, AiBuildWebhooks(services.supervisor), new)
    return render.created_webhook(made.endpoint, made.secret if body.secret is None else None)


@router.get("")
async def list_webhooks(
    ctx: ContextDep, services: ServicesDep, request: Request, response: Response, page: PageDep
) -> wire.WebhookList:
    """The organization's webhooks, the newest first, without their secrets."""
    found = await webhooks.list_endpoints(ctx, page=page, door=_DOOR)
    pagination = paginate(found, request, response, services.public_url)
    return wire.WebhookList(webhooks=[render.webhook(item) for item in found.items], pagination=pagination)


@router.patch("/{webhook_id}")
async def update_webhook(
    ctx: ContextDep, services: ServicesDep, webhook_id: str, body: wire.WebhookChanges
) -> wire.WebhookOut:
    """Change a webhook; disabling it calls off what waits to be delivered."""
    changes = EndpointChanges(url=body.url, events=body.events, secret=body.secret, enabled=body.enabled)
    dialect = AiBuildWebhooks(services.supervisor)
    return render.webhook(await webhooks.update(ctx, services.cipher, dialect, _webhook(webhook_id), changes))


@router.delete("/{webhook_id}", status_code=204)
async def delete_webhook(ctx: ContextDep, webhook_id: str) -> None:
    """Remove a webhook with its deliveries."""
    await webhooks.delete(ctx, _webhook(webhook_id), door=_DOOR)


@router.post("/{webhook_id}/test", status_code=202, tags=["Extensions"])
async def send_trial(ctx: ContextDep, webhook_id: str) -> wire.DeliveryOut:
    """Send the URL a `ping`, whatever events it asked for."""
    endpoint = await webhooks.get(ctx, _webhook(webhook_id), door=_DOOR)
    return render.delivery(await webhooks.ping(ctx, endpoint.id, stream.trial(ctx.clock())))


@router.get("/{webhook_id}/deliveries", tags=["Extensions"])
async def list_deliveries(
    ctx: ContextDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    page: PageDep,
    webhook_id: str,
    status: DeliveryState | None = None,
) -> wire.DeliveryList:
    """What the URL was told in the last 30 days, the newest first."""
    endpoint = await webhooks.get(ctx, _webhook(webhook_id), door=_DOOR)
    found = await webhooks.list_deliveries(ctx, endpoint.id, page=page, state=status)
    pagination = paginate(found, request, response, services.public_url)
    return wire.DeliveryList(deliveries=[render.delivery(item) for item in found.items], pagination=pagination)


@router.get("/deliveries/{delivery_id}", tags=["Extensions"])
async def get_delivery(ctx: ContextDep, delivery_id: str) -> wire.DeliveryDetail:
    """One delivery: what was sent, and how each attempt went."""
    history = await webhooks.get_delivery(ctx, _delivery(delivery_id), door=_DOOR)
    return render.delivery_detail(history)


@router.post("/deliveries/{delivery_id}/replay", status_code=202, tags=["Extensions"])
async def replay_delivery(ctx: ContextDep, delivery_id: str) -> wire.DeliveryOut:
    """Send a delivery again, now."""
    return render.delivery(await webhooks.replay(ctx, _delivery(delivery_id), door=_DOOR))


def _webhook(webhook_id: str) -> UUID:
    parsed = Prefix.WEBHOOK.parse(webhook_id)
    if parsed is None:
        raise not_found("webhook")
    return parsed


def _delivery(delivery_id: str) -> UUID:
    parsed = Prefix.DELIVERY.parse(delivery_id)
    if parsed is None:
        raise not_found("delivery")
    return parsed
