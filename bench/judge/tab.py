"""One tab of the judge: opens pages, waits until they are still, presses things and tells what came of it."""

import asyncio
import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Download,
    ElementHandle,
    Page,
    Request,
    Response,
)
from playwright.async_api import Error as PlaywrightError
from pydantic import BaseModel, TypeAdapter

from bench.judge.sights import Control, Effects, Form, Rows, Sight

EYES = Path(__file__).with_name("eyes.js").read_text()
_QUIET_MS = 80
_OPEN_MS = 8_000
_PRESS_MS = 4_000
_ANSWER_SECONDS = 1.0
_STRINGS = TypeAdapter(list[str])
_MAX_NOTES = 30
_LEAVING = re.compile(r"navigat|context was destroyed|__judge|detached", re.IGNORECASE)
WIDE = (1280, 800)
PHONE = (390, 844)


@dataclass(slots=True)
class Notes:
    """What the browser told of the page by itself since the last `clear`."""

    errors: list[str] = field(default_factory=list[str])
    failed: list[str] = field(default_factory=list[str])
    sent: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    dialogs: list[str] = field(default_factory=list[str])
    downloads: list[str] = field(default_factory=list[str])
    popups: int = 0

    def clear(self) -> None:
        """Forgets all."""
        for each in (self.errors, self.failed, self.sent, self.dialogs, self.downloads):
            each.clear()
        self.popups = 0

    @property
    def accepted(self) -> list[str]:
        """What was sent to be kept and taken, as ``POST /path``."""
        return [f"{method} {path}" for method, path, status in self.sent if method != "GET" and status < 400]

    @property
    def refused(self) -> list[str]:
        """What was sent to be kept and refused, as ``POST /path: 422``."""
        return [f"{method} {path}: {status}" for method, path, status in self.sent if method != "GET" and status >= 400]


class Overflow(BaseModel):
    """How many pixels a page is wider than its window, and what sticks out."""

    wide: int
    worst: str


class Tab:
    """A page of one visit, as seen by one account; `role` is empty for a visitor."""

    def __init__(self, page: Page, origin: str, role: str = "") -> None:
        self.page = page
        self.origin = origin
        self.role = role
        self.notes = Notes()
        self.accepts_dialogs = False
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(self.notes.errors, f"exception: {error.message}"))
        page.on("response", self._response)
        page.on("requestfailed", self._failed)
        page.on("dialog", self._dialog)
        page.on("download", self._download)
        page.on("popup", self._popup)

    @classmethod
    async def open_in(cls, context: BrowserContext, origin: str, role: str = "") -> "Tab":
        """A new tab; the context must have been given the eyes with `prepare`."""
        return cls(await context.new_page(), origin, role)

    @property
    def path(self) -> str:
        """Where the tab is, as a path with its query."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    async def open(self, path: str) -> int:
        """Opens the path and waits until the page is still; answers the HTTP status, 0 where there was none."""
        try:
            response = await self.page.goto(self.origin + path, wait_until="load", timeout=_OPEN_MS)
        except PlaywrightError as error:
            self._note(self.notes.errors, error.message.partition("\n")[0])
            return 0
        await self.settle()
        return response.status if response else 200

    async def settle(self, quiet: int = _QUIET_MS, at_most: int = 4_000) -> None:
        """Waits until nothing is asked for and nothing has changed for `quiet` ms, but no longer than `at_most` ms."""
        # A page that goes away while it is asked has not settled: the next one is asked.
        for _ in range(3):
            try:
                await self.page.evaluate("([quiet, most]) => __judge.settle(quiet, most)", [quiet, at_most])
                return
            except PlaywrightError as error:
                if not _LEAVING.search(error.message):
                    raise
                await asyncio.sleep(0.05)

    async def ask(self, expression: str, argument: object = None) -> object:
        """What the expression, in the page's own words, answers."""
        return await self.page.evaluate(expression, argument)

    async def sight(self) -> Sight:
        """All that can be seen."""
        return Sight.model_validate(await self.ask("() => __judge.sight()"))

    async def controls(self) -> list[Control]:
        """What can be pressed; within the open dialog, if there is one."""
        return TypeAdapter(list[Control]).validate_python(await self.ask("() => __judge.controls()"))

    async def forms(self) -> list[Form]:
        """What can be filled in and sent."""
        return TypeAdapter(list[Form]).validate_python(await self.ask("() => __judge.forms()"))

    async def rows(self, kind: str | None = None) -> Rows:
        """The repeated things of the page, or those of the given kind."""
        return Rows.model_validate(await self.ask("kind => __judge.rows(kind)", kind))

    async def lines(self) -> list[str]:
        """The lines of text that are shown."""
        return _STRINGS.validate_python(await self.ask("() => __judge.lines()"))

    async def strings(self, expression: str, argument: object = None) -> list[str]:
        """The strings that the expression answers."""
        return _STRINGS.validate_python(await self.ask(expression, argument))

    async def element(self, expression: str, argument: object = None) -> ElementHandle | None:
        """The element that the expression answers."""
        return (await self.page.evaluate_handle(expression, argument)).as_element()

    async def control(self, key: str) -> ElementHandle | None:
        """The thing to press of this key."""
        return await self.element("key => __judge.control(key)", key)

    async def press(self, element: ElementHandle) -> str:
        """Presses, and waits for an answer; answers why it could not be pressed, or nothing."""
        try:
            await element.scroll_into_view_if_needed(timeout=_PRESS_MS)
            await element.hover(timeout=_PRESS_MS)
        except PlaywrightError as error:
            return _why(error)
        await self.page.wait_for_timeout(60)
        await self.ask("() => __judge.mark()")
        self.notes.clear()
        try:
            await element.click(timeout=_PRESS_MS, no_wait_after=True)
        except PlaywrightError as error:
            return _why(error)
        await self._answer()
        return ""

    async def effects(self) -> Effects:
        """What came of the last press."""
        try:
            found = await self.ask("() => __judge.effects()")
        except PlaywrightError:
            found = None
        # Another page knows nothing of the press: all that it shows is new.
        effects = Effects(moved=True, lines=await self._shown()) if found is None else Effects.model_validate(found)
        effects.dialogs += len(self.notes.dialogs)
        effects.downloads = len(self.notes.downloads)
        effects.popups = self.notes.popups
        return effects

    async def _shown(self) -> list[str]:
        """The lines of text of a page that may still be on its way."""
        try:
            return await self.lines()
        except PlaywrightError:
            return []

    async def _answer(self) -> None:
        """Waits for the first sign of an answer, and then until the page is still."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _ANSWER_SECONDS
        while loop.time() < end:
            if (await self.effects()).any:
                break
            await asyncio.sleep(0.05)
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        """Makes the window that wide and high, and waits until the page has followed."""
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})
        await self.settle(quiet=60, at_most=1_500)

    async def overflow(self) -> Overflow:
        """How far the page sticks out of the window sideways."""
        return Overflow.model_validate(await self.ask("() => __judge.overflow()"))

    async def shoot(self) -> bytes:
        """A picture of the window as PNG."""
        return await self.page.screenshot(type="png", animations="disabled", timeout=5_000)

    async def close(self) -> None:
        """Closes the tab."""
        with contextlib.suppress(PlaywrightError):
            await self.page.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(self.notes.errors, message.text[:300])

    def _response(self, response: Response) -> None:
        request = response.request
        path = urlsplit(response.url).path
        if len(self.notes.sent) < _MAX_NOTES and request.resource_type in {"fetch", "xhr", "document"}:
            self.notes.sent.append((request.method, path, response.status))
        if response.status >= 400:
            self._note(self.notes.failed, f"{request.method} {path}: {response.status}")

    def _failed(self, request: Request) -> None:
        # Leaving a page aborts what it asked for.
        if "ERR_ABORTED" not in (request.failure or ""):
            self._note(self.notes.failed, f"{request.method} {request.url[:120]}: {request.failure}")

    async def _dialog(self, dialog: Dialog) -> None:
        self._note(self.notes.dialogs, dialog.message)
        # It may have gone with its page.
        with contextlib.suppress(PlaywrightError):
            await (dialog.accept() if self.accepts_dialogs else dialog.dismiss())

    def _download(self, download: Download) -> None:
        self._note(self.notes.downloads, download.suggested_filename)

    async def _popup(self, page: Page) -> None:
        self.notes.popups += 1
        with contextlib.suppress(PlaywrightError):
            await page.close()

    @staticmethod
    def _note(notes: list[str], text: str) -> None:
        if text not in notes and len(notes) < _MAX_NOTES:
            notes.append(text)


async def prepare(context: BrowserContext) -> None:
    """Gives all tabs of the context the judge's eyes."""
    await context.add_init_script(EYES)


def _why(error: PlaywrightError) -> str:
    """What stood in the way of a press, in a line."""
    for text in error.message.splitlines():
        if "intercepts pointer events" in text or "not visible" in text or "outside of the viewport" in text:
            return text.strip(" -")[:160]
    return error.message.partition("\n")[0][:160]
