"""People's edits: each makes a new version of a file and a new head revision, which is not verified.

What was there before stays in the revisions. Whoever saves says which version they have read, if they want to be sure
that nobody else's save is lost.
"""

from collections.abc import Mapping
from uuid import UUID

from millwright.factory.projects.models import Author, File, Project, Revision
from millwright.factory.projects.paths import check_tree
from millwright.factory.projects.revisions import NewRevision, StoredFile, promote, save
from millwright.factory.projects.tree import FileEntry, entry, held, read_tree
from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.platform import events

Tree = dict[UUID, FileEntry]


async def create_file(ctx: Context, project: Project, path: str, stored: StoredFile, message: str) -> FileEntry:
    """Adds a file whose content is a blob already.

    Raises `DomainError` ``file_exists`` when head holds that path, and what `check_tree` raises of the tree that would
    come about.
    """
    head, tree = await _head(ctx, project)
    if any(file.path == path for file in tree.values()):
        raise _exists(path)
    revision = await _save(ctx, project, head, {**_stored(tree), path: stored}, message)
    made = await _held_at(ctx, revision, path)
    await _tell(ctx, project, "file.created", made.id, path=path, version=made.version)
    return made


async def update_file(
    ctx: Context,
    project: Project,
    file_id: UUID | None,
    stored: StoredFile,
    message: str,
    *,
    path: str | None = None,
    base_version: int | None = None,
) -> FileEntry:
    """Gives a file of the head another content, and with `path` another place, where it has another id.

    Saving what is there already changes nothing. Raises `DomainError` of kind not found; ``file_changed`` with the
    present `version` when that is not `base_version`; ``file_exists``; and what `check_tree` raises.
    """
    head, tree = await _head(ctx, project)
    before = _of_version(tree, file_id, base_version)
    place = path or before.path
    if (place, stored.digest) == (before.path, before.digest):
        return before
    others = _stored(tree, without=before)
    if place in others:
        raise _exists(place)
    revision = await _save(ctx, project, head, {**others, place: stored}, message)
    after = await _held_at(ctx, revision, place)
    if place != before.path:
        await _tell(ctx, project, "file.deleted", before.id, path=before.path, version=before.version)
    kind = "file.updated" if place == before.path else "file.created"
    await _tell(ctx, project, kind, after.id, path=place, version=after.version)
    return after


async def delete_file(
    ctx: Context, project: Project, file_id: UUID | None, message: str, *, base_version: int | None = None
) -> FileEntry:
    """Takes a file out of the head and answers what it was; raises as `update_file` does."""
    head, tree = await _head(ctx, project)
    gone = _of_version(tree, file_id, base_version)
    await _save(ctx, project, head, _stored(tree, without=gone), message)
    await _tell(ctx, project, "file.deleted", gone.id, path=gone.path, version=gone.version)
    return gone


async def _head(ctx: Context, project: Project) -> tuple[Revision | None, Tree]:
    """What is edited: locked, so that edits at the same moment follow each other."""
    ctx.actor.require(Scope.PROJECTS_WRITE)
    await ctx.session.refresh(project, with_for_update=True)
    head = await ctx.session.get(Revision, project.head_id) if project.head_id is not None else None
    return head, {file.id: file for file in await read_tree(ctx, head)} if head is not None else {}


def _of_version(tree: Tree, file_id: UUID | None, base_version: int | None) -> FileEntry:
    found = tree.get(file_id) if file_id is not None else None
    if found is None:
        raise not_found("file")
    if base_version is not None and base_version != found.version:
        message = f"{found.path} was changed meanwhile: version {found.version} is the present one."
        raise DomainError("file_changed", Kind.CONFLICT, message, data={"version": found.version})
    return found


def _stored(tree: Tree, *, without: FileEntry | None = None) -> dict[str, StoredFile]:
    return {file.path: StoredFile(file.digest, file.size) for file in tree.values() if file != without}


def _exists(path: str) -> DomainError:
    return DomainError("file_exists", Kind.CONFLICT, f"There is a file {path} already.")


async def _save(
    ctx: Context, project: Project, head: Revision | None, files: Mapping[str, StoredFile], message: str
) -> Revision:
    check_tree({path: file.size for path, file in files.items()})
    new = NewRevision(Author.USER, message, head.spec if head is not None else None, project.head_id)
    revision = await save(ctx, project, new, files)
    await promote(ctx, project, revision, verified=False)
    return revision


async def _held_at(ctx: Context, revision: Revision, path: str) -> FileEntry:
    found = await ctx.session.execute(held(revision.id).where(File.path == path))
    return entry(*found.one())


async def _tell(ctx: Context, project: Project, kind: str, file_id: UUID, *, path: str, version: int) -> None:
    data: dict[str, object] = {"project": str(project.id), "path": path, "version": version}
    await events.record(ctx, kind, subject_id=file_id, data=data)
