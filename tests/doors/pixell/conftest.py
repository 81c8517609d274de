"""The Pixell door over a real database, asked in process."""

from collections.abc import AsyncGenerator, Callable

import httpx
import pytest

from millwright.doors import pixell
from millwright.doors.http.services import Services
from tests.doors.conftest import URL
from tests.factories.accounts import PASSWORD

NewClient = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def new_client(services: Services) -> AsyncGenerator[NewClient]:
    """Browsers and programs, each with a cookie jar of its own."""
    transport = httpx.ASGITransport(pixell.create_app(services), raise_app_exceptions=False)
    opened: list[httpx.AsyncClient] = []

    def make() -> httpx.AsyncClient:
        opened.append(httpx.AsyncClient(transport=transport, base_url=URL))
        return opened[-1]

    yield make
    for client in opened:
        await client.aclose()


@pytest.fixture
def nobody(new_client: NewClient) -> httpx.AsyncClient:
    """Somebody without a credential."""
    return new_client()


async def sign_up(client: httpx.AsyncClient, email: str, organization: str = "My Company") -> httpx.Response:
    return await client.post(
        "/api/auth/signup", json={"email": email, "password": PASSWORD, "organizationName": organization}
    )


async def log_in(
    client: httpx.AsyncClient, email: str, password: str = PASSWORD, *, remember: bool = False
) -> httpx.Response:
    """The client's jar keeps the cookie."""
    return await client.post("/api/auth/login", json={"email": email, "password": password, "rememberMe": remember})
