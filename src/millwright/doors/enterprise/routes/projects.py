"""Projects (the contract's section 2)."""

from enum import StrEnum
from typing import Literal

from fastapi import APIRouter

from millwright.doors.enterprise import ids, render, wire
from millwright.doors.enterprise.acting import anywhere, in_organization
from millwright.doors.enterprise.envelope import Envelope, MetaDep, PageDep, Paginated, answer, paginated
from millwright.doors.enterprise.routes.organizations import Search
from millwright.doors.enterprise.wire import ProjectStatus
from millwright.doors.http.context import ContextDep
from millwright.factory import projects
from millwright.factory.projects import Project, ProjectFilter, ProjectOrder
from millwright.kit.context import Context
from millwright.kit.paging import Page, PageRequest

router = APIRouter(tags=["Projects"])


class SortBy(StrEnum):
    """By what a list of projects is sorted."""

    NAME = "name"
    CREATED = "created_at"
    UPDATED = "updated_at"


_ORDERS = {
    SortBy.NAME: ProjectOrder.NAME,
    SortBy.CREATED: ProjectOrder.CREATED,
    SortBy.UPDATED: ProjectOrder.UPDATED,
}


@router.get("/organizations/{org_id}/projects")
async def list_projects(
    ctx: ContextDep,
    meta: MetaDep,
    page: PageDep,
    org_id: str,
    status: ProjectStatus | None = None,
    search: Search = "",
    sort_by: SortBy = SortBy.CREATED,
    sort_order: Literal["asc", "desc"] = "asc",
) -> Paginated[wire.ProjectOut]:
    """The projects of an organization where the caller is a member; `sort_order` is an extension."""
    acting = await in_organization(ctx, org_id)
    descending = sort_order == "desc"
    found = await _found(acting, ProjectFilter(name=search), status, page, _ORDERS[sort_by], descending)
    return paginated([render.project(item) for item in found.items], found, meta)


async def _found(
    ctx: Context,
    where: ProjectFilter,
    status: ProjectStatus | None,
    page: PageRequest,
    order: ProjectOrder,
    descending: bool,
) -> Page[Project]:
    found = await projects.list_projects(ctx, where, page, order=order, descending=descending)
    # Every project that there is is active: none can be archived, and of those deleted nothing is kept.
    return found if status in {None, ProjectStatus.ACTIVE} else Page((), 0, page)


@router.get("/projects/{project_id}")
async def get_project(ctx: ContextDep, meta: MetaDep, project_id: str) -> Envelope[wire.ProjectOut]:
    """One project (an extension)."""
    wanted = ids.parse(project_id, "project")
    return answer(render.project(await anywhere(ctx, lambda acting: projects.get(acting, wanted))), meta)
