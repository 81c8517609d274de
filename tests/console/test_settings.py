"""The settings: what programs get in with, who is told, and that each room is for everybody."""

import pytest
from playwright.async_api import Browser, Page, expect

from millwright.doors.aibuild.stream import EVENTS
from millwright.doors.cli.servers import Server
from tests.console.visiting import (
    Person,
    assert_well,
    assert_well_at_every_width,
    seen,
    settled,
    sign_in,
    visit,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
ROOMS = ("Profile", "People", "API keys", "Webhooks", "Plan and usage")


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
        await sign_in(page, person, "/settings/keys")
        await page.get_by_text("No keys yet").wait_for()
        first = await make_key(page, "The library")
        await page.get_by_role("cell", name="The library sk_user").wait_for()
        await expect(page.get_by_role("textbox", name="Key", exact=True)).to_have_count(0)
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
        await sign_in(page, person, "/settings/webhooks")
        await page.get_by_role("button", name="New webhook").click()
        await expect(page.get_by_role("checkbox")).to_have_count(len(EVENTS))
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
        await seen(page.get_by_role("region", name="Attempts").get_by_role("listitem").nth(1))
        await page.get_by_role("button", name="Done").click()
        await page.get_by_role("button", name="More actions").click()
        await page.get_by_role("menuitem", name="Disable").click()
        await page.get_by_text("Disabled by a member.").wait_for()
        await expect(page.get_by_role("button", name="Send test")).to_be_disabled()


async def test_the_settings_are_for_everybody(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await sign_in(page, person, "/settings")
        for room in ROOMS:
            await page.get_by_role("navigation", name="Settings").get_by_role("link", name=room).click()
            await page.get_by_role("heading", name=room, level=1).wait_for()
            await settled(page)
            await assert_well_at_every_width(page)
