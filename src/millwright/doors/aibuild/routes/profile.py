"""The caller's own account: an extension. Who they are, and what they may do."""

from fastapi import APIRouter

from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.wire_profile import ProfileChanges, ProfileOut
from millwright.doors.http.context import ContextDep
from millwright.doors.http.logins import SessionContextDep
from millwright.kit.context import Actor, Scope
from millwright.platform import accounts
from millwright.platform.accounts import Profile

router = APIRouter(tags=["Extensions"])


@router.get("/profile")
async def get_profile(ctx: ContextDep) -> ProfileOut:
    """Who the caller is, for which organization they act, and what the presented credential may do there."""
    return _rendered(await accounts.get_profile(ctx), ctx.actor)


@router.patch("/profile")
async def update_profile(ctx: SessionContextDep, body: ProfileChanges) -> ProfileOut:
    """Change one's name, in a session: a key does not."""
    return _rendered(await accounts.update_profile(ctx, name=body.name), ctx.actor)


def _rendered(profile: Profile, actor: Actor) -> ProfileOut:
    user = profile.user
    return ProfileOut(
        id=Prefix.USER.spell(user.id),
        email=user.email,
        email_verified=user.verified_at is not None,
        name=user.name,
        created_at=user.created_at,
        organization=profile.organization.name,
        role=profile.role,
        is_operator=Scope.ORGANIZATIONS_ADMIN in actor.scopes,
        scopes=sorted(actor.scopes),
    )
