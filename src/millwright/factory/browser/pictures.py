"""A page's picture, small enough to be shown among many."""

import base64
from typing import Any, Protocol, cast

from playwright.async_api import Page

WIDTH = 640
MAX_PICTURE_BYTES = 60_000
_QUALITIES = (75, 50, 25, 5)


class _Session(Protocol):
    """What we ask of Playwright's session with the browser, which is untyped."""

    async def send(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer to a command of the DevTools protocol."""
        ...

    async def detach(self) -> None:
        """Ends the session."""
        ...


async def photograph(page: Page) -> bytes | None:
    """What the window shows of the page, as WebP `WIDTH` pixels wide; None for what is no size to be shown small."""
    window = page.viewport_size
    if window is None:
        return None
    clip = {"x": 0, "y": 0, **window, "scale": WIDTH / window["width"]}
    session = cast("_Session", await page.context.new_cdp_session(page))
    try:
        for quality in _QUALITIES:
            shot = await session.send("Page.captureScreenshot", {"format": "webp", "quality": quality, "clip": clip})
            picture = base64.b64decode(shot["data"])
            if len(picture) <= MAX_PICTURE_BYTES:
                return picture
        return None
    finally:
        await session.detach()
