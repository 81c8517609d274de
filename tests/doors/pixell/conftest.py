"""The Pixell door over a real database, asked in process."""

from collections.abc import AsyncGenerator, Callable

import httpx
import pytest

from millwright.doors import pixell
from millwright.doors.http.services import Services
from millwright.kit.context import Actor
from millwright.platform.accounts import Organization, Role
from tests.doors.conftest import URL
from tests.factories.accounts import PASSWORD, make_actor, make_member, set_password

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


@pytest.fixture
async def ada_browser(new_client: NewClient, ada_email: str) -> httpx.AsyncClient:
    """Ada, logged in by cookie."""
    browser = new_client()
    assert (await log_in(browser, ada_email)).status_code == 200
    return browser


def program(new_client: NewClient, token: str) -> httpx.AsyncClient:
    """Whoever presents this token."""
    client = new_client()
    client.headers["Authorization"] = f"Bearer {token}"
    return client


async def joined(services: Services, new_client: NewClient, ada: Actor, role: Role) -> httpx.AsyncClient:
    """Somebody with this role in Ada's organization, logged in."""
    async with services.database.session() as session:
        organization = await session.get_one(Organization, ada.organization_id)
        member = await make_member(session, organization, role, "Bob")
        email = await set_password(session, member.user_id)
    browser = new_client()
    await log_in(browser, email)
    return browser


async def another(services: Services, new_client: NewClient) -> tuple[httpx.AsyncClient, str]:
    """Somebody with an organization of their own, logged in; and their address."""
    async with services.database.session() as session:
        bob = await make_actor(session, "Bob")
        email = await set_password(session, bob.user_id)
    browser = new_client()
    await log_in(browser, email)
    return browser, email


async def sign_up(client: httpx.AsyncClient, email: str, organization: str = "My Company") -> httpx.Response:
    return await client.post(
        "/api/auth/signup", json={"email": email, "password": PASSWORD, "organizationName": organization}
    )


async def log_in(
    client: httpx.AsyncClient, email: str, password: str = PASSWORD, *, remember: bool = False
) -> httpx.Response:
    """The client's jar keeps the cookie."""
    return await client.post("/api/auth/login", json={"email": email, "password": password, "rememberMe": remember})
