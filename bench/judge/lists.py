"""Lists: a search keeps what has the word and drops the rest, a filter changes what is shown, a sort is an order."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from playwright.async_api import ElementHandle
from playwright.async_api import Error as PlaywrightError
from pydantic import TypeAdapter

from bench.judge.buttons import PAGES
from bench.judge.report import Report
from bench.judge.sights import Finder, Head, Option, Row, Rows
from bench.judge.tab import Tab
from bench.judge.verdicts import Kind, Verdict

_FINDERS = TypeAdapter(list[Finder])
_HEADS = TypeAdapter(list[Head])
_ORDERS = re.compile(r"\b(sort|order)(ed|ing)?( by)?\b", re.IGNORECASE)
_NOT_OF_LISTS = re.compile(r"language|theme|per page|page size|currency|quantity|qty", re.IGNORECASE)
_UNFOLDS = re.compile(r"^((show|more|all) )?(filters?|refine|sort( by)?)\b", re.IGNORECASE)
_NONSENSE = "zqxjvkw"
_NOTHING = re.compile(
    r"\bno\b|\bnone\b|nothing|not found|\b0 (results?|of|items?|found)|empty|couldn.t find", re.IGNORECASE
)
_CHARTS = "() => __judge.charts()"
_DEBOUNCE_MS = 350
_MAX_WORDS = 3
_MAX_OPTIONS = 3
_MAX_HEADS = 2


class ListCheck:
    """Judges what narrows, orders and pages the rows of one page; `known` are finders judged elsewhere already."""

    def __init__(self, tab: Tab, report: Report, path: str, known: set[str]) -> None:
        self._tab = tab
        self._report = report
        self._path = path
        self._known = known
        self._opener = ""

    async def judge(self) -> None:
        """All finders, heads of columns and ways to more rows of the page."""
        await self._tab.open(self._path)
        folded = [c for c in await self._tab.controls() if _UNFOLDS.match(c.label) and c.group < 2 and not c.sorts]
        self._opener = folded[0].key if folded else ""
        await self._open()
        before = await self._tab.rows()
        for finder in await self._finders():
            if finder.disabled or not self._is_new(finder):
                continue
            if finder.search:
                await self._search(finder, before)
            elif _ORDERS.search(finder.words) or _orders(finder.options):
                await self._order(finder, before)
            elif len(finder.options) >= 2 and not _NOT_OF_LISTS.search(finder.words):
                await self._filter(finder, before)
        if len(before.rows) >= 3:
            await self._columns(before)
        await self._more(before)

    async def _open(self) -> None:
        """The page afresh, with the filters unfolded if they are folded away."""
        await self._tab.open(self._path)
        element = await self._tab.control(self._opener) if self._opener else None
        if element is not None:
            await self._tab.press(element)

    def _is_new(self, finder: Finder) -> bool:
        """Whether it is to be judged here: what stands around every page is judged once."""
        key = f"{finder.label} {finder.type}" if finder.chrome else f"{self._path} {finder.label} {finder.type}"
        fresh = key not in self._known
        self._known.add(key)
        return fresh

    async def _finders(self) -> list[Finder]:
        return _FINDERS.validate_python(await self._tab.ask("() => __judge.finders()"))

    async def _element(self, finder: Finder) -> ElementHandle | None:
        return await self._tab.element("at => __judge.finder(at)", finder.at)

    async def _search(self, finder: Finder, before: Rows) -> None:
        """Words of the page that only some rows have, and one that none has."""
        words = distinctive(before.rows)
        name = f"search: {finder.label}"
        if not words:
            return
        seen = ""
        for word in words[:_MAX_WORDS]:
            after = await self._looked_up(finder, word, before)
            kept = [text for text in after if word in text.lower()]
            dropped = [text for text in before.texts if word not in text.lower() and text not in after]
            if kept and dropped and len(after) <= len(before.rows):
                seen = f'"{word}" keeps {len(kept)} of {len(before.rows)}'
                break
            seen = f'"{word}": {len(after)} rows shown, {len(before.rows)} before, {len(kept)} with the word'
        else:
            await self._report.add(self._tab, Kind.SEARCH, name, Verdict.NO, seen)
            return
        rest = await self._looked_up(finder, _NONSENSE, before)
        said = any(_NOTHING.search(line) for line in await self._tab.lines())
        if rest:
            verdict, found = Verdict.PARTLY, f"{seen}; nonsense still shows {len(rest)} rows"
        elif not said:
            verdict, found = Verdict.PARTLY, f"{seen}; nonsense shows nothing, and does not say so"
        else:
            verdict, found = Verdict.YES, f"{seen}; nonsense shows none, and says so"
        await self._report.add(self._tab, Kind.SEARCH, name, verdict, found)

    async def _looked_up(self, finder: Finder, word: str, before: Rows) -> list[str]:
        """The rows that are shown once the word is searched for, on a fresh page."""
        await self._open()
        element = await self._element(finder)
        if element is None:
            return []
        try:
            await element.fill(word, timeout=1_500)
            await self._tab.page.wait_for_timeout(_DEBOUNCE_MS)
            await element.press("Enter", timeout=1_500)
        except PlaywrightError:
            # The page went on as soon as something was written.
            pass
        await self._tab.page.wait_for_timeout(_DEBOUNCE_MS)
        await self._tab.settle()
        after = await self._tab.rows(before.kind)
        if not after.rows and word != _NONSENSE:
            after = await self._tab.rows()
        if after.rows or word == _NONSENSE:
            return after.texts
        # A single hit on a page of its own is no list.
        return [line for line in await self._tab.lines() if word in line.lower() and not _NOTHING.search(line)]

    async def _filter(self, finder: Finder, before: Rows) -> None:
        """Each of a few values must change what is shown, or all that is shown has it already."""
        name = f"filter: {finder.label}"
        if not before.rows and any(_NOTHING.search(line) for line in await self._tab.lines()):
            return
        unchanged: list[str] = []
        for option in _telling(finder, before.texts):
            rows, changed = await self._with(finder, option, before)
            value = option.text.lower()
            fit = [text for text in rows if value in text.lower()]
            if changed:
                if any(value in text.lower() for text in before.texts) and not fit:
                    await self._say_filter(name, Verdict.NO, f'"{option.text}" hides the rows that have it')
                    return
                words = f"{len(fit)} of {len(rows)} rows show it" if fit else f"{len(rows)} rows"
                await self._say_filter(name, Verdict.YES, f'"{option.text}" changes what is shown: {words}')
                return
            if not rows or len(fit) < len(rows):
                unchanged.append(option.text)
        if unchanged:
            words = ", ".join(f'"{text}"' for text in unchanged)
            await self._say_filter(name, Verdict.NO, f"{words}: the same {len(before.rows)} rows are shown")

    async def _say_filter(self, name: str, verdict: Verdict, seen: str) -> None:
        await self._report.add(self._tab, Kind.FILTER, name, verdict, seen)

    async def _with(self, finder: Finder, option: Option, before: Rows) -> tuple[list[str], bool]:
        """The rows shown with the option, and whether anything but the choice itself has changed."""
        await self._open()
        shown, drawn = await self._tab.lines(), await self._tab.ask(_CHARTS)
        element = await self._element(finder)
        if element is None:
            return before.texts, False
        try:
            await element.select_option(option.value, timeout=1_500)
            await self._tab.page.wait_for_timeout(_DEBOUNCE_MS)
            await self._tab.settle()
            if await self._tab.lines() == shown:
                await element.evaluate("one => one.form?.requestSubmit()")
                await self._tab.page.wait_for_timeout(_DEBOUNCE_MS)
        except PlaywrightError:
            # Choosing has taken us to another page.
            pass
        await self._tab.settle()
        rows = (await self._tab.rows(before.kind)).texts
        if before.rows:
            return rows, rows != before.texts or await self._tab.ask(_CHARTS) != drawn
        return rows, await self._tab.lines() != shown

    async def _order(self, finder: Finder, before: Rows) -> None:
        if len(before.rows) < 3:
            return
        orders = [before.texts]
        ordered = 0
        options = [option for option in finder.options if option.value != finder.value][:_MAX_OPTIONS]
        for option in options:
            await self._with(finder, option, before)
            after = await self._tab.rows(before.kind)
            ordered += _is_ordered(after.rows)
            if after.texts not in orders:
                orders.append(after.texts)
        seen = f"{len(options)} choices give {len(orders) - 1} other orders, {ordered} of them by something shown"
        verdict = Verdict.NO if len(orders) == 1 else Verdict.YES if ordered else Verdict.PARTLY
        await self._report.add(self._tab, Kind.SORT, f"sort: {finder.label}", verdict, seen)

    async def _columns(self, before: Rows) -> None:
        """Presses the heads of columns that look as if they sorted, twice each."""
        await self._tab.open(self._path)
        heads = _HEADS.validate_python(await self._tab.ask("() => __judge.heads()"))
        for at, head in [(at, head) for at, head in enumerate(heads) if head.sorts][:_MAX_HEADS]:
            await self._tab.open(self._path)
            if len({_cell(row, at) for row in before.rows}) < 2:
                continue
            orders: list[list[Row]] = []
            for _ in range(2):
                element = await self._tab.element("at => __judge.head(at)", at)
                if element is None or await self._tab.press(element):
                    break
                orders.append((await self._tab.rows(before.kind)).rows)
            name = f"sort: column {head.text}"
            texts = [[row.text for row in order] for order in [before.rows, *orders]]
            if all(text == texts[0] for text in texts):
                await self._report.add(self._tab, Kind.SORT, name, Verdict.NO, "the rows stay as they are")
            elif all(is_monotone([_cell(row, at) for row in order]) for order in orders):
                await self._report.add(self._tab, Kind.SORT, name, Verdict.YES, "the column is in order, both ways")
            else:
                first = ", ".join(_cell(row, at) for row in orders[-1][:5])
                await self._report.add(self._tab, Kind.SORT, name, Verdict.PARTLY, f"changes, but to no order: {first}")

    async def _more(self, before: Rows) -> None:
        """Presses what leads to more rows."""
        await self._tab.open(self._path)
        control = next((c for c in await self._tab.controls() if PAGES.match(c.label) and not c.disabled), None)
        if control is None or not before.rows:
            return
        element = await self._tab.control(control.key)
        if element is None or await self._tab.press(element):
            return
        after = (await self._tab.rows(before.kind)).texts
        changed = after != before.texts or (await self._tab.effects()).layout
        verdict, seen = (Verdict.YES, "other rows") if changed else (Verdict.NO, "the same rows")
        await self._report.add(self._tab, Kind.PAGING, control.label, verdict, seen)


def distinctive(rows: Sequence[Row]) -> list[str]:
    """Words that some rows have and others not, in lower case: those of titles first, of different rows in turn."""
    texts = [row.text.lower() for row in rows]
    found: list[str] = []
    for sources in ([row.title for row in rows], [cell for row in rows for cell in row.cells[:2]]):
        words = [re.findall(r"[^\W\d_]{4,}", source.lower()) for source in sources]
        for turn in range(max((len(some) for some in words), default=0)):
            found += [some[turn] for some in words if turn < len(some)]
    return list(dict.fromkeys(word for word in found if 0 < sum(word in text for text in texts) < len(texts)))


def _telling(finder: Finder, texts: Sequence[str]) -> list[Option]:
    """The options to try: first those that some of the rows show and others not."""
    options = [option for option in finder.options if option.value != finder.value and option.value]

    def rank(option: Option) -> int:
        having = sum(option.text.lower() in text.lower() for text in texts)
        return 0 if 0 < having < len(texts) else 1

    return sorted(options, key=rank)[:_MAX_OPTIONS]


def _orders(options: Sequence[Option]) -> bool:
    """Whether choices are orders by what they say."""
    told = re.compile(
        r"newest|oldest|low(est)? to high|high(est)? to low|a.?(to|-|–).?z|most |ascending|descending", re.IGNORECASE
    )
    return sum(bool(told.search(option.text)) for option in options) * 2 >= len(options) > 0


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _is_ordered(rows: Sequence[Row]) -> bool:
    """Whether rows are in order by something that they show: a cell, or the same number of each."""
    width = min((len(row.cells) for row in rows), default=0)
    columns = [[row.cells[at] for row in rows] for at in range(width)]
    numbers = [re.findall(r"\d[\d,]*\.?\d*", row.text) for row in rows]
    columns += [[found[at] for found in numbers] for at in range(min((len(found) for found in numbers), default=0))]
    return any(len(set(column)) > 1 and is_monotone(column) for column in columns)


def is_monotone(texts: Sequence[str]) -> bool:
    """Whether the texts rise or fall, as numbers, days or words; or equal ones stand together (states have an order
    of their own)."""
    shown = [text for text in texts if text not in {"", "-", "–", "—"}]
    kinds = len(set(shown))
    runs = 1 + sum(one != next_ for one, next_ in pairwise(shown))
    if kinds < len(shown) * 0.6 and runs == kinds:
        return True
    # What can be read as numbers is in the order of numbers, not of their digits.
    return _rises_or_falls(_as_numbers(shown) or _as_days(shown) or _as_words(shown))


def _rises_or_falls(values: Sequence[float] | Sequence[str]) -> bool:
    keys = list(values)
    return keys == sorted(keys) or keys == sorted(keys, reverse=True)


def _as_numbers(texts: Sequence[str]) -> list[float]:
    found = [re.search(r"-?\d[\d,]*\.?\d*", text) for text in texts]
    plain = [re.sub(r"[\d.,\s€$£¥%+-]", "", text) for text in texts]
    if any(match is None for match in found) or len(set(plain)) > 1:
        return []
    return [float(match.group().replace(",", "").rstrip(".")) for match in found if match]


def _as_days(texts: Sequence[str]) -> list[float]:
    for form in ("%Y-%m-%d", "%b %d, %Y", "%d %b %Y", "%B %d, %Y", "%d %B %Y", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y"):
        words = form.count(" ") + 1
        try:
            days = [datetime.strptime(" ".join(text.split()[:words]), form).replace(tzinfo=UTC) for text in texts]
        except ValueError:
            continue
        return [day.timestamp() for day in days]
    return []


def _as_words(texts: Sequence[str]) -> list[str]:
    return [re.sub(r"[^\w ]", "", text).casefold() for text in texts]
