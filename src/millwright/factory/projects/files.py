"""Reading the files of a project's head, and of any revision."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select

from millwright.factory.projects.models import Author, File, FileVersion, Project, Revision
from millwright.factory.projects.tree import FileEntry, entry, held
from millwright.kit.context import Context, Scope
from millwright.kit.errors import not_found
from millwright.kit.paging import Page, PageRequest


@dataclass(frozen=True, slots=True)
class FileFilter:
    """Which files a list holds; an empty member filters nothing."""

    prefix: str = ""
    language: str | None = None
    author: Author | None = None


async def list_files(ctx: Context, project: Project, where: FileFilter, page: PageRequest) -> Page[FileEntry]:
    """One page of the head's files, by path."""
    ctx.actor.require(Scope.PROJECTS_READ)
    query = held(project.head_id)
    if where.prefix:
        query = query.where(File.path.startswith(where.prefix, autoescape=True))
    if where.author is not None:
        query = query.where(FileVersion.author == where.author)
    if where.language is not None:
        return await _list_by_language(ctx, query, where.language, page)
    total = await ctx.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = await ctx.session.execute(query.order_by(File.path).limit(page.size).offset(page.offset))
    return Page([entry(*row) for row in rows], total, page)


async def _list_by_language(
    ctx: Context, query: Select[File, FileVersion], language: str, page: PageRequest
) -> Page[FileEntry]:
    """The language is a matter of the name, which the database does not know; a tree's names are few enough."""
    rows = await ctx.session.execute(query.order_by(File.path))
    fitting = [found for found in (entry(*row) for row in rows) if found.language == language]
    return Page(fitting[page.offset : page.offset + page.size], len(fitting), page)


async def get_file(
    ctx: Context, project: Project, file_id: UUID | None, *, revision: Revision | None = None
) -> FileEntry:
    """The file of that id as head, or a revision of the project, holds it; raises `DomainError` of kind not found."""
    ctx.actor.require(Scope.PROJECTS_READ)
    revision_id = revision.id if revision is not None else project.head_id
    row = (await ctx.session.execute(held(revision_id).where(File.id == file_id))).first()
    if row is None:
        raise not_found("file")
    return entry(*row)


async def find_file(ctx: Context, project: Project, path: str) -> FileEntry | None:
    """The head's file at that path, if there is one."""
    ctx.actor.require(Scope.PROJECTS_READ)
    row = (await ctx.session.execute(held(project.head_id).where(File.path == path))).first()
    return entry(*row) if row is not None else None
