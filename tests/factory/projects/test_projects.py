"""Projects, their files and revisions."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.factory import projects
from millwright.factory.projects import Author, FileFilter, FileVersion, NewRevision, Project, ProjectFilter, Revision
from millwright.kit.blobs import Blobs
from millwright.kit.context import READ_SCOPES, Actor, Context
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from millwright.kit.paging import PageRequest
from millwright.platform.accounts import Organization
from tests.factories.accounts import make_actor, make_context

PROMPT = "Keep a list of the books that I have read"


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs.at(tmp_path / "blobs")


@pytest.fixture
async def ada(session: AsyncSession) -> Context:
    return await make_context(session)


async def saved(ctx: Context, blobs: Blobs, project: Project, files: dict[str, bytes]) -> Revision:
    revision = await projects.save(
        ctx, project, NewRevision(Author.AI, "Generated", "{}"), await projects.store(blobs, files)
    )
    await projects.promote(ctx, project, revision, verified=True)
    return revision


async def contents(ctx: Context, blobs: Blobs, revision: Revision) -> dict[str, bytes]:
    return {entry.path: await blobs.get(entry.digest) for entry in await projects.read_tree(ctx, revision)}


async def test_a_restore_adds_a_revision_and_deletes_nothing(ada: Context, blobs: Blobs) -> None:
    project = await projects.create(ada, prompt=PROMPT, name="Books")
    first = await saved(ada, blobs, project, {"a.txt": b"one", "b.bin": bytes(range(256))})
    second = await saved(ada, blobs, project, {"a.txt": b"two"})
    third = await projects.restore(ada, project, first)
    assert third.number == 3
    assert project.head_id == third.id
    assert project.verified_id == second.id
    assert await contents(ada, blobs, third) == {"a.txt": b"one", "b.bin": bytes(range(256))}
    assert await contents(ada, blobs, second) == {"a.txt": b"two"}
    assert await contents(ada, blobs, first) == await contents(ada, blobs, third)


async def test_what_is_restored_is_verified_once_it_has_passed(ada: Context, blobs: Blobs) -> None:
    project = await projects.create(ada, prompt=PROMPT, name="Books")
    first = await saved(ada, blobs, project, {"a.txt": b"one"})
    again = await projects.restore(ada, project, first)
    assert (project.head_id, project.verified_id) == (again.id, first.id)
    await projects.confirm(ada, project, again)
    assert project.verified_id == again.id
    assert await projects.was_head(ada, again, verified=True)


async def test_a_file_keeps_its_id_through_its_versions(ada: Context, blobs: Blobs) -> None:
    project = await projects.create(ada, prompt=PROMPT, name="Books")
    await saved(ada, blobs, project, {"a.txt": b"one", "b.txt": b"same"})
    before = await projects.find_file(ada, project, "a.txt")
    stored = (await projects.store(blobs, {"a.txt": b"two"}))["a.txt"]
    assert before is not None
    after = await projects.update_file(ada, project, before.id, stored, "Edit")
    assert (after.id, after.version, after.author) == (before.id, 2, Author.USER)
    unchanged = await projects.find_file(ada, project, "b.txt")
    assert unchanged is not None
    assert unchanged.version == 1


async def test_saving_again_under_the_same_id_saves_once(ada: Context, blobs: Blobs) -> None:
    project = await projects.create(ada, prompt=PROMPT, name="Books")
    new = NewRevision(Author.AI, "Generated", id=new_id())
    stored = await projects.store(blobs, {"a.txt": b"one"})
    first = await projects.save(ada, project, new, stored)
    second = await projects.save(ada, project, new, stored)
    assert first.id == second.id
    assert await ada.session.scalar(select(func.count()).select_from(FileVersion)) == 1


async def test_a_file_that_would_clash_with_another_is_refused_and_nothing_changes(ada: Context, blobs: Blobs) -> None:
    project = await projects.create(ada, prompt=PROMPT, name="Books")
    head = await saved(ada, blobs, project, {"src/a.txt": b"one"})
    stored = (await projects.store(blobs, {"x": b"two"}))["x"]
    for path in ("src", "SRC/A.TXT", "../x"):
        with pytest.raises(DomainError):
            await projects.create_file(ada, project, path, stored, "Edit")
    assert project.head_id == head.id


async def test_slugs_are_free_within_an_organization_and_shared_between_them(
    ada: Context, session: AsyncSession
) -> None:
    slugs = [(await projects.create(ada, prompt=PROMPT, name="Books")).slug for _ in range(3)]
    assert slugs == ["books", "books-2", "books-3"]
    other = await make_context(session, "Bob")
    assert (await projects.create(other, prompt=PROMPT, name="Books")).slug == "books"


async def test_another_tenant_finds_no_project_revision_or_file(
    ada: Context, blobs: Blobs, session: AsyncSession
) -> None:
    project = await projects.create(ada, prompt=PROMPT, name="Books")
    await saved(ada, blobs, project, {"a.txt": b"one"})
    bob = await make_context(session, "Bob")
    with pytest.raises(DomainError) as refusal:
        await projects.get(bob, project.id)
    assert refusal.value.kind is Kind.NOT_FOUND
    assert (await projects.list_projects(bob, ProjectFilter(), PageRequest())).total == 0


async def test_a_credential_that_only_reads_changes_nothing(ada: Context) -> None:
    reader = Context(ada.session, Actor(ada.actor.user_id, ada.actor.organization_id, READ_SCOPES))
    with pytest.raises(DomainError) as refusal:
        await projects.create(reader, prompt=PROMPT, name="Books")
    assert refusal.value.kind is Kind.FORBIDDEN


@pytest.mark.parametrize(
    "prompt", ["", "short", " " * 50, "x" * 20_001, "a list of books\x00", "a list \ud800 of books"]
)
async def test_a_prompt_outside_the_limits_is_refused(ada: Context, prompt: str) -> None:
    with pytest.raises(DomainError) as refusal:
        await projects.create(ada, prompt=prompt, name="Books")
    assert "prompt" in refusal.value.fields


async def test_filters_filter_and_pages_are_counted(ada: Context) -> None:
    for number in range(5):
        await projects.create(ada, prompt=PROMPT, name=f"Books {number}", template=projects.Template.SAAS)
    await projects.create(ada, prompt="Write down every 100% true story", name="Stories")
    page = await projects.list_projects(
        ada, ProjectFilter(templates=[projects.Template.SAAS]), PageRequest(2, 2), order=projects.ProjectOrder.NAME
    )
    assert ([p.name for p in page.items], page.total, page.pages) == (["Books 2", "Books 1"], 5, 3)
    for where, total in [
        (ProjectFilter(search="100%"), 1),
        (ProjectFilter(search="100_"), 0),
        (ProjectFilter(created_after=ada.clock() + timedelta(days=1)), 0),
        (ProjectFilter(targets=[projects.Target.MOBILE]), 0),
    ]:
        assert (await projects.list_projects(ada, where, PageRequest())).total == total


async def test_files_are_listed_by_prefix_language_and_author(ada: Context, blobs: Blobs) -> None:
    project = await projects.create(ada, prompt=PROMPT, name="Books")
    await saved(ada, blobs, project, {"src/a.ts": b"1", "src/b.py": b"2", "srcx": b"3", "100%.md": b"4"})
    for where, paths in [
        (FileFilter(prefix="src/"), ["src/a.ts", "src/b.py"]),
        (FileFilter(prefix="100%"), ["100%.md"]),
        (FileFilter(prefix="100_"), []),
        (FileFilter(language="python"), ["src/b.py"]),
        (FileFilter(author=Author.USER), []),
    ]:
        page = await projects.list_files(ada, project, where, PageRequest())
        assert ([entry.path for entry in page.items], page.total) == (paths, len(paths))


async def test_projects_made_at_the_same_time_get_slugs_of_their_own(database: Database) -> None:
    async with database.session() as session:
        actor = await make_actor(session)

    async def made(project_id: UUID | None = None) -> Project:
        async with database.session() as session:
            return await projects.create(Context(session, actor), prompt=PROMPT, name="Books", project_id=project_id)

    assert {project.slug for project in await asyncio.gather(made(), made(), made())} == {"books", "books-2", "books-3"}
    once = new_id()
    assert {project.id for project in await asyncio.gather(made(once), made(once))} == {once}


async def test_an_organization_has_no_more_projects_than_it_may_have(database: Database) -> None:
    async with database.session() as session:
        ada = await make_actor(session)
        (await session.get_one(Organization, ada.organization_id)).max_projects = 2

    async def make(number: int) -> Project:
        async with database.session() as session:
            return await projects.create(Context(session, ada), prompt=PROMPT, name=f"Books {number}")

    made = await asyncio.gather(*(make(number) for number in range(4)), return_exceptions=True)
    refused = [(error.kind, error.code) for error in made if isinstance(error, DomainError)]
    assert refused == [(Kind.CONFLICT, "too_many_projects")] * 2
    async with database.session() as session:
        ctx = Context(session, ada)
        kept = (await projects.list_projects(ctx, ProjectFilter(), PageRequest(1, 20))).items
        await projects.delete(ctx, kept[0])
    assert (await make(5)).name == "Books 5"
    assert len(kept) == 2
