"""Refine Project (Projects); looking at it first, rolling back and revisions are extensions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.http.context import ContextDep
from millwright.doors.http.services import ServicesDep
from millwright.factory import pipelines, projects
from millwright.kit.paging import PageRequest

router = APIRouter()


@router.post("/projects/{project_id}/refine", status_code=202, tags=["Projects"])
async def refine_project(ctx: ContextDep, project_id: str, body: wire.RefineRequest) -> wire.RefineResponse:
    """Change the application by further words; people's edits, and the rows that it keeps, stay."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id), lock=True)
    started = await pipelines.start_refinement(ctx, project, body.prompt, preserve_files=body.preserve_files)
    return render.refinement(started)


@router.post("/projects/{project_id}/refine/preview", tags=["Extensions"])
async def preview_refinement(ctx: ContextDep, project_id: str, body: wire.RefineRequest) -> wire.RefinePreview:
    """What these words would change, and what of them would not be done. Nothing is changed."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
    return render.refinement_preview(await pipelines.preview_refinement(ctx, project, body.prompt))


@router.post("/projects/{project_id}/rollback", status_code=202, tags=["Extensions"])
async def roll_back(ctx: ContextDep, project_id: str, body: wire.RollbackRequest) -> wire.RollbackResponse:
    """Have an earlier release serve again, with the data and the files of its day."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id), lock=True)
    started = await pipelines.start_rollback(
        ctx,
        project,
        revision=body.revision,
        environment=body.environment,
        restore_data=body.restore_data,
    )
    return render.rollback(started)


@router.get("/projects/{project_id}/revisions", tags=["Extensions"])
async def list_revisions(
    ctx: ContextDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    project_id: str,
    page: Annotated[PageRequest, Depends(requested)],
) -> wire.RevisionList:
    """The project's revisions, the latest first."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
    found = await projects.list_revisions(ctx, project, page)
    pagination = paginate(found, request, response, services.public_url)
    return wire.RevisionList(revisions=[render.revision(project, item) for item in found.items], pagination=pagination)
