"""Projects (the contract's section of that name)."""

import asyncio
import io
import zipfile
from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.aibuild.plans import PlanOut
from millwright.doors.aibuild.values import PlainText, instant, several
from millwright.doors.http.context import ActorDep, ContextDep
from millwright.doors.http.services import ServicesDep
from millwright.factory import generation, pipelines, projects
from millwright.factory.projects import ProjectFilter, ProjectOrder, ProjectState, Target, Template
from millwright.kit.errors import invalid, not_found
from millwright.kit.paging import PageRequest

router = APIRouter(tags=["Projects"])
IdempotencyKey = Annotated[str | None, Header(max_length=200)]
_templates = several(Template, "template")
_targets = several(Target, "target")
_states = several(ProjectState, "status")


@router.post("/projects/generate", status_code=201)
async def generate_project(
    ctx: ContextDep, body: wire.GenerateRequest, idempotency_key: IdempotencyKey = None
) -> wire.GenerateResponse:
    """Start making an application from a prompt. The same Idempotency-Key answers the same project."""
    wish = pipelines.Wish(body.prompt, name=body.name, template=body.template_type, target=body.primary_target)
    started = await pipelines.start_generation(ctx, wish, idempotency_key=idempotency_key)
    return render.generation(started)


async def _filter(
    status: PlainText = "",
    template: PlainText = "",
    target: PlainText = "",
    search: PlainText = "",
    created_after: PlainText | None = None,
    created_before: PlainText | None = None,
) -> ProjectFilter:
    """The filters of the query; several values of one are separated by commas."""
    return ProjectFilter(
        states=_states(status),
        templates=_templates(template),
        targets=_targets(target),
        search=search,
        created_after=instant(created_after, "created_after"),
        created_before=instant(created_before, "created_before"),
    )


@router.get("/projects")
async def list_projects(
    ctx: ContextDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    where: Annotated[ProjectFilter, Depends(_filter)],
    page: Annotated[PageRequest, Depends(requested)],
    sort: ProjectOrder = ProjectOrder.CREATED,
    order: Literal["asc", "desc"] = "desc",
) -> wire.ProjectList:
    """The caller's projects, the newest first."""
    found = await projects.list_projects(ctx, where, page, order=sort, descending=order == "desc")
    pagination = paginate(found, request, response, services.public_url)
    return wire.ProjectList(projects=[render.project(item) for item in found.items], pagination=pagination)


@router.get("/projects/{project_id}")
async def get_project(ctx: ContextDep, project_id: str) -> wire.ProjectOut:
    """One project."""
    return render.project(await projects.get(ctx, Prefix.PROJECT.parse(project_id)))


@router.patch("/projects/{project_id}")
async def update_project(ctx: ContextDep, project_id: str, body: wire.ProjectChanges) -> wire.ProjectOut:
    """Give the project another name. Its status follows from what the factory does, and can only be confirmed."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id), lock=True)
    if body.status not in {None, project.state}:
        raise invalid("status", f"The status of this project is {project.state}; it is not set by hand.")
    if body.name is not None:
        await projects.rename(ctx, project, body.name)
    return render.project(project)


@router.delete("/projects/{project_id}")
async def delete_project(actor: ActorDep, services: ServicesDep, project_id: str) -> wire.DeletedProject:
    """Delete the project for good, with its files, its running applications and their data."""
    parsed = Prefix.PROJECT.parse(project_id)
    at = await pipelines.remove_project(services.database, services.supervisor, actor, parsed, clock=services.clock)
    return wire.DeletedProject(id=project_id, deleted=True, deleted_at=at)


@router.get("/projects/{project_id}/spec", tags=["Extensions"], response_class=Response)
async def get_specification(ctx: ContextDep, project_id: str) -> Response:
    """The specification that the head was compiled from, as JSON."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
    head = await projects.get_revision(ctx, project, project.head_id)
    if head.spec is None:
        raise not_found("specification")
    return Response(head.spec, media_type="application/json")


@router.get("/projects/{project_id}/plan", tags=["Extensions"])
async def get_plan(ctx: ContextDep, project_id: str) -> PlanOut:
    """The specification that the head was compiled from, in the words in which `POST /plans` tells of a prompt."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
    head = await projects.get_revision(ctx, project, project.head_id)
    if head.spec is None:
        raise not_found("specification")
    return PlanOut.model_validate(generation.plan(generation.AppSpec.parse(head.spec)))


@router.get("/projects/{project_id}/picture", tags=["Extensions"], response_class=Response)
async def get_picture(actor: ActorDep, services: ServicesDep, request: Request, project_id: str) -> Response:
    """What the browser saw of the verified revision's first page: WebP, 640 pixels wide."""
    async with services.reading(actor) as ctx:
        project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
        digest = await projects.picture_of(ctx, project)
    headers = {"ETag": f'"{digest}"', "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(await services.blobs.get(digest), media_type="image/webp", headers=headers)


@router.get("/projects/{project_id}/archive", tags=["Extensions"], response_class=Response)
async def get_archive(
    actor: ActorDep,
    services: ServicesDep,
    project_id: str,
    revision: Annotated[Literal["head", "verified"], Query(description="Which revision")] = "head",
) -> Response:
    """The source as a zip archive."""
    async with services.context(actor) as ctx:
        project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
        wanted = project.head_id if revision == "head" else project.verified_id
        tree = await projects.read_tree(ctx, await projects.get_revision(ctx, project, wanted))
    files = {entry.path: await services.blobs.get(entry.digest) for entry in tree}
    disposition = f'attachment; filename="{project.slug}.zip"'
    content = await asyncio.to_thread(_zipped, files)
    return Response(content, media_type="application/zip", headers={"Content-Disposition": disposition})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return output.getvalue()
