"""What the page of a generated application may do to Millwright from a visitor's browser: nothing.

The browser is told to ignore the content security policy of the page, as if the application had sent none: the page is
then as hostile as its author likes, and what holds is Millwright's own doing.
"""

from collections.abc import AsyncGenerator
from urllib.parse import urlsplit

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright

from millwright.doors.cli.client import Client
from millwright.doors.cli.servers import Server
from millwright.factory.browser.chromium import Chromium
from millwright.factory.browser.launcher import Launcher
from tests.journeys.servers import App

pytestmark = pytest.mark.slow
READ = """async ([url, options]) => {
  try { return await (await fetch(url, options)).text() } catch (error) { return `refused: ${error.name}` }
}"""
LOGIN = """async () => {
  const state = await (await fetch('/api/auth/state')).json()
  const body = JSON.stringify({email: state.demo.accounts[0].email, password: state.demo.password})
  const headers = {'Content-Type': 'application/json', 'X-Requested-With': 'fetch'}
  return (await fetch('/api/auth/login', {method: 'POST', headers, body})).status
}"""
WHO = "async () => (await (await fetch('/api/auth/state')).json()).user?.email ?? null"


@pytest.fixture(scope="module")
async def context(server: Server) -> AsyncGenerator[BrowserContext]:
    """A browser that is signed in at Millwright, so to speak."""
    chromium = Chromium()
    executable = chromium.executable
    if chromium.missing is not None or executable is None:
        pytest.skip(chromium.missing or "Chromium is not installed")
    launcher = Launcher()
    async with async_playwright() as playwright:
        browser = await launcher.launch(playwright, executable)
        context = await browser.new_context(bypass_csp=True)
        await context.add_cookies([{"name": "mw_session", "value": "secret", "url": server.url, "httpOnly": True}])
        yield context
        await browser.close()
    launcher.close()


@pytest.fixture
async def page(context: BrowserContext, app: App) -> AsyncGenerator[Page]:
    """The front page of the list of books, whose script is ours to write."""
    page = await context.new_page()
    await page.goto(app.url)
    yield page
    for each in context.pages:
        await each.close()


@pytest.mark.parametrize("path", ["/aibuild/v1/projects", "/aibuild/v1/openapi.json", "/healthz", "/apps/books"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"credentials": "include"},
        {"headers": {"Authorization": "Bearer KEY"}},
        {"method": "POST", "headers": {"Content-Type": "application/json"}, "body": "{}"},
        {"mode": "no-cors", "credentials": "include"},
    ],
    ids=["plain", "credentials", "key", "post", "blind"],
)
async def test_no_answer_of_millwright_can_be_read(page: Page, server: Server, path: str, options: dict[str, object]):
    if "headers" in options and "body" not in options:
        options = {"headers": {"Authorization": f"Bearer {server.key}"}}
    assert await page.evaluate(READ, [server.url + path, options]) == "refused: TypeError"


async def test_what_a_form_can_send_changes_nothing(page: Page, server: Server, client: Client):
    before = client.get("/projects")["pagination"]
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        options = {
            "method": "POST",
            "mode": "no-cors",
            "credentials": "include",
            "headers": {"Content-Type": kind},
            "body": '{"prompt": "Keep a list of the books that I have read"}',
        }
        await page.evaluate(READ, [f"{server.url}/aibuild/v1/projects/generate", options])
    assert client.get("/projects")["pagination"] == before


async def test_millwright_cannot_be_framed_nor_embedded(page: Page, server: Server):
    await page.evaluate(
        """async (url) => {
          for (const [tag, name] of [['iframe', 'src'], ['embed', 'src'], ['object', 'data']]) {
            const made = document.createElement(tag); made[name] = url + '/aibuild/v1/docs'
            document.body.append(made)
          }
          await new Promise((resolve) => setTimeout(resolve, 1000))
        }""",
        server.url,
    )
    assert [frame.url for frame in page.frames if urlsplit(frame.url).netloc == urlsplit(server.url).netloc] == []
    assert len(page.frames) > 1


async def test_a_window_of_millwrights_is_out_of_reach_and_so_is_its_opener(
    context: BrowserContext, page: Page, server: Server, app: App
):
    held = await page.evaluate(
        """async (url) => {
          const other = open(url + '/healthz')
          const blank = () => { try { return other.location.href === 'about:blank' } catch { return false } }
          for (let tries = 0; tries < 200 && !other.closed && blank(); tries++) {
            await new Promise((go) => setTimeout(go, 100))
          }
          try { return other.closed ? 'cut' : other.document.body.innerText } catch (error) { return error.name }
        }""",
        server.url,
    )
    assert held in {"cut", "SecurityError"}
    ours = await context.new_page()
    await ours.goto(f"{server.url}/healthz")
    async with context.expect_page() as opened:
        await ours.evaluate("(url) => { window.open(url) }", app.url)
    theirs = await opened.value
    await theirs.wait_for_load_state()
    assert theirs.url.startswith(app.url)
    assert await theirs.evaluate("() => window.opener === null")


async def test_cookies_of_millwright_and_of_other_apps_are_out_of_sight(page: Page, app: App, other_app: App):
    assert await page.evaluate(LOGIN) == 200
    who = await page.evaluate(WHO)
    assert who.endswith("@demo.example")
    assert await page.evaluate("document.cookie") == ""
    await page.goto(other_app.url)
    assert await page.evaluate("document.cookie") == ""
    assert await page.evaluate(WHO) is None
    assert await page.evaluate(LOGIN) == 200
    await page.goto(app.url)
    assert await page.evaluate(WHO) == who
