"""The one journey that the console's tests share: somebody signs up, has an application built, and has it changed.

Each stage is gone through once, by whichever test asks for it first; who asks later gets what came of it. The server
works on what a stage has begun while the tests look at other rooms.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from playwright.async_api import Browser, Locator, Page, expect

from millwright.doors.cli.servers import Server
from tests.console.visiting import Person, link_mailed_to, seen, sign_in, sign_in_by_hand, somebody, visit

NAME = "Reading list"
WISH = "Keep a list of the books that I have read"
BOX = "What should change?"
LONG = 500_000
"""Milliseconds for what checks, builds and opens an application."""
_ENDED = re.compile("^(Done|Failed|Cancelled|Connection lost): ")
"""The sign in the project's bar, which stays until it is read."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A project of somebody's, with its application running."""

    owner: Person
    project_id: str
    url: str


class Journey:
    """What one person does at the console."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.person = somebody()
        self._server = server
        self._browser = browser
        self._stages: dict[str, asyncio.Task[object]] = {}
        self._open = AsyncExitStack()
        self._page: Page | None = None
        self._to_come = 0
        """The number of the revision that restoring makes."""

    async def begun(self) -> None:
        """An account was made, and the application is being built: its phases are on the page."""
        await self._once(self._begin)

    async def built(self) -> Owned:
        """The page has followed the work to its end, and shows the project."""
        await self.begun()
        owned = await self._once(self._build)
        assert isinstance(owned, Owned)
        return owned

    async def in_production(self) -> Owned:
        """The application was deployed to production, too."""
        owned = await self.built()
        await self._once(self._deploy)
        return owned

    async def changing(self) -> None:
        """A change was proposed and accepted, and is being made."""
        await self.built()
        await self._once(self._change)

    async def changed(self) -> None:
        """The change was made, and its sign was put away."""
        await self.changing()
        await self._once(self._finish_change)

    async def restoring(self) -> None:
        """A file was edited, and the first revision is being restored."""
        await self.changed()
        await self._once(self._restore)

    async def restored(self) -> None:
        """The first revision was checked anew, and is the current one."""
        await self.restoring()
        await self._once(self._finish_restoring)

    async def leave(self) -> None:
        """Closes the page."""
        self._page = None
        await self._open.aclose()

    async def _once(self, stage: Callable[[], Awaitable[object]]) -> object:
        async def gone_through() -> object:
            return await stage()

        if stage.__name__ not in self._stages:
            self._stages[stage.__name__] = asyncio.create_task(gone_through())
        return await self._stages[stage.__name__]

    async def _here(self) -> Page:
        """The page that the journey is at; another one, not signed in, after it was left."""
        if self._page is None:
            self._page = await self._open.enter_async_context(visit(self._browser, self._server))
        return self._page

    async def _begin(self) -> None:
        page = await self._here()
        await sign_up(page, self._server, self.person)
        await page.get_by_text("No projects yet").wait_for()
        await page.get_by_label("Your prompt").fill(WISH)
        await page.keyboard.press("Control+Enter")
        await seen(page.get_by_role("heading", name="Records"))
        await name_it(page, NAME)
        await page.get_by_role("button", name="Build it").click()
        await page.get_by_role("list", name="Phases").wait_for()
        await page.reload()
        await page.get_by_role("list", name="Phases").or_(panes(page)).first.wait_for()

    async def _build(self) -> Owned:
        page = await self._here()
        await panes(page).or_(page.get_by_role("alert", name="Why it failed")).first.wait_for(timeout=LONG)
        assert "operation=" not in page.url, await page.get_by_role("main").inner_text()
        project_id = page.url.partition("/projects/")[2].partition("?")[0].partition("/")[0]
        shown = await (await page.request.get(f"/aibuild/v1/projects/{project_id}/deployments")).json()
        await page.goto("/")
        await page.get_by_role("list", name="Projects").get_by_role("link").wait_for()
        await self.leave()
        return Owned(self.person, project_id, str(shown["deployments"][0]["artifactUrl"]))

    async def _deploy(self) -> None:
        owned = await self.built()
        page = await self._here()
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/deployments")
        await page.get_by_role("button", name="Deploy to production").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Deploy").click()
        production = page.get_by_role("region", name="Production", exact=True)
        await seen(production.get_by_text("Live", exact=True), LONG)
        await self.leave()

    async def _change(self) -> None:
        owned = await self.built()
        page = await self._here()
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}")
        await page.get_by_label(BOX).fill("Add a publisher to books")
        await page.keyboard.press("Control+Enter")
        proposal = page.get_by_role("region", name="What would change")
        await seen(proposal.get_by_role("listitem").first)
        await proposal.get_by_text("Changes to the specification").click()
        await proposal.get_by_role("table").wait_for()
        await proposal.get_by_role("button", name="Accept and build").click()
        await expect(page.get_by_label(BOX)).to_have_value("")

    async def _finish_change(self) -> None:
        await done(await self._here())
        await self.leave()

    async def _restore(self) -> None:
        owned = await self.built()
        page = await self._here()
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
        self._to_come = changed + 2

    async def _finish_restoring(self) -> None:
        page = await self._here()
        await done(page)
        await assert_newest(page, self._to_come)
        await panes(page).get_by_role("link", name="Checks").click()
        await page.get_by_text("Verified", exact=True).first.wait_for()
        await page.get_by_text("Backend tests").wait_for()
        await self.leave()


async def sign_up(page: Page, server: Server, person: Person) -> None:
    """Makes an account, proves its address by the mail, and comes to the projects."""
    await page.goto("/")
    await page.get_by_role("link", name="Create account").click()
    await page.get_by_label("Email").fill(person.email)
    await page.get_by_label("Password").fill(person.password)
    await page.get_by_label("Organization").fill("Ada & Sons")
    await page.get_by_role("button", name="Create account").click()
    await seen(page.get_by_role("heading", name="Check your email"))
    await page.goto(link_mailed_to(server, person))
    await page.get_by_role("button", name="Confirm my address").click()
    await page.get_by_role("link", name="Sign in").click()
    await sign_in_by_hand(page, person)


async def name_it(page: Page, name: str, *, shown: str | None = None) -> None:
    """Calls what is planned otherwise than the prompt suggests; `shown` is what is left of an odd one."""
    await page.get_by_role("button", name="Rename").click()
    await page.get_by_role("dialog").get_by_label("Name").fill(name)
    await page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    await page.get_by_role("heading", name=shown or name, level=1).wait_for()


async def done(page: Page) -> None:
    """Waits until work on the project has ended, well; and puts its sign away, so that the next has its own."""
    sign = page.get_by_role("button", name=_ENDED)
    await seen(sign, LONG)
    said = await sign.get_attribute("aria-label") or ""
    await sign.click()
    told = page.get_by_role("dialog").filter(has_text="Log")
    assert said.startswith("Done"), await told.inner_text()
    await told.get_by_role("button", name="Close").last.click()
    await expect(page.get_by_role("button", name=_ENDED)).to_have_count(0)


async def edit(page: Page, path: str, line: str) -> None:
    """Opens a file in the tree by keyboard, writes a line at its end, and saves it."""
    await page.get_by_role("link", name="Files").click()
    await page.get_by_role("searchbox", name="Filter files").fill(path)
    await page.get_by_role("treeitem").first.focus()
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    text = page.get_by_role("textbox", name=f"Text of {path}")
    await (await seen(text)).click()
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


def panes(page: Page) -> Locator:
    """The way to the panes of a project: it is there once the project is."""
    return page.get_by_role("navigation", name="Panes")
