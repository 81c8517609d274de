"""The system, as its operators see it."""

import httpx
import pytest
from playwright.async_api import Browser, expect

from millwright.doors.cli.client import Client
from millwright.doors.cli.servers import Server
from tests.console.visiting import Person, assert_well_at_every_width, letters_to, seen, sign_in, signed_up, visit
from tests.journeys.servers import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


async def test_the_system_is_for_operators_alone(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await sign_in(page, person)
        await page.get_by_role("heading", name="What do you want to build?").wait_for()
        await expect(page.get_by_role("link", name="System")).to_have_count(0)
        for room in ("/system", "/system/mail", "/system/operations"):
            await page.goto(room)
            await page.get_by_text("You do not have access").wait_for()
            await expect(page.get_by_role("navigation", name="System")).to_have_count(0)


@pytest.fixture(scope="module")
def operator(server: Server) -> Person:
    """Somebody who helps to look after the installation."""
    someone = signed_up(server)
    account = {"email": someone.email, "password": someone.password}
    with (
        httpx.Client(base_url=f"{server.url}/pixell/api", timeout=30) as http,
        Client(server.url, server.key) as client,
    ):
        ours = {"Authorization": f"Bearer {server.key}"}
        invited = http.post("/organizations/members", json={"email": someone.email, "role": "admin"}, headers=ours)
        invitation = invited.raise_for_status().json()["invitation"]["id"]
        tokens = http.post("/auth/login", json=account).raise_for_status().json()["session"]
        theirs = {"Authorization": f"Bearer {tokens['access_token']}"}
        # Nobody is written to about an invitation that is accepted already; the page shows what is there when it opens.
        until(lambda: len(letters_to(client, someone)) > 1, seconds=120)
        http.post(f"/organizations/invitations/{invitation}/accept", headers=theirs).raise_for_status()
    return someone


async def test_an_operator_sees_how_the_installation_is_and_reads_its_mail(
    server: Server, browser: Browser, operator: Person
):
    async with visit(browser, server) as page:
        await sign_in(page, operator)
        await page.get_by_role("link", name="System").locator("visible=true").click()
        await page.get_by_role("list", name="This machine").get_by_text("sandbox").first.wait_for()
        await assert_well_at_every_width(page)
        await page.get_by_role("link", name="Operations", exact=True).click()
        await page.get_by_label("Operations to show").select_option("succeeded")
        await page.get_by_role("heading", name="Operations", level=1).wait_for()
        await assert_well_at_every_width(page)
        await page.get_by_role("link", name="Mail", exact=True).click()
        await page.get_by_role("row", name=operator.email).first.wait_for()
        async with httpx.AsyncClient(base_url=f"{server.url}/pixell/api/auth", timeout=60) as http:
            (await http.post("/password/forgot", json={"email": operator.email})).raise_for_status()
        await seen(page.get_by_role("row", name=operator.email).get_by_role("link", name="Choose a new password"))
        await page.get_by_role("link", name="You are invited to This installation").first.click()
        await expect(page.get_by_role("region", name="Message")).to_contain_text("/account/invitations/")
        await assert_well_at_every_width(page)
