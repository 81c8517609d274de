"""API keys: an extension, for the document knows only a dashboard for them."""

from fastapi import APIRouter

from millwright.doors.aibuild import wire
from millwright.doors.aibuild.auth import ContextDep
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http.services import ServicesDep
from millwright.platform import accounts

router = APIRouter(tags=["Extensions"])


@router.post("/api-keys", status_code=201)
async def create_key(ctx: ContextDep, services: ServicesDep, body: wire.KeyRequest) -> wire.KeyOut:
    """Make a key for the caller's organization; it is shown this once."""
    made = await accounts.create_key(ctx, services.hasher, name=body.name, kind=body.type)
    return wire.KeyOut(
        id=Prefix.KEY.spell(made.key.id),
        name=made.key.name,
        type=made.key.kind,
        key=made.secret,
        created_at=made.key.created_at,
    )
