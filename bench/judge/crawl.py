"""Every page that links lead to: what it shows, whether it is whole, and where its links end."""

import re
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError

from bench.judge.charts import judge_charts
from bench.judge.phone import judge_width
from bench.judge.report import Report
from bench.judge.sights import Link, Sight
from bench.judge.tab import Tab
from bench.judge.verdicts import Kind, Verdict

_ID = re.compile(r"/(\d+|[0-9a-f-]{32,36})(?=/|$)")
_LOST = re.compile(r"not found|\b404\b|does not exist|nothing here|no such", re.IGNORECASE)
_LEAVES = re.compile(r"(sign|log)-?out", re.IGNORECASE)
_MAX_SAME_SHAPE = 1
_MAX_AUDITS = 10


@dataclass(slots=True)
class Known:
    """What all rounds of one application share: shapes audited already, and downloads and anchors seen."""

    audited: set[str] = field(default_factory=set[str])
    links: set[str] = field(default_factory=set[str])
    charts: int = 0


def shape(path: str, heading: str = "") -> str:
    """The path with its ids taken out: pages that differ only by them are one kind of page.

    What stands at the root differs by who looks: its `heading` tells.
    """
    found = _ID.sub("/:id", urlsplit(path).path.rstrip("/") or "/")
    return f"/ {heading}".strip() if found == "/" else found


class Crawl:
    """One round through an application, as one account, breadth first."""

    def __init__(self, tab: Tab, report: Report, known: Known, *, axe: Path, limit: int) -> None:
        self._tab = tab
        self._report = report
        self._known = known
        self._axe = axe
        self._limit = limit
        self._shapes: dict[str, int] = {}
        self._waiting: deque[str] = deque()
        self.pages: dict[str, Sight] = {}
        self.left = 0

    async def run(self, start: str, deadline: float) -> None:
        """Opens pages from the start on, until all are seen, or the limit or the deadline (monotonic) is reached."""
        self._add(start)
        while self._waiting:
            if len(self.pages) >= self._limit or time.monotonic() > deadline:
                self.left = len(self._waiting)
                return
            await self._visit(self._waiting.popleft())

    def _add(self, path: str) -> None:
        kind = shape(path)
        if self._shapes.get(kind, 0) < _MAX_SAME_SHAPE and not _LEAVES.search(path):
            self._shapes[kind] = self._shapes.get(kind, 0) + 1
            self._waiting.append(path)

    async def _visit(self, path: str) -> None:
        self._tab.notes.clear()
        status = await self._tab.open(path)
        try:
            sight = await self._tab.sight()
        except PlaywrightError as error:
            await self._report.add(self._tab, Kind.PAGE, path, Verdict.NO, error.message.partition("\n")[0])
            return
        self.pages[path] = sight
        await self._judge_page(path, status, sight)
        for link in sight.links:
            await self._judge_link(link)
        kind = shape(path, sight.heading)
        if kind not in self._known.audited:
            self._known.audited.add(kind)
            await self._audit()

    async def _judge_page(self, path: str, status: int, sight: Sight) -> None:
        notes = self._tab.notes
        heading = sight.heading or sight.title or path
        lost = _LOST.search(f"{sight.heading} {sight.title}") or (not sight.heading and _LOST.search(sight.text[:200]))
        if status == 0 or status >= 400 or lost:
            seen = f"answers {status}" if status >= 400 else "could not be opened" if status == 0 else "not found"
            await self._report.add(self._tab, Kind.PAGE, heading, Verdict.NO, f"{path}: {seen}")
        elif not sight.text or (len(sight.text) < 40 and not sight.pictures):
            await self._report.add(self._tab, Kind.PAGE, heading, Verdict.NO, "an empty page")
        elif sight.broken:
            await self._report.add(self._tab, Kind.PAGE, heading, Verdict.PARTLY, f"no picture at {sight.broken[0]}")
        else:
            self._report.note(Kind.PAGE, heading, Verdict.YES, f"{len(sight.text)} characters", tab=self._tab)
        faults = [*notes.errors, *notes.failed]
        if faults:
            await self._report.add(self._tab, Kind.CONSOLE, heading, Verdict.NO, "; ".join(faults[:3]))
        else:
            self._report.note(Kind.CONSOLE, heading, Verdict.YES, "no error", tab=self._tab)

    async def _audit(self) -> None:
        """What is looked at once for each kind of page: accessibility, charts, phone width."""
        tab = self._tab
        self._known.charts += await judge_charts(tab, self._report)
        await judge_width(tab, self._report)
        if len(self._known.audited) > _MAX_AUDITS:
            return
        try:
            if not await tab.ask("() => 'axe' in window"):
                await tab.ask(self._axe.read_text() + "\n;void 0")
            faults = await tab.strings("() => __judge.audit()")
        except PlaywrightError as error:
            faults = [f"axe could not run: {error.message.partition(chr(10))[0]}"]
        if faults:
            await self._report.add(tab, Kind.AXE, tab.path, Verdict.NO, "; ".join(faults[:3]))
        else:
            self._report.note(Kind.AXE, tab.path, Verdict.YES, "nothing serious", tab=tab)

    async def _judge_link(self, link: Link) -> None:
        """Puts the link's page in the queue, or judges at once what does not lead to a page."""
        address = urlsplit(link.href)
        if f"{address.scheme}://{address.netloc}" != self._tab.origin:
            return
        path = address.path + (f"?{address.query}" if address.query else "")
        key = f"{shape(path)}#{address.fragment}"
        if link.download or address.path.startswith("/api/") or re.search(r"\.\w{2,4}$", address.path):
            if key not in self._known.links:
                self._known.links.add(key)
                await self._judge_file(link, path)
        elif address.fragment and key not in self._known.links and not link.anchored:
            self._known.links.add(key)
            await self._report.add(self._tab, Kind.LINK, link.text, Verdict.NO, f"nothing on the page is {link.raw}")
        else:
            self._add(path)

    async def _judge_file(self, link: Link, path: str) -> None:
        answer = await self._tab.ask(
            "async path => { const r = await fetch(path); return `${r.status} ${(await r.arrayBuffer()).byteLength}` }",
            path,
        )
        status, size = (int(part) for part in str(answer).split(" "))
        good = status < 400 and size > 0
        verdict = Verdict.YES if good else Verdict.NO
        await self._report.add(self._tab, Kind.LINK, link.text or path, verdict, f"file answers {status}, {size} bytes")
