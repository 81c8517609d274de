"""What the database will never take is told from a database that is away."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from millwright.kit.database import Database
from millwright.platform.jobs.refusals import is_refused


async def test_a_value_that_the_database_cannot_hold_is_refused_for_good(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.session() as session:
            await session.execute(text("SELECT CAST(:value AS text)"), {"value": "a\x00b"})
    assert is_refused(caught.value)


def test_a_database_that_is_away_is_not_a_refusal() -> None:
    assert not is_refused(ConnectionRefusedError())
