"""Files (the contract's section of that name)."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import Limit, PageNumber, paginate
from millwright.doors.aibuild.values import PlainText
from millwright.doors.http.context import ActorDep
from millwright.doors.http.services import Services, ServicesDep
from millwright.factory import projects
from millwright.factory.projects import Author, FileEntry, FileFilter, Project
from millwright.kit.paging import PageRequest

router = APIRouter(tags=["Files"])


@router.get("/projects/{project_id}/files")
async def list_files(
    actor: ActorDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    project_id: str,
    path: Annotated[
        PlainText, Query(description="A file's path, which answers that file, or the beginning of some")
    ] = "",
    language: PlainText | None = None,
    generated_by: Annotated[Author | None, Query(alias="generatedBy")] = None,
    page: PageNumber = 1,
    limit: Limit = 50,
) -> wire.FileList | wire.FileOut:
    """The files of the project's head, or the one whose path is given whole."""
    where = FileFilter(prefix=path, language=language, author=generated_by)
    async with services.context(actor) as ctx:
        project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
        exact = await projects.find_file(ctx, project, path) if path else None
        found = await projects.list_files(ctx, project, where, PageRequest(page, limit))
    if exact is not None:
        return await _rendered(services, project, exact)
    pagination = paginate(found, request, response, services.public_url)
    files = await asyncio.gather(*(_rendered(services, project, entry) for entry in found.items))
    return wire.FileList(files=files, pagination=pagination)


@router.get("/projects/{project_id}/files/{file_id}")
async def get_file(actor: ActorDep, services: ServicesDep, project_id: str, file_id: str) -> wire.FileOut:
    """One file of the project's head."""
    async with services.context(actor) as ctx:
        project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
        entry = await projects.get_file(ctx, project, Prefix.FILE.parse(file_id))
    return await _rendered(services, project, entry)


async def _rendered(services: Services, project: Project, entry: FileEntry) -> wire.FileOut:
    return render.file(project, entry, await services.blobs.get(entry.digest))
