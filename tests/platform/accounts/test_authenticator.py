"""Remembering who presents what, and forgetting it the moment it is not true any more."""

import asyncio
import time
from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, event, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.platform import accounts
from millwright.platform.accounts import (
    ApiKey,
    Authenticator,
    Claims,
    KeyKind,
    OperatorChange,
    OrganizationStatus,
    Plan,
    Role,
    Session,
    Tokens,
    lookups,
)
from tests.conftest import lose_listeners
from tests.platform.accounts.conftest import World, authenticating

MINUTE = timedelta(minutes=1)


class Queries:
    """How many statements were sent."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        event.listen(database.engine.sync_engine, "before_cursor_execute", self._count)

    def _count(self, *_: object) -> None:
        self.count += 1


@pytest.fixture
async def elsewhere(world: World, database_url: str) -> AsyncGenerator[Authenticator]:
    """Another process's: it hears of our changes only from the database."""
    database = Database(database_url)
    async with authenticating(database, world.identity, world.clock) as authenticator:
        yield authenticator
    await database.close()


async def refuses(authenticator: Authenticator, token: str) -> bool:
    try:
        await authenticator.authenticate(token)
    except DomainError as error:
        return error.code == "credential_invalid"
    return False


async def soon_refuses(authenticator: Authenticator, token: str) -> bool:
    for _ in range(1000):
        if await refuses(authenticator, token):
            return True
        await asyncio.sleep(0.02)
    return False


async def key_of(world: World, who: Tokens, kind: KeyKind = KeyKind.USER) -> str:
    async with world.acting(who) as ctx:
        return (await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=kind)).secret


async def test_a_credential_is_looked_up_once(world: World):
    ada = await world.person()
    key = await key_of(world, ada)
    assert ada.cookie is not None
    first = [await world.authenticator.authenticate(token) for token in (key, ada.access_token, ada.cookie)]
    queries = Queries(world.database)
    again = [await world.authenticator.authenticate(token) for token in (key, ada.access_token, ada.cookie)]
    assert again == first
    assert queries.count == 0


async def test_a_lookup_is_one_query(world: World):
    ada = await world.person()
    key = await key_of(world, ada)
    await world.authenticator.authenticate(key)
    async with world.acting(ada) as ctx:
        await accounts.forget(ctx.session, ada.organization.id)
    queries = Queries(world.database)
    await world.authenticator.authenticate(key)
    assert queries.count == 1


async def test_no_token_is_remembered_as_it_is(world: World):
    ada = await world.person()
    key = await key_of(world, ada)
    await world.authenticator.authenticate(key)
    remembered = repr(vars(world.authenticator))
    assert key not in remembered
    assert ada.access_token not in remembered


async def test_what_is_remembered_is_bounded(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("millwright.platform.accounts.authentication._MOST", 2)
    people = [await world.person() for _ in range(3)]
    for one in people:
        await world.principal(one)
    queries = Queries(world.database)
    await world.principal(people[2])
    assert queries.count == 0
    await world.principal(people[0])
    assert queries.count > 0


async def test_what_is_remembered_is_looked_up_again_after_a_while(world: World, monkeypatch: pytest.MonkeyPatch):
    ada = await world.person()
    await world.principal(ada)
    async with world.database.session() as session:  # behind the back of everybody
        await session.execute(delete(Session))
    assert not await refuses(world.authenticator, ada.access_token)
    later = time.monotonic() + 30
    monkeypatch.setattr("millwright.platform.accounts.authentication.time", SimpleNamespace(monotonic=lambda: later))
    assert await refuses(world.authenticator, ada.access_token)


async def test_a_logout_is_heard_of_in_other_processes(world: World, elsewhere: Authenticator):
    ada = await world.person()
    await elsewhere.authenticate(ada.access_token)
    async with world.acting(ada) as ctx:
        await accounts.log_out(ctx)
    assert await refuses(world.authenticator, ada.access_token)
    assert await soon_refuses(elsewhere, ada.access_token)


async def test_a_change_is_not_forgotten_before_it_is_committed(world: World):
    ada = await world.person()
    await world.principal(ada)
    async with world.acting(ada) as ctx:
        await accounts.log_out(ctx)
        await ctx.session.rollback()
    assert not await refuses(world.authenticator, ada.access_token)


async def test_a_lost_connection_forgets_everything(world: World, elsewhere: Authenticator):
    ada = await world.person()
    await elsewhere.authenticate(ada.access_token)
    async with world.database.session() as session:
        await session.execute(delete(Session))
    await lose_listeners(world.database)
    assert await soon_refuses(elsewhere, ada.access_token)


async def test_a_lookup_that_began_before_a_change_is_not_remembered(world: World, monkeypatch: pytest.MonkeyPatch):
    ada = await world.person()
    found, go_on = asyncio.Event(), asyncio.Event()
    look_up = lookups.session_by_claims

    async def slow(session: AsyncSession, claims: Claims, now: datetime) -> lookups.Found | None:
        answer = await look_up(session, claims, now)
        found.set()
        await go_on.wait()
        return answer

    monkeypatch.setattr(lookups, "session_by_claims", slow)
    early = asyncio.create_task(world.authenticator.authenticate(ada.access_token))
    await found.wait()
    monkeypatch.undo()
    async with world.acting(ada) as ctx:
        await accounts.log_out(ctx)
    go_on.set()
    assert (await early).actor.user_id == ada.user.id
    assert await refuses(world.authenticator, ada.access_token)


@pytest.mark.parametrize("status", [OrganizationStatus.SUSPENDED, OrganizationStatus.INACTIVE])
async def test_nobody_acts_for_an_organization_that_is_not_active(world: World, status: OrganizationStatus):
    operator, ada = await world.person(installation=True), await world.person()
    key = await key_of(world, ada)
    assert ada.cookie is not None
    for token in (key, ada.cookie, ada.access_token):
        await world.authenticator.authenticate(token)
    async with world.acting(operator) as ctx:
        await accounts.change_organization(ctx, ada.organization.id, OperatorChange(status=status))
    for token in (key, ada.cookie, ada.access_token):
        with pytest.raises(DomainError) as caught:
            await world.authenticator.authenticate(token)
        assert (caught.value.code, caught.value.kind) == (f"organization_{status}", Kind.FORBIDDEN)
    with pytest.raises(DomainError) as caught:
        await world.log_in(ada.user.email)
    assert caught.value.kind is Kind.FORBIDDEN
    async with world.acting(operator) as ctx:
        change = OperatorChange(status=OrganizationStatus.ACTIVE)
        await accounts.change_organization(ctx, ada.organization.id, change)
    assert (await world.authenticator.authenticate(key)).actor.user_id == ada.user.id


async def test_a_new_plan_and_a_new_role_count_at_once(world: World):
    operator, ada = await world.person(installation=True), await world.person()
    bob = await world.person(Role.VIEWER, beside=ada)
    assert (await world.principal(bob)).role is Role.VIEWER
    async with world.acting(operator) as ctx:
        await accounts.change_organization(ctx, ada.organization.id, OperatorChange(plan=Plan.PRO))
    assert (await world.principal(bob)).plan is Plan.PRO
    async with world.acting(ada) as ctx:
        await accounts.change_role(ctx, bob.user.id, Role.ADMIN)
    assert (await world.principal(bob)).role is Role.ADMIN


async def test_the_use_of_a_key_is_written_at_once_and_then_once_a_minute(world: World):
    ada = await world.person()
    key = await key_of(world, ada)

    async def last_used() -> object:
        async with world.database.session() as session:
            return await session.scalar(select(ApiKey.last_used_at))

    async def use() -> None:
        async with world.acting(ada) as ctx:
            await accounts.forget(ctx.session, ada.organization.id)
        await world.authenticator.authenticate(key)

    assert await last_used() is None
    first = world.clock.now
    await use()
    assert await last_used() == first
    world.clock.now = first + MINUTE / 2
    await use()
    assert await last_used() == first
    world.clock.now = first + MINUTE
    await use()
    assert await last_used() == world.clock.now


async def test_a_key_past_its_end_is_refused(world: World):
    ada = await world.person()
    async with world.acting(ada) as ctx:
        made = await accounts.create_key(
            ctx, world.identity.hasher, name="brief", kind=KeyKind.LIVE, expires_at=world.clock() + MINUTE
        )
    await world.authenticator.authenticate(made.secret)
    async with world.database.session() as session:
        await session.execute(update(ApiKey).values(expires_at=world.clock.now))
        await accounts.forget(session, ada.organization.id)
    assert await refuses(world.authenticator, made.secret)
