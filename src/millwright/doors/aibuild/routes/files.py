"""Files (the contract's section of that name)."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from millwright.doors.aibuild import render, wire, wire_files
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import Limit, PageNumber, paginate
from millwright.doors.aibuild.values import PlainText
from millwright.doors.aibuild.wire_files import Content, CreateFile, UpdateFile
from millwright.doors.http.context import ActorDep, ContextDep
from millwright.doors.http.services import Services, ServicesDep
from millwright.factory import projects
from millwright.factory.projects import Author, FileEntry, FileFilter, Project, StoredFile
from millwright.kit.context import Context, Scope
from millwright.kit.errors import invalid
from millwright.kit.paging import PageRequest

IfMatch = Annotated[str | None, Header(max_length=100, description="The ETag of the version that was read")]

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
async def get_file(
    actor: ActorDep, services: ServicesDep, response: Response, project_id: str, file_id: str
) -> wire.FileOut:
    """One file of the project's head; its version is the ETag."""
    async with services.context(actor) as ctx:
        project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
        entry = await projects.get_file(ctx, project, Prefix.FILE.parse(file_id))
    response.headers["ETag"] = f'"{entry.version}"'
    return await _rendered(services, project, entry)


@router.post("/projects/{project_id}/files", status_code=201)
async def create_file(
    actor: ActorDep, services: ServicesDep, project_id: str, body: CreateFile
) -> wire_files.CreatedFile:
    """Add a file to the project's head."""
    async with services.reading(actor) as ctx:
        project = await _to_edit(ctx, project_id)
    stored = await _stored(services, body.path, body)
    async with services.context(actor) as ctx:
        project = await projects.get(ctx, project.id, lock=True)
        message = body.message or f"Create {body.path}"
        made = await projects.create_file(ctx, project, body.path, stored, message)
    return render.created_file(project, made)


@router.put("/projects/{project_id}/files/{file_id}")
async def update_file(
    actor: ActorDep,
    services: ServicesDep,
    response: Response,
    project_id: str,
    file_id: str,
    body: UpdateFile,
    if_match: IfMatch = None,
) -> wire_files.UpdatedFile:
    """Save another content as a new version; `baseVersion` or `If-Match` keep others' saves from being lost."""
    base = body.base_version or _version(if_match)
    async with services.reading(actor) as ctx:
        project = await _to_edit(ctx, project_id)
        before = await projects.get_file(ctx, project, Prefix.FILE.parse(file_id))
    stored = await _stored(services, body.path or before.path, body)
    async with services.context(actor) as ctx:
        project = await projects.get(ctx, project.id, lock=True)
        message = body.message or f"Edit {before.path}"
        after = await projects.update_file(ctx, project, before.id, stored, message, path=body.path, base_version=base)
    response.headers["ETag"] = f'"{after.version}"'
    return render.updated_file(after)


@router.delete("/projects/{project_id}/files/{file_id}")
async def delete_file(
    ctx: ContextDep, project_id: str, file_id: str, if_match: IfMatch = None
) -> wire_files.DeletedFile:
    """Take a file out of the project's head; earlier revisions still hold it."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id), lock=True)
    before = await projects.get_file(ctx, project, Prefix.FILE.parse(file_id))
    base = _version(if_match)
    gone = await projects.delete_file(ctx, project, before.id, f"Delete {before.path}", base_version=base)
    return wire_files.DeletedFile(id=Prefix.FILE.spell(gone.id), deleted=True)


async def _to_edit(ctx: Context, project_id: str) -> Project:
    """The project, before a content for it is stored: not even that is done for somebody who may not write."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
    ctx.actor.require(Scope.PROJECTS_WRITE)
    return project


async def _stored(services: Services, path: str, content: Content) -> StoredFile:
    return (await projects.store(services.blobs, {path: content.to_bytes()}))[path]


def _version(if_match: str | None) -> int | None:
    """The version that an ETag of ours means; raises `DomainError` of kind invalid for another."""
    if if_match is None or if_match.strip() == "*":
        return None
    text = if_match.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise invalid("If-Match", "Must be the version of the file that was read, as its ETag")
    return int(text)


async def _rendered(services: Services, project: Project, entry: FileEntry) -> wire.FileOut:
    return render.file(project, entry, await services.blobs.get(entry.digest))
