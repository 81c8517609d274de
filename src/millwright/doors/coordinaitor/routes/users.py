"""User Endpoints: the people of the organization, oneself, one's picture."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, UploadFile

from millwright.doors.coordinaitor import pictures, render, wire
from millwright.doors.coordinaitor.envelope import Envelope, Listing, Meta, MetaDep, PagingDep
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.http.context import ContextDep, PrincipalDep
from millwright.doors.http.gate import public
from millwright.doors.http.logins import SessionContextDep
from millwright.doors.http.services import Services, ServicesDep
from millwright.doors.http.values import Plain
from millwright.factory import projects
from millwright.factory.projects import ProjectFilter
from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.kit.paging import PageRequest
from millwright.platform import accounts
from millwright.platform.accounts import CredentialKind, Principal, Profile, Role

router = APIRouter(prefix="/api/v1/users", tags=["Users"])


async def _session_only(principal: PrincipalDep) -> Principal:
    if principal.kind is not CredentialKind.SESSION:
        raise DomainError("session_needed", Kind.FORBIDDEN, "Log in to do this; a key cannot.")
    return principal


@router.get("")
async def list_users(
    ctx: ContextDep,
    services: ServicesDep,
    principal: PrincipalDep,
    paging: PagingDep,
    search: Annotated[Plain, Query(max_length=200, description="In names and e-mail addresses")] = "",
) -> Listing[wire.UserOut]:
    """The people of the organization, for its owners and admins."""
    if principal.role not in {Role.OWNER, Role.ADMIN}:
        raise DomainError("admin_only", Kind.FORBIDDEN, "Only owners and admins of the organization may do this.")
    found = await accounts.list_members(ctx, paging.request, search=search)
    organization_id = Prefix.ORGANIZATION.spell(ctx.actor.organization_id)
    return paging.answer(found, [render.member(item, organization_id, services.public_url) for item in found.items])


@router.get("/me")
async def get_profile(ctx: ContextDep, services: ServicesDep, meta: MetaDep) -> Envelope[wire.ProfileOut]:
    """Oneself."""
    return await _answer(ctx, services, meta, await accounts.get_profile(ctx))


@router.put("/me")
async def update_profile(
    ctx: SessionContextDep, services: ServicesDep, meta: MetaDep, body: wire.ProfileRequest
) -> Envelope[wire.ProfileOut]:
    """Change one's name or preferences; what is left out stays as it is. Takes a session: a key cannot."""
    given = body.model_fields_set
    current = await accounts.get_profile(ctx)
    changed = await accounts.update_profile(
        ctx,
        name=body.name if "name" in given else None,
        preferences=_chosen(current, body.preferences) if "preferences" in given else None,
    )
    return await _answer(ctx, services, meta, changed)


def _chosen(current: Profile, given: wire.Preferences) -> dict[str, object]:
    """The preferences that were named; of the ways to be told, those that were not named stay as they are."""
    chosen = given.model_dump(mode="json", exclude_unset=True)
    if "notifications" in chosen:
        kept = render.preferences(current.user.preferences).notifications.model_dump()
        chosen["notifications"] = {**kept, **chosen["notifications"]}
    return chosen


@router.post("/me/avatar")
async def set_avatar(
    principal: Annotated[Principal, Depends(_session_only)], services: ServicesDep, meta: MetaDep, file: UploadFile
) -> Envelope[wire.ProfileOut]:
    """Have a picture, a PNG, JPEG, GIF or WebP of at most 2 MB. Takes a session: a key cannot."""
    digest = await services.blobs.put(await pictures.read(file))
    async with services.context(principal.actor) as ctx:
        await accounts.set_avatar(ctx, digest)
        return await _answer(ctx, services, meta, await accounts.get_profile(ctx))


@router.get("/{user_id}/avatar", response_class=Response, responses=pictures.RESPONSES)
@public
async def get_avatar(services: ServicesDep, request: Request, user_id: str) -> Response:
    """A person's picture: whoever knows the person's id may see it."""
    async with services.database.session() as session:
        digest = await accounts.find_avatar(session, Prefix.USER.parse(user_id))
    if digest is None:
        raise not_found("picture")
    if request.headers.get("if-none-match") == f'"{digest}"':
        return Response(status_code=304, headers=pictures.headers(digest))
    content = await services.blobs.get(digest)
    return Response(content, media_type=pictures.media_type(content), headers=pictures.headers(digest))


async def _answer(ctx: Context, services: Services, meta: Meta, profile: Profile) -> Envelope[wire.ProfileOut]:
    active = None
    if Scope.PROJECTS_READ in ctx.actor.scopes:
        active = (await projects.list_projects(ctx, ProjectFilter(), PageRequest(1, 1))).total
    return Envelope(data=render.profile(profile, active, services.public_url), meta=meta)
