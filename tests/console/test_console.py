"""From an account to a running application, without a terminal; and that every room is for everybody."""

import pytest
from playwright.async_api import Browser, Page, expect

from millwright.doors.cli.servers import Server
from tests.console.conftest import Owned
from tests.console.visiting import (
    DESKTOP,
    PASSWORD,
    PHONE,
    Person,
    assert_well,
    link_mailed_to,
    sign_in,
    sign_in_by_hand,
    somebody,
    visit,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
WISH = "Keep a list of the books that I have read"


async def sign_up(page: Page, server: Server, person: Person) -> None:
    """Makes an account, proves its address by the mail, and comes to the projects."""
    await page.goto("/")
    await page.get_by_role("link", name="Create account").click()
    await page.get_by_label("Email").fill(person.email)
    await page.get_by_label("Password").fill(person.password)
    await page.get_by_label("Organization").fill("Ada & Sons")
    await page.get_by_role("button", name="Create account").click()
    await page.get_by_role("heading", name="Check your email").wait_for()
    await page.goto(link_mailed_to(server, person))
    await page.get_by_role("button", name="Confirm my address").click()
    await page.get_by_role("link", name="Sign in").click()
    await sign_in_by_hand(page, person)


async def build(page: Page, wish: str) -> None:
    """Says a wish, reads the plan, has it built, and looks on until the project is there."""
    await page.get_by_label("Your prompt").fill(wish)
    await page.keyboard.press("Control+Enter")
    await page.get_by_role("heading", name="Records").wait_for()
    await page.get_by_role("button", name="Build it").click()
    await page.get_by_role("list", name="Phases").wait_for()
    await page.reload()
    made = page.get_by_role("navigation", name="Panes")
    await page.get_by_role("list", name="Phases").or_(made).first.wait_for()
    await page.wait_for_url(lambda url: "operation=" not in url, timeout=150_000)


async def test_from_an_account_to_a_running_application(server: Server, browser: Browser):
    person = somebody()
    async with visit(browser, server) as page:
        await sign_up(page, server, person)
        await page.get_by_text("No projects yet").wait_for()
        await build(page, WISH)
        await page.goto("/")
        await page.get_by_role("list", name="Projects").get_by_role("link").wait_for()


async def test_what_is_refused_is_said_where_it_belongs(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        await page.goto("/settings")
        await page.get_by_label("Email").fill(person.email)
        await page.get_by_label("Password").fill("not the password")
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("alert").filter(has_text="Invalid")).to_be_visible()
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Sign in").click()
        await page.wait_for_url("**/settings**")
        await page.goto("/")
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
        await page.get_by_role("heading", name="Records").wait_for()
        await page.get_by_role("region", name="Your prompt").get_by_text(WISH).wait_for()


async def test_a_link_to_sign_in_leads_nowhere_else(server: Server, browser: Browser, person: Person):
    async with visit(browser, server) as page:
        for elsewhere in ("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"):
            await page.context.clear_cookies()
            await page.goto("about:blank")
            await page.goto(f"/sign-in?next={elsewhere}")
            await page.get_by_label("Email").fill(person.email)
            await page.get_by_label("Password").fill(PASSWORD)
            await page.get_by_role("button", name="Sign in").click()
            await page.get_by_role("heading", name="What do you want to build?").wait_for()
            assert page.url.startswith(server.url)


async def test_the_palette_goes_everywhere_by_keyboard(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner)
        await page.keyboard.press("Control+k")
        await page.get_by_role("combobox", name="Search or run a command").fill("dark th")
        await page.keyboard.press("Enter")
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await page.get_by_role("heading", name="What do you want to build?").wait_for()
        await page.keyboard.press("Control+k")
        await page.get_by_role("option", name="Books").first.click()
        await page.wait_for_url("**/projects/**")
        await page.keyboard.press("Control+k")
        await page.get_by_role("combobox", name="Search or run a command").fill("sign out")
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Sign in").wait_for()


async def test_while_the_server_is_away_the_console_says_so_and_recovers(
    server: Server, browser: Browser, person: Person
):
    async with visit(browser, server) as page:
        await sign_in(page, person)
        await page.context.set_offline(True)
        await page.get_by_text("Millwright is not responding").first.wait_for()
        await page.context.set_offline(False)
        await expect(page.get_by_text("Millwright is not responding")).to_have_count(0)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_the_way_to_an_application_is_for_everybody(
    server: Server, browser: Browser, owned: Owned, size: tuple[int, int]
):
    async with visit(browser, server, size=size) as page:
        for path, heading in (
            ("/sign-in", "Sign in"),
            ("/sign-up", "Create account"),
            ("/forgot-password", "Reset your password"),
        ):
            await page.goto(path)
            await page.get_by_role("heading", name=heading).wait_for()
            await assert_well(page)
        await sign_in(page, owned.owner)
        await page.get_by_role("list", name="Projects").wait_for()
        await assert_well(page)
        await page.get_by_role("button", name="Bike repair shop").click()
        await page.get_by_role("button", name="See the plan").click()
        await page.get_by_role("heading", name="Records").wait_for()
        await assert_well(page)
        await page.keyboard.press("Control+k")
        await page.get_by_role("combobox", name="Search or run a command").wait_for()
        await assert_well(page)
