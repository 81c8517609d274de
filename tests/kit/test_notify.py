import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text

from millwright.kit.database import Database
from millwright.kit.notify import NotificationHub, Subscription
from tests.conftest import lose_listeners


@pytest.fixture
async def hub(database: Database) -> AsyncGenerator[NotificationHub]:
    hub = NotificationHub(database.url)
    await hub.start()
    yield hub
    await hub.stop()


async def notify(database: Database, channel: str, payload: str) -> None:
    async with database.session() as session:
        await session.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": channel, "payload": payload})


async def next_of(subscription: Subscription) -> str | None:
    return await asyncio.wait_for(subscription.next(), 5)


async def test_every_subscriber_hears_a_notification(hub: NotificationHub, database: Database):
    async with hub.subscribe("news") as one, hub.subscribe("news") as other:
        await notify(database, "news", "hello")
        assert await next_of(one) == "hello"
        assert await next_of(other) == "hello"


async def test_a_subscriber_to_one_payload_hears_no_other(hub: NotificationHub, database: Database):
    async with hub.subscribe("news", only="b") as subscription:
        await notify(database, "news", "a")
        await notify(database, "news", "b")
        assert await next_of(subscription) == "b"


async def test_a_subscriber_is_told_to_look_again_after_a_lost_connection(hub: NotificationHub, database: Database):
    async with hub.subscribe("news") as subscription:
        await lose_listeners(database)
        assert await next_of(subscription) is None
        await notify(database, "news", "hello again")
        assert await next_of(subscription) == "hello again"


async def test_a_subscriber_that_leaves_before_it_could_listen_leaves_nobody_deaf(
    hub: NotificationHub, database: Database
):
    async def come_and_go(channel: str) -> None:
        async with hub.subscribe(channel):
            pass

    for turns in range(1, 12):
        channel = f"news_{turns}"
        leaving = asyncio.create_task(come_and_go(channel))
        for _ in range(turns):
            await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        async with hub.subscribe(channel) as subscription:
            await notify(database, channel, "hello")
            assert await next_of(subscription) == "hello", turns


async def test_a_hub_stopped_while_it_connects_closes_that_connection(
    hub: NotificationHub, monkeypatch: pytest.MonkeyPatch
):
    connecting: asyncio.Queue[Any] = asyncio.Queue()

    async def never_answers(connection: asyncpg.Connection, *_: object) -> None:
        connecting.put_nowait(connection)
        await asyncio.Event().wait()

    async with hub.subscribe("news"):
        monkeypatch.setattr(asyncpg.Connection, "add_listener", never_answers)
        again = asyncio.create_task(hub.start())
        connection = await connecting.get()
        again.cancel()
        await asyncio.gather(again, return_exceptions=True)
    assert connection.is_closed()


def test_equal_payloads_wait_only_once():
    subscription = Subscription("news", None)
    for payload in ("a", "b", "a"):
        subscription.offer(payload)
    assert list(subscription.pending) == ["a", "b"]


async def test_a_subscriber_who_does_not_listen_is_told_to_look_again():
    subscription = Subscription("news", None)
    for number in range(1001):
        subscription.offer(str(number))
    assert await next_of(subscription) is None
    assert not subscription.pending
