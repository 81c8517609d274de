"""What is left of apps when the server dies without a word, and what the next one makes of it."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from millwright.factory.deployments import RouteState
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.database import Database
from tests.factory.deployments.world import World, until

pytestmark = pytest.mark.slow


def processes_with(folder: Path) -> list[int]:
    """Processes of other mount namespaces that see something below the folder."""
    found: list[int] = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"runner.py" in (place / "cmdline").read_bytes() and str(folder) in (place / "mountinfo").read_text():
                found.append(int(place.name))
    return found


async def test_a_killed_server_leaves_no_app_behind_and_the_next_one_brings_it_back(
    database: Database, database_url: str, short_folder: Path, sandbox: Sandbox, toolchain: Toolchain
) -> None:
    command = [sys.executable, "-m", "tests.factory.deployments.server", database_url, str(short_folder)]
    server = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert server.stdout is not None
    lines = [line async for line in _until_url(server.stdout)]
    url = lines[-1]
    assert len(processes_with(short_folder)) >= 2
    server.kill()
    await server.wait()
    await until(lambda: not processes_with(short_folder), 20)
    world = await World.create(database, short_folder, sandbox, toolchain, ports=url_port(url))
    try:
        await until(lambda: state_of(world, url) is RouteState.READY)
        assert await world.get(url) == (200, '{"version": "1"}')
        await world.local.warm()
        spares = [mark.parent for mark in (short_folder / "apps").glob("*/spare")]
        assert len(spares) == 1
    finally:
        await world.close()


async def _until_url(stream: asyncio.StreamReader) -> AsyncGenerator[str]:
    async for line in stream:
        text = line.decode().strip()
        yield text
        if text.startswith("http://"):
            return


def url_port(url: str) -> range:
    first = int(url.rpartition(":")[2])
    return range(first, first + 6)


def state_of(world: World, url: str) -> RouteState | None:
    route = world.routes.at_port(int(url.rpartition(":")[2]))
    return route.state if route is not None else None
