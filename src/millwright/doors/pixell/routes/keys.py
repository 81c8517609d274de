"""API keys (3. API Keys)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from millwright.doors.http.context import ContextDep
from millwright.doors.http.gate import mark_unstored
from millwright.doors.http.services import ServicesDep
from millwright.doors.pixell import ids, render, wire
from millwright.doors.pixell.paging import requested
from millwright.kit.paging import PageRequest
from millwright.platform import accounts
from millwright.platform.accounts import KeyKind

router = APIRouter(prefix="/api/api-keys", tags=["API Keys"])


@router.get("")
async def list_keys(ctx: ContextDep, page: Annotated[PageRequest, Depends(requested)]) -> wire.KeyList:
    """The keys that the caller may see, newest first, without their secrets."""
    found = await accounts.list_keys(ctx, page)
    return wire.KeyList(api_keys=[render.key(item) for item in found.items])


@router.post("", status_code=201)
async def create_key(
    ctx: ContextDep, services: ServicesDep, response: Response, body: wire.KeyRequest
) -> wire.CreatedKeyResponse:
    """Make a key that may do what the caller may; it is shown this once."""
    made = await accounts.create_key(ctx, services.hasher, name=body.name, kind=KeyKind.LIVE)
    mark_unstored(response)
    return render.created_key(made)


@router.delete("/{key_id}")
async def delete_key(ctx: ContextDep, key_id: str) -> wire.Message:
    """End a key at once."""
    await accounts.delete_key(ctx, ids.parsed(key_id, "key"))
    return wire.Message(message="API key deleted successfully")


@router.post("/{key_id}/rotate")
async def rotate_key(
    ctx: ContextDep, services: ServicesDep, response: Response, key_id: str
) -> wire.RotatedKeyResponse:
    """Give the key a new secret, shown this once; the old one ends at once."""
    made = await accounts.rotate_key(ctx, services.hasher, ids.parsed(key_id, "key"))
    mark_unstored(response)
    return render.rotated_key(made)
