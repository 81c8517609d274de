"""API keys: an extension, for the document knows only a dashboard for them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.http.context import ContextDep
from millwright.doors.http.services import ServicesDep
from millwright.factory import projects
from millwright.kit.errors import not_found
from millwright.kit.paging import PageRequest
from millwright.platform import accounts

router = APIRouter(tags=["Extensions"])


@router.post("/api-keys", status_code=201)
async def create_key(ctx: ContextDep, services: ServicesDep, body: wire.KeyRequest) -> wire.CreatedKeyOut:
    """Make a key for the caller's organization, or for one project of it; it is shown this once."""
    project_id = None
    if body.project_id is not None:
        project_id = (await projects.get(ctx, Prefix.PROJECT.parse(body.project_id))).id
    kind = accounts.KeyKind(body.type.value)
    return render.created_key(
        await accounts.create_key(ctx, services.hasher, name=body.name, kind=kind, project_id=project_id)
    )


@router.get("/api-keys")
async def list_keys(
    ctx: ContextDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    page: Annotated[PageRequest, Depends(requested)],
) -> wire.KeyList:
    """The caller's keys, the newest first, without their secrets."""
    found = await accounts.list_keys(ctx, page)
    pagination = paginate(found, request, response, services.public_url)
    return wire.KeyList(api_keys=[render.key(item, ctx.actor.user_id) for item in found.items], pagination=pagination)


@router.post("/api-keys/{key_id}/rotate")
async def rotate_key(ctx: ContextDep, services: ServicesDep, key_id: str) -> wire.CreatedKeyOut:
    """Give the key a new secret; the old one ends at once."""
    return render.created_key(await accounts.rotate_key(ctx, services.hasher, _parsed(key_id)))


@router.delete("/api-keys/{key_id}", status_code=204)
async def delete_key(ctx: ContextDep, key_id: str) -> None:
    """End a key at once."""
    await accounts.delete_key(ctx, _parsed(key_id))


def _parsed(key_id: str) -> UUID:
    parsed = Prefix.KEY.parse(key_id)
    if parsed is None:
        raise not_found("key")
    return parsed
