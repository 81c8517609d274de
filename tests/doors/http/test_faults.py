"""What the database refuses, and as what it is told."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from millwright.doors.http.faults import FaultKind, of_exception
from millwright.kit.database import Database


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("40P01", FaultKind.UNAVAILABLE),
        ("40001", FaultKind.UNAVAILABLE),
        ("55P03", FaultKind.UNAVAILABLE),
        ("23505", FaultKind.INTERNAL),
    ],
)
async def test_losing_to_another_transaction_is_no_fault_of_ours(database: Database, state: str, kind: FaultKind):
    with pytest.raises(DBAPIError) as caught:
        async with database.session() as session:
            await session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$"))
    assert of_exception(caught.value).kind is kind
