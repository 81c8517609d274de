"""Webhooks (Webhook Configuration): making them is documented, the rest is an extension."""

from fastapi import APIRouter

from millwright.doors.coordinaitor import render, wire
from millwright.doors.coordinaitor.envelope import Envelope, Listing, Meta, MetaDep, PagingDep
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.coordinaitor.stream import Webhooks
from millwright.doors.http.context import ContextDep
from millwright.doors.http.services import ServicesDep
from millwright.kit.context import Context
from millwright.kit.crypto import Cipher
from millwright.kit.errors import not_found
from millwright.platform import webhooks
from millwright.platform.webhooks import DeliveryHistory, DeliveryState, EndpointChanges, NewEndpoint

router = APIRouter(prefix="/api/v1/webhooks", tags=["Webhooks"])
_DIALECT = Webhooks()


@router.post("", status_code=201)
async def create_webhook(
    ctx: ContextDep, services: ServicesDep, meta: MetaDep, body: wire.WebhookRequest
) -> Envelope[wire.WebhookOut]:
    """Have a URL told of events, signed with the secret."""
    new = NewEndpoint(url=body.url, events=body.events, secret=body.secret, headers=body.headers, enabled=body.active)
    made = await webhooks.create(ctx, services.cipher, _DIALECT, new)
    return Envelope(data=render.webhook(made.endpoint), meta=meta)


@router.get("", tags=["Extensions"])
async def list_webhooks(ctx: ContextDep, paging: PagingDep) -> Listing[wire.WebhookOut]:
    """The organization's webhooks, the newest first."""
    found = await webhooks.list_endpoints(ctx, page=paging.request, door=_DIALECT.name)
    return paging.answer(found, [render.webhook(item) for item in found.items])


@router.get("/{webhook_id}", tags=["Extensions"])
async def get_webhook(ctx: ContextDep, meta: MetaDep, webhook_id: str) -> Envelope[wire.WebhookOut]:
    """One of them."""
    found = await webhooks.get(ctx, Prefix.WEBHOOK.require(webhook_id), door=_DIALECT.name)
    return Envelope(data=render.webhook(found), meta=meta)


@router.put("/{webhook_id}", tags=["Extensions"])
async def replace_webhook(
    ctx: ContextDep, services: ServicesDep, meta: MetaDep, webhook_id: str, body: wire.WebhookRequest
) -> Envelope[wire.WebhookOut]:
    """Make a webhook anew from what is sent, all of it."""
    changes = EndpointChanges(
        url=body.url, events=body.events, secret=body.secret, headers=body.headers, enabled=body.active
    )
    return await _update(ctx, services.cipher, meta, webhook_id, changes)


@router.patch("/{webhook_id}", tags=["Extensions"])
async def update_webhook(
    ctx: ContextDep, services: ServicesDep, meta: MetaDep, webhook_id: str, body: wire.WebhookChanges
) -> Envelope[wire.WebhookOut]:
    """Change what is sent; deactivating it calls off what waits to be delivered."""
    given = body.model_fields_set
    changes = EndpointChanges(
        url=body.url if "url" in given else None,
        events=body.events if "events" in given else None,
        secret=body.secret if "secret" in given else None,
        headers=body.headers if "headers" in given else None,
        enabled=body.active if "active" in given else None,
    )
    return await _update(ctx, services.cipher, meta, webhook_id, changes)


@router.delete("/{webhook_id}", status_code=204, tags=["Extensions"])
async def delete_webhook(ctx: ContextDep, webhook_id: str) -> None:
    """Remove a webhook with its deliveries."""
    await webhooks.delete(ctx, Prefix.WEBHOOK.require(webhook_id), door=_DIALECT.name)


@router.get("/{webhook_id}/deliveries", tags=["Extensions"])
async def list_deliveries(
    ctx: ContextDep, paging: PagingDep, webhook_id: str, status: DeliveryState | None = None
) -> Listing[wire.DeliveryOut]:
    """What it was told in the last 30 days, the newest first."""
    endpoint = await webhooks.get(ctx, Prefix.WEBHOOK.require(webhook_id), door=_DIALECT.name)
    found = await webhooks.list_deliveries(ctx, endpoint.id, page=paging.request, state=status)
    return paging.answer(found, [render.delivery(item) for item in found.items])


@router.get("/{webhook_id}/deliveries/{delivery_id}", tags=["Extensions"])
async def get_delivery(
    ctx: ContextDep, meta: MetaDep, webhook_id: str, delivery_id: str
) -> Envelope[wire.DeliveryDetail]:
    """One of them: what was sent, and how each attempt went."""
    return Envelope(data=render.delivery_detail(await _delivery(ctx, webhook_id, delivery_id)), meta=meta)


@router.post("/{webhook_id}/deliveries/{delivery_id}/replay", status_code=202, tags=["Extensions"])
async def replay_delivery(
    ctx: ContextDep, meta: MetaDep, webhook_id: str, delivery_id: str
) -> Envelope[wire.DeliveryOut]:
    """Send it again, now."""
    found = await _delivery(ctx, webhook_id, delivery_id)
    return Envelope(data=render.delivery(await webhooks.replay(ctx, found.delivery.id)), meta=meta)


async def _update(
    ctx: Context, cipher: Cipher, meta: Meta, webhook_id: str, changes: EndpointChanges
) -> Envelope[wire.WebhookOut]:
    changed = await webhooks.update(ctx, cipher, _DIALECT, Prefix.WEBHOOK.require(webhook_id), changes)
    return Envelope(data=render.webhook(changed), meta=meta)


async def _delivery(ctx: Context, webhook_id: str, delivery_id: str) -> DeliveryHistory:
    """The delivery, when it is one of that webhook and the webhook one of this contract."""
    endpoint = await webhooks.get(ctx, Prefix.WEBHOOK.require(webhook_id), door=_DIALECT.name)
    history = await webhooks.get_delivery(ctx, Prefix.DELIVERY.require(delivery_id))
    if history.delivery.endpoint_id != endpoint.id:
        raise not_found("delivery")
    return history
