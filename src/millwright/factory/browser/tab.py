"""One tab of a visit: opens a page, waits until it has settled, and tells what it saw and what went wrong."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request, Response
from playwright.async_api import Error as PlaywrightError
from pydantic import BaseModel, TypeAdapter, ValidationError

from millwright.factory.browser.chromium import Theme
from millwright.factory.browser.pictures import photograph
from millwright.factory.browser.report import AxeViolation, PageResult

_SCRIPT = Path(__file__).with_name("page.js").read_text()
_PAGE_MS = 20_000
_QUIET_MS = 40
"""How long a page must hold still to count as settled: two frames and a little."""
_FOLLOW_MS = 300
_INTERRUPTED = "is interrupted by another navigation"
"""What Playwright says when a page that is being left goes somewhere by itself at that moment."""
_MAX_NOTES = 20
_MAX_TEXT = 500
_MAX_TARGETS = 5
Rules = dict[str, object]
_RULES: Rules = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # The serious ones among those that are nobody's standard.
    "rules": {rule: {"enabled": True} for rule in ("aria-dialog-name", "frame-tested", "label-title-only", "tabindex")},
    "resultTypes": ["violations"],
    "elementRef": False,
    # Asks for style sheets once more; no rule that counts here needs them.
    "preload": False,
}
_CONTRAST: Rules = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
    "preload": False,
}


class _Violation(BaseModel):
    rule: str
    impact: str
    help: str
    targets: list[str]


class Sight(BaseModel):
    """What a page shows once it has settled: title, main heading, the paths of its links, and faults that axe found.

    `missing` says why it has not settled; `found` is None where nothing was audited.
    """

    missing: str | None = None
    title: str = ""
    heading: str = ""
    links: list[str] = []
    found: list[_Violation] | None = None


TAMPERED = "it tampers with the script that looks at it"
_VIOLATIONS = TypeAdapter(list[_Violation])


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
        self._theme: Theme = "light"
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
        rules = _RULES if themes and self._axe is not None else None
        try:
            if themes:
                await self._show(themes[0])
            problem, sight = await self._go(path, rules)
            if rules is not None and sight.found is None:
                # A page that came by itself, as one does after a load that took too long, has no axe yet.
                sight = await self.see(rules)
            violations += _told(sight.found or [], themes[0] if themes else "light")
            for theme in themes[1:]:
                await self._show(theme)
                # Themes differ in nothing but contrast.
                found = await self.page.evaluate("(rules) => __millwright.audit(rules)", _CONTRAST)
                violations += _told(_VIOLATIONS.validate_python(found), theme)
        except PlaywrightError as error:
            problem = error.message.partition("\n")[0][:_MAX_TEXT]
        except ValidationError:
            # The script lives in the page, which may have put anything in its place.
            problem = TAMPERED
        return self._result(path, sight, started, problem, violations), sight

    async def photograph(self) -> bytes | None:
        """A small picture of what the window shows, in the light theme."""
        await self._show("light")
        return await photograph(self.page)

    async def see(self, rules: Rules | None = None) -> Sight:
        """What the page shows once it has settled; with `rules`, audited by them."""
        if rules is not None and not await self.page.evaluate("() => __millwright.armed()"):
            # In one task, so that no script of the page comes between.
            await self.page.evaluate(f"{self._axe or ''}\n;__millwright.arm()")
        wait = {"quiet": _QUIET_MS, "timeout": _PAGE_MS, "rules": rules}
        return Sight.model_validate(await self.page.evaluate("(wait) => __millwright.inspect(wait)", wait))

    async def _go(self, path: str, rules: Rules | None) -> tuple[str | None, Sight]:
        if self.page.url.startswith(self._origin + "/"):
            sight = await self._follow(path, rules)
            if sight is not None:
                return sight.missing, sight
        response = await self._load(self._origin + path)
        sight = await self.see(rules)
        if response is not None and not response.ok:
            return f"it was answered with {response.status}", sight
        return sight.missing, sight

    async def _load(self, address: str) -> Response | None:
        try:
            return await self.page.goto(address, wait_until="load", timeout=_PAGE_MS)
        except PlaywrightError as error:
            if _INTERRUPTED not in error.message:
                raise
            # The page before was still on its way elsewhere, and has arrived there by now.
            return await self.page.goto(address, wait_until="load", timeout=_PAGE_MS)

    async def _follow(self, path: str, rules: Rules | None) -> Sight | None:
        """The page, if its own router took us there."""
        where = {"path": path, "patience": _FOLLOW_MS, "quiet": _QUIET_MS, "timeout": _PAGE_MS, "rules": rules}
        try:
            found: object = await self.page.evaluate("(where) => __millwright.travel(where)", where)
        except PlaywrightError:
            # The page before went away by itself, so there is no router to ask.
            return None
        return Sight.model_validate(found) if found is not None else None

    async def _show(self, theme: Theme) -> None:
        if self._theme != theme:
            await self.page.emulate_media(color_scheme=theme)
            self._theme = theme

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


def _told(found: list[_Violation], theme: Theme) -> list[AxeViolation]:
    return [
        AxeViolation(item.rule, item.impact, item.help, tuple(item.targets[:_MAX_TARGETS]), theme) for item in found
    ]


async def prepare(context: BrowserContext) -> None:
    """Puts the script that `Tab` talks to into every page of the context."""
    await context.add_init_script(_SCRIPT)
