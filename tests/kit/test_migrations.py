import asyncio
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from millwright import migrations
from millwright.kit.database import sql_url
from millwright.kit.ids import new_id
from millwright.migrations.models import METADATA
from tests.conftest import on_database, run_sql

Result = TypeVar("Result")
REVISIONS = [
    script.revision for script in ScriptDirectory(str(Path(migrations.__file__).parent)).walk_revisions()
][::-1]  # fmt: skip


@pytest.fixture
async def empty_url(postgres_url: str) -> AsyncGenerator[str]:
    name = f"empty_{new_id().hex}"
    await run_sql(postgres_url, f"CREATE DATABASE {name}")
    yield on_database(postgres_url, name)
    await run_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


async def ask(url: str, question: Callable[[Connection], Result]) -> Result:
    engine = create_async_engine(sql_url(url), poolclass=NullPool)
    async with engine.connect() as connection:
        answer = await connection.run_sync(question)
    await engine.dispose()
    return answer


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def test_the_migrations_make_what_the_models_say(empty_url: str):
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, METADATA))

    await migrations.migrate(empty_url)
    assert await ask(empty_url, differences) == []


@pytest.mark.parametrize("revision", REVISIONS)
async def test_each_migration_can_be_taken_back_and_again(empty_url: str, revision: str):
    await migrations.migrate(empty_url)
    await migrations.downgrade(empty_url, revision)
    await migrations.downgrade(empty_url, "-1")
    await migrations.migrate(empty_url)
    assert await ask(empty_url, table_names) == set(METADATA.tables)


async def test_going_back_to_the_base_leaves_no_table(empty_url: str):
    await migrations.migrate(empty_url)
    await migrations.downgrade(empty_url, "base")
    assert await ask(empty_url, table_names) == set()


async def test_processes_that_migrate_at_once_wait_for_each_other(empty_url: str):
    await asyncio.gather(*(migrations.migrate(empty_url) for _ in range(4)))
    assert await ask(empty_url, table_names) == set(METADATA.tables)
