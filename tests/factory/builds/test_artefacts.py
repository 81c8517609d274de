"""Artefacts: the same bytes for the same files, and whole or not at all on disk."""

import asyncio
import hashlib
import io
import tarfile
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.factory import builds, projects
from millwright.factory.builds import ArtefactCache, StoredArtefact
from millwright.factory.builds.archive import pack, select, unpack
from millwright.factory.projects import Author, NewRevision
from millwright.kit.blobs import Blobs
from millwright.kit.context import READ_SCOPES, Actor, Context
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from tests.factories.accounts import make_context

TREE = {"backend/main.py": b"app = 1\n", "requirements.txt": b"", "millwright.json": b"{}", "tests/test_main.py": b"x"}
BUNDLE = {"index.html": b"<h1>Hi</h1>", "assets/app-1.js": bytes(range(256))}


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs.at(tmp_path / "blobs")


def test_equal_files_make_equal_archives_in_whatever_order_they_come() -> None:
    files = select(TREE, BUNDLE)
    again = dict(reversed(files.items()))
    assert pack(files) == pack(again)
    digest = hashlib.sha256(pack(files)).hexdigest()
    assert (
        digest == "e39258fd456655e1d963af9ef1d4029cb3c75fea8ffb554b8f185b2a1511efc2"
    )  # the form of archives is for good


def test_an_artefact_holds_what_runs_and_nothing_else() -> None:
    assert sorted(select(TREE, BUNDLE)) == [
        "backend/main.py",
        "frontend/dist/assets/app-1.js",
        "frontend/dist/index.html",
        "millwright.json",
        "requirements.txt",
    ]


async def test_a_stored_artefact_unpacks_to_the_files_it_was_made_of(blobs: Blobs, tmp_path: Path) -> None:
    stored = await builds.store(blobs, tree=TREE, bundle=BUNDLE)
    folder = await ArtefactCache(blobs, tmp_path / "cache").folder_of(stored.digest)
    held = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert held == select(TREE, BUNDLE)


async def test_many_who_need_an_artefact_at_once_get_one_whole_folder(blobs: Blobs, tmp_path: Path) -> None:
    stored = await builds.store(blobs, tree=TREE, bundle=BUNDLE)
    caches = [ArtefactCache(blobs, tmp_path / "cache") for _ in range(8)]
    folders = await asyncio.gather(*(cache.folder_of(stored.digest) for cache in caches))
    assert len(set(folders)) == 1
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [stored.digest]


async def test_artefacts_that_nothing_runs_are_forgotten_and_can_be_had_again(blobs: Blobs, tmp_path: Path) -> None:
    one = await builds.store(blobs, tree=TREE, bundle=BUNDLE)
    two = await builds.store(blobs, tree=TREE, bundle={})
    cache = ArtefactCache(blobs, tmp_path / "cache")
    await cache.forget_all_but(frozenset())
    await cache.folder_of(one.digest)
    await cache.folder_of(two.digest)
    await cache.forget_all_but(frozenset({two.digest}))
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [two.digest]
    assert (await cache.folder_of(one.digest) / "backend/main.py").is_file()


def archive(*entries: tarfile.TarInfo) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as made:
        for entry in entries:
            made.addfile(entry, io.BytesIO(b"x" * entry.size))
    return buffer.getvalue()


def entry(name: str, *, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.size = kind, link, 1 if kind == tarfile.REGTYPE else 0
    return made


@pytest.mark.parametrize(
    "content",
    [
        archive(entry("../outside")),
        archive(entry("/etc/passwd")),
        archive(entry("a/../../outside")),
        archive(entry("link", kind=tarfile.SYMTYPE, link="/etc")),
        archive(entry("link", kind=tarfile.LNKTYPE, link="a")),
        archive(entry("fifo", kind=tarfile.FIFOTYPE)),
        archive(entry("device", kind=tarfile.CHRTYPE)),
        archive(entry("folder", kind=tarfile.DIRTYPE)),
        archive(entry("a"), entry("a")),
        archive(entry("a"), entry("a/b")),
        b"no archive at all" * 100,
        archive(entry("a"))[:700],
    ],
)
def test_an_archive_that_was_tampered_with_leaves_nothing_on_disk(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DomainError):
        unpack(content, tmp_path / "cache" / "digest")
    assert [path for path in tmp_path.rglob("*") if path.name != "cache"] == []


async def test_a_blob_that_is_not_what_its_digest_says_is_never_unpacked(blobs: Blobs, tmp_path: Path) -> None:
    stored = await builds.store(blobs, tree=TREE, bundle=BUNDLE)
    (found,) = [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
    found.write_bytes(pack({"backend/main.py": b"evil"}))
    with pytest.raises(DomainError) as refusal:
        await ArtefactCache(blobs, tmp_path / "cache").folder_of(stored.digest)
    assert refusal.value.code == "artefact_invalid"


async def test_a_tree_beyond_the_limits_is_not_packed(blobs: Blobs) -> None:
    with pytest.raises(DomainError) as refusal:
        await builds.store(blobs, tree={"backend/big": b"x" * (projects.MAX_FILE_BYTES + 1)}, bundle={})
    assert refusal.value.kind is Kind.TOO_LARGE


async def test_an_artefact_is_recorded_once_and_seen_by_its_own_project(session: AsyncSession) -> None:
    ctx = await make_context(session)
    project = await projects.create(ctx, prompt="Keep a list of books", name="Books")
    revision = await projects.save(ctx, project, NewRevision(Author.AI, "Generated"), {})
    stored = StoredArtefact("0" * 64, 1)
    first = await builds.record(ctx, project, revision.id, stored)
    assert (await builds.record(ctx, project, revision.id, stored)).id == first.id
    assert (await builds.of_revision(ctx, project, revision.id)).digest == stored.digest
    other = await projects.create(ctx, prompt="Keep a list of bikes", name="Bikes")
    for wrong in ((other, revision.id), (project, new_id())):
        with pytest.raises(DomainError) as refusal:
            await builds.of_revision(ctx, *wrong)
        assert refusal.value.code == "artefact_not_found"
    reader = Actor(ctx.actor.user_id, ctx.actor.organization_id, READ_SCOPES)
    with pytest.raises(DomainError) as refusal:
        await builds.record(Context(session, reader), project, revision.id, stored)
    assert refusal.value.kind is Kind.FORBIDDEN
