"""The CoordinAItor door over a real database, asked in process: no worker runs, so nothing is generated."""

from collections.abc import AsyncGenerator

import httpx
import pytest
from fastapi import FastAPI

from millwright.doors import coordinaitor
from millwright.doors.http.services import Services
from millwright.kit.context import Actor
from millwright.platform.accounts import Organization, Role
from tests.doors.conftest import URL
from tests.factories.accounts import PASSWORD, make_actor, make_member, set_password


@pytest.fixture
def app(services: Services) -> FastAPI:
    return coordinaitor.create_app(services)


@pytest.fixture
async def nobody(app: FastAPI) -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody without a credential."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        yield client


async def logged_in(nobody: httpx.AsyncClient, email: str) -> dict[str, str]:
    """The header with which an account asks."""
    answer = await nobody.post("/api/v1/auth/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['data']['accessToken']}"}


async def key_of(nobody: httpx.AsyncClient, headers: dict[str, str], *permissions: str, **more: object) -> str:
    """A new API key with these permissions."""
    body = {"name": "test", "permissions": permissions, **more}
    answer = await nobody.post("/api/auth/api-keys", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["key"])


@pytest.fixture
async def ada_headers(nobody: httpx.AsyncClient, ada_email: str) -> dict[str, str]:
    """Ada's session: the owner of her organization."""
    return await logged_in(nobody, ada_email)


@pytest.fixture
async def cleo_headers(services: Services, nobody: httpx.AsyncClient, ada: Actor) -> dict[str, str]:
    """The session of a developer in Ada's organization."""
    async with services.database.session() as session:
        organization = await session.get_one(Organization, ada.organization_id)
        cleo = await make_member(session, organization, Role.DEVELOPER, "Cleo")
        email = await set_password(session, cleo.user_id)
    return await logged_in(nobody, email)


@pytest.fixture
async def bob_headers(services: Services, nobody: httpx.AsyncClient) -> dict[str, str]:
    """Somebody of another organization."""
    async with services.database.session() as session:
        email = await set_password(session, (await make_actor(session, "Bob")).user_id)
    return await logged_in(nobody, email)
