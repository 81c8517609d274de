"""API keys (API Keys Management); deleting and rotating are extensions."""

from uuid import UUID

from fastapi import APIRouter

from millwright.doors.http.context import ContextDep
from millwright.doors.http.services import ServicesDep
from millwright.doors.nexus_forge import render, wire
from millwright.kit import ids
from millwright.kit.errors import not_found
from millwright.kit.paging import PageRequest
from millwright.platform import accounts
from millwright.platform.accounts import KeyKind, KeyRate

_MINUTE = 60
_MOST = PageRequest(1, 1000)

router = APIRouter(prefix="/api/keys", tags=["API keys"])


@router.get("")
async def list_keys(ctx: ContextDep) -> list[wire.KeyOut]:
    """The caller's keys, the newest first, cut short."""
    found = await accounts.list_keys(ctx, _MOST)
    return [render.key(item) for item in found.items]


@router.post("", status_code=201)
async def create_key(ctx: ContextDep, services: ServicesDep, body: wire.KeyRequest) -> wire.KeyOut:
    """Make a key; it is shown whole this once."""
    made = await accounts.create_key(
        ctx,
        services.hasher,
        name=body.name,
        kind=KeyKind.FORGE,
        scopes={scope for permission in body.permissions for scope in render.PERMISSIONS[permission]},
        rate=KeyRate(body.rate_limit, _MINUTE) if body.rate_limit is not None else None,
    )
    return render.created_key(made)


@router.post("/{key_id}/rotate", tags=["Extensions"])
async def rotate_key(ctx: ContextDep, services: ServicesDep, key_id: str) -> wire.KeyOut:
    """Give the key a new secret; the old one ends at once."""
    return render.created_key(await accounts.rotate_key(ctx, services.hasher, _parsed(key_id)))


@router.delete("/{key_id}", tags=["Extensions"])
async def delete_key(ctx: ContextDep, key_id: str) -> wire.Message:
    """End a key at once."""
    await accounts.delete_key(ctx, _parsed(key_id))
    return wire.Message(message="API key deleted successfully")


def _parsed(key_id: str) -> UUID:
    parsed = ids.parse_prefixed("key", key_id)
    if parsed is None:
        raise not_found("key")
    return parsed
