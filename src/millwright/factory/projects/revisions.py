"""Revisions: saving a tree of files, promoting a verified one to head, restoring an earlier one."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, ScalarSelect, func, insert, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import InstrumentedAttribute

from millwright.factory.projects.models import (
    Author,
    File,
    FileVersion,
    Project,
    Revision,
    RevisionFile,
)
from millwright.factory.projects.paths import check_tree
from millwright.factory.projects.tree import read_tree
from millwright.kit.blobs import Blobs
from millwright.kit.context import Context, Scope
from millwright.kit.errors import not_found
from millwright.kit.ids import new_id
from millwright.kit.paging import Page, PageRequest, read_page
from millwright.platform import events
from millwright.platform.accounts import User


@dataclass(frozen=True, slots=True)
class NewRevision:
    """What `save` needs besides the project: who wrote it, why, from which revision and which specification."""

    author: Author
    message: str
    spec: str | None = None
    parent_id: UUID | None = None
    id: UUID | None = None
    compiled: str | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose content is already a blob."""

    digest: str
    size: int


async def store(blobs: Blobs, files: Mapping[str, bytes]) -> dict[str, StoredFile]:
    """Puts the contents of a tree into the blobs, outside any transaction; raises what `check_tree` raises."""
    check_tree({path: len(content) for path, content in files.items()})
    contents = set(files.values())
    digests = dict(zip(contents, await asyncio.gather(*map(blobs.put, contents)), strict=True))
    return {path: StoredFile(digests[content], len(content)) for path, content in files.items()}


async def save(ctx: Context, project: Project, new: NewRevision, files: Mapping[str, StoredFile]) -> Revision:
    """A revision that holds exactly `files`; versions of files that did not change are used again.

    It is a candidate: `promote` makes it the project's head. With `new.id` it is saved once, however often called.
    """
    ctx.actor.require(Scope.PROJECTS_WRITE)
    if new.id is not None and (there := await ctx.session.get(Revision, new.id)) is not None:
        return there
    await ctx.session.refresh(project, with_for_update=True)
    last = await ctx.session.scalar(select(func.max(Revision.number)).where(Revision.project_id == project.id))
    revision = Revision(
        id=new.id or new_id(),
        project_id=project.id,
        number=(last or 0) + 1,
        parent_id=new.parent_id,
        author=new.author,
        created_by=ctx.actor.user_id,
        message=new.message,
        spec=new.spec,
        compiled=new.compiled,
        created_at=ctx.clock(),
    )
    ctx.session.add(revision)
    await ctx.session.flush()
    versions = await _versions(ctx, project, new, files)
    rows = [{"revision_id": revision.id, "version_id": version} for version in versions]
    if rows:
        await ctx.session.execute(insert(RevisionFile), rows)
    await events.record(
        ctx, "revision.saved", subject_id=project.id, data={"revision": str(revision.id), "number": revision.number}
    )
    return revision


async def _versions(ctx: Context, project: Project, new: NewRevision, files: Mapping[str, StoredFile]) -> list[UUID]:
    """The version of each file, made where the latest one holds something else."""
    latest = await _latest_versions(ctx, project.id)
    now = ctx.clock()
    new_files: list[dict[str, object]] = []
    new_versions: list[dict[str, object]] = []
    chosen: list[UUID] = []
    for path, stored in files.items():
        known = latest.get(path)
        if known is not None and known.digest == stored.digest:
            chosen.append(known.version_id)
            continue
        file_id = known.file_id if known is not None else new_id()
        if known is None:
            new_files.append({"id": file_id, "project_id": project.id, "path": path, "created_at": now})
        version_id = new_id()
        chosen.append(version_id)
        new_versions.append(
            {
                "id": version_id,
                "file_id": file_id,
                "number": known.number + 1 if known is not None else 1,
                "digest": stored.digest,
                "size": stored.size,
                "author": new.author,
                "message": new.message,
                "created_at": now,
            }
        )
    if new_files:
        await ctx.session.execute(insert(File), new_files)
    if new_versions:
        await ctx.session.execute(insert(FileVersion), new_versions)
    return chosen


async def _latest_versions(ctx: Context, project_id: UUID) -> dict[str, Row[str, UUID, UUID, int, str]]:
    rows = await ctx.session.execute(
        select(
            File.path,
            File.id.label("file_id"),
            FileVersion.id.label("version_id"),
            FileVersion.number,
            FileVersion.digest,
        )
        .join(FileVersion, FileVersion.file_id == File.id)
        .where(File.project_id == project_id)
        .ext(distinct_on(File.id))
        .order_by(File.id, FileVersion.number.desc())
    )
    return {row.path: row for row in rows}


async def promote(ctx: Context, project: Project, revision: Revision, *, verified: bool) -> None:
    """Makes the revision the project's head and, when it passed every check, its verified one."""
    ctx.actor.require(Scope.PROJECTS_WRITE)
    project.head_id = revision.id
    if verified:
        project.verified_id = revision.id
    project.updated_at = ctx.clock()
    await events.record(
        ctx, "project.updated", subject_id=project.id, data={"head": str(revision.id), "verified": verified}
    )


async def confirm(ctx: Context, project: Project, revision: Revision) -> None:
    """Makes a revision that was head when it was looked at, and has passed every check, the project's verified one."""
    ctx.actor.require(Scope.PROJECTS_WRITE)
    project.verified_id = revision.id
    project.updated_at = ctx.clock()
    told: dict[str, object] = {"head": str(revision.id), "verified": True}
    await events.record(ctx, "project.updated", subject_id=project.id, data=told)


async def record_checks(ctx: Context, revision: Revision, report: dict[str, object]) -> None:
    """Keeps what the checks found of a revision."""
    revision.checks = report
    await events.record(ctx, "revision.checked", subject_id=revision.project_id, data={"revision": str(revision.id)})


async def picture_of(ctx: Context, project: Project) -> str:
    """The blob of the picture of the project's verified revision; raises `DomainError` of kind not found."""
    ctx.actor.require(Scope.PROJECTS_READ)
    picture = await ctx.session.scalar(select(Revision.picture).where(Revision.id == project.verified_id))
    if picture is None:
        raise not_found("picture")
    return picture


async def restore(ctx: Context, project: Project, revision: Revision) -> Revision:
    """A new head that holds what `revision` held, and is not verified; nothing is deleted."""
    ctx.actor.require(Scope.PROJECTS_WRITE)
    held = {entry.path: StoredFile(entry.digest, entry.size) for entry in await read_tree(ctx, revision)}
    message = f"Restore revision {revision.number}"
    new = NewRevision(Author.USER, message, revision.spec, project.head_id)
    again = await save(ctx, project, new, held)
    await promote(ctx, project, again, verified=False)
    return again


async def go_back(ctx: Context, project: Project, revision: Revision, released: Revision) -> None:
    """Makes an earlier revision the head again, as it was then; what came after stays among the revisions.

    `released` is what serves: `revision` itself, or the one that people's edits in it were made to. It is the verified
    one from now on if it was so in its day; otherwise the verified one stays what it is.
    """
    ctx.actor.require(Scope.PROJECTS_WRITE)
    verified = await was_head(ctx, released, verified=True)
    project.head_id = revision.id
    if verified:
        project.verified_id = released.id
    project.updated_at = ctx.clock()
    data: dict[str, object] = {"head": str(revision.id), "verified": verified and revision.id == released.id}
    await events.record(ctx, "project.updated", subject_id=project.id, data=data)


async def was_head(ctx: Context, revision: Revision, *, verified: bool = False) -> bool:
    """Whether the revision has ever been its project's head, or a verified head: a candidate that failed has not."""
    told: dict[str, object] = {"head": str(revision.id), **({"verified": True} if verified else {})}
    query = select(events.Event.id).where(
        events.Event.subject_id == revision.project_id,
        events.Event.kind == "project.updated",
        events.Event.data.contains(told),
    )
    return await ctx.session.scalar(query.limit(1)) is not None


async def get_revision(ctx: Context, project: Project, revision_id: UUID | None) -> Revision:
    """A revision of the project; raises `DomainError` of kind not found."""
    ctx.actor.require(Scope.PROJECTS_READ)
    query = select(Revision).where(Revision.project_id == project.id, Revision.id == revision_id)
    revision = await ctx.session.scalar(query)
    if revision is None:
        raise not_found("revision")
    return revision


async def numbered(ctx: Context, project: Project, number: int) -> Revision:
    """The project's revision of that number; raises `DomainError` of kind not found."""
    ctx.actor.require(Scope.PROJECTS_READ)
    query = select(Revision).where(Revision.project_id == project.id, Revision.number == number)
    revision = await ctx.session.scalar(query)
    if revision is None:
        raise not_found("revision")
    return revision


async def parent_of(ctx: Context, project: Project, revision: Revision) -> Revision | None:
    """The revision that another was made from; None for the first."""
    return await get_revision(ctx, project, revision.parent_id) if revision.parent_id is not None else None


async def count_files(ctx: Context, revision: Revision) -> int:
    """How many files a revision holds."""
    query = select(func.count()).select_from(RevisionFile).where(RevisionFile.revision_id == revision.id)
    return await ctx.session.scalar(query) or 0


async def names_of(ctx: Context, revisions: Sequence[Revision]) -> dict[UUID, str]:
    """The names of the people in whose name revisions were made, by their ids."""
    people = {revision.created_by for revision in revisions}
    rows = await ctx.session.execute(select(User.id, User.name).where(User.id.in_(people)))
    return {row.id: row.name for row in rows}


async def verified_among(ctx: Context, project: Project, revisions: Sequence[Revision]) -> set[UUID]:
    """Which of the project's revisions have passed every check: it stays with them when others come after."""
    ctx.actor.require(Scope.PROJECTS_READ)
    head = events.Event.data["head"].astext
    query = select(head).where(
        events.Event.subject_id == project.id,
        events.Event.kind == "project.updated",
        events.Event.data.contains({"verified": True}),
        head.in_([str(revision.id) for revision in revisions]),
    )
    found = {UUID(told) for told in await ctx.session.scalars(query)}
    return found | {revision.id for revision in revisions if revision.id == project.verified_id}


async def list_revisions(
    ctx: Context, project: Project, page: PageRequest, *, file_id: UUID | None = None
) -> Page[Revision]:
    """One page of the project's revisions, the latest first; with `file_id` those that another content of it came with.

    A file comes and goes with another content, too: the revisions that made or deleted it are among them.
    """
    ctx.actor.require(Scope.PROJECTS_READ)
    query = select(Revision).where(Revision.project_id == project.id)
    if file_id is not None:
        here, before = _content(file_id, Revision.id), _content(file_id, Revision.parent_id)
        query = query.where(here.is_distinct_from(before))
    return await read_page(ctx.session, query.order_by(Revision.number.desc()), page)


def _content(
    file_id: UUID, holder: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]
) -> ScalarSelect[str]:
    """The digest of what the revision `holder` holds of a file; null where it does not hold it."""
    held = select(FileVersion.digest).join(RevisionFile, RevisionFile.version_id == FileVersion.id)
    return held.where(FileVersion.file_id == file_id, RevisionFile.revision_id == holder).scalar_subquery()
