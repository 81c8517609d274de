"""One tab of a visit: opens a page, waits until it has settled, and tells what it saw and what went wrong."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request, Response
from playwright.async_api import Error as PlaywrightError
from pydantic import BaseModel, TypeAdapter

from millwright.factory.browser.chromium import Theme
from millwright.factory.browser.report import AxeViolation, PageResult

_SCRIPT = Path(__file__).with_name("page.js").read_text()
_PAGE_MS = 8_000
_QUIET_MS = 40
"""How long a page must hold still to count as settled: two frames and a little."""
_FOLLOW_MS = 300
_MAX_NOTES = 20
_MAX_TEXT = 500
_MAX_TARGETS = 5
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # The serious ones among those that are nobody's standard.
    "rules": {rule: {"enabled": True} for rule in ("aria-dialog-name", "frame-tested", "label-title-only", "tabindex")},
    "resultTypes": ["violations"],
    "elementRef": False,
    # Asks for style sheets once more; no rule that counts here needs them.
    "preload": False,
}
_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"], "preload": False}


class _Found(BaseModel):
    rule: str
    impact: str
    help: str
    targets: list[str]


class Sight(BaseModel):
    """What a page shows: its title, main heading and the paths of its links."""

    title: str = ""
    heading: str = ""
    links: list[str] = []


_FOUND = TypeAdapter(list[_Found])


@dataclass(slots=True)
class _Notes:
    """What went wrong since the last page was reported."""

    console: list[str] = field(default_factory=list[str])
    exceptions: list[str] = field(default_factory=list[str])
    requests: list[str] = field(default_factory=list[str])

    def add(self, kind: list[str], text: str) -> None:
        if len(kind) < _MAX_NOTES and text[:_MAX_TEXT] not in kind:
            kind.append(text[:_MAX_TEXT])


class Tab:
    """A page of the browser on `origin`, seen with the eyes of `role`."""

    def __init__(self, page: Page, origin: str, role: str, axe: str | None) -> None:
        self.page = page
        self.role = role
        self._origin = origin
        self._axe = axe
        self._notes = _Notes()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._notes.add(self._notes.exceptions, error.message))
        page.on("requestfailed", self._request_failed)
        page.on("response", self._response)

    @classmethod
    async def open(cls, context: BrowserContext, origin: str, *, role: str = "", axe: str | None = None) -> "Tab":
        """A new tab; with `axe`, the source of axe-core, pages are audited as well."""
        return cls(await context.new_page(), origin, role, axe)

    async def look_at(self, path: str, *, themes: tuple[Theme, ...] = ()) -> tuple[PageResult, Sight]:
        """Opens the page, as a router follows a link where it can, and audits it in the given themes."""
        started = time.monotonic()
        problem: str | None = None
        sight = Sight()
        violations: list[AxeViolation] = []
        try:
            problem = await self._go(path)
            sight = await self.sight()
            for theme in themes:
                violations += await self._audit(theme, whole=theme == themes[0])
        except PlaywrightError as error:
            problem = error.message.splitlines()[0][:_MAX_TEXT]
        return self._result(path, sight, started, problem, violations), sight

    async def settle(self) -> str | None:
        """Waits until the page holds still; answers what is missing when it does not."""
        missing: object = await self.page.evaluate(
            "([quiet, timeout]) => __millwright.settle(quiet, timeout)", [_QUIET_MS, _PAGE_MS]
        )
        return str(missing) if missing else None

    async def sight(self) -> Sight:
        """What the page shows now."""
        return Sight.model_validate(await self.page.evaluate("() => __millwright.look()"))

    async def _go(self, path: str) -> str | None:
        if self.page.url.startswith(self._origin + "/") and await self._follow(path):
            return await self.settle()
        response = await self.page.goto(self._origin + path, wait_until="load", timeout=_PAGE_MS)
        if response is not None and not response.ok:
            return f"it was answered with {response.status}"
        return await self.settle()

    async def _follow(self, path: str) -> bool:
        """Whether the page's own router took us there."""
        try:
            followed: object = await self.page.evaluate(
                "([path, timeout]) => __millwright.follow(path, timeout)", [path, _FOLLOW_MS]
            )
        except PlaywrightError:
            # The page before went away by itself, so there is no router to ask.
            return False
        return followed is True

    async def _audit(self, theme: Theme, *, whole: bool) -> list[AxeViolation]:
        """Faults in one theme; the themes after the first are asked only about what differs, contrast."""
        if self._axe is None:
            return []
        await self.page.emulate_media(color_scheme=theme)
        if not await self.page.evaluate("() => 'axe' in window"):
            await self.page.evaluate(self._axe)
        found = await self.page.evaluate("(options) => __millwright.audit(options)", _RULES if whole else _CONTRAST)
        return [
            AxeViolation(item.rule, item.impact, item.help, tuple(item.targets[:_MAX_TARGETS]), theme)
            for item in _FOUND.validate_python(found)
        ]

    def _result(
        self, path: str, sight: Sight, started: float, problem: str | None, violations: list[AxeViolation]
    ) -> PageResult:
        notes, self._notes = self._notes, _Notes()
        return PageResult(
            path=path,
            role=self.role,
            title=sight.heading or sight.title,
            seconds=round(time.monotonic() - started, 3),
            problem=problem,
            console_errors=tuple(notes.console),
            exceptions=tuple(notes.exceptions),
            failed_requests=tuple(notes.requests),
            violations=tuple(violations),
        )

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium also tells of requests that failed, which are noted with more to go by.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._notes.add(self._notes.console, message.text)

    def _request_failed(self, request: Request) -> None:
        # What the page itself gave up, mostly by going elsewhere, is no fault.
        if request.failure != "net::ERR_ABORTED":
            self._notes.add(self._notes.requests, f"{request.method} {self._short(request.url)}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._notes.add(
                self._notes.requests, f"{response.request.method} {self._short(response.url)}: {response.status}"
            )

    def _short(self, url: str) -> str:
        return url.removeprefix(self._origin)


async def prepare(context: BrowserContext) -> None:
    """Puts the script that `Tab` talks to into every page of the context."""
    await context.add_init_script(_SCRIPT)
