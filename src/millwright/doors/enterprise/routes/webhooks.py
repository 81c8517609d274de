"""Webhooks: an extension, for the document says what is sent, but not how somebody asks for it."""

from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter, Response

from millwright.doors.enterprise import ids, render, wire
from millwright.doors.enterprise.acting import anywhere, in_organization
from millwright.doors.enterprise.envelope import Envelope, MetaDep, PageDep, Paginated, answer, paginated
from millwright.doors.enterprise.stream import EnterpriseWebhooks
from millwright.doors.http.context import ContextDep
from millwright.doors.http.gate import mark_unstored
from millwright.doors.http.services import ServicesDep
from millwright.kit.context import Context, Scope
from millwright.kit.paging import Page, PageRequest
from millwright.platform import accounts, webhooks
from millwright.platform.webhooks import Endpoint, EndpointChanges, NewEndpoint

router = APIRouter(tags=["Webhooks"])
_DIALECT = EnterpriseWebhooks()
_ALL = PageRequest(1, 1_000)
"""More than an organization may have."""


@router.post("/webhooks", status_code=201)
async def create_webhook(
    ctx: ContextDep, services: ServicesDep, meta: MetaDep, response: Response, body: wire.WebhookRequest
) -> Envelope[wire.CreatedWebhookOut]:
    """Have a URL told of events of the caller's organization, or of another where they are a member."""
    acting = await in_organization(ctx, body.organization_id) if body.organization_id is not None else ctx
    new = NewEndpoint(url=body.url, events=body.events, secret=body.secret, enabled=body.active)
    made = await webhooks.create(acting, services.cipher, _DIALECT, new)
    mark_unstored(response)
    return answer(render.created_webhook(made, brought=body.secret is not None), meta, 201)


@router.get("/webhooks")
async def list_webhooks(ctx: ContextDep, meta: MetaDep, page: PageDep) -> Paginated[wire.WebhookOut]:
    """The webhooks of all organizations that the caller may look after, the newest first."""
    found = sorted(await _everywhere(ctx), key=lambda item: (item.created_at, item.id), reverse=True)
    shown = [render.webhook(item) for item in found[page.offset : page.offset + page.size]]
    return paginated(shown, Page(shown, len(found), page), meta)


async def _everywhere(ctx: Context) -> Sequence[Endpoint]:
    actors = (ctx.actor, *await accounts.other_places(ctx))
    readers = [actor for actor in actors if Scope.WEBHOOKS_READ in actor.scopes]
    if not readers:
        ctx.actor.require(Scope.WEBHOOKS_READ)
    found: list[Endpoint] = []
    for actor in readers:
        listed = await webhooks.list_endpoints(replace(ctx, actor=actor), page=_ALL, door=_DIALECT.name)
        found.extend(listed.items)
    return found


@router.get("/webhooks/{webhook_id}")
async def get_webhook(ctx: ContextDep, meta: MetaDep, webhook_id: str) -> Envelope[wire.WebhookOut]:
    """One webhook."""
    wanted = ids.parse(webhook_id, "webhook")
    found = await anywhere(ctx, lambda acting: webhooks.get(acting, wanted, door=_DIALECT.name))
    return answer(render.webhook(found), meta)


@router.patch("/webhooks/{webhook_id}")
async def update_webhook(
    ctx: ContextDep, services: ServicesDep, meta: MetaDep, webhook_id: str, body: wire.WebhookPatch
) -> Envelope[wire.WebhookOut]:
    """Change a webhook; one that is made inactive is told nothing more, not even what was waiting."""
    wanted = ids.parse(webhook_id, "webhook")
    changes = EndpointChanges(url=body.url, events=body.events, secret=body.secret, enabled=body.active)
    changed = await anywhere(ctx, lambda acting: webhooks.update(acting, services.cipher, _DIALECT, wanted, changes))
    return answer(render.webhook(changed), meta)


@router.delete("/webhooks/{webhook_id}", status_code=204)
async def delete_webhook(ctx: ContextDep, webhook_id: str) -> None:
    """Tell it nothing more, and forget what it was told."""
    wanted = ids.parse(webhook_id, "webhook")
    await anywhere(ctx, lambda acting: webhooks.delete(acting, wanted, door=_DIALECT.name))
