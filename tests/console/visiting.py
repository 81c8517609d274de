"""People at the console: who they are, and their browsers.

A step of a journey is a function of a `Page`: it finds things as people do, by role and name
and waits for what it needs.
"""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit
from uuid import uuid4
from weakref import WeakKeyDictionary

import httpx
from playwright.async_api import Browser, ConsoleMessage, Dialog, Locator, Page, ViewportSize

from millwright.doors.cli.client import Client
from millwright.doors.cli.servers import Server
from millwright.doors.http import session_cookie
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.settings import Settings
from tests.journeys.servers import an_address, until

PASSWORD = "Correct-horse-2026"
DESKTOP: ViewportSize = {"width": 1280, "height": 820}
PHONE: ViewportSize = {"width": 390, "height": 844}
_EAGER = 5
"""Seconds in which a thing is looked for again and again."""
PATIENCE = 60_000
"""Milliseconds for anything: machines may be slow, or busy with other tests."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account and an organization of their own."""

    email: str
    password: str = PASSWORD


def somebody() -> Person:
    """Somebody who has no account yet."""
    return Person(f"{uuid4().hex[:12]}@example.org")


def link_mailed_to(server: Server, person: Person) -> str:
    """The link in the latest mail to a person, as the operator reads it in the outbox."""
    with Client(server.url, server.key) as operator:
        until(lambda: letters_to(operator, person) != [], seconds=120)  # mail is written a moment after its cause
        body = str(operator.get(f"/mail/{letters_to(operator, person)[0]}")["body"])
    return next(line for line in body.splitlines() if line.startswith("http"))


def letters_to(operator: Client, person: Person) -> list[str]:
    """The ids of the mails to a person, the latest first."""
    letters = operator.get("/mail", limit=100)["mail"]
    assert isinstance(letters, list)
    return [str(item["id"]) for item in letters if isinstance(item, dict) and item["to"] == person.email]


def signed_up(server: Server) -> Person:
    """Somebody new, whose address is proved."""
    person = somebody()
    account = {"email": person.email, "password": person.password, "organizationName": "Their works"}
    transport = httpx.HTTPTransport(local_address=an_address())
    with httpx.Client(base_url=f"{server.url}/pixell/api/auth", timeout=60, transport=transport) as http:
        http.post("/signup", json=account).raise_for_status()
        token = link_mailed_to(server, person).partition("#token=")[2]
        http.post("/verify", json={"token": token}).raise_for_status()
    return person


def joined(server: Server, host: Person, role: str) -> Person:
    """Somebody new who has come to a person's organization, and works for it now."""
    guest = signed_up(server)
    transport = httpx.HTTPTransport(local_address=an_address())
    with httpx.Client(base_url=f"{server.url}/pixell/api", timeout=60, transport=transport) as http:
        asked = {"email": guest.email, "role": role}
        invited = http.post("/organizations/members", json=asked, headers=_bearer(http, host)).raise_for_status()
        invitation = invited.json()["invitation"]["id"]
        theirs = _bearer(http, guest)
        http.post(f"/organizations/invitations/{invitation}/accept", headers=theirs).raise_for_status()
    return guest


def _bearer(http: httpx.Client, person: Person) -> dict[str, str]:
    login = http.post("/auth/login", json={"email": person.email, "password": person.password}).raise_for_status()
    return {"Authorization": f"Bearer {login.json()['session']['access_token']}"}


@dataclass(frozen=True, slots=True)
class Window:
    """A page of a browser of its own, and what it complained of."""

    page: Page
    complaints: list[str]

    async def forget(self) -> None:
        """Has it be as if it were new, but for the scripts that it need not read again."""
        await self.page.unroute_all(behavior="ignoreErrors")
        await self.page.goto("/healthz")
        await self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        await self.page.context.clear_cookies()
        await self.page.set_viewport_size(DESKTOP)
        self.complaints.clear()


async def opened(browser: Browser, server: Server) -> Window:
    """A new window, where nothing of the console's is yet."""
    context = await browser.new_context(base_url=server.url, viewport=DESKTOP, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    window = Window(await context.new_page(), [])

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            window.complaints.append(message.text)

    async def answer(dialog: Dialog) -> None:
        if dialog.type != "beforeunload":  # what is unsaved is left where a test leaves
            window.complaints.append(f"{dialog.type}: {dialog.message}")
        await dialog.accept()

    window.page.on("console", note)
    window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
    window.page.on("dialog", answer)
    await window.page.goto("/healthz")
    return window


@asynccontextmanager
async def visit(browser: Browser, server: Server) -> AsyncGenerator[Page]:
    """A page of a browser of its own, at nobody's; what the page itself complains of fails the test.

    Windows are used again once they have forgotten all: a new one costs a second. One in which a test failed is not.
    """
    spare = _SPARE.setdefault(browser, [])
    window = spare.pop() if spare else await opened(browser, server)
    try:
        yield window.page
        assert window.complaints == [], window.complaints
    except BaseException:
        await window.page.context.close()
        raise
    await window.forget()
    spare.append(window)


async def sign_in(page: Page, person: Person, at: str = "/", *, anew: bool = False) -> None:
    """Has the browser be that person's, and goes there; in a session of its own where it is to end."""
    here = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    cookie = _SESSIONS.get((here, person)) if not anew else None
    if cookie is None:
        cookie = await _new_session(here, person)
    if not anew:
        _SESSIONS[here, person] = cookie
    await page.context.add_cookies(
        [{"name": session_cookie.NAME, "value": cookie, "url": here, "httpOnly": True, "sameSite": "Lax"}]
    )
    await page.goto(at)
    await page.evaluate(_HEADED)


async def _new_session(here: str, person: Person) -> str:
    transport = httpx.AsyncHTTPTransport(local_address=an_address())
    async with httpx.AsyncClient(base_url=f"{here}/pixell/api/auth", timeout=60, transport=transport) as http:
        told = {"email": person.email, "password": person.password}
        answer = (await http.post("/login", json=told)).raise_for_status()
    return answer.cookies[session_cookie.NAME]


async def sign_in_by_hand(page: Page, person: Person) -> None:
    """Fills in the page that asks who one is, and waits for the projects."""
    await page.get_by_label("Email").fill(person.email)
    await page.get_by_label("Password").fill(person.password)
    await page.get_by_role("button", name="Sign in").click()
    await seen(page.get_by_role("heading", name="What do you want to build?"))


async def seen(thing: Locator, patience: float = PATIENCE) -> Locator:
    """The thing, once it is there to be seen, within so many milliseconds.

    Playwright's own waiting looks but twice a second after the first moments, and most things come in between.
    """
    until_then = time.monotonic() + _EAGER
    while time.monotonic() < until_then and not await thing.is_visible():
        await thing.page.wait_for_timeout(30)
    await thing.wait_for(timeout=patience)
    return thing


_SPARE: WeakKeyDictionary[Browser, list[Window]] = WeakKeyDictionary()
"""The windows of a browser in which nobody is."""
_SESSIONS: dict[tuple[str, Person], str] = {}
"""Of whom somebody was signed in as before: proving a password takes a machine some time."""
_HEADED = """async () => {
    while (document.querySelector('h1') === null) await new Promise(requestAnimationFrame)
}"""
"""Looks at each frame: Playwright's own waiting looks twice a second after the first moments."""
_SETTLED = """async () => {
    const waiting = () => document.querySelector('h1') === null || document.querySelector('[aria-busy=true]') !== null
    while (waiting()) await new Promise(requestAnimationFrame)
}"""
_THEMES: dict[str, dict[str, list[str]]] = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast"]},
}
"""What is asked of axe: the themes differ by their colours alone."""
_LOOKED_OVER = """async themes => {
    const page = document.documentElement
    const frame = () => new Promise(requestAnimationFrame)
    const passing = () => document.getAnimations().filter(moves => moves instanceof CSSTransition)
    const serious = ({ impact }) => ['serious', 'critical'].includes(impact)
    const words = ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes.slice(0, 5).map(node => node.target.flat().join(' ')).join(', ')})`
    const shown = page.dataset.theme
    const faults = []
    for (const [theme, asked] of Object.entries(themes)) {
        page.dataset.theme = theme
        await frame()
        while (passing().length > 0) {
            await Promise.all(passing().map(moves => moves.finished.catch(() => null)))
            await frame()
        }
        const { violations } = await axe.run(document, { iframes: false, ...asked })
        faults.push(...violations.filter(serious).map(violation => `in ${theme}: ${words(violation)}`))
    }
    page.dataset.theme = shown
    return [faults, page.scrollWidth - page.clientWidth]
}"""
"""Colours pass by frames, of which a busy machine has few; an inherited one begins anew at each child."""


async def settled(page: Page) -> None:
    """Waits until the page has all that it has asked for."""
    await page.evaluate(_SETTLED)


async def assert_well(page: Page) -> None:
    """Axe finds nothing serious in the page as it is now, in light and in dark, and it does not scroll sideways."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_axe())
    faults, too_wide = await page.evaluate(_LOOKED_OVER, _THEMES)
    assert faults == [], f"{page.url} at {page.viewport_size}: {faults}"
    assert too_wide <= 0, f"{page.url} at {page.viewport_size} is {too_wide} px too wide"


async def assert_well_at_every_width(page: Page) -> None:
    """The same as a phone shows the page and as a desktop does; it is a desktop's afterwards."""
    for size in (PHONE, DESKTOP):
        await page.set_viewport_size(size)
        await assert_well(page)


@cache
def _axe() -> str:
    return (Toolchain.locate(Settings().toolchain).node_modules / "axe-core" / "axe.min.js").read_text()
