"""One server, one browser, one person with one small application, for all of the console's tests in a process."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

import httpx
import pytest
from playwright.async_api import Browser, async_playwright

from millwright.doors.cli.client import Client
from millwright.doors.cli.servers import Server
from millwright.doors.console import FOLDER
from millwright.factory.browser.chromium import Chromium
from millwright.factory.browser.launcher import Launcher
from tests.console.visiting import Person, signed_up
from tests.journeys import servers
from tests.journeys.servers import an_address


@pytest.fixture(scope="session")
def server(pytestconfig: pytest.Config) -> Server:
    servers.require_factory()
    if not (FOLDER / "index.html").exists():
        pytest.skip("the console is not built: make setup")
    return servers.shared_server(pytestconfig)


@pytest.fixture(scope="session")
async def browser() -> AsyncGenerator[Browser]:
    chromium = Chromium()
    if chromium.missing is not None:
        pytest.skip(chromium.missing)
    assert chromium.executable is not None
    launcher = Launcher()
    async with async_playwright() as playwright:
        running = await launcher.launch(playwright, chromium.executable)
        yield running
        await running.close()
    launcher.close()


@pytest.fixture(scope="session")
def person(server: Server) -> Person:
    """Somebody with an account, who has signed in nowhere yet."""
    return signed_up(server)


@dataclass(frozen=True, slots=True)
class Owned:
    """A project of somebody's, with its application running."""

    owner: Person
    project_id: str
    url: str


@pytest.fixture(scope="session")
def owned(server: Server) -> Owned:
    """A small application of somebody's own: tests may change it, and must not count on its first state."""
    owner = signed_up(server)
    transport = httpx.HTTPTransport(local_address=an_address())
    with httpx.Client(base_url=f"{server.url}/pixell/api", timeout=60, transport=transport) as http:
        login = http.post("/auth/login", json={"email": owner.email, "password": owner.password}).raise_for_status()
        bearer = {"Authorization": f"Bearer {login.json()['session']['access_token']}"}
        key = http.post("/api-keys", json={"name": "tests"}, headers=bearer).raise_for_status().json()["apiKey"]["key"]
    with Client(server.url, key) as client:
        made = servers.generate(client, servers.BOOKS)
    assert made.operation["status"] == "succeeded", made.operation["error"]
    return Owned(owner, made.project_id, made.url)
