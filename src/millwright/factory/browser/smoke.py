"""The smoke visit: sign in to a generated app, open every page that links lead to, and note all that is wrong."""

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError
from pydantic import ValidationError

from millwright.factory.browser.chromium import Chromium, Theme
from millwright.factory.browser.report import PageResult, SmokeReport, SmokeState
from millwright.factory.browser.tab import TAMPERED, Sight, Tab, prepare
from millwright.kit.errors import DomainError

_log = structlog.get_logger()
_ID = re.compile(r"/(\d+|[0-9a-f-]{32,36})(?=/|$)")
_MAX_COUNTED = 10_000
_SIGN_IN_FIELD = "input[type=password]"
_SIGN_IN = "/login"
"""Where an application signs people in whose first page does not."""
_SIGN_IN_MS = 15_000
"""Patience with the sign-in: a busy machine is no fault of the application."""
Progress = Callable[[int, int, str], None]
"""Told of each page: how many are done, how many are known, and its path."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody to sign in as; the first of several is the administrator, whose pages are audited."""

    email: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class SmokeLimits:
    """Bounds: seconds in all, pages for the first account, each other one and visitors, tabs at once, pages seen dark.

    After `seconds_for_others` no further page is opened for accounts but the first: they are seen as far as time
    allows.
    """

    seconds: float = 150.0
    seconds_for_others: float = 5.0
    pages: int = 120
    pages_of_others: int = 8
    pages_of_visitors: int = 40
    tabs: int = 2
    dark_pages: int = 3


@dataclass(slots=True)
class _Round:
    """The pages that one account gets to, breadth first; of pages that differ only by an id, one is opened."""

    limit: int
    waiting: deque[str] = field(default_factory=deque[str])
    elsewhere: frozenset[str] = frozenset()
    """Pages that another round has opened already."""
    known: set[str] = field(default_factory=set[str])
    beyond: set[str] = field(default_factory=set[str])
    results: list[PageResult] = field(default_factory=list[PageResult])
    open: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, sight: Sight) -> None:
        """Puts the page's links in the queue."""
        for path in sight.links:
            shape = _ID.sub("/:id", path.rstrip("/") or "/")
            if shape in self.known or shape in self.elsewhere or path.startswith("/api/"):
                continue
            if len(self.known) < self.limit:
                self.known.add(shape)
                self.waiting.append(path)
            elif len(self.beyond) < _MAX_COUNTED:
                self.beyond.add(shape)
        self.changed.set()

    @property
    def unopened(self) -> int:
        """How many known pages were not opened."""
        return len(self.known) + len(self.beyond) - len(self.results)

    async def next(self) -> str | None:
        """The next page to open, waited for while another tab may still find one; None when all are done."""
        while not self.waiting:
            if self.open == 0:
                self.changed.set()
                return None
            self.changed.clear()
            await self.changed.wait()
        self.open += 1
        return self.waiting.popleft()

    def done(self, result: PageResult) -> None:
        """Notes an opened page."""
        self.open -= 1
        self.results.append(result)
        self.changed.set()


class Smoke:
    """Visits apps with one Chromium. `axe` is the file ``axe.min.js``; without it accessibility cannot be checked."""

    def __init__(self, chromium: Chromium, *, axe: Path, limits: SmokeLimits | None = None) -> None:
        self._chromium = chromium
        self._axe = axe
        self._limits = limits or SmokeLimits()

    async def run(
        self, url: str, *, accounts: Sequence[Account], on_progress: Progress = lambda done, known, path: None
    ) -> SmokeReport:
        """Visits the app at `url` as each account in turn; never raises for what the app does.

        Without Chromium or axe-core the report says ``not_run`` and why.
        """
        started = time.monotonic()
        missing = self._chromium.missing or (None if self._axe.is_file() else "axe-core is not installed")
        if missing is not None:
            return SmokeReport(SmokeState.NOT_RUN, 0.0, reason=missing)
        visit = _SmokeVisit(self._chromium, _origin(url), self._axe.read_text(), self._limits, on_progress)
        reason: str | None = None
        unavailable: str | None = None
        # Accounts and tabs are task groups, whose errors arrive as groups.
        try:
            async with asyncio.timeout(self._limits.seconds):
                await visit.run(accounts)
        except* TimeoutError:
            reason = f"it took longer than {self._limits.seconds:g} seconds"
        except* DomainError as errors:
            unavailable = _brief(errors)
        except* PlaywrightError as errors:
            reason = f"the browser failed: {_brief(errors)}"
            _log.warning("browser.visit_failed", error=_brief(errors))
        if unavailable is not None:
            return SmokeReport(SmokeState.NOT_RUN, time.monotonic() - started, reason=unavailable)
        return visit.report(time.monotonic() - started, reason)


class _SmokeVisit:
    """One visit under way."""

    def __init__(self, chromium: Chromium, origin: str, axe: str, limits: SmokeLimits, on_progress: Progress) -> None:
        self._chromium = chromium
        self._origin = origin
        self._axe = axe
        self._limits = limits
        self._on_progress = on_progress
        self._started = time.monotonic()
        self._rounds: list[_Round] = []
        self._entrances: list[PageResult] = []
        self._refused: list[str] = []
        self._screenshot: bytes | None = None
        self._administrators: _Round | None = None

    async def run(self, accounts: Sequence[Account]) -> None:
        """The first account with audits, then the others, two at a time."""
        await self._as_account(accounts[0] if accounts else None, first=True)
        others = list(accounts[1:])
        while others and not self._late():
            pair, others = others[:2], others[2:]
            async with asyncio.TaskGroup() as group:
                for account in pair:
                    group.create_task(self._as_account(account, first=False))

    def report(self, seconds: float, reason: str | None) -> SmokeReport:
        """All that was found so far; with a `reason` the visit was not finished."""
        pages = (*self._entrances, *(page for round_ in self._rounds for page in round_.results))
        passed = reason is None and all(page.ok for page in pages) and not self._refused
        state = SmokeState.PASSED if passed else SmokeState.FAILED
        refused = tuple(dict.fromkeys(self._refused))
        unopened = self._administrators.unopened if self._administrators else 0
        return SmokeReport(state, round(seconds, 3), pages, reason, refused, self._screenshot, unopened)

    async def _as_account(self, account: Account | None, *, first: bool) -> None:
        async with self._chromium.visit(self._origin) as visit:
            try:
                await prepare(visit.context)
                await self._look_round(visit.context, account, first=first)
            finally:
                self._refused += visit.gate.refused

    async def _look_round(self, context: BrowserContext, account: Account | None, *, first: bool) -> None:
        role = account.role if account else ""
        axe = self._axe if first else None
        tab = await Tab.open(context, self._origin, axe=axe)
        entrance, sight = await tab.look_at("/", themes=("light", "dark") if first else ())
        if first:
            self._entrances.append(entrance)
        seen: frozenset[str] = frozenset()
        if account is not None and not await tab.page.locator(_SIGN_IN_FIELD).count():
            # Its first page is public: visitors look round before somebody signs in.
            seen = await self._as_visitor(context, tab, sight) if first else seen
            await tab.look_at(_SIGN_IN)
        sight = await self._enter(tab, account, sight)
        if sight is None:
            return
        limits = self._limits
        round_ = _Round(limits.pages if first else limits.pages_of_others, elsewhere=seen)
        self._rounds.append(round_)
        if first:
            self._administrators = round_
        round_.add(Sight(links=["/", *sight.links]))
        tab.role = role
        if not first:
            await self._work(tab, round_, first=False)
            return
        if self._screenshot is None:
            self._screenshot = await tab.photograph()
        await self._work_side_by_side(context, tab, round_)

    async def _as_visitor(self, context: BrowserContext, tab: Tab, sight: Sight) -> frozenset[str]:
        """Opens the public pages with audits, and answers which."""
        self._screenshot = await tab.photograph()
        round_ = _Round(self._limits.pages_of_visitors, elsewhere=frozenset({"/", _SIGN_IN}))
        self._rounds.append(round_)
        round_.add(sight)
        await self._work_side_by_side(context, tab, round_)
        return frozenset(round_.known)

    async def _work_side_by_side(self, context: BrowserContext, tab: Tab, round_: _Round) -> None:
        others = range(self._limits.tabs - 1)
        tabs = [tab, *[await Tab.open(context, self._origin, role=tab.role, axe=self._axe) for _ in others]]
        async with asyncio.TaskGroup() as group:
            for each in tabs:
                group.create_task(self._work(each, round_, first=True))

    def _late(self) -> bool:
        return time.monotonic() - self._started > self._limits.seconds_for_others

    async def _enter(self, tab: Tab, account: Account | None, sight: Sight) -> Sight | None:
        """Signs in on the page that is open; None, with the fault noted, when that does not succeed."""
        if account is None:
            return sight
        problem = await _sign_in(tab, account)
        if problem is None:
            try:
                sight = await tab.see()
            except ValidationError:
                sight = Sight(missing=TAMPERED)
            if sight.missing is None:
                return sight
            problem = f"after signing in as {account.role}, {sight.missing}"
        self._entrances.append(PageResult("/", account.role, sight.title, 0.0, problem=problem))
        return None

    async def _work(self, tab: Tab, round_: _Round, *, first: bool) -> None:
        while (path := await round_.next()) is not None and (first or not self._late()):
            themes: tuple[Theme, ...] = ()
            if first:
                themes = ("light", "dark") if len(round_.results) < self._limits.dark_pages else ("light",)
            result, sight = await tab.look_at(path, themes=themes)
            round_.add(sight)
            round_.done(result)
            done = sum(len(each.results) for each in self._rounds)
            self._on_progress(done, sum(len(each.known) for each in self._rounds), path)


async def _sign_in(tab: Tab, account: Account) -> str | None:
    """Fills in the form with the password field, and answers why nobody was let in, if so."""
    page = tab.page
    try:
        password = page.locator(_SIGN_IN_FIELD).first
        await page.locator("input[type=email], input[name=email]").first.fill(account.email, timeout=_SIGN_IN_MS)
        await password.fill(account.password, timeout=_SIGN_IN_MS)
        await password.press("Enter")
        await password.wait_for(state="detached", timeout=_SIGN_IN_MS)
        return None
    except PlaywrightError as error:
        reason = error.message.partition("\n")[0]
        return f"signing in as {account.role} failed: {reason}"


def _brief(errors: ExceptionGroup[DomainError | PlaywrightError]) -> str:
    """What the first of the errors says, in a line, as deep as it lies."""
    first = errors.exceptions[0]
    return first.message.partition("\n")[0] if isinstance(first, DomainError | PlaywrightError) else _brief(first)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
