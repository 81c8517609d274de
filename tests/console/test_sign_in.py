"""From an account to an application that is being built; and how people come in, and where they are led."""

import pytest
from playwright.async_api import Browser, expect

from millwright.doors.cli.servers import Server
from tests.console.journey import WISH, Journey
from tests.console.visiting import PASSWORD, Person, assert_well_at_every_width, seen, sign_in, sign_in_by_hand, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


async def test_somebody_signs_up_says_a_wish_and_watches_it_being_built(journey: Journey):
    await journey.begun()


async def test_what_is_refused_is_said_where_it_belongs(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await page.goto("/settings")
        await page.get_by_label("Email").fill(person.email)
        await page.get_by_label("Password").fill("not the password")
        await page.get_by_role("button", name="Sign in").click()
        await seen(page.get_by_role("alert").filter(has_text="Invalid"))
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Sign in").click()
        await seen(page.get_by_role("navigation", name="Settings"))
        await page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Projects").click()
        await page.get_by_label("Your prompt").fill("Books")
        await page.keyboard.press("Control+Enter")
        await page.get_by_text("Add a few more words").wait_for()


async def test_whose_session_ends_signs_in_and_goes_on_where_they_were(
    server: Server, browser: Browser, person: Person
):
    async with visit(browser, server) as page:
        await page.goto("/sign-in")
        await sign_in_by_hand(page, person)
        await page.get_by_label("Your prompt").fill(WISH)
        await page.context.clear_cookies()
        await page.keyboard.press("Control+Enter")
        await page.get_by_role("heading", name="Sign in").wait_for()
        await page.get_by_label("Email").fill(person.email)
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Sign in").click()
        await seen(page.get_by_role("heading", name="Records"))
        await page.get_by_role("region", name="Your prompt").get_by_text(WISH).wait_for()


async def test_a_link_to_sign_in_leads_nowhere_else(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await page.goto("/sign-in?next=/\\example.org")  # what else is refused: routes.test.ts of the console
        await sign_in_by_hand(page, person)
        assert page.url.startswith(server.url)


async def test_while_the_server_is_away_the_console_says_so_and_recovers(
    server: Server, browser: Browser, person: Person
):
    async with visit(browser, server) as page:
        await sign_in(page, person)
        await page.context.set_offline(True)
        await page.get_by_text("Millwright is not responding").first.wait_for()
        await page.context.set_offline(False)
        await expect(page.get_by_text("Millwright is not responding")).to_have_count(0)


async def test_the_way_in_is_for_everybody(server: Server, browser: Browser):
    async with visit(browser, server) as page:
        await page.goto("/sign-up")
        for link, heading in (
            (None, "Create account"),
            ("Sign in", "Sign in"),
            ("Forgot password?", "Reset your password"),
        ):
            if link is not None:
                await page.get_by_role("link", name=link).click()
            await page.get_by_role("heading", name=heading).wait_for()
            await assert_well_at_every_width(page)
