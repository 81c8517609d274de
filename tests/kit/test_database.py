import pytest
from sqlalchemy import func, select, text

from millwright.kit.database import Database, sql_url
from millwright.kit.ids import new_id
from millwright.platform.jobs.models import Operation


def an_operation() -> Operation:
    return Operation(organization_id=new_id(), requested_by=new_id(), kind="test", input={}, phases=[])


async def test_a_session_commits_when_its_block_ends(database: Database):
    async with database.session() as session:
        session.add(an_operation())
    async with database.session() as session:
        assert await session.scalar(select(func.count()).select_from(Operation)) == 1


async def test_a_session_commits_nothing_when_its_block_raises(database: Database):
    async def fail() -> None:
        async with database.session() as session:
            session.add(an_operation())
            await session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with database.session() as session:
        assert await session.scalar(select(func.count()).select_from(Operation)) == 0


async def test_states_and_ids_come_back_as_what_they_were(database: Database):
    operation = an_operation()
    async with database.session() as session:
        session.add(operation)
    async with database.session() as session:
        loaded = await session.get_one(Operation, operation.id)
        assert loaded.state is operation.state
        assert loaded.created_at.tzinfo is not None


async def test_text_that_postgres_cannot_keep_in_json_is_replaced(database: Database):
    operation = an_operation()
    operation.input = {"nul": "a\x00b", "half": "\ud800", "words": "\\u0000 – ü"}
    async with database.session() as session:
        session.add(operation)
    async with database.session() as session:
        loaded = await session.get_one(Operation, operation.id)
    assert loaded.input == {"nul": "a\N{REPLACEMENT CHARACTER}b", "half": "?", "words": "\\u0000 – ü"}


async def test_statements_have_a_time_limit(database: Database):
    async with database.session() as session:
        assert await session.scalar(text("SHOW statement_timeout")) == "30s"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://u@h/db", "postgresql+asyncpg://u@h/db"),
        ("postgresql://u:p%40@h:1/db?sslmode=require", "postgresql+asyncpg://u:p%40@h:1/db?ssl=require"),
        ("postgresql+psycopg://u@/db?host=/run/pg", "postgresql+asyncpg://u@/db?host=%2Frun%2Fpg"),
    ],
)
def test_any_common_spelling_of_an_address_is_understood(url: str, expected: str):
    assert sql_url(url).render_as_string(hide_password=False) == expected
