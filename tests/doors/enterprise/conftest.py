"""The Enterprise door over a real database, asked in process: no worker runs, so nothing is built."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from millwright.doors import enterprise
from millwright.doors.http.services import Services
from millwright.kit.context import Actor
from millwright.platform.accounts import Plan, Role
from tests.doors.conftest import URL
from tests.factories.accounts import PASSWORD, make_member, make_organization, set_password


class Client(httpx.AsyncClient):
    """Asks below ``/v1``; `host` asks beside it."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        super().__init__(transport=transport, base_url=f"{URL}/v1")
        self.host = httpx.AsyncClient(transport=transport, base_url=URL)

    async def token(self, **form: str) -> httpx.Response:
        """The token endpoint."""
        return await self.post("/auth/token", data=form)

    async def log_in(self, email: str) -> dict[str, str]:
        """The header with which somebody asks."""
        answer = await self.token(grant_type="password", username=email, password=PASSWORD)
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.fixture
async def nobody(services: Services) -> AsyncGenerator[Client]:
    """Somebody without a credential."""
    client = Client(httpx.ASGITransport(enterprise.create_app(services), raise_app_exceptions=False))
    async with client:
        yield client
    await client.host.aclose()


@pytest.fixture
async def operator(services: Services) -> Actor:
    """The owner of the installation."""
    async with services.database.session() as session:
        own = await make_organization(session, "Installation", plan=Plan.UNLIMITED, installation=True)
        return await make_member(session, own, Role.OWNER, "Olga")


@pytest.fixture
async def operator_headers(services: Services, nobody: Client, operator: Actor) -> dict[str, str]:
    async with services.database.session() as session:
        email = await set_password(session, operator.user_id)
    return await nobody.log_in(email)


@pytest.fixture
async def ada_headers(services: Services, nobody: Client, ada: Actor) -> dict[str, str]:
    """Ada, an owner of her own organization."""
    async with services.database.session() as session:
        email = await set_password(session, ada.user_id)
    return await nobody.log_in(email)
