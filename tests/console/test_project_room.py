"""The project room: looked at as each role, not changed by what was not shown; and each pane is for everybody."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Locator, Page, Response, Route, expect

from millwright.doors.cli.servers import Server
from tests.console.journey import BOX, NAME, Owned, panes
from tests.console.visiting import assert_well, assert_well_at_every_width, joined, seen, settled, sign_in, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
PANES = ("Preview", "Files", "Checks", "Revisions", "Deployments", "Spec")


async def assert_viewed_as_each_role(page: Page) -> None:
    """The preview opens signed in as its first demo account, and is looked at by nobody when that is asked for."""
    shown = page.frame_locator("iframe[title^='Preview of']")
    await seen(shown.get_by_role("heading", name="Dashboard"))
    await page.get_by_role("button", name="Viewing as: ").click()
    await page.get_by_role("button", name="Signed out").click()
    await shown.get_by_role("heading", name="Sign in").wait_for()
    await page.get_by_role("button", name="Viewing as: Signed out").click()
    await page.get_by_role("button", name=re.compile(r"^(?!Copy ).*@demo\.example$")).first.click()
    await seen(shown.get_by_role("heading", name="Dashboard"))


async def test_the_application_is_viewed_as_each_role(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}")
        await assert_viewed_as_each_role(page)
        await page.get_by_text("Keeps books").wait_for()


_AS_WIDE_AS = """async (page, width) => {
    const shown = page.ownerDocument.defaultView
    while (shown.innerWidth !== width) await new Promise(resolve => shown.setTimeout(resolve, 20))
}"""


async def assert_seen_at(page: Page, device: str, width: int, said: str) -> None:
    """The application's page is as wide as the device; all of that is to be seen, and how much smaller is said."""
    await page.get_by_role("group", name="Width").get_by_role("button", name=device).click()
    await page.get_by_text(said, exact=True).wait_for()
    frame = page.locator("iframe[title^='Preview of']")
    await expect(frame).to_have_js_property("clientWidth", width)
    await frame.content_frame.locator("html").evaluate(
        _AS_WIDE_AS, width
    )  # the application's process hears of it later
    pane = page.get_by_role("region", name="Preview", exact=True)
    drawn, room = await frame.bounding_box(), await pane.bounding_box()
    assert drawn is not None
    assert room is not None
    assert drawn["width"] <= room["width"]
    assert drawn["y"] + drawn["height"] <= room["y"] + room["height"] + 1


async def test_the_preview_is_as_wide_as_the_device_and_drawn_to_scale_where_there_is_less_room(
    server: Server, browser: Browser, owned: Owned
):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}")
        await seen(page.frame_locator("iframe[title^='Preview of']").get_by_role("heading", name="Dashboard"))
        await assert_seen_at(page, "Phone", 390, "390 px")
        await assert_seen_at(page, "Tablet", 820, "820 px")
        await assert_seen_at(page, "Desktop", 1280, "1280 px · 73 %")
        shown = page.frame_locator("iframe[title^='Preview of']")
        await shown.get_by_role("link", name="Books").first.press("Enter")
        await shown.get_by_role("heading", name="Books").first.wait_for()


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
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}")
        await page.get_by_label(BOX).fill("Add a translator to books")
        await page.keyboard.press("Control+Enter")
        proposal = page.get_by_role("region", name="What would change")
        await seen(proposal.get_by_role("listitem").first)
        await save_file(page, owned.project_id, "notes/meanwhile.md")
        await proposal.get_by_role("button", name="Accept and build").click()
        await proposal.get_by_role("alert").filter(has_text="The files have changed since you looked").wait_for()
        await seen(proposal.get_by_role("listitem").first)
        await expect(page.get_by_label(BOX)).to_have_value("Add a translator to books")
        running = await page.request.get(f"/aibuild/v1/operations?projectId={owned.project_id}&status=queued,running")
        assert (await running.json())["operations"] == []


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
        await page.route(
            re.compile(r"/aibuild/v1/projects/[^/]+/(revisions|deployments)(/head|/\d+)?(\?|$)"), as_if_without_browser
        )
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/checks")
        for pane in ("Checks", "Revisions", "Deployments"):
            await panes(page).get_by_role("link", name=pane).click()
            shown = page.get_by_role("region", name=pane, exact=True)
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
        await page.get_by_role("link", name=NAME).click()
        await page.get_by_label(BOX).fill("Add a series to books")
        await page.keyboard.press("Control+Enter")
        accept = page.get_by_role("button", name="Accept and build")
        await assert_not_theirs(accept)
        await accept.press("Enter")
        await page.get_by_role("alert").filter(has_text="Viewers may not do this").wait_for()
        await assert_well(page)  # with the refusal before it
        await page.get_by_role("button", name="Dismiss").click()
        await page.get_by_role("button", name="More actions for this project").click()
        delete = page.get_by_role("menuitem", name=re.compile("Delete.*Viewers may not"))
        await delete.wait_for()
        await expect(delete).to_be_disabled()
        await page.keyboard.press("Escape")
        await panes(page).get_by_role("link", name="Files").click()
        text = page.get_by_role("textbox", name="Text of README.md")
        await seen(text)
        await expect(text).to_have_attribute("aria-readonly", "true")
        await assert_not_theirs(page.get_by_role("button", name="Save"))
        await expect(page.get_by_role("button", name="New file")).to_have_count(0)
        await panes(page).get_by_role("link", name="Checks").click()
        await assert_not_theirs(page.get_by_role("button", name="Run checks"))
        await panes(page).get_by_role("link", name="Revisions").click()
        await page.get_by_role("link", name=re.compile(r"^Revision 1\b")).click()
        await assert_not_theirs(page.get_by_role("button", name="Restore"))
        await page.goto(f"/projects/{owned.project_id}/deployments")
        await assert_not_theirs(page.get_by_role("button", name="Deploy to production"))
        await assert_well(page)
        await page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Settings").click()
        await page.get_by_role("link", name="Webhooks").wait_for()
        await expect(page.get_by_role("link", name="API keys")).to_have_count(0)
    assert refused == []


async def test_every_pane_is_for_everybody(server: Server, browser: Browser, owned: Owned):
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/conversation")
        await settled(page)
        await assert_well_at_every_width(page)
        await panes(page).get_by_role("link", name="Files").click()
        await page.get_by_role("treeitem", name="README.md").click()
        await page.wait_for_url("**?path=README.md")
        await settled(page)
        await assert_well_at_every_width(page)
        for pane in PANES:
            await panes(page).get_by_role("link", name=pane).click()
            await settled(page)
            await assert_well_at_every_width(page)
        await page.get_by_text("Can see and change everything, and manages accounts.").wait_for()
