from millwright.kit.context import Context
from millwright.kit.database import Database
from millwright.platform import events
from millwright.platform.events import cursors
from tests.factories.accounts import make_actor


async def test_a_reader_begins_at_the_end_and_goes_on_where_it_was(database: Database):
    async with database.session() as session:
        actor = await make_actor(session)
        await events.record(Context(session, actor), "thing.made")
    async with database.session() as session:
        await cursors.ensure(session, "reader")
        end = await events.latest(session)
        assert await cursors.take(session, "reader") == end
        await cursors.move(session, "reader", end + 5)
    async with database.session() as session:
        await cursors.ensure(session, "reader")
        assert await cursors.take(session, "reader") == end + 5


async def test_one_reads_at_a_time_and_a_turn_that_fails_is_taken_again(database: Database):
    async with database.session() as session:
        await cursors.ensure(session, "reader")
    async with database.session() as first:
        assert await cursors.take(first, "reader") == 0
        await cursors.move(first, "reader", 7)
        async with database.session() as second:
            assert await cursors.take(second, "reader") is None
        await first.rollback()
    async with database.session() as session:
        assert await cursors.take(session, "reader") == 0
