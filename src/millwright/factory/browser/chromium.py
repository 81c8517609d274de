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
from millwright.kit.errors import DomainError, Kind

_log = structlog.get_logger()
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--dns-prefetch-disable",
    # Without these two, WebRTC would send packets past the proxy.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # What would ask servers of Google's of its own accord, or upgrade to https. The last such list counts, so this
    # one holds what Playwright's own does, too.
    "--disable-features=AimEnabled,AutofillServerCommunication,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,MediaRouter,"
    "NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,Translate",
]
_VISITS_AT_ONCE = 2
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
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @property
    def missing(self) -> str | None:
        """Why no page can be opened on this machine, or None when one can."""
        found = self._find()
        if found is None:
            return "Chromium is not installed"
        return None if found.is_file() and os.access(found, os.X_OK) else f"{found} cannot be run"

    async def warm(self) -> None:
        """Starts the browser ahead of the first visit; does nothing where it is missing or runs already."""
        if self.missing is None:
            await self._running()

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
                await _close(context)

    async def close(self) -> None:
        """Ends the browser."""
        async with self._turn:
            browser, self._browser = self._browser, None
            playwright, self._playwright = self._playwright, None
            if browser is not None and browser.is_connected():
                await browser.close()
            if playwright is not None:
                await playwright.stop()

    async def _context(self, gate: Gate, theme: Theme) -> BrowserContext:
        try:
            browser = await self._running()
            return await browser.new_context(
                proxy={"server": gate.address, "bypass": "<-loopback>"},
                viewport={"width": 1280, "height": 800},
                color_scheme=theme,
                reduced_motion="reduce",
                locale="en-US",
                service_workers="block",
                accept_downloads=False,
            )
        except PlaywrightError as error:
            raise _unavailable(error.message.splitlines()[0]) from error

    async def _running(self) -> Browser:
        async with self._turn:
            if self._browser is None or not self._browser.is_connected():
                self._browser = await self._start()
            return self._browser

    async def _start(self) -> Browser:
        if self.missing is not None:
            raise _unavailable(self.missing)
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        # Chromium refuses its own sandbox to root; in containers Millwright is often nothing else.
        arguments = [*_ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else _ARGUMENTS
        browser = await self._playwright.chromium.launch(
            executable_path=self._find(),
            args=arguments,
            chromium_sandbox=os.geteuid() != 0,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        _log.info("browser.started", version=browser.version)
        return browser

    def _find(self) -> Path | None:
        if self._executable is not None:
            return self._executable
        found = next((path for name in _NAMES if (path := shutil.which(name))), None)
        return Path(found) if found else None


async def _close(context: BrowserContext) -> None:
    try:
        await context.close()
    except PlaywrightError as error:
        # The browser died with it; the next visit starts another.
        _log.warning("browser.context_lost", error=error.message.splitlines()[0])


def _unavailable(reason: str) -> DomainError:
    return DomainError("browser_unavailable", Kind.UNAVAILABLE, f"No browser: {reason}.")
