"""Brings a database to the shape that this code needs."""

from collections.abc import Callable
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from millwright.kit.database import sql_url

_LOCK = 0x4D494C4C
"""Any number, known to all who migrate: one of them at a time does."""

_log = structlog.get_logger()


async def migrate(url: str) -> None:
    """Takes the steps that the database at `url` has not taken; does nothing, fast, when there are none.

    Several processes may call it at once: they wait for each other. A failed step leaves the database as it was.
    """
    await _run(url, _upgrade)


async def downgrade(url: str, revision: str) -> None:
    """Takes steps back until the database is at `revision`; ``base`` empties it."""

    def walk(connection: Connection) -> None:
        command.downgrade(_config(connection), revision)

    await _run(url, walk)


async def _run(url: str, walk: Callable[[Connection], None]) -> None:
    engine = create_async_engine(sql_url(url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            await connection.run_sync(walk)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    config = _config(connection)
    current = MigrationContext.configure(connection).get_current_revision()
    head = ScriptDirectory.from_config(config).get_current_head()
    if current != head:
        command.upgrade(config, "head")
        _log.info("database.migrated", before=current, after=head)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
