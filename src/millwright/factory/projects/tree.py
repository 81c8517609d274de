"""The tree of files that a revision holds."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import Select, select

from millwright.factory.projects.models import Author, File, FileVersion, Revision, RevisionFile
from millwright.kit.context import Context

_LANGUAGES = {
    ".css": "css",
    ".html": "html",
    ".ini": "ini",
    ".js": "javascript",
    ".json": "json",
    ".jsx": "javascript",
    ".md": "markdown",
    ".mjs": "javascript",
    ".py": "python",
    ".sh": "shell",
    ".sql": "sql",
    ".svg": "xml",
    ".toml": "toml",
    ".ts": "typescript",
    ".tsx": "typescript",
    ".txt": "text",
    ".yaml": "yaml",
    ".yml": "yaml",
}


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file as one revision holds it; the content is the blob of `digest`."""

    id: UUID
    path: str
    version: int
    digest: str
    size: int
    author: Author
    created_at: datetime
    updated_at: datetime

    @property
    def language(self) -> str:
        """What the file is written in, by its name; `text` when that says nothing."""
        name = PurePosixPath(self.path).name
        return "dockerfile" if name == "Dockerfile" else _LANGUAGES.get(PurePosixPath(name).suffix.lower(), "text")


async def read_tree(ctx: Context, revision: Revision) -> list[FileEntry]:
    """Every file of a revision, by path."""
    rows = await ctx.session.execute(held(revision.id).order_by(File.path))
    return [entry(*row) for row in rows]


def held(revision_id: UUID | None) -> Select[File, FileVersion]:
    """The files of a revision, each with the version that it holds."""
    return (
        select(File, FileVersion)
        .join(FileVersion, FileVersion.file_id == File.id)
        .join(RevisionFile, RevisionFile.version_id == FileVersion.id)
        .where(RevisionFile.revision_id == revision_id)
    )


def entry(file: File, version: FileVersion) -> FileEntry:
    """A row of `held` as a value."""
    return FileEntry(
        id=file.id,
        path=file.path,
        version=version.number,
        digest=version.digest,
        size=version.size,
        author=version.author,
        created_at=file.created_at,
        updated_at=version.created_at,
    )
