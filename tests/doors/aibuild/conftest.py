"""The AiBuild door over a real database, asked in process: no worker runs, so nothing is generated."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from millwright.doors import aibuild
from millwright.doors.http.services import Services
from millwright.kit.context import ALL_SCOPES, READ_SCOPES, Actor, Context
from millwright.platform import accounts
from tests.doors.conftest import URL
from tests.factories.accounts import make_actor


async def client_of(services: Services, actor: Actor | None) -> httpx.AsyncClient:
    headers: dict[str, str] = {}
    if actor is not None:
        async with services.database.session() as session:
            kind = accounts.KeyKind.READ if actor.scopes == READ_SCOPES else accounts.KeyKind.USER
            context = Context(session=session, actor=Actor(actor.user_id, actor.organization_id, ALL_SCOPES))
            made = await accounts.create_key(context, services.hasher, name="test", kind=kind)
        headers["Authorization"] = f"Bearer {made.secret}"
    transport = httpx.ASGITransport(aibuild.create_app(services), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=URL, headers=headers)


@pytest.fixture
async def client(services: Services, ada: Actor) -> AsyncGenerator[httpx.AsyncClient]:
    """Ada, with a key that may do everything."""
    async with await client_of(services, ada) as client:
        yield client


@pytest.fixture
async def reader(services: Services, ada: Actor) -> AsyncGenerator[httpx.AsyncClient]:
    """Ada, with a key that only reads."""
    async with await client_of(services, Actor(ada.user_id, ada.organization_id, READ_SCOPES)) as client:
        yield client


@pytest.fixture
async def nobody(services: Services) -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody without a key."""
    async with await client_of(services, None) as client:
        yield client


@pytest.fixture
async def stranger(services: Services) -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody of another organization."""
    async with services.database.session() as session:
        bob = await make_actor(session, "Bob")
    async with await client_of(services, bob) as client:
        yield client
