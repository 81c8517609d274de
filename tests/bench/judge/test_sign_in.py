"""Getting in as a stranger does: by what the page shows."""

from pathlib import Path

import pytest
from aiohttp import web

from bench.judge.judge import AppJudge, Bounds
from bench.judge.verdicts import Check, Kind, Verdict
from millwright.factory.browser import Chromium
from tests.bench.judge.site import Site, serving

pytestmark = pytest.mark.slow

DOOR = """<h1>Sign in</h1><p>Demo: ann@example.com, password: green-door</p>
<form method="post" action="/enter"><label>E-mail <input name="email" type="email" required></label>
<label>Password <input name="password" type="password" required></label>
<button>Sign in</button><p role="alert">FAULT</p></form>"""
INSIDE = """<h1>Your plants</h1><p>A fern, an ivy, and a cactus that nobody has watered since May.</p>
<form method="post" action="/leave"><button>Sign out</button></form><button onclick="location='/'">Sign out</button>"""


class Members(Site):
    """A site that shows nothing to strangers; `open_door` lets everybody in."""

    open_door: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/enter":
            form = await request.post()
            if self.open_door or (form["email"], form["password"]) == ("ann@example.com", "green-door"):
                response = web.Response(status=303, headers={"Location": "/"})
                response.set_cookie("who", "ann")
                return response
            body = DOOR.replace("FAULT", "The address or the password is wrong.")
            return web.Response(text=self.page(body), content_type="text/html")
        if "who" not in request.cookies:
            return web.Response(text=self.page(DOOR.replace("FAULT", "")), content_type="text/html")
        return await super().answer(request)


async def judged(chromium: Chromium, axe: Path, site: Site) -> list[Check]:
    async with serving(site):
        judge = AppJudge(chromium, site.url, "A club.", axe=axe, folder=None, bounds=Bounds(seconds=120))
        await judge.run([])
    return [check for check in judge.report.checks if check.kind is Kind.SIGN_IN or check.role]


async def test_a_demo_account_in_the_text_is_used(chromium: Chromium, axe: Path) -> None:
    found = {check.name: check.verdict for check in await judged(chromium, axe, Members({"/": INSIDE}))}
    assert found["as nobody"] is Verdict.YES
    assert found["as nothing"] is Verdict.YES
    assert found["Demo"] is Verdict.YES
    assert found["Your plants"] is Verdict.YES


async def test_a_door_that_lets_everybody_in_is_caught(chromium: Chromium, axe: Path) -> None:
    site = Members({"/": INSIDE})
    site.open_door = True
    found = {check.name: check.verdict for check in await judged(chromium, axe, site)}
    assert found["as nobody"] is Verdict.NO


ORDER = """<h1>Order</h1><p>Whoever orders today has plants on Friday, whatever the weather.</p>
<form method="post" action="/order"><label>Plant <input name="plant" required maxlength="40"></label>
<button>Order</button></form>"""


class Orders(Members):
    """Everybody sees the form; who sends it must have come in."""

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/order":
            known = "who" in request.cookies
            return web.Response(status=303, headers={"Location": "/thanks" if known else "/door"})
        if request.path == "/thanks":
            return web.Response(text=self.page("<h1>Thank you</h1><p>Ordered.</p>"), content_type="text/html")
        if request.path in {"/door", "/enter"}:
            return await super().answer(request)
        return await Site.answer(self, request)


async def test_a_form_for_members_is_judged_as_one_of_them(chromium: Chromium, axe: Path) -> None:
    site = Orders({"/": ORDER, "/door": ""})
    async with serving(site):
        judge = AppJudge(chromium, site.url, "A shop.", axe=axe, folder=None, bounds=Bounds(seconds=120))
        await judge.run([])
    assert [(c.verdict, c.role) for c in judge.report.checks if c.kind is Kind.VALID] == [(Verdict.YES, "Demo")]
