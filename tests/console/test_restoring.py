"""What was changed, by Millwright and by hand, is taken back."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from millwright.doors.cli.servers import Server
from tests.console.journey import Journey, done
from tests.console.visiting import sign_in, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def edit(page: Page, path: str, line: str) -> None:
    """Opens a file in the tree by keyboard, writes a line at its end, and saves it."""
    await page.get_by_role("link", name="Files").click()
    await page.get_by_role("searchbox", name="Filter files").fill(path)
    await page.get_by_role("treeitem").first.focus()
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    text = page.get_by_role("textbox", name=f"Text of {path}")
    await text.click()
    await page.keyboard.press("Control+End")
    await page.keyboard.type(line)
    await page.get_by_text("unsaved").wait_for()
    await page.keyboard.press("Control+s")
    await expect(page.get_by_text("unsaved")).to_have_count(0)
    await page.get_by_text("by a person").wait_for()
    await expect(text).to_contain_text(line)


async def newest_revision(page: Page) -> int:
    await page.get_by_role("link", name="Revisions").click()
    heading = page.get_by_role("article").get_by_role("heading", name=re.compile(r"Revision \d+"))
    return int(re.findall(r"\d+", await heading.inner_text())[0])


async def assert_newest(page: Page, number: int) -> None:
    """The latest revision is of that number, once the page has heard of it."""
    await page.get_by_role("link", name="Revisions").click()
    await page.get_by_role("article", name=f"Revision {number}", exact=True).wait_for()


async def restore(page: Page, number: int) -> None:
    """Goes back to a revision, after having been told what that means."""
    await page.get_by_role("link", name=re.compile(rf"^Revision {number}\b")).click()
    await page.get_by_role("article", name=f"Revision {number}").get_by_role("button", name="Restore").click()
    question = page.get_by_role("alertdialog")
    await question.get_by_text("Nothing is deleted").wait_for()
    await question.get_by_label("Restore the data too").check()  # a field came since, which the data has
    await question.get_by_role("button", name="Restore").click()


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


async def test_a_change_is_made_a_file_edited_and_both_taken_back(server: Server, browser: Browser, journey: Journey):
    owned = await journey.built()
    await journey.changed()
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/revisions")
        changed = await newest_revision(page)
        await page.get_by_role("article").get_by_text("added:").first.wait_for()
        await edit(page, "README.md", "A line by hand")
        await assert_newest(page, changed + 1)
        await page.get_by_role("article").get_by_text("A line by hand").wait_for()
        await page.get_by_role("link", name="Deployments").click()
        unverified = page.get_by_role("status").filter(has_text="is not verified")
        await expect(unverified).to_contain_text(f"Deploying releases revision {changed}")
        await unverified.get_by_role("button", name="Run checks").wait_for()
        await page.get_by_role("link", name="Revisions").click()
        await restore(page, 1)
        await done(page)
        await assert_newest(page, changed + 2)
        await page.get_by_role("navigation", name="Panes").get_by_role("link", name="Checks").click()
        await page.get_by_text("Verified", exact=True).first.wait_for()
        await page.get_by_text("Backend tests").wait_for()
