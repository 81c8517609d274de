"""The files of a project: edited, and lost to nobody."""

import re
import zipfile

import pytest
from playwright.async_api import Browser, Page, expect

from millwright.doors.cli.servers import Server
from tests.console.journey import BOX, NAME, Owned
from tests.console.visiting import assert_well, assert_well_at_every_width, seen, sign_in, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


async def test_a_save_over_a_newer_version_loses_neither(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page, visit(browser, server) as other:
        for one in (page, other):
            await sign_in(one, owned.owner, f"/projects/{owned.project_id}/files?path=pyproject.toml")
            await (await seen(one.get_by_role("textbox", name="Text of pyproject.toml"))).click()
            await one.keyboard.press("Control+End")
        await other.keyboard.type("# theirs")
        await other.keyboard.press("Control+s")
        await other.get_by_text("by a person").wait_for()
        await page.keyboard.type("# mine")
        await page.keyboard.press("Control+s")
        notice = page.get_by_role("alert").filter(has_text="was saved while you were editing")
        await notice.get_by_role("button", name="Compare").click()
        both = page.get_by_role("dialog")
        await expect(both.get_by_label("What was saved")).to_contain_text("# theirs")
        await expect(both.get_by_label("What you typed")).to_contain_text("# mine")
        await both.get_by_role("button", name="Save mine over it").click()
        await expect(notice).to_have_count(0)
        await expect(page.get_by_role("textbox", name="Text of pyproject.toml")).to_contain_text("# mine")


async def test_what_was_typed_survives_a_reload(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/files?path=.gitignore")
        await (await seen(page.get_by_role("textbox", name="Text of .gitignore"))).click()
        await page.keyboard.press("Control+End")
        await page.keyboard.type("scratch")
        await page.get_by_role("button", name="Conversation").click()  # put away beside the files, and remembered
        await page.get_by_label(BOX).fill("Add a colour to books")
        await page.reload()
        await expect(page.get_by_role("textbox", name="Text of .gitignore")).to_contain_text("scratch")
        await page.get_by_text("unsaved").wait_for()
        await expect(page.get_by_label(BOX)).to_have_value("Add a colour to books")


async def test_a_file_shows_its_history_and_what_each_revision_changed(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/files")
        await save_new_file(page, "notes/history.md", "# Once\nand [there](../README.md) <b>bold</b>")
        await page.get_by_role("button", name="History of this file").click()
        history = page.get_by_role("dialog", name="History")
        revisions = history.get_by_role("list", name="Revisions of this file").get_by_role("listitem")
        await expect(revisions).to_have_count(2)
        await history.get_by_text("# Once").wait_for()
        await assert_well(page)
        await revisions.last.get_by_role("button").click()
        await history.get_by_text("0 lines added").wait_for()
        await history.get_by_role("button", name="Close").click()


async def save_new_file(page: Page, path: str, text: str) -> None:
    """Makes a file in the tree, types what it says, and saves it."""
    await page.get_by_role("button", name="New file").click()
    await page.get_by_label("Path").fill(path)
    await page.get_by_role("button", name="Create").click()
    await (await seen(page.get_by_role("textbox", name=f"Text of {path}"))).click()
    await page.keyboard.type(text)
    await page.keyboard.press("Control+s")
    await expect(page.get_by_text("unsaved")).to_have_count(0)


async def test_what_fails_its_checks_is_opened_at_the_line(server: Server, browser: Browser, owned: Owned):
    path = "backend/app/broken.py"
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/files")
        await save_new_file(page, path, "# one\n# two\nthree = four five")
        await page.get_by_role("button", name="Run checks").click()
        failed = page.get_by_role("button", name=re.compile("^Failed: "))
        await seen(failed)
        await page.get_by_role("link", name="Checks", exact=True).click()
        await page.get_by_role("link", name=f"{path}:3").first.click()
        await page.wait_for_url(f"**?path={path.replace('/', '%2F')}&line=3")
        await expect(page.locator(".cm-activeLine")).to_have_text("three = four five")
        await page.get_by_role("button", name="More actions for this file").click()
        await page.get_by_role("menuitem", name="Delete").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
        await expect(page.get_by_role("treeitem", name="broken.py")).to_have_count(0)


async def test_the_source_is_downloaded(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/files?path=README.md")
        await page.get_by_role("button", name="More actions for this project").click()
        async with page.expect_download() as saving:
            await page.get_by_role("menuitem", name="Download source").click()
        saved = await saving.value
        assert (await saved.failure(), saved.suggested_filename) == (None, "reading-list.zip")
        with zipfile.ZipFile(await saved.path()) as source:
            readme = source.read("README.md").decode()
        assert readme.startswith(f"# {NAME}\n")
        await page.get_by_role("textbox", name="Text of README.md").get_by_text(f"# {NAME}", exact=True).wait_for()


async def test_markdown_is_rendered_and_html_in_it_stays_text(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/files?path=README.md")
        await (await seen(page.get_by_role("textbox", name="Text of README.md"))).click()
        await page.keyboard.press("Control+End")
        await page.keyboard.insert_text(
            "\n\n<img src=x onerror=alert(1)> [bad](javascript:alert(1)) [good](./LICENSE)\n"
        )
        await page.get_by_role("button", name="Rendered").click()
        shown = page.get_by_role("article", name="README.md, rendered")
        await shown.get_by_role("heading").first.wait_for()
        await shown.get_by_text("<img src=x onerror=alert(1)>").wait_for()
        await expect(shown.locator("img")).to_have_count(0)
        await expect(shown.get_by_role("link", name="bad")).to_have_count(0)
        await expect(shown.get_by_role("link", name="good")).to_have_attribute("href", re.compile("path=LICENSE$"))
        await assert_well_at_every_width(page)
        await page.get_by_role("button", name="Rendered").click()
        await seen(page.get_by_role("textbox", name="Text of README.md"))
