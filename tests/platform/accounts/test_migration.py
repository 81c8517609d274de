"""The migration to accounts in full, on a database that was in use before it."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from millwright import migrations
from millwright.kit.database import Database, sql_url
from millwright.kit.ids import new_id
from tests.conftest import on_database, run_sql

ADA, BOB = new_id(), new_id()
FIRST, SECOND, THIRD = new_id(), new_id(), new_id()
BEFORE = f"""
INSERT INTO organizations (id, name, created_at) VALUES
  ('{FIRST}', 'This installation', '2026-01-01Z'), ('{SECOND}', 'Ada & Co!', '2026-01-02Z'),
  ('{THIRD}', 'ada  co', '2026-01-03Z'), ('{new_id()}', '***', '2026-01-04Z');
INSERT INTO users (id, email, name, created_at) VALUES
  ('{ADA}', 'ada@example.com', 'Ada', '2026-01-01Z'), ('{BOB}', 'bob@example.com', 'Bob', '2026-01-02Z');
INSERT INTO memberships (organization_id, user_id, role, created_at) VALUES
  ('{SECOND}', '{ADA}', 'owner', '2026-02-01Z'), ('{FIRST}', '{ADA}', 'owner', '2026-01-01Z');
INSERT INTO api_keys (id, organization_id, user_id, name, kind, scopes, digest, last_four, created_at) VALUES
  ('{new_id()}', '{FIRST}', '{ADA}', 'old', 'read', '{{projects:read}}', '\\x00', 'abcd', '2026-01-01Z');
"""  # noqa: S608 - our own ids


@pytest.fixture
async def used_url(postgres_url: str) -> AsyncGenerator[str]:
    """A database of the time before, with people in it."""
    name = f"used_{new_id().hex}"
    await run_sql(postgres_url, f"CREATE DATABASE {name}")
    url = on_database(postgres_url, name)
    await migrations.migrate(url)
    await migrations.downgrade(url, "0003")
    engine = create_async_engine(sql_url(url), poolclass=NullPool)
    async with engine.begin() as connection:
        for statement in filter(str.strip, BEFORE.split(";")):
            await connection.execute(text(statement.replace(":", "\\:")))
    await engine.dispose()
    yield url
    await run_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


async def rows(url: str, query: str) -> list[tuple[object, ...]]:
    database = Database(url)
    async with database.session() as session:
        found = [tuple(row) for row in await session.execute(text(query))]
    await database.close()
    return found


async def test_what_was_there_goes_on_with_the_first_organization_as_the_installations_own(used_url: str):
    await migrations.migrate(used_url)
    organizations = await rows(
        used_url, "SELECT slug, plan, status, is_installation FROM organizations ORDER BY created_at"
    )
    slugs = [row[0] for row in organizations]
    assert slugs[:2] == ["this-installation", "ada-co"]
    assert str(slugs[2]).startswith("ada-co-")
    assert slugs[3] == "organization"
    assert [row[1:] for row in organizations] == [
        ("unlimited", "active", True),
        *[("free", "active", False)] * 3,
    ]
    people = await rows(
        used_url, "SELECT current_organization_id, verified_at = created_at FROM users ORDER BY created_at"
    )
    assert people == [(FIRST, True), (None, True)]
    assert await rows(used_url, "SELECT first_chars, redirect_uris FROM api_keys") == [("sk_read_", [])]


async def test_it_can_be_taken_back_with_everything_that_was_there_before(used_url: str):
    await migrations.migrate(used_url)
    await migrations.downgrade(used_url, "0003")
    assert await rows(used_url, "SELECT count(*) FROM organizations") == [(4,)]
    assert await rows(used_url, "SELECT name, kind FROM api_keys") == [("old", "read")]
