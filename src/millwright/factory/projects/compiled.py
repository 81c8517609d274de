"""What the compiler made, before people's edits came into it: the base of a three-way merge."""

import asyncio
import json
from collections.abc import Mapping

from sqlalchemy import select

from millwright.factory.projects.models import Author, Revision
from millwright.factory.projects.revisions import StoredFile
from millwright.factory.projects.tree import read_tree
from millwright.kit.blobs import Blobs
from millwright.kit.context import Context


async def store_compiled(blobs: Blobs, files: Mapping[str, StoredFile]) -> str:
    """Keeps a list of compiled files, whose contents are blobs already; answers the blob of the list."""
    return await blobs.put(json.dumps({path: stored.digest for path, stored in files.items()}).encode())


async def find_compiled(ctx: Context, head: Revision) -> Revision | None:
    """The revision of which `head` is an edited form: the nearest that the factory made for the same specification."""
    found: Revision | None = head
    while found is not None and (found.author is not Author.AI or found.spec != head.spec):
        parent = select(Revision).where(Revision.id == found.parent_id, Revision.project_id == head.project_id)
        found = await ctx.session.scalar(parent)
    return found


async def digests_of(ctx: Context, revision: Revision) -> dict[str, str]:
    """The digests of the files that a revision holds, by their paths."""
    return {entry.path: entry.digest for entry in await read_tree(ctx, revision)}


async def read_compiled(blobs: Blobs, listed: str) -> dict[str, str]:
    """The digests of compiled files by their paths, of a list that `store_compiled` kept."""
    return {str(path): str(digest) for path, digest in json.loads(await blobs.get(listed)).items()}


async def contents(blobs: Blobs, digests: Mapping[str, str]) -> dict[str, bytes]:
    """The files themselves."""
    found = await asyncio.gather(*(blobs.get(digest) for digest in digests.values()))
    return dict(zip(digests, found, strict=True))
