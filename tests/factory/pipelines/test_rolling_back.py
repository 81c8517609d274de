"""What can be gone back to, and what is then the head and the verified revision."""

from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.factory import deployments, pipelines, projects
from millwright.factory.deployments import DeploymentState, NewDeployment
from millwright.factory.projects import Author, NewRevision, Project, Revision
from millwright.kit.blobs import Blobs
from millwright.kit.context import Context
from millwright.kit.errors import DomainError
from tests.factories.accounts import make_context


@pytest.fixture
async def ada(session: AsyncSession) -> Context:
    return await make_context(session)


@pytest.fixture
async def project(ada: Context) -> Project:
    return await projects.create(ada, prompt="Keep a list of the books that I have read", name="Books")


async def candidate(ctx: Context, project: Project, folder: Path, text: str) -> Revision:
    """A revision that nobody has promoted, whose parent is the head."""
    files = await projects.store(Blobs.at(folder), {"a.txt": text.encode()})
    return await projects.save(ctx, project, NewRevision(Author.AI, text, "{}", project.head_id), files)


async def release(ctx: Context, project: Project, revision: Revision) -> None:
    new = NewDeployment(revision.id, digest=str(revision.number) * 64)
    deployment = await deployments.create(ctx, project, new)
    for state in (DeploymentState.STARTING, DeploymentState.READY):
        await deployments.move(ctx, deployment, state)


async def promoted(ctx: Context, project: Project, folder: Path, text: str, *, verified: bool = True) -> Revision:
    revision = await candidate(ctx, project, folder, text)
    await projects.promote(ctx, project, revision, verified=verified)
    await release(ctx, project, revision)
    return revision


async def test_only_an_earlier_revision_that_was_the_head_can_be_gone_back_to(
    ada: Context, project: Project, tmp_path: Path
) -> None:
    first = await promoted(ada, project, tmp_path, "first")
    failed = await candidate(ada, project, tmp_path, "failed")
    serving = await promoted(ada, project, tmp_path, "serving")
    for number, message in ((failed.number, "never was"), (serving.number, "serves already"), (9, "no earlier")):
        with pytest.raises(DomainError, match=message) as refusal:
            await pipelines.start_rollback(ada, project, revision=number)
        assert refusal.value.code == "nothing_to_roll_back"
    started = await pipelines.start_rollback(ada, project, revision=first.number)
    assert started.head.id == first.id


async def test_going_back_to_what_was_never_verified_leaves_the_verified_revision(
    ada: Context, project: Project, tmp_path: Path
) -> None:
    first = await promoted(ada, project, tmp_path, "first")
    second = await promoted(ada, project, tmp_path, "second", verified=False)
    third = await promoted(ada, project, tmp_path, "third")
    await projects.go_back(ada, project, second, second)
    assert (project.head_id, project.verified_id) == (second.id, third.id)
    await projects.go_back(ada, project, first, first)
    assert (project.head_id, project.verified_id) == (first.id, first.id)
