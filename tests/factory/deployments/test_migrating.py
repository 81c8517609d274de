"""Releases that migrate an app's data: what serves and what the data holds when they hold, and when they do not."""

import asyncio
import errno
from pathlib import Path
from uuid import UUID

import pytest

from millwright.factory.deployments import DeploymentState, app_data
from millwright.factory.projects import Project
from millwright.kit.errors import DomainError
from tests.factories.apps import small_app
from tests.factory.deployments.world import World

pytestmark = pytest.mark.slow
MIGRATING = """
import os
with open(os.environ["DATA_DIR"] + "/notes.txt", "a") as notes: notes.write("{}")
"""


def tree(version: str, *, unhealthy: bool = False) -> dict[str, bytes]:
    """An app with as many migrations as its version says, each of which writes into the data when it starts."""
    versions = "backend/app/migrations/versions"
    migrations = {f"{versions}/000{number}.py": b"" for number in range(1, int(version) + 1)}
    return {**small_app(version, unhealthy=unhealthy, code=MIGRATING.format(version)), **migrations}


async def released(world: World, project: Project, version: str) -> tuple[UUID, str]:
    deployment = await world.deployment(project, tree(version))
    return deployment.id, await world.supervisor.release(world.actor, deployment.id)


async def notes(world: World, url: str) -> tuple[str, str]:
    """The version that serves, and what the data holds."""
    return (await world.get(url + "/"))[1], (await world.get(url + "/api/notes"))[1]


async def notes_once_back(world: World, url: str) -> tuple[str, str]:
    """The same, once an app that is being brought back answers."""
    found = ("", "")
    async with asyncio.timeout(30):
        while "version" not in found[0]:
            await asyncio.sleep(0.1)
            found = await notes(world, url)
    return found


async def test_a_migrating_release_that_does_not_answer_leaves_the_one_before_with_its_data(world: World) -> None:
    project = await world.project()
    _, url = await released(world, project, "1")
    broken = await world.deployment(project, tree("2", unhealthy=True))
    with pytest.raises(DomainError, match="/api/health answers with 500"):
        await world.supervisor.release(world.actor, broken.id)
    assert (await world.reload(broken.id)).state is DeploymentState.FAILED
    version, held = await notes_once_back(world, url)
    assert version == '{"version": "1"}'
    assert "2" not in held


async def test_a_full_disk_fails_the_release_and_leaves_the_one_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    project = await world.project()
    _, url = await released(world, project, "1")
    second = await world.deployment(project, tree("2"))
    with monkeypatch.context() as patched:
        patched.setattr(app_data, "_copy", full)
        with pytest.raises(DomainError, match="No space left on device"):
            await world.supervisor.release(world.actor, second.id)
    assert (await world.reload(second.id)).state is DeploymentState.FAILED
    assert (await notes_once_back(world, url))[0] == '{"version": "1"}'


async def test_a_withdrawn_migration_brings_the_data_of_before_back(world: World) -> None:
    project = await world.project()
    _, url = await released(world, project, "1")
    second, _ = await released(world, project, "2")
    assert (await notes(world, url)) == ('{"version": "2"}', '"12"')
    await world.supervisor.withdraw(world.actor, second, "Faulty")
    version, held = await notes(world, url)
    assert version == '{"version": "1"}'
    assert "2" not in held


async def test_an_earlier_release_runs_only_on_data_that_it_knows(world: World) -> None:
    project = await world.project()
    await released(world, project, "1")
    _, url = await released(world, project, "2")
    again = await world.deployment(project, tree("1"))
    with pytest.raises(DomainError) as refusal:
        await world.supervisor.release(world.actor, again.id)
    assert refusal.value.code == "data_newer"
    assert (await notes(world, url))[0] == '{"version": "2"}', "the release that serves is not touched"
    restored = await world.deployment(project, tree("1"))
    await world.supervisor.release(world.actor, restored.id, restore_data=True)
    version, held = await notes(world, url)
    assert version == '{"version": "1"}'
    assert "2" not in held
