"""The pages behind the links of our mails, in a real browser, on a phone, by keyboard."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import ConsoleMessage, Page
from sqlalchemy import select

from millwright.doors import pixell
from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import create_front
from millwright.doors.http.services import Services
from millwright.factory.deployments import Routes
from millwright.kit.context import Actor, Context
from millwright.platform import accounts
from millwright.platform.accounts import Membership, Role, User
from millwright.platform.accounts.identity import mint_reset_token, mint_verification_token
from millwright.platform.notifications import letters
from tests.doors.http.browsing import page_of_a_phone, served
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.slow
NEW_PASSWORD = "Battery-staple-2026"


@asynccontextmanager
async def world(services: Services) -> AsyncGenerator[tuple[str, Page]]:
    """The front's address, and a page in which nothing may complain."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    services = replace(services, identity=replace(services.identity, email_verification=True))
    doors = {"/pixell": pixell.create_app(services)}
    front = create_front(services, Routes(), AppProxy(Routes(), key=b"k" * 32), doors=doors, domain=None)
    async with served(front) as url, page_of_a_phone(scripts=True) as page:
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield url, page
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    assert complaints == []


async def signed_up(services: Services, email: str) -> User:
    identity = replace(services.identity, email_verification=True)
    return await accounts.sign_up(
        services.database, identity, email=email, password=PASSWORD, organization_name="A place of one's own"
    )


async def user(services: Services, email: str) -> User:
    async with services.database.session() as session:
        return (await session.scalars(select(User).where(User.email == email))).one()


def link_in(letter: letters.Letter) -> str:
    return next(line for line in letter.text.splitlines() if line.startswith("http"))


async def test_an_address_is_confirmed_by_the_link_of_the_mail(services: Services, tmp_path: Path):
    bob = await signed_up(services, "bob@example.org")
    token = mint_verification_token(services.identity, bob, services.clock())
    async with world(services) as (url, page):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(link_in(letters.verification(url, token)))
        await page.get_by_role("button", name="Confirm my address").wait_for()
        assert urlsplit(page.url).fragment == ""
        assert (await user(services, bob.email)).verified_at is None
        await page.screenshot(path=tmp_path / "verify.png")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.get_by_text("your address is confirmed").wait_for()
        assert {urlsplit(address).netloc for address in asked} == {urlsplit(url).netloc}
        assert not [address for address in asked if token in address]
    assert (await user(services, bob.email)).verified_at is not None


async def test_a_link_that_has_ended_says_so_and_offers_a_new_one(services: Services):
    await signed_up(services, "bob@example.org")
    async with world(services) as (url, page):
        for path, words in (
            ("verify#token=eyJhbGciOiJub25lIn0.e30.", "expired, or was used before"),
            ("verify", "not complete"),
            ("reset", "not complete"),
        ):
            await page.goto("about:blank")
            await page.goto(f"{url}/account/{path}")
            if "#" in path:
                await page.get_by_role("button", name="Confirm my address").click()
            await page.get_by_text(words).wait_for()
            await page.get_by_label("Email").fill("bob@example.org")
            await page.keyboard.press("Enter")
            await page.get_by_text("a mail is on its way").wait_for()


async def test_a_new_password_is_chosen_and_is_the_one_to_log_in_with(services: Services):
    bob = await signed_up(services, "bob@example.org")
    token = mint_reset_token(services.identity, bob, services.clock())
    async with world(services) as (url, page):
        link = link_in(letters.password_reset(url, token))
        await page.goto(link)
        await page.get_by_label("New password").fill(NEW_PASSWORD)
        assert urlsplit(page.url).fragment == ""
        await page.keyboard.press("Enter")
        await page.get_by_text("Your password is changed").wait_for()
        async with httpx.AsyncClient(base_url=f"{url}/pixell/api/auth") as client:
            for password, status in ((PASSWORD, 401), (NEW_PASSWORD, 200)):
                answer = await client.post("/login", json={"email": bob.email, "password": password})
                assert answer.status_code == status
        await page.goto("about:blank")
        await page.goto(link)
        await page.get_by_label("New password").fill("Another-battery-2026")
        await page.keyboard.press("Enter")
        await page.get_by_text("was used before").wait_for()
        await page.get_by_role("button", name="Send a new link").wait_for()


async def test_whoever_is_invited_signs_in_and_joins(services: Services, ada: Actor):
    bob = await signed_up(services, "bob@example.org")
    async with services.database.session() as session:
        (await session.get_one(User, bob.id)).verified_at = services.clock()
        invitation = await accounts.invite(Context(session, ada), bob.email, Role.DEVELOPER)
    async with world(services) as (url, page):
        await page.goto(link_in(letters.invitation(url, str(invitation.id), "Ada & Sons", "developer")))
        await page.get_by_label("Email").first.fill(bob.email)
        await page.get_by_label("Password").first.fill("Wrong-horse-2026")
        await page.keyboard.press("Enter")
        await page.get_by_text("Invalid email or password.").wait_for()
        await page.get_by_label("Password").first.fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.get_by_text("Welcome to").wait_for()
        await page.reload()
        await page.get_by_text("You are signed in as bob@example.org").wait_for()
        await page.get_by_role("button", name="Join").click()
        await page.get_by_text("no such invitation for this account").wait_for()
    async with services.database.session() as session:
        where = (Membership.user_id == bob.id, Membership.organization_id == ada.organization_id)
        membership = (await session.scalars(select(Membership).where(*where))).one()
    assert membership.role is Role.DEVELOPER


async def test_somebody_without_an_account_signs_up_from_the_invitation(services: Services, ada: Actor):
    async with services.database.session() as session:
        invitation = await accounts.invite(Context(session, ada), "new@example.org", Role.VIEWER)
    async with world(services) as (url, page):
        await page.goto(f"{url}/account/invitations/{invitation.id}")
        await page.get_by_text("I have no account yet").click()
        form = page.locator("#signup")
        await form.get_by_label("Email").fill("new@example.org")
        await form.get_by_label("Password").fill(PASSWORD)
        await form.get_by_label("Name of an organization").fill("New things")
        await form.get_by_role("button", name="Sign up").click()
        await page.get_by_text("check your email").wait_for()
        assert (await user(services, "new@example.org")).verified_at is None
        await page.get_by_label("Email").first.fill("new@example.org")
        await page.get_by_label("Password").first.fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.get_by_text("not confirmed yet").wait_for()


@pytest.mark.parametrize("path", ["verify", "reset", "invitations/0199c0de-0000-7000-8000-000000000000"])
async def test_the_pages_are_closed_to_scripts_and_frames_of_others(services: Services, path: str):
    doors = {"/pixell": pixell.create_app(services)}
    front = create_front(services, Routes(), AppProxy(Routes(), key=b"k" * 32), doors=doors, domain=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url="http://millwright.test") as client:
        answer = await client.get(f"/account/{path}")
        script = await client.get("/account/account.js")
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == 200
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] in {"same-origin", "no-referrer"}
    assert "://" not in answer.text
    assert (script.status_code, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
