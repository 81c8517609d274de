"""Phone width: nothing sticks out sideways, and the way to other pages is there."""

import re

from bench.judge.report import Report
from bench.judge.sights import Sight
from bench.judge.tab import PHONE, WIDE, Tab
from bench.judge.verdicts import Kind, Verdict

_MENU = re.compile(r"menu|navigation|\bnav\b|open|more", re.IGNORECASE)
_ENOUGH = 0.6
_AFTER_MS = 500


async def judge_width(tab: Tab, report: Report) -> None:
    """Writes down whether the open page fits a phone; the window is wide again after."""
    await tab.resize(PHONE)
    overflow = await tab.overflow()
    if overflow.wide:
        # What scripts fit to the window comes a moment later.
        await tab.page.wait_for_timeout(_AFTER_MS)
        overflow = await tab.overflow()
    if overflow.wide:
        seen = f"{overflow.wide} px wider than the window: {overflow.worst}"
        await report.add(tab, Kind.PHONE, f"width of {tab.path}", Verdict.NO, seen)
    else:
        report.note(Kind.PHONE, f"width of {tab.path}", Verdict.YES, "fits 390 px", tab=tab)
    await tab.resize(WIDE)


async def judge_menu(tab: Tab, report: Report, wide: Sight, *, shot: str) -> None:
    """Writes down whether what the wide page's navigation leads to can be reached on a phone."""
    goals = {link.href for link in wide.links if link.nav and link.visible}
    await tab.resize(PHONE)
    await report.shoot(tab, shot)
    if len(goals) >= 2:
        shown = await _shown(tab, goals)
        way = "shown at once"
        if shown < _ENOUGH * len(goals):
            way, shown = await _open_menu(tab, goals)
        verdict = Verdict.YES if shown >= _ENOUGH * len(goals) else Verdict.NO
        seen = f"{shown} of {len(goals)} links of the navigation, {way}"
        await report.add(tab, Kind.PHONE, "menu", verdict, seen)
    await tab.resize(WIDE)
    await tab.open(tab.path)


async def _shown(tab: Tab, goals: set[str]) -> int:
    return len(goals & {link.href for link in (await tab.sight()).links if link.visible})


async def _open_menu(tab: Tab, goals: set[str]) -> tuple[str, int]:
    """Presses what may be the menu; answers what was pressed, and how many of the goals that shows."""
    candidates = [control for control in await tab.controls() if control.chrome or _MENU.search(control.label)]
    candidates.sort(key=lambda control: not _MENU.search(control.label))
    for control in candidates[:3]:
        element = await tab.control(control.key)
        if element is None or await tab.press(element):
            continue
        shown = await _shown(tab, goals)
        if shown >= _ENOUGH * len(goals):
            return f'after "{control.label}"', shown
    return "and no menu that shows more", await _shown(tab, goals)
