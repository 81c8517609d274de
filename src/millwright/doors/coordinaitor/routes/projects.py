"""Project Endpoints: reading them; how they are managed comes with tasks."""

from typing import Annotated

from fastapi import APIRouter, Query

from millwright.doors.coordinaitor import render, wire
from millwright.doors.coordinaitor.envelope import Envelope, Listing, MetaDep, PagingDep
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.http.context import ContextDep
from millwright.doors.http.values import Plain
from millwright.factory import projects
from millwright.factory.projects import Project, ProjectFilter
from millwright.kit.context import Scope
from millwright.kit.paging import Page

router = APIRouter(prefix="/api/v1/projects", tags=["Projects"])


@router.get("")
async def list_projects(
    ctx: ContextDep,
    paging: PagingDep,
    status: wire.ProjectStatus | None = None,
    search: Annotated[Plain, Query(max_length=200, description="In names and descriptions")] = "",
) -> Listing[wire.ProjectOut]:
    """The organization's projects, the newest first."""
    ctx.actor.require(Scope.PROJECTS_READ)
    found: Page[Project] = Page([], 0, paging.request)
    if status in {None, wire.ProjectStatus.ACTIVE}:  # all projects are active so far
        found = await projects.list_projects(ctx, ProjectFilter(search=search), paging.request)
    return paging.answer(found, [render.project(item) for item in found.items])


@router.get("/{project_id}")
async def get_project(ctx: ContextDep, meta: MetaDep, project_id: str) -> Envelope[wire.ProjectOut]:
    """One of them."""
    return Envelope(data=render.project(await projects.get(ctx, Prefix.PROJECT.parse(project_id))), meta=meta)
