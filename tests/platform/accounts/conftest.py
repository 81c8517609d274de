"""People who have signed up and logged in, and the Authenticator that knows them."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from millwright.kit.clock import system_clock
from millwright.kit.context import Context
from millwright.kit.database import Database
from millwright.kit.notify import NotificationHub
from millwright.platform.accounts import Authenticator, Identity, Principal, Role, Tokens, log_in
from tests.factories.accounts import PASSWORD, make_identity, make_member, make_organization, set_password

LIFETIME = timedelta(hours=1)


@dataclass
class Hands:
    """A clock that a test moves."""

    now: datetime = field(default_factory=system_clock)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def identity() -> Identity:
    return make_identity()


@pytest.fixture
async def authenticator(database: Database, identity: Identity, hands: Hands) -> AsyncGenerator[Authenticator]:
    async with authenticating(database, identity, hands) as authenticator:
        yield authenticator


@asynccontextmanager
async def authenticating(
    database: Database, identity: Identity, clock: Callable[[], datetime]
) -> AsyncGenerator[Authenticator]:
    hub = NotificationHub(database.url)
    await hub.start()
    authenticator = Authenticator(database, hub, identity, clock=clock)
    await authenticator.start()
    yield authenticator
    await authenticator.stop()
    await hub.stop()


@dataclass
class World:
    """What a test of several people needs: who they are once they have logged in, and their transactions."""

    database: Database
    identity: Identity
    authenticator: Authenticator
    clock: Hands

    async def person(
        self, role: Role = Role.OWNER, *, beside: Tokens | None = None, installation: bool = False
    ) -> Tokens:
        """Somebody new who has logged in: in an organization of their own, or `beside` somebody in theirs."""
        async with self.database.session() as session:
            if beside is not None:
                organization = beside.organization
            else:
                organization = await make_organization(session, installation=installation)
            actor = await make_member(session, organization, role)
            email = await set_password(session, actor.user_id)
        return await self.log_in(email)

    async def log_in(self, email: str, password: str = PASSWORD) -> Tokens:
        return await log_in(
            self.database, self.identity, email=email, password=password, lifetime=LIFETIME, clock=self.clock
        )

    async def principal(self, who: Tokens) -> Principal:
        return await self.authenticator.authenticate(who.access_token)

    @asynccontextmanager
    async def acting(self, who: Tokens | Principal) -> AsyncGenerator[Context]:
        """One transaction of theirs."""
        principal = who if isinstance(who, Principal) else await self.principal(who)
        async with self.database.session() as session:
            yield Context(session=session, actor=principal.actor, clock=self.clock)


@pytest.fixture
def world(database: Database, identity: Identity, authenticator: Authenticator, hands: Hands) -> World:
    return World(database, identity, authenticator, hands)
