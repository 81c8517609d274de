"""The settings, as people use them: their account, their people, their keys, and who is told."""

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from millwright.doors.aibuild.stream import EVENTS
from millwright.doors.cli.servers import Server
from tests.console.visiting import DESKTOP, PASSWORD, PHONE, Person, assert_well, sign_in, signed_up, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
NEW_PASSWORD = "A-better-horse-2027"
ROOMS = {
    "profile": "Profile",
    "organization": "People",
    "keys": "API keys",
    "webhooks": "Webhooks",
    "usage": "Plan and usage",
}


async def make_key(page: Page, name: str) -> str:
    """Makes a key, and copies it from where it is shown this once."""
    await page.get_by_role("button", name="New key").click()
    await page.get_by_label("Name").fill(name)
    await page.get_by_role("button", name="Create key").click()
    shown = await page.get_by_role("textbox", name="Key", exact=True).input_value()
    await page.get_by_role("button", name="Done").click()
    return shown


async def act_on_key(page: Page, name: str, action: str) -> None:
    await page.get_by_role("button", name=f"Actions for {name}").click()
    await page.get_by_role("menuitem", name=action).click()
    await page.get_by_role("alertdialog").get_by_role("button", name=action).click()


async def test_a_key_is_shown_once_rotated_and_revoked(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await sign_in(page, person)
        await page.goto("/settings/keys")
        await page.get_by_text("No keys yet").wait_for()
        first = await make_key(page, "The library")
        await page.get_by_role("cell", name="The library sk_user").wait_for()
        assert first not in await page.content()
        await act_on_key(page, "The library", "Rotate")
        second = await page.get_by_role("textbox", name="Key", exact=True).input_value()
        assert second != first
        await page.get_by_role("button", name="Done").click()
        asked = await page.request.get("/aibuild/v1/projects", headers={"Authorization": f"Bearer {second}"})
        assert asked.status == 200
        await act_on_key(page, "The library", "Revoke")
        await page.get_by_text("No keys yet").wait_for()


async def test_a_webhook_is_made_tried_replayed_and_disabled(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await sign_in(page, person)
        await page.goto("/settings/webhooks")
        await page.get_by_role("button", name="New webhook").click()
        offered = await page.get_by_role("checkbox").evaluate_all("boxes => boxes.map(box => box.value)")
        assert set(offered) == EVENTS
        for name in ("deployment.completed", "deployment.failed"):
            await page.get_by_label(name).uncheck()
        await page.get_by_label("URL").fill("https://hook.invalid/in")
        await page.get_by_role("button", name="Create webhook").click()
        await page.get_by_text("Choose at least one event.").wait_for()
        await page.get_by_label("project.created").check()
        await page.get_by_role("button", name="Create webhook").click()
        await expect(page.get_by_role("textbox", name="Secret")).not_to_be_empty()
        await page.get_by_role("button", name="Done").click()
        await page.get_by_role("link", name="https://hook.invalid/in").click()
        await page.get_by_role("button", name="Send test").click()
        await page.get_by_role("link", name="ping").click()
        await page.get_by_role("heading", name="Attempts").wait_for()
        await expect(page.get_by_role("region", name="Payload").first).to_contain_text('"event": "ping"')
        await assert_well(page)
        await page.get_by_role("button", name="Resend").click()
        await page.get_by_role("region", name="Attempts").get_by_role("listitem").nth(1).wait_for()
        await page.get_by_role("button", name="Done").click()
        await page.get_by_role("button", name="More actions").click()
        await page.get_by_role("menuitem", name="Disable").click()
        await page.get_by_text("Disabled by a member.").wait_for()
        await expect(page.get_by_role("button", name="Send test")).to_be_disabled()


async def test_somebody_is_invited_joins_gets_a_role_and_is_removed(server: Server, browser: Browser, person: Person):
    guest = signed_up(server)
    async with visit(browser, server) as page, visit(browser, server) as theirs:
        await sign_in(page, person)
        await page.goto("/settings/organization")
        await page.get_by_role("button", name="Invite").click()
        await page.get_by_label("Email").fill(guest.email)
        await page.get_by_role("dialog").get_by_label("Role").select_option("viewer")
        await page.get_by_role("button", name="Invite").last.click()
        await page.get_by_role("button", name=f"Revoke the invitation of {guest.email}").wait_for()
        listed = await (await page.request.get("/pixell/api/organizations/invitations")).json()
        invitation = next(item["id"] for item in listed["invitations"] if item["email"] == guest.email)
        await sign_in(theirs, guest)
        session = await (await theirs.request.get("/pixell/api/auth/session")).json()
        joined = await theirs.request.post(
            f"/pixell/api/organizations/invitations/{invitation}/accept",
            headers={"X-CSRF-Token": session["csrfToken"], "Origin": server.url},
        )
        assert joined.ok, await joined.text()
        await theirs.goto("/settings/organization")
        await theirs.get_by_role("button", name="Switch to Their works").wait_for()
        await expect(theirs.get_by_role("button", name="Invite")).to_have_count(0)
        await page.reload()
        await page.get_by_label(f"Role of {guest.email}").select_option("developer")
        await page.get_by_text("is now developer").wait_for()
        await page.get_by_role("button", name=f"Remove {guest.email}").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Remove").click()
        await expect(page.get_by_label(f"Role of {guest.email}")).to_have_count(0)


async def test_a_new_password_ends_the_other_sessions(server: Server, browser: Browser):
    person = signed_up(server)
    async with visit(browser, server) as page, visit(browser, server) as elsewhere:
        await sign_in(elsewhere, person)
        await sign_in(page, person)
        await page.goto("/settings")
        await page.get_by_label("Name").fill("Ada Lovelace")
        await page.get_by_role("button", name="Save").click()
        await page.get_by_text("Name saved").wait_for()
        await expect(page.get_by_role("list", name="Sessions").get_by_role("listitem")).to_have_count(2)
        await page.get_by_label("Current password").fill("not the password")
        await page.get_by_label("New password").fill(NEW_PASSWORD)
        await page.get_by_role("button", name="Change password").click()
        await page.get_by_text("This is not the current password.").wait_for()
        await page.get_by_label("Current password").fill(PASSWORD)
        await page.get_by_role("button", name="Change password").click()
        await page.get_by_text("Password changed").wait_for()
        await expect(page.get_by_role("list", name="Sessions").get_by_role("listitem")).to_have_count(1)
        await elsewhere.goto("/settings/keys")
        await elsewhere.get_by_role("heading", name="Sign in").wait_for()


async def test_the_system_is_for_operators_alone(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await sign_in(page, person)
        await page.goto("/")
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
    with httpx.Client(base_url=f"{server.url}/pixell/api", timeout=30) as http:
        ours = {"Authorization": f"Bearer {server.key}"}
        invited = http.post("/organizations/members", json={"email": someone.email, "role": "admin"}, headers=ours)
        invitation = invited.raise_for_status().json()["invitation"]["id"]
        tokens = http.post("/auth/login", json=account).raise_for_status().json()["session"]
        theirs = {"Authorization": f"Bearer {tokens['access_token']}"}
        http.post(f"/organizations/invitations/{invitation}/accept", headers=theirs).raise_for_status()
    return someone


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_an_operator_sees_how_the_installation_is_and_reads_its_mail(
    server: Server, browser: Browser, operator: Person, size: tuple[int, int]
):
    async with visit(browser, server, size=size) as page:
        await sign_in(page, operator)
        await page.goto("/")
        await page.get_by_role("link", name="System").locator("visible=true").click()
        await page.get_by_role("list", name="This machine").get_by_text("sandbox").first.wait_for()
        await assert_well(page)
        await page.get_by_role("link", name="Operations", exact=True).click()
        await page.get_by_label("Operations to show").select_option("succeeded")
        await page.get_by_role("heading", name="Operations", level=1).wait_for()
        await assert_well(page)
        await page.get_by_role("link", name="Mail", exact=True).click()
        await page.get_by_role("link", name="You are invited to This installation").first.click()
        await expect(page.get_by_role("region", name="Message")).to_contain_text("/account/invitations/")
        await assert_well(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_the_settings_are_for_everybody(server: Server, browser: Browser, person: Person, size: tuple[int, int]):
    async with visit(browser, server, size=size) as page:
        await sign_in(page, person)
        for room, heading in ROOMS.items():
            await page.goto(f"/settings/{room}")
            await page.get_by_role("heading", name=heading, level=1).wait_for()
            await expect(page.get_by_role("status").filter(has_text="Loading")).to_have_count(0)
            await assert_well(page)
