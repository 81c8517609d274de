"""API keys (Authentication / API Key Authentication): making them is documented, the rest is an extension."""

from fastapi import APIRouter, Response

from millwright.doors.coordinaitor import render, wire
from millwright.doors.coordinaitor.envelope import Envelope, Listing, MetaDep, PagingDep
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.coordinaitor.permissions import scopes_of
from millwright.doors.http.context import ContextDep
from millwright.doors.http.gate import mark_unstored
from millwright.doors.http.services import ServicesDep
from millwright.platform import accounts
from millwright.platform.accounts import KeyKind, KeyRate

router = APIRouter(prefix="/api/v1/auth/api-keys", tags=["API keys"])


@router.post("", status_code=201)
async def create_key(
    ctx: ContextDep, services: ServicesDep, response: Response, meta: MetaDep, body: wire.KeyRequest
) -> Envelope[wire.CreatedKeyOut]:
    """Make a key with these permissions, none beyond the caller's own; it is shown this once."""
    limit = body.rate_limit
    made = await accounts.create_key(
        ctx,
        services.hasher,
        name=body.name,
        kind=KeyKind.ORCHESTRATOR,
        scopes=scopes_of(body.permissions),
        rate=KeyRate(limit.requests, limit.window) if limit is not None else None,
        redirect_uris=body.redirect_uris,
    )
    mark_unstored(response)
    return Envelope(data=render.created_key(made), meta=meta)


@router.get("", tags=["Extensions"])
async def list_keys(ctx: ContextDep, paging: PagingDep) -> Listing[wire.KeyOut]:
    """The keys that the caller may see, the newest first."""
    found = await accounts.list_keys(ctx, paging.request)
    return paging.answer(found, [render.key(item) for item in found.items])


@router.get("/{key_id}", tags=["Extensions"])
async def get_key(ctx: ContextDep, meta: MetaDep, key_id: str) -> Envelope[wire.KeyOut]:
    """One of them."""
    return Envelope(data=render.key(await accounts.get_key(ctx, Prefix.KEY.require(key_id))), meta=meta)


@router.post("/{key_id}/rotate", tags=["Extensions"])
async def rotate_key(
    ctx: ContextDep, services: ServicesDep, response: Response, meta: MetaDep, key_id: str
) -> Envelope[wire.CreatedKeyOut]:
    """Give one's own key a new secret; the old one ends at once."""
    made = await accounts.rotate_key(ctx, services.hasher, Prefix.KEY.require(key_id))
    mark_unstored(response)
    return Envelope(data=render.created_key(made), meta=meta)


@router.delete("/{key_id}", status_code=204, tags=["Extensions"])
async def delete_key(ctx: ContextDep, key_id: str) -> None:
    """End a key at once."""
    await accounts.delete_key(ctx, Prefix.KEY.require(key_id))
