"""Photographs every room of the console for the guide: pictures.py URL EMAIL PASSWORD PROJECT_ID FOLDER [NAME…].

Desktop and phone, light and dark, as WebP; the browser itself encodes them, so that nothing else is needed.
"""

import asyncio
import base64
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from millwright.factory.browser.chromium import Chromium
from millwright.factory.browser.launcher import Launcher

_SIZES = {"desktop": {"width": 1280, "height": 820}, "phone": {"width": 390, "height": 844}}
_SETTLED = 2_500
"""Milliseconds for pictures and frames within a room."""
_QUALITY = 0.82
_ENCODE = """async ([data, quality]) => {
  const picture = await createImageBitmap(await (await fetch(data)).blob())
  const canvas = document.createElement('canvas')
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext('2d').drawImage(picture, 0, 0)
  return canvas.toDataURL('image/webp', quality)
}"""


async def _plan(page: Page) -> None:
    await page.goto("/")
    await page.get_by_role("button", name="Bike repair shop").click()
    await page.get_by_role("button", name="See the plan").click()
    await page.get_by_role("heading", name="Records").wait_for()


async def _palette(page: Page) -> None:
    await page.goto("/")
    await page.get_by_role("heading", name="Projects").wait_for()
    await page.keyboard.press("Control+k")
    await page.get_by_role("combobox", name="Search or run a command").wait_for()


async def _building(page: Page) -> None:
    await _plan(page)
    await page.get_by_role("button", name="Build it").click()
    await page.get_by_role("button", name="Cancel").wait_for()


async def _cancel(page: Page) -> None:
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await page.get_by_role("button", name="Cancel build").click()
    await page.get_by_text("You cancelled it.").wait_for()


def _at(path: str) -> Callable[[Page], Awaitable[None]]:
    async def go(page: Page) -> None:
        await page.goto(path)
        await page.get_by_role("heading").first.wait_for()

    return go


def _preview(project: str) -> Callable[[Page], Awaitable[None]]:
    async def go(page: Page) -> None:
        await page.goto(f"/projects/{project}")
        await page.frame_locator("iframe").get_by_role("heading").first.wait_for()

    return go


def _conversation(project: str) -> Callable[[Page], Awaitable[None]]:
    async def go(page: Page) -> None:
        await page.goto(f"/projects/{project}/conversation")
        if page.viewport_size == _SIZES["desktop"]:  # beside it is the preview
            await page.frame_locator("iframe").get_by_role("heading").first.wait_for()

    return go


def _readme(project: str) -> Callable[[Page], Awaitable[None]]:
    async def go(page: Page) -> None:
        await page.goto(f"/projects/{project}/files?path=README.md")
        await page.get_by_role("button", name="Rendered").click()
        await page.get_by_role("article", name="README.md, rendered").wait_for()

    return go


def _history(project: str) -> Callable[[Page], Awaitable[None]]:
    async def go(page: Page) -> None:
        await page.goto(f"/projects/{project}/files?path=README.md")
        await page.get_by_role("button", name="History of this file").click()
        await page.get_by_role("list", name="Revisions of this file").wait_for()

    return go


def _rooms(project: str) -> dict[str, Callable[[Page], Awaitable[None]]]:
    panes = ("files", "checks", "revisions", "deployments", "spec")
    settings = ("profile", "organization", "keys", "webhooks", "usage")
    system = ("operations", "mail")
    return {
        "home": _at("/"),
        "plan": _plan,
        "palette": _palette,
        "project": _preview(project),
        "project-conversation": _conversation(project),
        **{f"project-{pane}": _at(f"/projects/{project}/{pane}") for pane in panes},
        "project-readme": _readme(project),
        "project-history": _history(project),
        **{f"settings-{room}": _at(f"/settings/{room}") for room in settings},
        "system": _at("/system"),
        **{f"system-{room}": _at(f"/system/{room}") for room in system},
        "building": _building,
    }


async def _photograph(page: Page, dark_room: Page, target: Path) -> None:
    await page.wait_for_timeout(_SETTLED)
    png = "data:image/png;base64," + base64.b64encode(await page.screenshot()).decode()
    webp: str = await dark_room.evaluate(_ENCODE, [png, _QUALITY])
    await asyncio.to_thread(target.write_bytes, base64.b64decode(webp.partition(",")[2]))


async def _visit(
    browser: Browser, url: str, account: tuple[str, str], project: str, folder: Path, names: set[str]
) -> None:
    dark_room = await browser.new_page()
    for size, viewport in _SIZES.items():
        for theme in ("light", "dark"):
            context = await browser.new_context(
                base_url=url, viewport=viewport, color_scheme=theme, reduced_motion="reduce"
            )
            page = await context.new_page()

            async def keep(name: str, shown: Page = page, end: str = f"{size}-{theme}.webp") -> None:
                await _photograph(shown, dark_room, folder / f"{name}-{end}")

            await page.goto("/sign-in")
            await page.get_by_label("Email").fill(account[0])
            if not names or "sign-in" in names:
                await keep("sign-in")
            await page.get_by_label("Password").fill(account[1])
            await page.get_by_role("button", name="Sign in").click()
            await page.get_by_role("heading", name="What do you want to build?").wait_for()
            for name, go in _rooms(project).items():
                if not names or name in names:
                    await go(page)
                    await keep(name)
                if name == "building" and (not names or name in names):
                    await _cancel(page)
            await context.close()


async def main(url: str, email: str, password: str, project: str, folder: str, *names: str) -> None:
    """Signs in and goes through the rooms, once for each size and theme."""
    executable = Chromium().executable
    if executable is None:
        raise SystemExit("There is no Chromium on this machine.")
    await asyncio.to_thread(Path(folder).mkdir, parents=True, exist_ok=True)
    launcher = Launcher()
    async with async_playwright() as playwright:
        browser = await launcher.launch(playwright, executable)
        await _visit(browser, url, (email, password), project, Path(folder), set(names))
        await browser.close()
    launcher.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
