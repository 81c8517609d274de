"""The one Chromium of this server: started when first needed, kept, and started again when it has died."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog
from playwright.async_api import Browser, BrowserContext, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from millwright.factory.browser.gate import Gate
from millwright.factory.browser.launcher import Launcher
from millwright.kit.errors import DomainError, Kind

_log = structlog.get_logger()
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_VISITS_AT_ONCE = 2
_DRIVER_SECONDS = 5
_CONTEXT_SECONDS = 20
"""A browser that opens or closes no window in this time never will: it counts as dead, and another is started."""
Theme = Literal["dark", "light"]


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser of its own for one visit: nothing is kept from earlier ones. `gate` knows what was refused."""

    context: BrowserContext
    gate: Gate


class Chromium:
    """Opens visits in one browser process; `executable` unset means whichever Chromium is on the PATH."""

    def __init__(self, executable: Path | None = None) -> None:
        self._executable = executable
        self._turn = asyncio.Lock()
        self._visits = asyncio.Semaphore(_VISITS_AT_ONCE)
        self._launcher = Launcher()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @property
    def missing(self) -> str | None:
        """Why no page can be opened on this machine, or None when one can."""
        found = self.executable
        if found is None:
            return "Chromium is not installed"
        return None if found.is_file() and os.access(found, os.X_OK) else f"{found} cannot be run"

    @property
    def executable(self) -> Path | None:
        """The program: the given one, or the first on the PATH."""
        if self._executable is not None:
            return self._executable
        found = next((path for name in _NAMES if (path := shutil.which(name))), None)
        return Path(found) if found else None

    async def warm(self) -> None:
        """Starts the browser ahead of the first visit; does nothing where it is missing or runs already.

        Raises `DomainError` ``browser_unavailable`` when it does not start.
        """
        if self.missing is None:
            try:
                await self._running()
            except PlaywrightError as error:
                raise _unavailable(error.message.partition("\n")[0]) from error

    @asynccontextmanager
    async def visit(self, origin: str, *, theme: Theme = "light") -> AsyncGenerator[Visit]:
        """A fresh context that reaches nothing but `origin` (``http://host:port``); closed when the block ends.

        Raises `DomainError` ``browser_unavailable`` when there is no Chromium or it does not start.
        """
        async with self._visits, Gate(origin) as gate:
            context = await self._context(gate, theme)
            try:
                yield Visit(context, gate)
            finally:
                await self._close(context)

    async def close(self) -> None:
        """Ends the browser."""
        async with self._turn:
            browser, self._browser = self._browser, None
            if browser is not None and browser.is_connected():
                await browser.close()
            await self._forget_driver()
            self._launcher.close()

    async def _context(self, gate: Gate, theme: Theme) -> BrowserContext:
        """A context of the running browser; one that turns out to be dead is replaced, once."""
        try:
            return await self._tried(gate, theme)
        except (PlaywrightError, TimeoutError) as error:
            _log.warning("browser.lost", error=_said(error))
        try:
            return await self._tried(gate, theme)
        except (PlaywrightError, TimeoutError) as error:
            raise _unavailable(_said(error)) from error

    async def _tried(self, gate: Gate, theme: Theme) -> BrowserContext:
        """A context of the running browser; one that gives none is nobody's browser any more."""
        browser: Browser | None = None
        try:
            browser = await self._running()
            return await _new_context(browser, gate, theme)
        except (PlaywrightError, TimeoutError):
            self._forget(browser)
            raise

    async def _close(self, context: BrowserContext) -> None:
        """Closes what a visit had, or has the next visit start another browser: no visit waits for a dead one."""
        browser = context.browser
        try:
            async with asyncio.timeout(_CONTEXT_SECONDS):
                await context.close()
        except (PlaywrightError, TimeoutError) as error:
            _log.warning("browser.lost", error=_said(error))
            self._forget(browser)

    def _forget(self, browser: Browser | None) -> None:
        if self._browser is browser:
            self._browser = None

    async def _running(self) -> Browser:
        async with self._turn:
            if self._browser is None or not self._browser.is_connected():
                self._browser = await self._start()
            return self._browser

    async def _start(self) -> Browser:
        found = self.executable
        if found is None or self.missing is not None:
            raise _unavailable(self.missing or "it is gone")
        await self._forget_driver()
        self._playwright = await async_playwright().start()
        browser = await self._launcher.launch(self._playwright, found)
        _log.info("browser.started", version=browser.version)
        return browser

    async def _forget_driver(self) -> None:
        """Ends Playwright's own process, which may be what died."""
        playwright, self._playwright = self._playwright, None
        if playwright is None:
            return
        try:
            async with asyncio.timeout(_DRIVER_SECONDS):
                await playwright.stop()
        except (PlaywrightError, OSError, TimeoutError) as error:
            _log.warning("browser.driver_lost", error=str(error))


async def _new_context(browser: Browser, gate: Gate, theme: Theme) -> BrowserContext:
    async with asyncio.timeout(_CONTEXT_SECONDS):
        return await browser.new_context(
            proxy={"server": gate.address, "bypass": "<-loopback>"},
            viewport={"width": 1280, "height": 800},
            color_scheme=theme,
            reduced_motion="reduce",
            locale="en-US",
            service_workers="block",
            accept_downloads=False,
        )


def _said(error: PlaywrightError | TimeoutError) -> str:
    return error.message.partition("\n")[0] if isinstance(error, PlaywrightError) else "it hangs"


def _unavailable(reason: str) -> DomainError:
    return DomainError("browser_unavailable", Kind.UNAVAILABLE, f"No browser: {reason}.")
