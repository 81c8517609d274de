"""Home: what was built is there, from any keyboard, for everybody."""

import pytest
from playwright.async_api import Browser, expect

from millwright.doors.cli.servers import Server
from tests.console.journey import NAME, Owned, name_it
from tests.console.visiting import assert_well_at_every_width, seen, sign_in, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


async def test_the_palette_goes_everywhere_by_keyboard(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, anew=True)
        await page.keyboard.press("Control+k")
        await (await seen(page.get_by_role("combobox", name="Search or run a command"))).fill("dark th")
        await page.keyboard.press("Enter")
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await page.get_by_role("heading", name="What do you want to build?").wait_for()
        await page.keyboard.press("Control+k")
        await (await seen(page.get_by_role("option", name=NAME).first)).click()
        await page.wait_for_url("**/projects/**")
        await page.keyboard.press("Control+k")
        await page.get_by_role("combobox", name="Search or run a command").fill("sign out")
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Sign in").wait_for()


async def test_the_way_to_an_application_is_for_everybody(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner)
        await page.get_by_role("list", name="Projects").wait_for()
        await assert_well_at_every_width(page)
        await page.get_by_role("button", name="Bike repair shop").click()
        await page.get_by_role("button", name="See the plan").click()
        await seen(page.get_by_role("heading", name="Records"))
        await assert_well_at_every_width(page)
        await page.keyboard.press("Control+k")
        await seen(page.get_by_role("combobox", name="Search or run a command"))
        await assert_well_at_every_width(page)


async def test_a_given_name_is_not_for_another_prompt(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner)
        box, plan = page.get_by_label("Your prompt"), page.get_by_role("button", name="See the plan")
        await box.fill("A library where members borrow books")
        await plan.click()
        await name_it(page, "Sh\u202eelf", shown="Shelf")
        await page.get_by_role("button", name="Edit prompt").click()
        await box.fill("A library where members borrow books and tools")
        await plan.click()
        await seen(page.get_by_role("heading", name="Shelf", level=1))
        await page.get_by_role("button", name="Edit prompt").click()
        await box.fill("Keep a list of my plants")
        await plan.click()
        await seen(page.get_by_role("heading", name="Plants", level=1))
