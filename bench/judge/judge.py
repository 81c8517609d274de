"""One application judged: as a visitor, then as each of its accounts, within a bound of time."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError

from bench.judge import signin, wishes
from bench.judge.buttons import SIGNS_OUT, judge_button, judge_choice, judge_destroying, to_press
from bench.judge.charts import NEWCOMER
from bench.judge.colours import ColourCheck
from bench.judge.crawl import Crawl, Known, shape
from bench.judge.forms import AsksToSignInError, FormCheck, Way, is_record
from bench.judge.lists import ListCheck
from bench.judge.phone import judge_menu
from bench.judge.report import Report
from bench.judge.sights import Control, Form, Sight
from bench.judge.tab import Tab, prepare
from bench.judge.verdicts import Kind, Verdict
from bench.judge.wishes import Evidence
from millwright.factory.browser import Chromium

_MAX_ROLES = 4
_MAX_COLOURED = 4
_MANY_PAGES = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds for one application, and pages for the visitor, the first account, and each other one."""

    seconds: float = 90.0
    pages: int = 18
    pages_of_others: int = 8


@dataclass(slots=True)
class _Shared:
    """What the rounds of all accounts share: what was judged already is not judged again."""

    known: Known = field(default_factory=Known)
    finders: set[str] = field(default_factory=set[str])
    listed: set[str] = field(default_factory=set[str])
    pressed: set[str] = field(default_factory=set[str])
    sent: set[str] = field(default_factory=set[str])
    coloured: int = 0
    left: list[str] = field(default_factory=list[str])
    accounts: list[signin.Account] = field(default_factory=list[signin.Account])


@dataclass(slots=True)
class _Todo:
    """What buttons leave to be judged after them: ways to forms, and what deletes or signs out, with its page."""

    ways: list[tuple[Way, Form]] = field(default_factory=list[tuple[Way, Form]])
    last: list[tuple[str, Control]] = field(default_factory=list[tuple[str, Control]])


class AppJudge:
    """Judges the application at `url` for `prompt`; `axe` is the file ``axe.min.js``, pictures go to `folder`."""

    def __init__(
        self, chromium: Chromium, url: str, prompt: str, *, axe: Path, folder: Path | None, bounds: Bounds | None = None
    ) -> None:
        self._chromium = chromium
        self._origin = url.rstrip("/")
        self._axe = axe
        self._bounds = bounds or Bounds()
        self._prompt = prompt
        self._shared = _Shared()
        self._colours = ColourCheck(prompt)
        self._end = 0.0
        self.report = Report(folder)
        self.evidence = Evidence()
        self.roles: list[str] = []

    async def run(self, not_built: list[str]) -> str:
        """Judges all that time allows; answers what was left, or nothing.

        Never raises for what the application does.
        """
        self._end = time.monotonic() + self._bounds.seconds
        left = self._shared.left
        try:
            # What one press may take lies beyond the end that the rounds look at.
            async with asyncio.timeout(self._bounds.seconds + 20):
                entrance = await self._as_visitor()
                self._shared.accounts += entrance.accounts
                for number, account in enumerate(entrance.accounts[:_MAX_ROLES]):
                    await self._as_account(entrance, account, first=number == 0)
                if entrance.sign_up and not entrance.accounts:
                    await self._as_new(entrance)
        except TimeoutError:
            left.append("time ran out in the middle of something")
        except PlaywrightError as error:
            left.append(f"the browser failed: {error.message.partition(chr(10))[0]}")
        for check in wishes.judge(self._prompt, self.evidence, self.report.checks, not_built):
            self.report.checks.append(check)
        return "; ".join(dict.fromkeys(left))

    @property
    def pages(self) -> int:
        """How many kinds of pages were opened."""
        return len(self._shared.known.audited)

    async def _as_visitor(self) -> signin.Entrance:
        async with self._chromium.visit(self._origin) as visit:
            tab = await self._tab(visit.context, "")
            await tab.open("/")
            home = await tab.sight()
            await self.report.shoot(tab, "home")
            await self._colour(tab, visit.context)
            await judge_menu(tab, self.report, home, shot="home-phone")
            pages = await self._crawl(tab, self._share(0.25), self._bounds.pages)
            entrance = await signin.find_entrance(tab, home, pages)
            if entrance.sign_in:
                await signin.judge_refusals(tab, self.report, entrance)
            closed = bool(entrance.accounts or entrance.sign_up)
            # Whoever presses a demo account is no visitor any more.
            open_pages = {path: sight for path, sight in pages.items() if path != entrance.sign_in}
            few = len(open_pages) < _MANY_PAGES
            share = 0.25 if few else 0.45
            await self._work(tab, open_pages, self._share(share if closed else 1.0), leave=False)
            if not entrance.accounts and not entrance.sign_up:
                await self._colours.judge(self.report, tab)
            self.evidence.sign_in = self.evidence.sign_in or bool(entrance.sign_in)
            self.evidence.sign_up = self.evidence.sign_up or bool(entrance.sign_up)
            return entrance

    async def _as_account(self, entrance: signin.Entrance, account: signin.Account, *, first: bool) -> None:
        if time.monotonic() > self._end:
            self._shared.left.append(f"nothing seen as {account.role}")
            return
        async with self._chromium.visit(self._origin) as visit:
            tab = await self._tab(visit.context, account.role)
            if await signin.sign_in(tab, self.report, entrance, account):
                await self._inside(tab, visit.context, first=first, share=0.75 if first else 0.6)

    async def _as_new(self, entrance: signin.Entrance) -> None:
        async with self._chromium.visit(self._origin) as visit:
            tab = await self._tab(visit.context, NEWCOMER)
            if await signin.sign_up(tab, self.report, entrance):
                await self._inside(tab, visit.context, first=True, share=1.0)
            else:
                await self._colours.judge(self.report, tab)

    async def _inside(self, tab: Tab, context: BrowserContext, *, first: bool, share: float) -> None:
        """All that an account sees; `share` is of the time that is left."""
        self.roles.append(tab.role)
        deadline = self._share(share)
        await tab.open("/")
        home = await tab.sight()
        await self.report.shoot(tab, f"home as {tab.role}")
        if first:
            await judge_menu(tab, self.report, home, shot=f"home-phone as {tab.role}")
        limit = self._bounds.pages if first else self._bounds.pages_of_others
        half = time.monotonic() + (deadline - time.monotonic()) * 0.35
        pages = await self._crawl(tab, half, limit)
        if first:
            for path in list(pages)[1:_MAX_COLOURED]:
                await tab.open(path)
                await self._colour(tab, context)
            await self._colours.judge(self.report, tab)
        await self._work(tab, pages, deadline, leave=True)

    async def _crawl(self, tab: Tab, deadline: float, limit: int) -> dict[str, Sight]:
        crawl = Crawl(tab, self.report, self._shared.known, axe=self._axe, limit=limit)
        await crawl.run("/", deadline)
        self.evidence.charts = self._shared.known.charts
        for path, sight in crawl.pages.items():
            self.evidence.add(path, sight)
        if crawl.left:
            self._shared.left.append(f"{crawl.left} pages not opened as {tab.role or 'visitor'}")
        return crawl.pages

    async def _colour(self, tab: Tab, context: BrowserContext) -> None:
        blank = await context.new_page()
        await self._colours.look(tab, blank)
        await blank.close()

    async def _work(self, tab: Tab, pages: dict[str, Sight], deadline: float, *, leave: bool) -> None:
        """Uses what the pages have: lists, buttons, forms, and last what deletes and signs out.

        A page of records is narrowed before anything is added to it. Each part has its share of the time.
        """
        begin = time.monotonic()
        rest = max(0.0, deadline - begin)
        await self._lists(tab, pages, begin + 0.3 * rest)
        todo = await self._buttons(tab, pages, begin + 0.5 * rest)
        await self._forms(tab, todo.ways, begin + 0.95 * rest)
        await self._last(tab, todo.last, deadline + 5, leave=leave)

    async def _lists(self, tab: Tab, pages: dict[str, Sight], deadline: float) -> None:
        listed = self._shared.listed
        for path, sight in pages.items():
            kind = shape(path, sight.heading)
            if kind in listed:
                continue
            if self._late(deadline, "lists", tab):
                return
            listed.add(kind)
            await ListCheck(tab, self.report, path, self._shared.finders).judge()

    async def _buttons(self, tab: Tab, pages: dict[str, Sight], deadline: float) -> "_Todo":
        """Judges choices and buttons; answers the forms and the destructive buttons that it came by."""
        todo = _Todo()
        for path, sight in pages.items():
            await tab.open(path)
            forms, controls = await tab.forms(), await tab.controls()
            todo.ways += [(Way(path), form) for form in forms if self._is_new_form(form)]
            last = self._new(path, to_press(controls, destructive=True))
            todo.last += [(path, c) for c in last if SIGNS_OUT.search(c.label) or not self._is_account(sight)]
            if not self._late(deadline, "buttons", tab):
                await self._press_all(tab, path, controls, todo, deadline)
        return todo

    async def _press_all(self, tab: Tab, path: str, controls: list[Control], todo: "_Todo", deadline: float) -> None:
        await self._choices(tab, path, controls)
        for control in self._new(path, to_press(controls, destructive=False)):
            if self._late(deadline, "buttons", tab):
                return
            opened = await judge_button(tab, self.report, path, control)
            todo.ways += [(Way(path, control.key), form) for form in opened if self._is_new_form(form)]

    async def _forms(self, tab: Tab, ways: list[tuple[Way, Form]], deadline: float) -> None:
        # Who signs up is no visitor any more: that comes last.
        for way, form in sorted(ways, key=lambda pair: any(each.type == "password" for each in pair[1].fields)):
            if self._late(deadline, "forms", tab):
                return
            try:
                await FormCheck(tab, self.report, way, form).judge()
            except AsksToSignInError:
                self._shared.sent.discard(form.key)

    async def _last(self, tab: Tab, last: list[tuple[str, Control]], deadline: float, *, leave: bool) -> None:
        leaving = [pair for pair in last if SIGNS_OUT.search(pair[1].label)]
        for path, control in [pair for pair in last if pair not in leaving]:
            if self._late(deadline, "deleting", tab):
                break
            await judge_destroying(tab, self.report, path, control)
        if leaving and leave:
            await self._sign_out(tab, *leaving[0])

    async def _choices(self, tab: Tab, path: str, controls: list[Control]) -> None:
        """Tabs and toggles, group by group."""
        groups: dict[str, list[Control]] = {}
        for control in controls:
            if control.group >= 2 and not control.repeated:
                groups.setdefault(f"{control.section} {control.landmark} {control.group} {control.role}", []).append(
                    control
                )
        for group in groups.values():
            if self._new(path, [group[0]]):
                await judge_choice(tab, self.report, path, group)

    async def _sign_out(self, tab: Tab, path: str, control: Control) -> None:
        await tab.open(path)
        element = await tab.control(control.key)
        problem = await tab.press(element) if element is not None else "it is not there any more"
        await tab.open(path)
        sight = await tab.sight()
        out = sight.passwords > 0 or not any(SIGNS_OUT.search(label) for label in sight.buttons)
        verdict = Verdict.YES if out and not problem else Verdict.NO
        await self.report.add(
            tab, Kind.SIGN_IN, control.label, verdict, problem or ("out" if out else "still signed in")
        )

    def _new(self, path: str, controls: list[Control]) -> list[Control]:
        """Those not judged before, on this kind of page, or anywhere if they stand around all pages."""
        fresh: list[Control] = []
        for control in controls:
            key = control.label if control.chrome else f"{shape(path)} {control.label} {control.section}"
            if key not in self._shared.pressed:
                self._shared.pressed.add(key)
                fresh.append(control)
        return fresh

    def _is_account(self, sight: Sight) -> bool:
        """Whether a page is that of an account, which is still to be judged and stays."""
        return bool(sight.heading) and any(one.role.startswith(sight.heading) for one in self._shared.accounts)

    def _is_new_form(self, form: Form) -> bool:
        fresh = is_record(form) and form.key not in self._shared.sent
        self._shared.sent.add(form.key)
        return fresh

    def _share(self, share: float) -> float:
        """The monotonic time at which the share of what is left is used up."""
        now = time.monotonic()
        return now + max(0.0, self._end - now) * share

    def _late(self, deadline: float, what: str, tab: Tab) -> bool:
        """Whether the time for it is over, which is noted."""
        late = time.monotonic() > deadline
        if late:
            self._shared.left.append(f"not all {what} as {tab.role or 'visitor'}")
        return late

    async def _tab(self, context: BrowserContext, role: str) -> Tab:
        await prepare(context)
        return await Tab.open_in(context, self._origin, role)
