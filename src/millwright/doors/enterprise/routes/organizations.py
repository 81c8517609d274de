"""Organizations (the contract's section 1)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import AfterValidator

from millwright.doors.enterprise import ids, render, wire
from millwright.doors.enterprise.acting import in_organization
from millwright.doors.enterprise.envelope import Envelope, MetaDep, PageDep, Paginated, answer, paginated
from millwright.doors.http.context import ContextDep
from millwright.doors.http.values import plain
from millwright.kit.context import Context, Scope
from millwright.platform import accounts
from millwright.platform.accounts import (
    NewOrganization,
    OperatorChange,
    Organization,
    OrganizationChange,
    OrganizationFilter,
    OrganizationOrder,
    OrganizationStatus,
)

router = APIRouter(tags=["Organizations"])
Search = Annotated[str, Query(max_length=200), AfterValidator(plain)]


@router.get("/organizations")
async def list_organizations(
    ctx: ContextDep,
    meta: MetaDep,
    page: PageDep,
    status: OrganizationStatus | None = None,
    search: Search = "",
    sort_by: OrganizationOrder = OrganizationOrder.CREATED,
    sort_order: Literal["asc", "desc"] = "asc",
) -> Paginated[wire.OrganizationOut]:
    """All organizations for operators; for others those where they are members. Search looks in name and slug."""
    wanted = OrganizationFilter(status=status, search=search)
    found = await accounts.list_organizations(ctx, wanted, page, order=sort_by, descending=sort_order == "desc")
    return paginated([render.organization(item) for item in found.items], found, meta)


@router.post("/organizations", status_code=201)
async def create_organization(
    ctx: ContextDep, meta: MetaDep, body: wire.OrganizationRequest
) -> Envelope[wire.OrganizationOut]:
    """Make an organization, whose owner the caller becomes; for operators."""
    new = NewOrganization(
        name=body.name,
        slug=body.slug,
        type=body.type,
        plan=render.PLANS[body.plan],
        description=body.description,
        website_url=body.website_url,
        max_users=body.max_users,
        max_projects=body.max_projects,
    )
    return answer(render.organization(await accounts.create_organization(ctx, new)), meta, 201)


@router.get("/organizations/{org_id}")
async def get_organization(ctx: ContextDep, meta: MetaDep, org_id: str) -> Envelope[wire.OrganizationOut]:
    """One organization (an extension)."""
    found = await accounts.find_organization(ctx, ids.parse(org_id, "organization"))
    return answer(render.organization(found), meta)


@router.patch("/organizations/{org_id}")
async def update_organization(
    ctx: ContextDep, meta: MetaDep, org_id: str, body: wire.OrganizationPatch
) -> Envelope[wire.OrganizationOut]:
    """Change an organization (an extension): its own owners and admins what it says of itself, operators all of it."""
    return answer(render.organization(await _changed(ctx, org_id, body)), meta)


async def _changed(ctx: Context, org_id: str, body: wire.OrganizationPatch) -> Organization:
    if Scope.ORGANIZATIONS_ADMIN in ctx.actor.scopes:
        change = OperatorChange(
            name=body.name,
            type=body.type,
            description=_text(body, "description"),
            website_url=_text(body, "website_url"),
            status=body.status,
            plan=render.PLANS[body.plan] if body.plan is not None else None,
            max_users=body.max_users,
            max_projects=body.max_projects,
        )
        return await accounts.change_organization(ctx, ids.parse(org_id, "organization"), change)
    acting = await in_organization(ctx, org_id)
    if body.is_for_operators:
        acting.actor.require(Scope.ORGANIZATIONS_ADMIN)
    change = OrganizationChange(
        name=body.name,
        type=body.type,
        description=_text(body, "description"),
        website_url=_text(body, "website_url"),
    )
    return await accounts.update_organization(acting, change)


def _text(body: wire.OrganizationPatch, name: Literal["description", "website_url"]) -> str | None:
    """The domain's word for taking a text away is an empty one."""
    value = body.description if name == "description" else body.website_url
    return value or "" if name in body.model_fields_set else None
