"""The project room: asked for a change, edited by hand and taken back; and that each pane is for everybody."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Locator, Page, Response, Route, expect

from millwright.doors.cli.servers import Server
from tests.console.conftest import Owned
from tests.console.visiting import DESKTOP, PHONE, assert_well, joined, sign_in, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
PANES = ("", "/conversation", "/files?path=README.md", "/checks", "/revisions", "/deployments", "/spec")
_LONG = 200_000
"""Milliseconds for what checks, builds and opens an application."""
_BOX = "What should change?"
_ENDED = re.compile("^(Done|Failed|Cancelled|Connection lost): ")
"""The sign in the project's bar, which stays until it is read."""


async def done(page: Page) -> None:
    """Waits until work on the project has ended, well; and puts its sign away, so that the next has its own."""
    sign = page.get_by_role("button", name=_ENDED)
    await sign.wait_for(timeout=_LONG)
    said = await sign.get_attribute("aria-label") or ""
    await sign.click()
    told = page.get_by_role("dialog").filter(has_text="Log")
    assert said.startswith("Done"), await told.inner_text()
    await told.get_by_role("button", name="Close").last.click()
    await expect(page.get_by_role("button", name=_ENDED)).to_have_count(0)


async def ask_for(page: Page, words: str) -> None:
    """Says what should change, reads what that would do, and accepts it."""
    await page.get_by_label(_BOX).fill(words)
    await page.keyboard.press("Control+Enter")
    proposal = page.get_by_role("region", name="What would change")
    await proposal.get_by_role("listitem").first.wait_for()
    await proposal.get_by_text("Changes to the specification").click()
    await proposal.get_by_role("table").wait_for()
    await proposal.get_by_role("button", name="Accept and build").click()
    await done(page)


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


async def assert_viewed_as_each_role(page: Page) -> None:
    """The preview opens signed in as its first demo account, and is looked at by nobody when that is asked for."""
    shown = page.frame_locator("iframe[title^='Preview of']")
    await shown.get_by_role("heading", name="Dashboard").wait_for()
    await page.get_by_role("button", name="Viewing as: ").click()
    await page.get_by_role("button", name="Signed out").click()
    await shown.get_by_role("heading", name="Sign in").wait_for()
    await page.get_by_role("button", name="Viewing as: Signed out").click()
    await page.get_by_role("button", name=re.compile(r"^(?!Copy ).*@demo\.example$")).first.click()
    await shown.get_by_role("heading", name="Dashboard").wait_for()


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


async def test_a_change_is_accepted_a_file_edited_and_both_taken_back(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner)
        await page.goto(f"/projects/{owned.project_id}")
        await assert_viewed_as_each_role(page)
        await page.get_by_text("Keeps books").wait_for()
        first = await newest_revision(page)
        await page.get_by_role("link", name="Preview").click()
        await ask_for(page, "Add a publisher to books")
        await assert_newest(page, first + 1)
        await page.get_by_role("article").get_by_text("added:").first.wait_for()
        await edit(page, "README.md", "A line by hand")
        await assert_newest(page, first + 2)
        await page.get_by_role("article").get_by_text("A line by hand").wait_for()
        await restore(page, first)
        await done(page)
        await assert_newest(page, first + 3)
        await page.get_by_role("navigation", name="Panes").get_by_role("link", name="Checks").click()
        await page.get_by_text("Verified", exact=True).first.wait_for()
        await page.get_by_text("Backend tests").wait_for()


async def save_file(page: Page, project_id: str, path: str) -> None:
    """Has another file be there, without the page's knowing."""
    session = await (await page.request.get("/pixell/api/auth/session")).json()
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    made = await page.request.post(
        f"/aibuild/v1/projects/{project_id}/files",
        data={"path": path, "content": "Mine"},
        headers={"X-CSRF-Token": session["csrfToken"], "Origin": origin},
    )
    assert made.ok, await made.text()


async def test_what_is_accepted_is_what_was_shown(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner)
        await page.goto(f"/projects/{owned.project_id}")
        await page.get_by_label(_BOX).fill("Add a translator to books")
        await page.keyboard.press("Control+Enter")
        proposal = page.get_by_role("region", name="What would change")
        await proposal.get_by_role("listitem").first.wait_for()
        await save_file(page, owned.project_id, "notes/meanwhile.md")
        await proposal.get_by_role("button", name="Accept and build").click()
        await proposal.get_by_role("alert").filter(has_text="The files have changed since you looked").wait_for()
        await proposal.get_by_role("listitem").first.wait_for()
        await expect(page.get_by_label(_BOX)).to_have_value("Add a translator to books")
        running = await page.request.get(f"/aibuild/v1/operations?projectId={owned.project_id}&status=queued,running")
        assert (await running.json())["operations"] == []


async def test_a_save_over_a_newer_version_loses_neither(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page, visit(browser, server) as other:
        for one in (page, other):
            await sign_in(one, owned.owner)
            await one.goto(f"/projects/{owned.project_id}/files?path=pyproject.toml")
            await one.get_by_role("textbox", name="Text of pyproject.toml").click()
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
        page.on("dialog", lambda dialog: dialog.accept())
        await sign_in(page, owned.owner)
        await page.goto(f"/projects/{owned.project_id}/files?path=.gitignore")
        await page.get_by_role("textbox", name="Text of .gitignore").click()
        await page.keyboard.press("Control+End")
        await page.keyboard.type("scratch")
        await page.get_by_role("button", name="Conversation").click()  # put away beside the files, and remembered
        await page.get_by_label(_BOX).fill("Add a colour to books")
        await page.reload()
        await expect(page.get_by_role("textbox", name="Text of .gitignore")).to_contain_text("scratch")
        await page.get_by_text("unsaved").wait_for()
        await expect(page.get_by_label(_BOX)).to_have_value("Add a colour to books")


async def as_if_without_browser(route: Route) -> None:
    """The answer, as a machine gives it that has no browser for the checks."""
    answer = await route.fetch()
    told = await answer.json()
    for item in [told, *told.get("revisions", []), *told.get("deployments", [])]:
        if "outcome" in item:
            left_out = {"subject": "browser", "because": "Chromium is not installed"}
            item |= {"outcome": "incomplete", "notRun": [left_out], "verified": False}
    await route.fulfill(response=answer, json=told)


async def test_what_was_not_wholly_checked_is_called_so_with_the_reason(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner)
        await page.route(
            re.compile(r"/aibuild/v1/projects/[^/]+/(revisions|deployments)(/head|/1)?(\?|$)"), as_if_without_browser
        )
        for pane in ("checks", "revisions?number=1", "deployments"):
            await page.goto(f"/projects/{owned.project_id}/{pane}")
            shown = page.get_by_role("region", name=re.compile("Checks|Revisions|Deployments"), exact=True)
            await shown.get_by_text("Partly checked").first.wait_for()
            reasons = shown.get_by_role("list", name="Checks that did not run").first
            await reasons.wait_for()
            await expect(reasons).to_contain_text("Browser walkthrough: Chromium is not installed")
        await assert_well(page)


async def assert_not_theirs(action: Locator) -> None:
    """It can be reached, does nothing, and says why."""
    await action.wait_for()
    await expect(action).to_be_disabled()
    await expect(action).to_have_accessible_description(re.compile("^Viewers may not do this"))


async def test_who_may_only_look_is_told_so_and_never_refused(server: Server, browser: Browser, owned: Owned):
    viewer = joined(server, owned.owner, "viewer")
    refused: list[str] = []

    def note(response: Response) -> None:
        if response.status == 403:
            refused.append(response.url)

    async with visit(browser, server) as page:
        page.on("response", note)
        await sign_in(page, viewer)
        await page.get_by_role("link", name="Books").click()
        await page.get_by_label(_BOX).fill("Add a series to books")
        await page.keyboard.press("Control+Enter")
        accept = page.get_by_role("button", name="Accept and build")
        await assert_not_theirs(accept)
        await accept.press("Enter")
        await page.get_by_role("alert").filter(has_text="Viewers may not do this").wait_for(state="attached")
        await page.get_by_role("button", name="More actions for this project").click()
        delete = page.get_by_role("menuitem", name=re.compile("Delete.*Viewers may not"))
        await delete.wait_for()
        await expect(delete).to_be_disabled()
        await page.keyboard.press("Escape")
        await page.goto(f"/projects/{owned.project_id}/files?path=README.md")
        text = page.get_by_role("textbox", name="Text of README.md")
        await text.wait_for()
        await expect(text).to_have_attribute("aria-readonly", "true")
        await assert_not_theirs(page.get_by_role("button", name="Save"))
        await expect(page.get_by_role("button", name="New file")).to_have_count(0)
        await page.goto(f"/projects/{owned.project_id}/checks")
        await assert_not_theirs(page.get_by_role("button", name="Run checks"))
        await page.goto(f"/projects/{owned.project_id}/revisions?number=1")
        await assert_not_theirs(page.get_by_role("button", name="Restore"))
        await page.goto(f"/projects/{owned.project_id}/deployments")
        await assert_not_theirs(page.get_by_role("button", name="Deploy to production"))
        await assert_well(page)
        await page.goto("/settings")
        await page.get_by_role("link", name="Webhooks").wait_for()
        await expect(page.get_by_role("link", name="API keys")).to_have_count(0)
    assert refused == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_every_pane_is_for_everybody(server: Server, browser: Browser, owned: Owned, size: tuple[int, int]):
    async with visit(browser, server, size=size) as page:
        await sign_in(page, owned.owner)
        for pane in PANES:
            await page.goto(f"/projects/{owned.project_id}{pane}")
            await page.get_by_role("heading", level=1).wait_for()
            await expect(page.locator("[aria-busy=true]")).to_have_count(0)
            await assert_well(page)
        await page.get_by_text("Can see and change everything, and manages accounts.").wait_for()


async def test_production_is_deployed_set_up_read_stopped_and_started(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner)
        await page.goto(f"/projects/{owned.project_id}/deployments")
        await page.get_by_role("button", name="Deploy to production").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Deploy").click()
        production = page.get_by_role("region", name="Production", exact=True)
        await production.get_by_text("Live", exact=True).wait_for(timeout=_LONG)
        await production.get_by_role("button", name="Set-up token").click()
        await production.get_by_role("textbox", name="Set-up token").wait_for()
        await production.get_by_role("button", name="Log").click()
        await production.get_by_role("log").filter(has_text="Application startup complete").wait_for()
        await production.get_by_role("button", name="Stop").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Stop").click()
        await production.get_by_text("Stopped", exact=True).wait_for()
        await production.get_by_role("button", name="Start").click()
        await production.get_by_text("Live", exact=True).wait_for(timeout=_LONG)
