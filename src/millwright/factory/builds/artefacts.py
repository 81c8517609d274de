"""Artefacts: building one out of files, recording whose it is, and having it at hand as a folder."""

import asyncio
import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select as select_rows

from millwright.factory.builds.archive import pack, select, unpack
from millwright.factory.builds.models import Artefact
from millwright.factory.projects import Project
from millwright.kit.blobs import Blobs
from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind, not_found


@dataclass(frozen=True, slots=True)
class StoredArtefact:
    """An artefact whose archive is already a blob; `size` in bytes."""

    digest: str
    size: int


async def store(blobs: Blobs, *, tree: Mapping[str, bytes], bundle: Mapping[str, bytes]) -> StoredArtefact:
    """Archives what of a source tree and its built front end an app needs to run; outside any transaction.

    Paths of `bundle` are relative to ``frontend/dist``. Raises `DomainError` for a tree beyond the limits.
    """
    archive = await asyncio.to_thread(pack, select(tree, bundle))
    return StoredArtefact(await blobs.put(archive), len(archive))


async def record(ctx: Context, project: Project, revision_id: UUID, stored: StoredArtefact) -> Artefact:
    """Notes that the artefact was built of that revision; noted once, however often called."""
    ctx.actor.require(Scope.PROJECTS_WRITE)
    query = select_rows(Artefact).where(Artefact.revision_id == revision_id, Artefact.digest == stored.digest)
    artefact = await ctx.session.scalar(query)
    if artefact is None:
        artefact = Artefact(
            project_id=project.id,
            revision_id=revision_id,
            digest=stored.digest,
            size=stored.size,
            created_at=ctx.clock(),
        )
        ctx.session.add(artefact)
        await ctx.session.flush()
    return artefact


async def of_revision(ctx: Context, project: Project, revision_id: UUID) -> Artefact:
    """The latest artefact built of a revision of the project; raises `DomainError` of kind not found."""
    ctx.actor.require(Scope.PROJECTS_READ)
    artefact = await ctx.session.scalar(
        select_rows(Artefact)
        .where(Artefact.project_id == project.id, Artefact.revision_id == revision_id)
        .order_by(Artefact.created_at.desc())
        .limit(1)
    )
    if artefact is None:
        raise not_found("artefact")
    return artefact


class ArtefactCache:
    """Unpacked artefacts in a folder of this machine, each below its digest; whatever is missing is fetched."""

    def __init__(self, blobs: Blobs, folder: Path) -> None:
        self._blobs = blobs
        self._folder = folder

    async def folder_of(self, digest: str) -> Path:
        """The folder that holds the artefact's files.

        Raises `DomainError` ``blob_not_found`` for an unknown one, ``artefact_invalid`` for a damaged one.
        """
        folder = self._folder / digest
        if not folder.is_dir():
            archive = await self._blobs.get(digest)
            if hashlib.sha256(archive).hexdigest() != digest:
                raise DomainError("artefact_invalid", Kind.CONFLICT, "The stored artefact is damaged; build it again.")
            await asyncio.to_thread(unpack, archive, folder)
        return folder

    async def forget_all_but(self, digests: frozenset[str]) -> None:
        """Frees the space of artefacts that nothing runs; they can be fetched again."""
        present = list(self._folder.iterdir()) if self._folder.is_dir() else []
        for folder in present:
            if folder.name not in digests:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
