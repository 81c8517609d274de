"""One server, one browser and one journey for all of the console's tests.

They come to one process, as `tests/conftest.py` has it.
"""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from millwright.doors.cli.servers import Server
from millwright.doors.console import FOLDER
from millwright.factory.browser.chromium import Chromium
from millwright.factory.browser.launcher import Launcher
from tests.console.journey import Journey, Owned
from tests.console.visiting import PATIENCE, Person, signed_up
from tests.journeys import servers

_ORDER = (
    "test_bundle",
    "test_sign_in",  # begins with the journey: the application is built meanwhile
    "test_system",
    "test_hostile_preview",
    "test_home",
    "test_files",
    "test_project_room",
    "test_deployments",  # ends with a change accepted, which is made meanwhile
    "test_settings",
    "test_restoring",  # ends with an earlier revision restored, which is checked meanwhile
    "test_people",
    "test_restored",
)
"""In which order the files are gone through: other rooms are looked at while the server works for the journey."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    places = [place for place, item in enumerate(items) if item.path.parent == here]
    ours = sorted((items[place] for place in places), key=lambda item: _ORDER.index(item.path.stem))
    for place, item in zip(places, ours, strict=True):
        items[place] = item


@dataclass(frozen=True, slots=True)
class _House:
    server: Server
    browser: Browser


@pytest.fixture(scope="session")
async def _house(pytestconfig: pytest.Config) -> AsyncGenerator[_House]:
    """Server and browser take seconds to start: they do so at the same time."""
    servers.require_factory()
    if not (FOLDER / "index.html").exists():
        pytest.skip("the console is not built: make setup")
    chromium = Chromium()
    if chromium.missing is not None:
        pytest.skip(chromium.missing)
    assert chromium.executable is not None
    launcher = Launcher()
    expect.set_options(timeout=PATIENCE)
    starting = asyncio.create_task(asyncio.to_thread(servers.shared_server, pytestconfig))
    async with async_playwright() as playwright:
        browser = await launcher.launch(playwright, chromium.executable)
        yield _House(await starting, browser)
        await browser.close()
    launcher.close()


@pytest.fixture(scope="session")
def server(_house: _House) -> Server:
    return _house.server


@pytest.fixture(scope="session")
def browser(_house: _House) -> Browser:
    return _house.browser


@pytest.fixture(scope="session")
def person(server: Server) -> Person:
    """Somebody with an account, who has signed in nowhere yet."""
    return signed_up(server)


@pytest.fixture(scope="session")
async def journey(server: Server, browser: Browser) -> AsyncGenerator[Journey]:
    going = Journey(server, browser)
    yield going
    await going.leave()


@pytest.fixture
async def owned(journey: Journey) -> Owned:
    """The journey's application: tests may change it, and must not count on its first state."""
    return await journey.built()
