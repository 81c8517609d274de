"""Deployed apps that want more than they are given."""

import asyncio

import pytest
from aiohttp import ClientError

from tests.factory.deployments.world import World

pytestmark = pytest.mark.slow


async def do(world: World, url: str, code: str) -> str:
    async with world.http.post(url + "/api/do", data=code.encode()) as answer:
        return await answer.text()


REACHES = {
    "value = open('/etc/shadow').read()": "FileNotFoundError",
    "import os; value = sorted(os.listdir('/'))": '["app", "bin"',
    "value = open('/root/.profile').read()": "FileNotFoundError",
    "import socket; socket.create_connection(('{host}', {port}), 2)": "ConnectionRefusedError",
    "import socket; socket.create_connection(('93.184.216.34', 80), 2)": "OSError",
    "open('/app/backend/new.py', 'w')": "Read-only file system",
    "open('/usr/x', 'w')": "Read-only file system",
    "import os; os.setuid(0)": "PermissionError",
    "import os; os.kill(1, 9); value = 'kept'": "",
}


async def test_an_app_gets_at_nothing_of_the_hosts(world: World) -> None:
    _, url = await world.released(await world.project())
    host, port = url.removeprefix("http://").split(":")
    for code, said in REACHES.items():
        assert said in await do(world, url, code.format(host=host, port=port))
    assert (await world.get(url))[0] == 200


async def test_an_app_that_fills_its_memory_is_ended_alone_and_brought_back(world: World) -> None:
    _, url = await world.released(await world.project("Greedy"))
    _, neighbour = await world.released(await world.project("Modest"))
    for attempt in range(2):  # a limit on addresses answers with an error, a control group ends the process
        try:
            await do(world, url, "value = len(b'x' * 2_000_000_000)")
        except ClientError:
            assert attempt == 0
    assert (await world.get(neighbour))[0] == 200
    async with asyncio.timeout(60):
        while (await world.get(url))[0] != 200:  # noqa: ASYNC110 - it may not be known yet to have ended
            await asyncio.sleep(0.05)


async def test_an_app_that_forks_without_end_is_held_and_its_neighbour_serves_on(world: World) -> None:
    _, url = await world.released(await world.project("Breeder"))
    _, neighbour = await world.released(await world.project("Modest"))
    bomb = """
import os, time
value = 0
try:
    while value < 2000:
        if os.fork() == 0:
            time.sleep(30); os._exit(0)
        value += 1
except OSError as error:
    value = [value, str(error)]
"""
    said = await do(world, url, bomb)
    assert "temporarily unavailable" in said
    assert int(said.strip("[").partition(",")[0]) < 200
    assert (await world.get(neighbour))[0] == 200


async def test_an_app_that_hangs_does_not_hold_up_the_server_and_can_be_stopped(world: World) -> None:
    deployment, url = await world.released(await world.project("Sleeper"))
    _, neighbour = await world.released(await world.project("Modest"))
    hanging = asyncio.create_task(do(world, url, "import time; print('hanging', flush=True); time.sleep(300)"))
    async with asyncio.timeout(60):
        while "hanging" not in await world.supervisor.logs(deployment.id, 50):  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.02)
    assert (await world.get(neighbour))[0] == 200
    await asyncio.wait_for(world.supervisor.stop(world.actor, deployment.id), 40)
    assert "broke off" in await hanging
    assert (await world.get(url))[0] == 503
