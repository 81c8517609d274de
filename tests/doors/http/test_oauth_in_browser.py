"""Consent as a person sees it: the pages in a real browser, behind the front's headers."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.async_api import ConsoleMessage
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import Front
from millwright.doors.http.metrics import Meter
from millwright.doors.http.services import Services
from millwright.factory.deployments import Routes
from tests.doors.http.browsing import page_of_a_phone, served
from tests.doors.http.oauth_world import MOUNT, PASSWORD, oauth_world

pytestmark = pytest.mark.slow


async def arrived(_: Request) -> PlainTextResponse:
    return PlainTextResponse("back at the app")


async def test_a_person_on_a_phone_signs_in_and_allows_by_keyboard(services: Services):
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    async with oauth_world(services) as world, page_of_a_phone() as page:
        page.on("console", note)
        front = Front(world.app, AppProxy(Routes(), key=b"k" * 32, frame_ancestors=()), None, Meter(world.app, {}))
        async with served(front) as url, served(Starlette(routes=[Route("/cb", arrived)])) as app_url:
            client, _ = await world.make_client([f"{app_url}/cb"])
            question = {"response_type": "code", "client_id": client, "scope": "projects:read", "state": "s"}
            await page.goto(f"{url}{MOUNT}/oauth/authorize?{urlencode(question)}")
            await page.keyboard.type("ada@example.org")
            await page.keyboard.press("Tab")
            await page.keyboard.type(PASSWORD)
            await page.keyboard.press("Enter")
            await page.get_by_role("heading", name="Allow Other").wait_for()
            wide = await page.locator("main").bounding_box()
            assert wide is not None
            assert wide["width"] <= 360
            await page.get_by_role("button", name="Allow", exact=True).focus()
            await page.keyboard.press("Enter")
            await page.get_by_text("back at the app").wait_for()
            said = parse_qs(urlsplit(page.url).query)
    assert set(said) == {"code", "state", "iss"}
    assert not [complaint for complaint in complaints if "Content Security Policy" in complaint]
