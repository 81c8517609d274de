"""What was changed, by Millwright and by hand, is taken back: how that ends is in `test_restored`."""

import pytest
from playwright.async_api import Browser, Page, expect

from millwright.doors.cli.servers import Server
from tests.console.journey import Journey, done
from tests.console.visiting import sign_in, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


async def deploy(page: Page, name: str) -> None:
    """Deploys to production again, and waits until that is done."""
    production = page.get_by_role("region", name="Production", exact=True)
    await production.get_by_role("button", name=name).click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Deploy").click()
    await done(page)


async def test_production_is_rolled_back_to_an_earlier_deployment(server: Server, browser: Browser, journey: Journey):
    owned = await journey.in_production()
    await journey.changed()
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/deployments")
        production = page.get_by_role("region", name="Production", exact=True)
        before = await production.get_by_role("link", name="Revision").inner_text()
        await deploy(page, "Deploy revision")
        await expect(production.get_by_role("link", name=before, exact=True)).to_have_count(0)
        await page.get_by_role("button", name=f"Roll production back to {before.lower()}").click()
        question = page.get_by_role("alertdialog")
        await question.get_by_label("Restore the data too").check()
        await question.get_by_role("button", name="Roll back").click()
        await done(page)
        await production.get_by_role("link", name=before, exact=True).wait_for()
        await production.get_by_text("Live", exact=True).wait_for()


async def test_a_file_is_edited_and_an_earlier_revision_restored(journey: Journey):
    await journey.restoring()
