"""A server to be killed: releases one app, says where, and waits for its end."""

import asyncio
import sys
from pathlib import Path

from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.database import Database
from millwright.settings import Settings
from tests.factory.deployments.world import World


async def main(database_url: str, folder: str) -> None:
    database = Database(database_url)
    world = await World.create(database, Path(folder), Sandbox(), Toolchain.locate(Settings().toolchain))
    _, url = await world.released(await world.project())
    await world.local.warm()
    print(url, flush=True)  # noqa: T201 - the test reads it
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
