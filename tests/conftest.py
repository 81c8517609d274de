"""What all tests share: one Postgres for the run, one migrated database for each test process, an actor.

Use `session` or `ctx` to test a verb: their one transaction is rolled back. Use `database` where code opens sessions
of its own: what it commits is deleted after the test.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Generator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from millwright.kit import embedded_postgres
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.database import Database, sql_url
from millwright.kit.ids import new_id
from millwright.migrations import migrate
from tests.journeys.servers import last_words

_FOLDER_VARIABLE = "MILLWRIGHT_TEST_RUN"
_TEMPLATE = "template_millwright"
_TOGETHER = "tests/console"
"""Folder whose files are for one process: they share a server, a browser and an application."""
_SERVERS: list[embedded_postgres.EmbeddedPostgres] = []
"""Keeps hold of the server process that this process started, if it did."""
_EMPTY_ALL_TABLES = text("""
DO $$
DECLARE name text; filled boolean;
BEGIN
  FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
              WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO filled;
    IF filled THEN EXECUTE 'TRUNCATE ' || name || ' CASCADE'; END IF;
  END LOOP;
END $$
""")
_END_LISTENERS = text("""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'
""")


def pytest_configure(config: pytest.Config) -> None:
    # Set by the first process; pytest-xdist's workers inherit it.
    if _FOLDER_VARIABLE not in os.environ:
        os.environ[_FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="millwright-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = Path(os.environ[_FOLDER_VARIABLE])
    if not hasattr(config, "workerinput") and folder.exists():
        embedded_postgres.stop_cluster(folder / "postgres")
        for server in _SERVERS:
            server.stop()
        shutil.rmtree(folder)
        del os.environ[_FOLDER_VARIABLE]


class FilesTogether(LoadFileScheduling):
    """Gives each file to one process, and all files of `_TOGETHER` to the same."""

    def _split_scope(self, nodeid: str) -> str:
        return _TOGETHER if nodeid.startswith(f"{_TOGETHER}/") else super()._split_scope(nodeid)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts first what takes longest: what comes last is then short, and no process waits for another at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (not item.nodeid.startswith(f"{_TOGETHER}/"), item.path not in slow))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    return FilesTogether(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure tells what the servers of this process have to say: their folders go with the run."""
    report = yield
    if report.failed:
        report.sections += last_words()
    return report


@pytest.fixture(scope="session")
async def postgres_url() -> str:
    """A Postgres server with a migrated template database, shared by all test processes of this run."""
    folder = Path(os.environ[_FOLDER_VARIABLE])
    url_file = folder / "url"
    with (folder / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not url_file.exists():
            server = embedded_postgres.start(folder, durable=False)
            _SERVERS.append(server)
            url = server.url
            await run_sql(url, f"CREATE DATABASE {_TEMPLATE}")
            await migrate(on_database(url, _TEMPLATE))
            url_file.write_text(url)
    return url_file.read_text()


@pytest.fixture(scope="session")
async def database_url(postgres_url: str) -> str:
    """A migrated database of this test process alone."""
    name = f"test_{os.getpid()}"
    await run_sql(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY file_copy")
    return on_database(postgres_url, name)


@pytest.fixture(scope="session")
async def shared_database(database_url: str) -> AsyncGenerator[Database]:
    """The connections behind `database` and `session`."""
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def database(shared_database: Database) -> AsyncGenerator[Database]:
    """A database whose tables are empty, and will be again."""
    yield shared_database
    await empty(shared_database)


async def empty(database: Database) -> None:
    """Deletes all that was committed."""
    async with database.session() as session:
        await session.execute(_EMPTY_ALL_TABLES)


@pytest.fixture
async def session(shared_database: Database) -> AsyncGenerator[AsyncSession]:
    """A transaction that never commits."""
    async with shared_database.engine.connect() as connection:
        async with AsyncSession(connection, expire_on_commit=False) as session:
            yield session
        await connection.rollback()


@pytest.fixture
def actor() -> Actor:
    """Somebody who may do everything in an organization of their own."""
    return Actor(user_id=new_id(), organization_id=new_id(), scopes=ALL_SCOPES)


@pytest.fixture
def ctx(session: AsyncSession, actor: Actor) -> Context:
    """What a verb works with, in the transaction of `session`."""
    return Context(session=session, actor=actor)


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path is short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="mw-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def on_database(url: str, name: str) -> str:
    """The same server's database `name`."""
    parsed: URL = sql_url(url).set(database=name, drivername="postgresql")
    return parsed.render_as_string(hide_password=False)


async def lose_listeners(database: Database) -> None:
    """Ends the connections that listen to this database: others of the server are other test processes'."""
    async with database.session() as session:
        await session.execute(_END_LISTENERS)


async def run_sql(url: str, statement: str) -> None:
    """Runs one statement outside any transaction."""
    engine = create_async_engine(sql_url(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
