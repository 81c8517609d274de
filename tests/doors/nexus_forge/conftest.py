"""The Nexus Forge door over a real database, asked in process: no worker runs, so nothing is built."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from millwright.doors import nexus_forge
from millwright.doors.http.services import Services
from tests.doors.conftest import URL
from tests.factories.accounts import PASSWORD, make_actor, set_password


@pytest.fixture
async def nobody(services: Services) -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody without a credential."""
    transport = httpx.ASGITransport(nexus_forge.create_app(services), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        yield client


async def logged_in(nobody: httpx.AsyncClient, email: str) -> dict[str, str]:
    """The header with which an account asks."""
    answer = await nobody.post("/auth/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.fixture
async def ada_headers(nobody: httpx.AsyncClient, ada_email: str) -> dict[str, str]:
    return await logged_in(nobody, ada_email)


@pytest.fixture
async def bob_headers(services: Services, nobody: httpx.AsyncClient) -> dict[str, str]:
    """Somebody of another organization."""
    async with services.database.session() as session:
        email = await set_password(session, (await make_actor(session, "Bob")).user_id)
    return await logged_in(nobody, email)
