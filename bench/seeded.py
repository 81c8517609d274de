"""A server of a benchmark's own, with 25 projects of the installation's organization."""

import asyncio
import os
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from millwright.doors.aibuild.ids import Prefix
from millwright.doors.cli.servers import Server, end_process, start_server
from millwright.factory import projects
from millwright.kit import embedded_postgres
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.database import Database
from millwright.platform.accounts import Membership

_WARM_UP = 5
"""Seconds in which the factory warms its workers, which is not what is measured."""


@contextmanager
def seeded_server() -> Generator[tuple[Server, str]]:
    """The server, warm, on a fresh database and data folder, and the id of one project; it ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        postgres = embedded_postgres.start(Path(folder) / "database")
        os.environ["MILLWRIGHT_DATABASE_URL"] = postgres.url
        server = start_server(Path(folder) / "data", "127.0.0.1", 0, detached=False)
        assert server.process is not None
        try:
            project = asyncio.run(_seed(postgres.url))
            time.sleep(_WARM_UP)
            yield server, project
        finally:
            end_process(server.process)
            postgres.stop()


async def _seed(url: str) -> str:
    """Makes the projects; answers the id of one."""
    database = Database(url)
    async with database.session() as session:
        member = await session.scalar(select(Membership))
        assert member is not None
        ctx = Context(session, Actor(member.user_id, member.organization_id, ALL_SCOPES))
        made = [await projects.create(ctx, prompt=f"A shop with number {n}", name=f"Shop {n}") for n in range(25)]
    await database.close()
    return Prefix.PROJECT.spell(made[0].id)
