"""The settings, as people use them for themselves and for those who work with them."""

import pytest
from playwright.async_api import Browser, expect

from millwright.doors.cli.servers import Server
from tests.console.visiting import PASSWORD, Person, assert_well, sign_in, signed_up, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
NEW_PASSWORD = "A-better-horse-2027"


async def test_somebody_is_invited_joins_gets_a_role_and_is_removed(server: Server, browser: Browser, person: Person):
    guest = signed_up(server)
    async with visit(browser, server) as page, visit(browser, server) as theirs:
        await sign_in(page, person, "/settings/organization")
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
        await sign_in(elsewhere, person, anew=True)
        await sign_in(page, person, "/settings", anew=True)
        await page.get_by_label("Name").fill("Ada Lovelace")
        await page.get_by_role("button", name="Save").click()
        await page.get_by_text("Name saved").wait_for()
        await assert_well(page)  # with what was said before it
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


async def test_the_theme_is_chosen_in_the_profile_and_kept(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await sign_in(page, person, "/settings/profile")
        await page.get_by_role("radio", name="System").wait_for()
        for name, shown in (("Dark", "dark"), ("System", "light"), ("Dark", "dark")):
            await page.get_by_text(name, exact=True).click()
            await expect(page.locator("html")).to_have_attribute("data-theme", shown)
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await expect(page.get_by_role("radio", name="Dark")).to_be_checked()
