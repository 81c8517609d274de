"""How long people wait for the console: first paint, and the room with its content, in milliseconds.

It starts a server of its own on a fresh data folder with 25 projects, and opens rooms in a real Chromium: cold (a new
browser profile, nothing cached) and warm (the same profile once more).

    python bench/first_paint.py [--runs 5]
"""

import argparse
import asyncio
import os
import statistics
import time
from dataclasses import dataclass

from playwright.async_api import Browser, BrowserContext, async_playwright
from seeded import seeded_server

from millwright.factory.browser.chromium import Chromium
from millwright.factory.browser.launcher import Launcher

EMAIL, PASSWORD = "admin@example.org", "Correct-horse-2026"
_FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_ROOMS = {
    "sign-in": ("/sign-in", "Sign in to Millwright"),
    "projects": ("/", "What do you want to build?"),
    "settings": ("/settings/keys", "API keys"),
}
"""A path, and a heading that is there when the room is."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds from going there until something is painted, and until the room's heading is."""

    paint: float
    room: float


async def visit(context: BrowserContext, url: str, room: str) -> Visit:
    """Opens a room in a tab of its own."""
    path, heading = _ROOMS[room]
    page = await context.new_page()
    began = time.perf_counter()
    await page.goto(url + path, wait_until="commit")
    await page.get_by_role("heading", name=heading).first.wait_for()
    there = (time.perf_counter() - began) * 1000
    await page.wait_for_function(_FIRST_PAINT)
    paint = await page.evaluate(_FIRST_PAINT)
    await page.close()
    return Visit(paint, there)


async def signed_in(browser: Browser, url: str) -> BrowserContext:
    """A profile with an administrator's session, and nothing cached."""
    context = await browser.new_context(reduced_motion="reduce")
    account = {"email": EMAIL, "password": PASSWORD}
    answer = await context.request.post(f"{url}/pixell/api/auth/login", data=account)
    assert answer.ok, await answer.text()
    return context


async def measure(url: str, runs: int) -> dict[tuple[str, str], list[Visit]]:
    """The visits of each room, cold and warm."""
    chromium = Chromium()
    assert chromium.executable is not None, chromium.missing
    launcher = Launcher()
    found: dict[tuple[str, str], list[Visit]] = {}
    async with async_playwright() as playwright:
        browser = await launcher.launch(playwright, chromium.executable)
        for _ in range(runs):
            for room in _ROOMS:
                context = await (browser.new_context() if room == "sign-in" else signed_in(browser, url))
                for state in ("cold", "warm"):
                    found.setdefault((room, state), []).append(await visit(context, url, room))
                await context.close()
        await browser.close()
    launcher.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    os.environ |= {"MILLWRIGHT_ADMIN_EMAIL": EMAIL, "MILLWRIGHT_ADMIN_PASSWORD": PASSWORD}
    with seeded_server() as (server, _):
        found = asyncio.run(measure(server.url, runs))
    for (room, state), visits in found.items():
        paint, there = (statistics.median(times) for times in zip(*((v.paint, v.room) for v in visits), strict=True))
        print(f"{room:9} {state}: first paint after {paint:.0f} ms, the room after {there:.0f} ms (medians of {runs})")


if __name__ == "__main__":
    main()
