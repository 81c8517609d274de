"""Revisions: an extension. Who changed what and why, what the checks found of it, and going on from it."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from millwright.doors.aibuild import render, render_revisions, wire
from millwright.doors.aibuild import wire_revisions as shapes
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.http.context import ActorDep, ContextDep
from millwright.doors.http.services import ServicesDep
from millwright.factory import pipelines, projects
from millwright.factory.projects import FileEntry, Project, Revision
from millwright.kit.context import Context
from millwright.kit.errors import not_found
from millwright.kit.paging import PageRequest

_Number = Annotated[int, Query(ge=1, le=2**31 - 1)]
_File = Annotated[str | None, Query(alias="fileId", description="Only what came of this file")]
_Which = Annotated[str, Path(description="A revision's number, `head` or `verified`")]
_NUMBERED = re.compile(r"[1-9][0-9]{0,8}")

router = APIRouter(tags=["Extensions"])


@router.get("/projects/{project_id}/revisions")
async def list_revisions(
    ctx: ContextDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    project_id: str,
    page: Annotated[PageRequest, Depends(requested)],
    file_id: _File = None,
) -> shapes.RevisionList:
    """The project's revisions, the latest first; with `fileId` those that made, changed or deleted that file."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
    found = await projects.list_revisions(ctx, project, page, file_id=_file(file_id))
    names = await projects.names_of(ctx, found.items)
    verified = await projects.verified_among(ctx, project, found.items)
    pagination = paginate(found, request, response, services.public_url)
    revisions = [render_revisions.revision(project, item, names, verified) for item in found.items]
    return shapes.RevisionList(revisions=revisions, pagination=pagination)


@router.get("/projects/{project_id}/revisions/{number}")
async def get_revision(ctx: ContextDep, project_id: str, number: _Which) -> shapes.RevisionDetail:
    """One revision, with all that its checks found."""
    project, revision = await _found(ctx, project_id, number)
    names = await projects.names_of(ctx, [revision])
    verified = await projects.verified_among(ctx, project, [revision])
    shown = render_revisions.revision(project, revision, names, verified)
    return render_revisions.detail(
        shown,
        parent=await projects.parent_of(ctx, project, revision),
        files=await projects.count_files(ctx, revision),
        report=pipelines.report_of(revision),
    )


@router.get("/projects/{project_id}/revisions/{number}/difference")
async def get_difference(
    actor: ActorDep,
    services: ServicesDep,
    project_id: str,
    number: _Which,
    against: _Number | None = None,
    file_id: _File = None,
) -> shapes.DifferenceOut:
    """What a revision changes against another one, or against the one that it was made from: a unified diff a file.

    Files that are no text, or larger than 256 kB, are named without one, as are those after the first megabyte.
    """
    async with services.reading(actor) as ctx:
        project, revision = await _found(ctx, project_id, number)
        if against is not None:
            other = await projects.numbered(ctx, project, against)
        else:
            other = await projects.parent_of(ctx, project, revision)
        after = await _tree(ctx, revision, file_id)
        before = await _tree(ctx, other, file_id) if other is not None else {}
    files = await projects.compare_trees(services.blobs, before, after)
    return render_revisions.difference(revision, other, files)


def _file(spelled: str | None) -> UUID | None:
    """The id of a file that was named; raises `DomainError` of kind not found for what is none."""
    found = Prefix.FILE.parse(spelled) if spelled is not None else None
    if spelled is not None and found is None:
        raise not_found("file")
    return found


async def _tree(ctx: Context, revision: Revision, file_id: str | None) -> dict[str, FileEntry]:
    only = _file(file_id)
    return {file.path: file for file in await projects.read_tree(ctx, revision) if only in {None, file.id}}


@router.get("/projects/{project_id}/revisions/{number}/files")
async def list_revision_files(ctx: ContextDep, project_id: str, number: _Which) -> shapes.TreeOut:
    """All files of a revision, by path, without their contents."""
    _, revision = await _found(ctx, project_id, number)
    return render_revisions.tree(revision, await projects.read_tree(ctx, revision))


@router.get("/projects/{project_id}/revisions/{number}/files/{file_id}")
async def get_revision_file(
    actor: ActorDep, services: ServicesDep, project_id: str, number: _Which, file_id: str
) -> wire.FileOut:
    """A file as a revision holds it."""
    async with services.reading(actor) as ctx:
        project, revision = await _found(ctx, project_id, number)
        entry = await projects.get_file(ctx, project, Prefix.FILE.parse(file_id), revision=revision)
    return render.file(project, entry, await services.blobs.get(entry.digest))


@router.post("/projects/{project_id}/revisions/{number}/restore", status_code=202)
async def restore_revision(
    ctx: ContextDep, project_id: str, number: _Which, body: shapes.VerifyRequest | None = None
) -> shapes.VerifyResponse:
    """Make a new head of a revision's files, and have it verified; nothing is deleted."""
    project, revision = await _found(ctx, project_id, number, lock=True)
    restore_data = body is not None and body.restore_data
    started = await pipelines.start_restoration(ctx, project, revision, restore_data=restore_data)
    return render_revisions.verification(started)


@router.post("/projects/{project_id}/verify", status_code=202)
async def verify_project(
    ctx: ContextDep, project_id: str, body: shapes.VerifyRequest | None = None
) -> shapes.VerifyResponse:
    """Check the head, and when it passes have it serve as the preview, looked at by the browser: it is verified then.

    When it does not pass, the preview stays as it is, and the revision has the report.
    """
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id), lock=True)
    restore_data = body is not None and body.restore_data
    return render_revisions.verification(await pipelines.start_verification(ctx, project, restore_data=restore_data))


async def _found(ctx: Context, project_id: str, which: str, *, lock: bool = False) -> tuple[Project, Revision]:
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id), lock=lock)
    match which:
        case "head":
            return project, await projects.get_revision(ctx, project, project.head_id)
        case "verified":
            return project, await projects.get_revision(ctx, project, project.verified_id)
        case _ if _NUMBERED.fullmatch(which):
            return project, await projects.numbered(ctx, project, int(which))
        case _:
            raise not_found("revision")
