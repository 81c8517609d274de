"""The deployments of a project; and a change that is accepted, and made while other rooms are looked at."""

import pytest
from playwright.async_api import Browser

from millwright.doors.cli.servers import Server
from tests.console.journey import LONG, Journey, Owned
from tests.console.visiting import sign_in, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def test_production_is_deployed_set_up_read_stopped_and_started(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/deployments")
        await page.get_by_role("button", name="Deploy to production").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Deploy").click()
        production = page.get_by_role("region", name="Production", exact=True)
        await production.get_by_text("Live", exact=True).wait_for(timeout=LONG)
        await production.get_by_role("button", name="Set-up token").click()
        await production.get_by_role("textbox", name="Set-up token").wait_for()
        await production.get_by_role("button", name="Log").click()
        await production.get_by_role("log").filter(has_text="Application startup complete").wait_for()
        await production.get_by_role("button", name="Stop").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Stop").click()
        await production.get_by_text("Stopped", exact=True).wait_for()
        await production.get_by_role("button", name="Start").click()
        await production.get_by_text("Live", exact=True).wait_for(timeout=LONG)


async def test_a_change_is_proposed_and_accepted(journey: Journey):
    await journey.changing()
