"""Refine Project (Projects); looking at it first and rolling back are extensions."""

from fastapi import APIRouter

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http.context import ContextDep
from millwright.factory import pipelines, projects

router = APIRouter()


@router.post("/projects/{project_id}/refine", status_code=202, tags=["Projects"])
async def refine_project(ctx: ContextDep, project_id: str, body: wire.RefineRequest) -> wire.RefineResponse:
    """Change the application by further words; people's edits, and the rows that it keeps, stay."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id), lock=True)
    started = await pipelines.start_refinement(
        ctx, project, body.prompt, preserve_files=body.preserve_files, base=body.base_revision
    )
    return render.refinement(started)


@router.post("/projects/{project_id}/refine/preview", tags=["Extensions"])
async def preview_refinement(ctx: ContextDep, project_id: str, body: wire.RefineRequest) -> wire.RefinePreview:
    """What these words would change, and what of them would not be done. Nothing is changed."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
    preview = await pipelines.preview_refinement(ctx, project, body.prompt, base=body.base_revision)
    return render.refinement_preview(preview)


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
