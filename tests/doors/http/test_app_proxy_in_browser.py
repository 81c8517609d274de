"""What a hostile app may try from a real browser against its neighbour on another port of the same host."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import WSMsgType, web
from playwright.async_api import Page, async_playwright

from millwright.factory.browser.chromium import Chromium
from millwright.factory.browser.launcher import Launcher
from tests.doors.http.proxied import Street, street
from tests.factory.deployments.world import until

pytestmark = pytest.mark.slow


class Victim:
    """An app with a session, careless about who asks; `heard` is what came with a session, and what without."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, str]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.heard.append((request.method, request.path, request.headers.get("Cookie", "")))
        if request.headers.get("Upgrade", "").lower() == "websocket":
            socket = web.WebSocketResponse()
            await socket.prepare(request)
            async for message in socket:
                assert message.type is not WSMsgType.ERROR
            return socket
        response = web.Response(text="<h1>secret</h1>", content_type="text/html")
        # As careless as can be: every origin may read, with credentials.
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
        response.headers["Access-Control-Allow-Credentials"] = "true"
        if request.path == "/login":
            response.set_cookie("session", "victims", samesite="Lax")
        return response

    def seen(self, path: str) -> list[str]:
        """The cookies that came with requests for `path`."""
        return [cookie for _, asked, cookie in self.heard if asked == path]


async def thief(_: web.Request) -> web.Response:
    return web.Response(text="<h1>hello</h1>", content_type="text/html")


@asynccontextmanager
async def page_in_browser() -> AsyncGenerator[Page]:
    missing = Chromium().missing
    if missing is not None:
        pytest.skip(missing)
    launcher = Launcher()
    async with async_playwright() as playwright:
        found = Chromium().executable
        assert found is not None
        browser = await launcher.launch(playwright, found)
        yield await browser.new_page()
        await browser.close()
    launcher.close()


@pytest.fixture
async def town(short_folder: Path) -> AsyncGenerator[Street]:
    async with street(short_folder) as found:
        yield found


ATTACKS = {
    "/read": "await fetch(victim + '/read', {credentials: 'include'}).catch(() => {})",
    "/blind": "await fetch(victim + '/blind', {mode: 'no-cors', credentials: 'include'}).catch(() => {})",
    "/post": "await fetch(victim + '/post', {method: 'POST', mode: 'no-cors', credentials: 'include'}).catch(() => {})",
    "/beacon": "navigator.sendBeacon(victim + '/beacon', 'x'); await wait(300)",
    "/script": "await add('script', {src: victim + '/script'})",
    "/image": "await add('img', {src: victim + '/image'})",
    "/form": """
        const frame = document.createElement('iframe'); frame.name = 'sink'; document.body.append(frame)
        const form = Object.assign(document.createElement('form'), {action: victim + '/form', method: 'post'})
        form.target = 'sink'; document.body.append(form); form.submit(); await wait(500)""",
    "/socket": "new WebSocket(victim.replace('http', 'ws') + '/socket'); await wait(500)",
}
HELPERS = """async (victim) => {
  const wait = (time) => new Promise((resolve) => setTimeout(resolve, time))
  const add = (tag, given) => new Promise((resolve) => {
    const made = Object.assign(document.createElement(tag), given)
    made.onload = made.onerror = resolve
    document.body.append(made)
  })
  ATTACK
}"""


async def test_a_hostile_apps_page_acts_on_its_neighbour_only_as_a_stranger(town: Street) -> None:
    victim = Victim()
    async with town.app(victim.answer, "victim") as theirs, town.app(thief, "thief") as mine, page_in_browser() as page:
        await page.goto(theirs + "/login")
        await page.goto(theirs + "/home")
        assert victim.seen("/home") == ["session=victims"]
        await page.goto(mine)
        assert await page.evaluate("document.cookie") == ""
        for attack in ATTACKS.values():
            await page.evaluate(HELPERS.replace("ATTACK", attack), theirs)
        await until(lambda: sum(bool(victim.seen(path)) for path in ATTACKS) >= len(ATTACKS) - 1, seconds=30)
        assert [path for path in ATTACKS if victim.seen(path) not in ([""], [])] == []


async def test_a_hostile_apps_script_cannot_make_up_its_neighbours_cookies(town: Street) -> None:
    victim = Victim()
    async with town.app(victim.answer, "victim") as theirs, town.app(thief, "thief") as mine, page_in_browser() as page:
        await page.goto(theirs + "/login")
        (stored,) = await page.context.cookies()
        assert stored.get("httpOnly") is True
        await page.goto(mine)
        await page.evaluate(
            """(name) => {
              for (const path of ['/', '/home']) {
                document.cookie = `${name}=forged; path=${path}`
                document.cookie = `session=forged; path=${path}`
              }
            }""",
            stored.get("name"),
        )
        await page.goto(theirs + "/home")
        assert victim.seen("/home") == ["session=victims"]


async def test_a_hostile_app_cannot_frame_its_neighbour_nor_hold_its_window(town: Street) -> None:
    victim = Victim()
    async with town.app(victim.answer, "victim") as theirs, town.app(thief, "thief") as mine, page_in_browser() as page:
        await page.goto(mine)
        framed = await page.evaluate(
            """async (victim) => {
              const frame = document.createElement('iframe'); frame.src = victim; document.body.append(frame)
              await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 20000) })
              try { return frame.contentDocument?.body.innerText ?? 'closed' } catch { return 'closed' }
            }""",
            theirs,
        )
        assert framed == "closed"
        assert [frame for frame in page.frames if frame.url.startswith(theirs)] == []
        held = await page.evaluate(
            """async (victim) => {
              const other = open(victim)
              for (let tries = 0; tries < 200 && !other.closed; tries++) await new Promise((go) => setTimeout(go, 100))
              try { document.domain = '127.0.0.1' } catch {}
              try { return other.closed ? 'cut' : other.document.body.innerText } catch { return 'closed' }
            }""",
            theirs,
        )
        assert held == "cut"
