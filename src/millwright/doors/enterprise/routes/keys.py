"""API keys: an extension, for the document knows only that there are some."""

from fastapi import APIRouter, Response

from millwright.doors.enterprise import ids, render, wire
from millwright.doors.enterprise.envelope import Envelope, MetaDep, PageDep, Paginated, answer, paginated
from millwright.doors.http.context import ContextDep
from millwright.doors.http.gate import mark_unstored
from millwright.doors.http.services import ServicesDep
from millwright.platform import accounts
from millwright.platform.accounts import KeyKind, KeyRate

router = APIRouter(tags=["API Keys"])


@router.post("/api-keys", status_code=201)
async def create_key(
    ctx: ContextDep, services: ServicesDep, meta: MetaDep, response: Response, body: wire.KeyRequest
) -> Envelope[wire.CreatedKeyOut]:
    """Make a key for the caller's organization; it is shown this once. No scope may exceed the caller's own."""
    made = await accounts.create_key(
        ctx,
        services.hasher,
        name=body.name,
        kind=KeyKind.ENTERPRISE,
        scopes={scope.meaning for scope in body.scopes},
        rate=KeyRate(body.rate.requests, body.rate.seconds) if body.rate is not None else None,
        redirect_uris=body.redirect_uris,
        expires_at=body.expires_at,
    )
    mark_unstored(response)
    return answer(render.created_key(made), meta, 201)


@router.get("/api-keys")
async def list_keys(ctx: ContextDep, meta: MetaDep, page: PageDep) -> Paginated[wire.KeyOut]:
    """The caller's keys, the newest first, without their secrets."""
    found = await accounts.list_keys(ctx, page)
    return paginated([render.key(item) for item in found.items], found, meta)


@router.delete("/api-keys/{key_id}", status_code=204)
async def delete_key(ctx: ContextDep, key_id: str) -> None:
    """End a key at once."""
    await accounts.delete_key(ctx, ids.parse(key_id, "key"))
