from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.database import Database
from millwright.settings import Settings
from tests.factory.deployments.world import World


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    found = Sandbox()
    if found.refusal is not None:
        pytest.skip(found.refusal)
    return found


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    found = Toolchain.locate(Settings().toolchain)
    if found.missing():
        pytest.skip(f"not in the toolchain: {', '.join(found.missing())}")
    return found


@pytest.fixture
async def world(
    database: Database, short_folder: Path, sandbox: Sandbox, toolchain: Toolchain
) -> AsyncGenerator[World]:
    world = await World.create(database, short_folder, sandbox, toolchain)
    yield world
    await world.close()
