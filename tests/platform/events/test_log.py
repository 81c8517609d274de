import asyncio

from millwright.kit.context import Actor, Context
from millwright.kit.database import Database
from millwright.kit.ids import new_id
from millwright.kit.notify import NotificationHub
from millwright.platform import events


async def kinds_after(database: Database, position: int) -> list[str]:
    async with database.session() as session:
        return [event.kind for event in await events.read_after(session, position)]


async def test_an_event_says_who_did_what_to_what(database: Database, actor: Actor):
    subject = new_id()
    async with database.session() as session:
        await events.record(Context(session, actor), "project.created", subject_id=subject, data={"name": "Zoé"})
    async with database.session() as session:
        (event,) = await events.read_after(session, 0)
    assert (event.kind, event.subject_id, event.user_id) == ("project.created", subject, actor.user_id)
    assert event.organization_id == actor.organization_id
    assert event.data == {"name": "Zoé"}


async def test_an_event_vanishes_with_its_transaction(database: Database, actor: Actor):
    async with database.session() as session:
        await events.record(Context(session, actor), "project.created")
        await session.rollback()
    assert await kinds_after(database, 0) == []


async def test_a_reader_goes_on_after_the_last_event_it_saw(database: Database, actor: Actor):
    for kind in ("a.one", "a.two", "a.three"):
        async with database.session() as session:
            await events.record(Context(session, actor), kind)
    async with database.session() as session:
        first, second = await events.read_after(session, 0, limit=2)
    assert [first.kind, second.kind] == ["a.one", "a.two"]
    assert await kinds_after(database, second.position or 0) == ["a.three"]


async def test_a_reader_of_one_organization_sees_only_its_events(database: Database, actor: Actor):
    async with database.session() as session:
        await events.record(Context(session, actor), "a.mine")
        await events.append(session, "a.theirs", organization_id=new_id())
    async with database.session() as session:
        found = await events.read_after(session, 0, organization_id=actor.organization_id)
    assert [event.kind for event in found] == ["a.mine"]


async def test_a_reader_misses_nothing_when_transactions_overlap(database: Database, actor: Actor):
    async with database.session() as slow, database.session() as quick:
        await events.record(Context(slow, actor), "a.slow")
        await events.record(Context(quick, actor), "a.quick")
        await quick.commit()
        async with database.session() as session:
            (seen,) = await events.read_after(session, 0)
        assert seen.kind == "a.quick"
    assert await kinds_after(database, seen.position or 0) == ["a.slow"]


async def test_the_events_of_many_writers_appear_in_one_order_without_loss(database: Database, actor: Actor):
    async def write(number: int) -> None:
        async with database.session() as session:
            for part in range(3):
                await events.record(Context(session, actor), f"a.{number}.{part}")

    seen: list[str] = []
    position = 0
    writers = asyncio.gather(*(write(number) for number in range(30)))
    while len(seen) < 90:
        async with database.session() as session:
            found = await events.read_after(session, position)
        seen += [event.kind for event in found]
        position = (found[-1].position or 0) if found else position
        await asyncio.sleep(0.002)
    await writers
    assert len(set(seen)) == 90


async def test_the_end_of_the_log_leaves_out_what_has_happened(database: Database, actor: Actor):
    async with database.session() as session:
        await events.record(Context(session, actor), "a.before")
    async with database.session() as session:
        position = await events.latest(session)
    async with database.session() as session:
        await events.record(Context(session, actor), "a.after")
    assert await kinds_after(database, position) == ["a.after"]


async def test_readers_are_woken_when_an_event_is_committed(database: Database, actor: Actor):
    hub = NotificationHub(database.url)
    await hub.start()
    async with hub.subscribe(events.CHANNEL) as subscription:
        async with database.session() as session:
            await events.record(Context(session, actor), "a.thing")
        payload = await asyncio.wait_for(subscription.next(), 5)
    await hub.stop()
    assert payload == str(actor.organization_id)
